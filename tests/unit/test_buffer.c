#include "base/buffer.h"
#include "unit.h"

static void
test_it_grows_and_always_ends_in_nul(void **state)
{
	struct buffer b = {NULL, 0, 0};

	(void)state;
	assert_int_equal(buffer_view(&b).length, 0);
	for (size_t i = 0; i < 10000; i++) {
		buffer_char(&b, (char)('a' + i % 26));
		assert_int_equal(b.length, i + 1);
		assert_int_equal(b.text[b.length], '\0');
		assert_true(b.size > b.length);
	}
	for (size_t i = 0; i < 10000; i++)
		assert_int_equal(b.text[i], 'a' + i % 26);
	buffer_release(&b);
	assert_null(b.text);
}

static void
test_all_ways_to_add(void **state)
{
	struct buffer b = {NULL, 0, 0};

	(void)state;
	buffer_clear(&b);
	buffer_text(&b, "one ");
	buffer_slice(&b, SLICE("two "));
	buffer_slice(&b, (struct slice){NULL, 0});
	buffer_add(&b, "three!", 5);
	buffer_format(&b, " %d", 4);
	assert_slice(buffer_view(&b), "one two three 4");
	buffer_clear(&b);
	assert_string_equal(b.text, "");
	buffer_add(&b, "a\0b", 3);
	assert_int_equal(b.length, 3);
	assert_memory_equal(b.text, "a\0b\0", 4);
	buffer_release(&b);
}

static void
test_format_of_every_length(void **state)
{
	struct buffer b = {NULL, 0, 0};
	char text[600];

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	for (int n = 0; n < 600; n++) {
		buffer_clear(&b);
		buffer_format(&b, "%.*s", n, text);
		assert_int_equal(b.length, n);
		assert_int_equal(strlen(b.text), n);
		buffer_release(&b);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_it_grows_and_always_ends_in_nul),
	    cmocka_unit_test(test_all_ways_to_add),
	    cmocka_unit_test(test_format_of_every_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
