#include "base/limit.h"
#include "unit.h"

static void
test_limits_are_read_and_written(void **state)
{
	static const struct {
		const char *text;
		int64_t amount;
		enum limit_unit unit;
		const char *written;
	} limits[] = {
	    {"7wd", 7, LIMIT_WD, "7wd"},
	    {"0wd", 0, LIMIT_WD, "same-day"},
	    {"same-day", 0, LIMIT_WD, "same-day"},
	    {"4wh", 4, LIMIT_WH, "4wh"},
	    {"480wm", 480, LIMIT_WM, "480wm"},
	    {"10cd", 10, LIMIT_CD, "10cd"},
	    {"0cd", 0, LIMIT_CD, "0cd"},
	    {"24h", 24, LIMIT_H, "24h"},
	    {"45m", 45, LIMIT_M, "45m"},
	    {"36600wd", LIMIT_DAYS_MAX, LIMIT_WD, "36600wd"},
	    {"878400h", LIMIT_HOURS_MAX, LIMIT_H, "878400h"},
	};
	char text[LIMIT_TEXT_SIZE];
	struct limit limit;

	(void)state;
	for (size_t i = 0; i < COUNT(limits); i++) {
		assert_int_equal(
		    limit_parse(slice_of(limits[i].text), &limit), 0);
		assert_int_equal(limit.amount, limits[i].amount);
		assert_int_equal(limit.unit, limits[i].unit);
		assert_int_equal(
		    limit_format(limit, text), strlen(limits[i].written));
		assert_string_equal(text, limits[i].written);
	}
}

static void
test_what_is_no_limit_is_refused(void **state)
{
	static const char *const texts[] = {"", "7", "wd", "-1wd", "+1wd",
	    "1.5wd", "7 wd", "7wdx", "7WD", "7d", "0h", "0wh", "0wm", "0m",
	    "36601wd", "36601cd", "878401h", "52704001wm",
	    "99999999999999999999wd", "sameday", " 1wd"};
	struct limit limit = {42, LIMIT_CD};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		assert_int_equal(limit_parse(slice_of(texts[i]), &limit), -1);
		assert_int_equal(limit.amount, 42);
	}
	assert_int_equal(limit_parse(slice_of(NULL), &limit), -1);
	assert_int_equal(limit.amount, 42);
}

static void
test_units_say_what_they_count(void **state)
{
	(void)state;
	assert_true(limit_in_days((struct limit){1, LIMIT_WD}));
	assert_true(limit_in_days((struct limit){1, LIMIT_CD}));
	assert_false(limit_in_days((struct limit){1, LIMIT_H}));
	assert_true(limit_in_working_time((struct limit){1, LIMIT_WM}));
	assert_false(limit_in_working_time((struct limit){1, LIMIT_CD}));
	assert_int_equal(limit_seconds((struct limit){2, LIMIT_WH}), 7200);
	assert_int_equal(limit_seconds((struct limit){3, LIMIT_WM}), 180);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_limits_are_read_and_written),
	    cmocka_unit_test(test_what_is_no_limit_is_refused),
	    cmocka_unit_test(test_units_say_what_they_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
