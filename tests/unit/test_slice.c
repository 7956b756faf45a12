#include <limits.h>

#include "unit.h"

static void
test_cut_gives_every_part(void **state)
{
	struct slice rest = SLICE("a,,b,"), part;
	const char *const expected[] = {"a", "", "b", ""};

	(void)state;
	for (size_t i = 0; i < COUNT(expected); i++) {
		assert_true(slice_cut(&rest, ',', &part));
		assert_slice(part, expected[i]);
	}
	assert_false(slice_cut(&rest, ',', &part));
	assert_null(rest.text);
}

static void
test_an_empty_text_has_one_part_and_no_text_none(void **state)
{
	struct slice rest = SLICE(""), part = SLICE("x");

	(void)state;
	assert_true(slice_cut(&rest, ',', &part));
	assert_int_equal(part.length, 0);
	assert_false(slice_cut(&rest, ',', &part));
	rest = (struct slice){NULL, 0};
	assert_false(slice_cut(&rest, ',', &part));
}

static void
test_order_is_that_of_bytes(void **state)
{
	(void)state;
	assert_true(slice_compare(SLICE("a"), SLICE("b")) < 0);
	assert_true(slice_compare(SLICE("a"), SLICE("aa")) < 0);
	assert_true(slice_compare(SLICE("z"), SLICE("\xe7\x94\xb5")) < 0);
	assert_true(slice_compare(SLICE("b"), SLICE("aa")) > 0);
	assert_int_equal(slice_compare(SLICE(""), slice_of(NULL)), 0);
	assert_true(slice_equal(SLICE(""), slice_of(NULL)));
	assert_false(slice_equal(SLICE("ab"), SLICE("abc")));
	assert_true(slice_is(SLICE("day"), "day"));
}

static void
test_trim_takes_blanks_and_tabs(void **state)
{
	(void)state;
	assert_slice(slice_trim(SLICE(" \ta b\t ")), "a b");
	assert_slice(slice_trim(SLICE(" \t ")), "");
	assert_slice(slice_trim(SLICE("")), "");
}

static void
test_int_takes_what_fits(void **state)
{
	static const char *const bad[] = {"", "-", "+1", " 1", "1 ", "1.0",
	    "0x1", "1e3", "9223372036854775808", "-9223372036854775809",
	    "99999999999999999999999", "--1", "１"};
	long long value = 7;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(slice_int(slice_of(bad[i]), &value), -1);
	assert_int_equal(slice_int(slice_of(NULL), &value), -1);
	assert_int_equal(value, 7);
	assert_int_equal(slice_int((struct slice){NULL, 0}, &value), -1);
	assert_int_equal(slice_int(SLICE("9223372036854775807"), &value), 0);
	assert_true(value == LLONG_MAX);
	assert_int_equal(slice_int(SLICE("-9223372036854775808"), &value), 0);
	assert_true(value == LLONG_MIN);
	assert_int_equal(slice_int(SLICE("-0"), &value), 0);
	assert_true(value == 0);
	assert_int_equal(slice_int(SLICE("007"), &value), 0);
	assert_true(value == 7);
}

static void
test_digits_at_both_ends_are_counted(void **state)
{
	static const struct {
		const char *text;
		size_t first, last;
	} cases[] = {
	    {"", 0, 0},
	    {"7", 1, 1},
	    {"0123456789", 10, 10},
	    {"12a345", 2, 3},
	    {"A0012/", 0, 0},
	    {":9", 0, 1},
	    {"9\xb0", 1, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct slice text = slice_of(cases[i].text);

		assert_int_equal(slice_digits_first(text), cases[i].first);
		assert_int_equal(slice_digits_last(text), cases[i].last);
	}
	assert_int_equal(slice_digits_first((struct slice){NULL, 0}), 0);
	assert_int_equal(slice_digits_last((struct slice){NULL, 0}), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_cut_gives_every_part),
	    cmocka_unit_test(test_an_empty_text_has_one_part_and_no_text_none),
	    cmocka_unit_test(test_order_is_that_of_bytes),
	    cmocka_unit_test(test_trim_takes_blanks_and_tabs),
	    cmocka_unit_test(test_int_takes_what_fits),
	    cmocka_unit_test(test_digits_at_both_ends_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
