#include "base/date.h"
#include "unit.h"

static int32_t
date_of(const char *text)
{
	int32_t date = DATE_NONE;

	assert_int_equal(date_parse(slice_of(text), &date), 0);
	return date;
}

static void
test_dates_and_their_days(void **state)
{
	(void)state;
	assert_int_equal(date_of("1970-01-01"), 0);
	assert_int_equal(date_of("1969-12-31"), -1);
	assert_int_equal(date_of("2000-02-29"), 11016);
	assert_int_equal(date_of("2026-11-02"), 20759);
	assert_int_equal(date_of("0001-01-01"), -719162);
	assert_int_equal(date_of("9999-12-31"), 2932896);
}

static void
test_what_is_no_date(void **state)
{
	static const char *const bad[] = {"", "2026-02-30", "2026-02-29",
	    "1900-02-29", "2026-13-01", "2026-00-01", "2026-01-00",
	    "2026-01-32", "2026-04-31", "0000-01-01", "2026-1-01", "2026-01-1",
	    "26-01-01", "2026/01/01", "2026-01-01 ", " 2026-01-01", "20260101",
	    "-026-01-01", "2026-01-0x", "2026--1-01", "10000-01-01",
	    "２026-01-01"};
	int32_t date = 77;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(date_parse(slice_of(bad[i]), &date), -1);
	assert_int_equal(date_parse(slice_of(NULL), &date), -1);
	assert_int_equal(date, 77);
}

/* Every day from 0001 to 9999 follows the one before. */
static void
test_there_and_back_for_every_day(void **state)
{
	int year = 1, month = 1, day = 1, y, m, d;
	int32_t again;
	char text[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE] = "";

	(void)state;
	for (int32_t date = -719162; date <= 2932896; date++) {
		date_split(date, &y, &m, &d);
		if (y != year || m != month || d != day)
			fail_msg("%d: %d-%d-%d", (int)date, y, m, d);
		if (date_join(y, m, d, &again) != 0 || again != date)
			fail_msg("%d: joined otherwise", (int)date);
		if (date_format(date, text) != 10 ||
		    date_parse((struct slice){text, 10}, &again) != 0 ||
		    again != date || strcmp(last, text) >= 0)
			fail_msg("%d: %s", (int)date, text);
		memcpy(last, text, sizeof(last));
		if (++day > date_days_in_month(year, month)) {
			day = 1;
			month = month % 12 + 1;
			year += month == 1;
		}
	}
}

static void
test_no_text_beyond_the_years(void **state)
{
	static const int32_t none[] = {DATE_NONE, -719163, 2932897, INT32_MAX};
	char text[DATE_TEXT_SIZE] = "x";

	(void)state;
	for (size_t i = 0; i < COUNT(none); i++) {
		assert_int_equal(date_format(none[i], text), 0);
		assert_string_equal(text, "");
	}
}

static void
test_weekdays(void **state)
{
	(void)state;
	assert_int_equal(date_weekday(0), 4);
	assert_int_equal(date_weekday(date_of("2026-11-02")), 1);
	assert_int_equal(date_weekday(date_of("2026-01-04")), 7);
	assert_int_equal(date_weekday(date_of("0001-01-01")), 1);
	for (int32_t date = -1000; date < 1000; date++)
		assert_int_equal(
		    date_weekday(date + 1), date_weekday(date) % 7 + 1);
}

static void
test_iso_weeks(void **state)
{
	static const struct {
		const char *date;
		int year, week;
	} good[] = {
	    {"2020-12-31", 2020, 53},
	    {"2021-01-03", 2020, 53},
	    {"2021-01-04", 2021, 1},
	    {"2023-12-31", 2023, 52},
	    {"2024-01-01", 2024, 1},
	    {"2024-12-30", 2025, 1},
	    {"2026-12-31", 2026, 53},
	    {"2027-01-03", 2026, 53},
	    {"2026-11-02", 2026, 45},
	    {"2016-01-03", 2015, 53},
	};
	int year, week;

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		date_week(date_of(good[i].date), &year, &week);
		assert_int_equal(year, good[i].year);
		assert_int_equal(week, good[i].week);
	}
	/* Whatever is asked, it answers. */
	date_week(DATE_NONE, &year, &week);
	date_week(INT32_MAX, &year, &week);
}

static void
test_lengths_of_months(void **state)
{
	(void)state;
	assert_int_equal(date_days_in_month(2026, 2), 28);
	assert_int_equal(date_days_in_month(2024, 2), 29);
	assert_int_equal(date_days_in_month(1900, 2), 28);
	assert_int_equal(date_days_in_month(2000, 2), 29);
	assert_int_equal(date_days_in_month(2026, 12), 31);
	assert_int_equal(date_days_in_month(2026, 13), 0);
	assert_int_equal(date_days_in_month(2026, 0), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_dates_and_their_days),
	    cmocka_unit_test(test_what_is_no_date),
	    cmocka_unit_test(test_there_and_back_for_every_day),
	    cmocka_unit_test(test_no_text_beyond_the_years),
	    cmocka_unit_test(test_weekdays),
	    cmocka_unit_test(test_iso_weeks),
	    cmocka_unit_test(test_lengths_of_months),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
