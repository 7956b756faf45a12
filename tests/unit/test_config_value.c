#include "base/date.h"
#include "config/value.h"
#include "unit.h"

static void
test_durations(void **state)
{
	static const struct {
		const char *text;
		int64_t seconds;
	} cases[] = {
	    {"0", 0},
	    {"0s", 0},
	    {"90s", 90},
	    {"20m", 1200},
	    {"24h", 86400},
	    {"2d", 172800},
	    {"1h30m", 5400},
	    {"1d1s", 86401},
	    {"36600d", 36600LL * 86400},
	};
	static const char *const bad[] = {"", "m", "20", "20x", "30m1h", "1h1h",
	    "-5m", "1.5h", "20 m", "36601d", "99999999999999999999s", "1h30"};
	int64_t seconds;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(
		    value_seconds(slice_of(cases[i].text), &seconds), 0);
		assert_int_equal(seconds, cases[i].seconds);
	}
	seconds = 7;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(value_seconds(slice_of(bad[i]), &seconds), -1);
	assert_int_equal(seconds, 7);
}

static void
test_hours(void **state)
{
	static const char *const bad[] = {"", "08:30", "12:00-08:30",
	    "08:30-08:30", "8-9", "08:30-12:00-13:00", "08:30-", "-12:00"};
	int32_t from = -1, to = -1;

	(void)state;
	assert_int_equal(value_hours(SLICE("08:30-24:00"), &from, &to), 0);
	assert_int_equal(from, 30600);
	assert_int_equal(to, 86400);
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(value_hours(slice_of(bad[i]), &from, &to), -1);
}

static void
test_dates(void **state)
{
	static const char *const bad[] = {"", "..", "2026-10-01..",
	    "..2026-10-01", "2026-10-07..2026-10-01", "2026-02-30",
	    "2026-10-01..2026-10-02..2026-10-03", "2026-10-01...2026-10-02"};
	int32_t first = 0, last = 0;

	(void)state;
	assert_int_equal(
	    value_dates(SLICE("2026-10-01..2026-10-07"), &first, &last), 0);
	assert_int_equal(last - first, 6);
	assert_int_equal(value_dates(SLICE("2026-01-04"), &first, &last), 0);
	assert_int_equal(first, last);
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(
		    value_dates(slice_of(bad[i]), &first, &last), -1);
}

static void
test_yes_and_no(void **state)
{
	bool yes = false;

	(void)state;
	assert_int_equal(value_yes(SLICE("yes"), &yes), 0);
	assert_true(yes);
	assert_int_equal(value_yes(SLICE("false"), &yes), 0);
	assert_false(yes);
	assert_int_equal(value_yes(SLICE("on"), &yes), -1);
	assert_int_equal(value_yes(SLICE(""), &yes), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_durations),
	    cmocka_unit_test(test_hours),
	    cmocka_unit_test(test_dates),
	    cmocka_unit_test(test_yes_and_no),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
