/* Output that is collected in memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "base/output.h"

static void
what_is_written_is_in_the_buffer_in_order(void **state)
{
	struct buffer memory = {0};
	struct output *out = output_to(&memory);
	struct error error;
	char *large = calloc(1, 1 << 20);

	(void)state;
	output_text(out, "a");
	output_write(out, large, 1 << 20);
	output_format(out, "%d", 17);
	assert_int_equal(output_close(out, &error), 0);
	assert_int_equal(memory.length, (1 << 20) + 3);
	assert_int_equal(memory.text[0], 'a');
	assert_string_equal(memory.text + memory.length - 2, "17");
	buffer_release(&memory);
	free(large);
}

static void
nothing_written_is_nothing(void **state)
{
	struct buffer memory = {0};

	(void)state;
	assert_int_equal(output_close(output_to(&memory), NULL), 0);
	output_abandon(output_to(&memory));
	assert_int_equal(memory.length, 0);
	buffer_release(&memory);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_written_is_in_the_buffer_in_order),
	    cmocka_unit_test(nothing_written_is_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
