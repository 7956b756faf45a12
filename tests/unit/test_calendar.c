#include "base/calendar.h"
#include "base/date.h"
#include "unit.h"

#define WEEKEND (1u << 6 | 1u << 7)

/* The State Council's notices for 2025 and 2026. */
static const char *const holidays[] = {
    "2025-01-01",
    "2025-01-28",
    "2025-01-29",
    "2025-01-30",
    "2025-01-31",
    "2025-02-01",
    "2025-02-02",
    "2025-02-03",
    "2025-02-04",
    "2025-04-04",
    "2025-04-05",
    "2025-04-06",
    "2025-05-01",
    "2025-05-02",
    "2025-05-03",
    "2025-05-04",
    "2025-05-05",
    "2025-05-31",
    "2025-06-01",
    "2025-06-02",
    "2025-10-01",
    "2025-10-02",
    "2025-10-03",
    "2025-10-04",
    "2025-10-05",
    "2025-10-06",
    "2025-10-07",
    "2025-10-08",
    "2026-01-01",
    "2026-01-02",
    "2026-01-03",
    "2026-02-15",
    "2026-02-16",
    "2026-02-17",
    "2026-02-18",
    "2026-02-19",
    "2026-02-20",
    "2026-02-21",
    "2026-02-22",
    "2026-02-23",
    "2026-04-04",
    "2026-04-05",
    "2026-04-06",
    "2026-05-01",
    "2026-05-02",
    "2026-05-03",
    "2026-05-04",
    "2026-05-05",
    "2026-06-19",
    "2026-06-20",
    "2026-06-21",
    "2026-09-25",
    "2026-09-26",
    "2026-09-27",
    "2026-10-01",
    "2026-10-02",
    "2026-10-03",
    "2026-10-04",
    "2026-10-05",
    "2026-10-06",
    "2026-10-07",
};

static const char *const workdays[] = {
    "2025-01-26",
    "2025-02-08",
    "2025-04-27",
    "2025-09-28",
    "2025-10-11",
    "2026-01-04",
    "2026-02-14",
    "2026-02-28",
    "2026-05-09",
    "2026-09-20",
    "2026-10-10",
};

static int32_t
date_of(const char *text)
{
	int32_t date = DATE_NONE;

	assert_int_equal(date_parse(slice_of(text), &date), 0);
	return date;
}

static struct calendar *
calendar_of_china(void)
{
	struct calendar *c = calendar_new(WEEKEND);

	/* Later years first: the order says nothing. */
	calendar_add_year(c, 2026);
	for (size_t i = 0; i < COUNT(holidays); i++)
		calendar_add_holiday(c, date_of(holidays[i]));
	for (size_t i = 0; i < COUNT(workdays); i++)
		calendar_add_workday(c, date_of(workdays[i]));
	calendar_add_year(c, 2025);
	return c;
}

static int
worked_days(const struct calendar *c, const char *from, const char *to)
{
	int days = -1, missing = 0;

	assert_int_equal(
	    calendar_count(c, date_of(from), date_of(to), &days, &missing), 0);
	return days;
}

static void
test_working_days_of_each_month(void **state)
{
	static const int months[] = {
	    19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23};
	struct calendar *c = calendar_of_china();
	int32_t from, to;
	int days, missing;

	(void)state;
	for (int m = 1; m <= 12; m++) {
		date_join(2025, m, 1, &from);
		date_join(2025, m, date_days_in_month(2025, m), &to);
		assert_int_equal(
		    calendar_count(c, from - 1, to, &days, &missing), 0);
		assert_int_equal(days, months[m - 1]);
	}
	assert_int_equal(worked_days(c, "2024-12-31", "2025-12-31"), 248);
	assert_int_equal(worked_days(c, "2025-12-31", "2026-12-31"), 248);
	assert_int_equal(worked_days(c, "2026-12-31", "2025-12-31"), -248);
	assert_int_equal(worked_days(c, "2026-11-02", "2026-11-02"), 0);
	calendar_free(c);
	calendar_free(NULL);
}

static void
adds(const struct calendar *c, const char *from, int days, const char *to)
{
	int32_t result = DATE_NONE;
	int missing = 0;
	char text[DATE_TEXT_SIZE];

	assert_int_equal(
	    calendar_add(c, date_of(from), days, &result, &missing), 0);
	date_format(result, text);
	assert_string_equal(text, to);
}

static void
test_deadlines(void **state)
{
	struct calendar *c = calendar_of_china();

	(void)state;
	/* A Saturday and a Sunday that are worked. */
	adds(c, "2025-09-28", 5, "2025-10-11");
	adds(c, "2026-01-01", 1, "2026-01-04");
	adds(c, "2025-10-11", -5, "2025-09-28");
	adds(c, "2026-10-01", 0, "2026-10-01");
	adds(c, "2026-10-01", -1, "2026-09-30");
	adds(c, "2026-10-07", 1, "2026-10-08");
	calendar_free(c);
}

