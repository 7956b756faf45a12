/* Fields as they stand in a line, against what one byte at a time gives. */
#include <inttypes.h>

#include "record/row.h"
#include "unit.h"

/* What needs care, its neighbours, and bytes of Chinese. */
static const char marks[] = ",\"\r\n\0 -.+!#0123456789AZaz\xe6\x9d\xa8\x80\xff";

static void
slow_field(struct buffer *out, const char *text, size_t length)
{
	bool quote = false;

	for (size_t i = 0; i < length; i++)
		quote = quote || text[i] == ',' || text[i] == '"';
	if (quote)
		buffer_char(out, '"');
	for (size_t i = 0; i < length; i++) {
		bool blank = text[i] == '\r' || text[i] == '\n' || !text[i];

		if (text[i] == '"')
			buffer_char(out, '"');
		buffer_char(out, blank ? ' ' : text[i]);
	}
	if (quote)
		buffer_char(out, '"');
}

static void
test_fields_are_what_one_by_one_says(void **state)
{
	struct buffer fast = {0}, slow = {0};
	uint64_t seed = 11;

	(void)state;
	for (int round = 0; round < 100000; round++) {
		size_t length = unit_random(&seed) % 20;
		/* Texts that need no care are as frequent as others. */
		size_t from = unit_random(&seed) % 2 ? 11 : 0;
		char text[20];

		for (size_t i = 0; i < length; i++)
			text[i] = marks[from + unit_random(&seed) %
						   (sizeof(marks) - 1 - from)];
		buffer_clear(&fast);
		buffer_clear(&slow);
		field_line(&fast, (struct slice){text, length});
		slow_field(&slow, text, length);
		assert_true(
		    slice_equal(buffer_view(&fast), buffer_view(&slow)));
	}
	buffer_release(&fast);
	buffer_release(&slow);
}

static void
test_whole_numbers_have_their_sign(void **state)
{
	static const int64_t value[] = {
	    0, 7, -7, 10, -100, INT64_MAX, INT64_MIN, INT64_MIN + 1};
	struct row row;

	(void)state;
	row_init(&row);
	row_start(&row, KIND_MATCH);
	for (size_t i = 0; i < sizeof(value) / sizeof(value[0]); i++) {
		char text[32];

		snprintf(text, sizeof(text), "%" PRId64, value[i]);
		row_int(&row, MATCH_DAYS, value[i]);
		assert_true(slice_is(row.value[MATCH_DAYS], text));
	}
	row_release(&row);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_fields_are_what_one_by_one_says),
	    cmocka_unit_test(test_whole_numbers_have_their_sign),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