static void
test_single_days(void **state)
{
	struct calendar *c = calendar_of_china();

	(void)state;
	for (size_t i = 0; i < COUNT(holidays); i++)
		assert_int_equal(
		    calendar_is_worked(c, date_of(holidays[i]), NULL), 0);
	for (size_t i = 0; i < COUNT(workdays); i++)
		assert_int_equal(
		    calendar_is_worked(c, date_of(workdays[i]), NULL), 1);
	assert_int_equal(calendar_is_worked(c, date_of("2026-11-02"), NULL), 1);
	assert_int_equal(calendar_is_worked(c, date_of("2026-11-01"), NULL), 0);
	/* Said to be both, it is free. */
	calendar_add_workday(c, date_of("2026-10-01"));
	calendar_add_holiday(c, date_of("2026-10-10"));
	assert_int_equal(calendar_is_worked(c, date_of("2026-10-01"), NULL), 0);
	assert_int_equal(calendar_is_worked(c, date_of("2026-10-10"), NULL), 0);
	calendar_free(c);
}

static void
test_a_year_without_data_is_never_guessed(void **state)
{
	struct calendar *c = calendar_of_china();
	int32_t result = 77;
	int days = 77, missing = 0;

	(void)state;
	/* One day of a year is not its data. */
	calendar_add_holiday(c, date_of("2027-01-01"));
	assert_int_equal(
	    calendar_is_worked(c, date_of("2027-01-04"), &missing), -1);
	assert_int_equal(missing, 2027);
	assert_int_equal(
	    calendar_is_worked(c, date_of("2024-12-31"), NULL), -1);
	missing = 0;
	assert_int_equal(
	    calendar_add(c, date_of("2026-12-30"), 2, &result, &missing), -1);
	assert_int_equal(missing, 2027);
	adds(c, "2026-12-30", 1, "2026-12-31");
	assert_int_equal(calendar_count(c, date_of("2024-12-30"),
			     date_of("2025-01-02"), &days, &missing),
	    -1);
	assert_int_equal(missing, 2024);
	assert_true(result == 77 && days == 77);
	/* The day that counting starts from needs no data. */
	assert_int_equal(worked_days(c, "2024-12-31", "2025-01-02"), 1);
	calendar_free(c);
}

static void
test_a_calendar_of_every_year(void **state)
{
	struct calendar *all = calendar_new(0), *week = calendar_new(WEEKEND);
	int missing = 0;
	int32_t result = 77;

	(void)state;
	calendar_any_year(all);
	calendar_any_year(week);
	adds(all, "2030-12-30", 7, "2031-01-06");
	adds(week, "2026-11-06", 1, "2026-11-09");
	assert_int_equal(worked_days(all, "1999-12-31", "2000-12-31"), 366);
	calendar_add_holiday(week, date_of("2026-11-09"));
	adds(week, "2026-11-06", 1, "2026-11-10");
	assert_int_equal(
	    calendar_add(all, date_of("9999-12-31"), 1, &result, &missing), -1);
	assert_int_equal(missing, 10000);
	assert_int_equal(
	    calendar_add(all, date_of("0001-01-02"), -5, &result, &missing),
	    -1);
	assert_int_equal(missing, 0);
	calendar_free(all);
	calendar_free(week);
}

static void
test_no_working_day_at_all_comes_to_an_end(void **state)
{
	struct calendar *c = calendar_new(0xfe);
	int missing = 0;
	int32_t result = 77;

	(void)state;
	calendar_any_year(c);
	assert_int_equal(calendar_add(c, date_of("9900-01-01"), INT32_MAX,
			     &result, &missing),
	    -1);
	assert_int_equal(missing, 10000);
	assert_int_equal(result, 77);
	calendar_free(c);
}

/* Adding the count comes back to a worked day. */
static void
test_count_and_add_agree(void **state)
{
	struct calendar *c = calendar_of_china();
	int32_t from = date_of("2025-06-15"), result;
	int days, missing;

	(void)state;
	for (int32_t to = date_of("2025-01-01"); to <= date_of("2026-12-31");
	     to++) {
		if (calendar_is_worked(c, to, &missing) != 1)
			continue;
		assert_int_equal(
		    calendar_count(c, from, to, &days, &missing), 0);
		if (to < from)
			days--; /* (to, from] does not hold `to` itself */
		assert_int_equal(
		    calendar_add(c, from, days, &result, &missing), 0);
		assert_int_equal(result, to);
	}
	calendar_free(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_working_days_of_each_month),
	    cmocka_unit_test(test_deadlines),
	    cmocka_unit_test(test_single_days),
	    cmocka_unit_test(test_a_year_without_data_is_never_guessed),
	    cmocka_unit_test(test_a_calendar_of_every_year),
	    cmocka_unit_test(test_no_working_day_at_all_comes_to_an_end),
	    cmocka_unit_test(test_count_and_add_agree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
