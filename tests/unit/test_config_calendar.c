/* Calendars of hall.yaml. */
#include "config_unit.h"

#include <limits.h>

#include "config/worktimes.h"

static char shipped[PATH_MAX];

#define HALL(rest) "calendars:\n  c: " rest "\n"

static int
worked(const struct config *c, const char *name, const char *date)
{
	struct error e;
	const struct calendar *calendar = config_calendar(c, name, &e);
	int32_t day = 0;
	int year;

	assert_non_null(calendar);
	assert_int_equal(date_parse(slice_of(date), &day), 0);
	return calendar_is_worked(calendar, day, &year);
}

static void
test_data_of_a_year(void **state)
{
	struct config *c;

	(void)state;
	put("calendar.yaml",
	    "years:\n"
	    "  2026:\n"
	    "    source: State Council\n"
	    "    holidays:\n"
	    "      New Year: 2026-01-01..2026-01-03\n"
	    "      Labour Day: [2026-05-01, 2026-05-02..2026-05-05]\n"
	    "    workdays: [2026-01-04, 2026-05-09]\n");
	c = load("calendars:\n"
		 "  hall: {weekly_rest: none}\n"
		 "  office: {country: cn, include: calendar.yaml}\n"
		 "  six: {weekly_rest: sun, include: calendar.yaml}\n"
		 "  always: {weekly_rest: none, include: calendar.yaml}\n");
	assert_int_equal(worked(c, "office", "2026-01-01"), 0);
	assert_int_equal(worked(c, "office", "2026-01-04"), 1);
	assert_int_equal(worked(c, "office", "2026-05-05"), 0);
	assert_int_equal(worked(c, "office", "2026-11-01"), 0);
	assert_int_equal(worked(c, "office", "2026-11-02"), 1);
	assert_int_equal(worked(c, "six", "2026-10-31"), 1);
	assert_int_equal(worked(c, "six", "2026-11-01"), 0);
	assert_int_equal(worked(c, "hall", "2026-01-01"), 1);
	assert_int_equal(worked(c, "hall", "1999-01-01"), 1);
	assert_int_equal(worked(c, "always", "2026-11-01"), 1);
	assert_int_equal(worked(c, "always", "2026-01-01"), 0);
	/* A year without data is never guessed. */
	assert_int_equal(worked(c, "office", "2027-01-04"), -1);
	assert_int_equal(worked(c, "always", "2027-01-04"), -1);
	config_free(c);
}

static void
test_an_unknown_calendar_is_told(void **state)
{
	struct config *c = load("language: en\n");
	struct error e;

	(void)state;
	assert_null(config_calendar(c, "bank", &e));
	assert_string_equal(
	    e.text, "there is no calendar 'bank' (calendars: in hall.yaml)");
	config_free(c);
}

static void
test_data_that_are_wrong(void **state)
{
	(void)state;
	refused(HALL("{country: cn}"),
	    "hall.yaml:2: 'years' is missing: a year without data is never "
	    "guessed (weekly_rest: none needs none)");
	refused(HALL("{years: {2026: {workdays: 2027-01-02}}}"),
	    "hall.yaml:2: years.2026: 2027-01-02 is of another year");
	refused(HALL("{years: {2026: {workdays: [2026-01-02, 2026-01-02]}}}"),
	    "hall.yaml:2: years.2026: 2026-01-02 is said twice");
	refused(HALL("{years: {2026: {holidays: {x: 2026-01-04},\n"
		     "    workdays: [2026-01-04]}}}"),
	    "hall.yaml:3: years.2026: 2026-01-04 is said twice");
	refused(HALL("{years: {2026: {holidays: {x: 2026-05-01, y: "
		     "2026-01-01}}}}"),
	    "hall.yaml:2: years.2026: 2026-01-01 is not after the one before "
	    "it: write them in the order of time");
	refused(HALL("{years: {2026: {workdays: [2026-02-14, 2026-01-04]}}}"),
	    "hall.yaml:2: years.2026: 2026-01-04 is not after the one before "
	    "it: write them in the order of time");
	refused(HALL("{years: {2026: {holidays: {x: 2026-01-01..2026-01-05,"
		     " y: 2026-01-05..2026-01-06}}}}"),
	    "hall.yaml:2: years.2026: 2026-01-05 is said twice");
	refused(HALL("{years: {26x: {}}}"),
	    "hall.yaml:2: years: '26x' is not a year");
	refused(HALL("{years: {2026: {holidays: {x: 2026-01-01..2926-01-03}}}"
		     "}"),
	    "hall.yaml:2: years.2026: 2026-01-01..2926-01-03 is longer than "
	    "a year");
	refused(HALL("{years: {2026: {holidays: {x: 2026-13-01}}}}"),
	    "hall.yaml:2: calendars.c.years.2026.holidays.x: '2026-13-01' "
	    "is not a date (2026-11-02), nor two with '..' between");
	refused(HALL("{weekly_rest: [satt]}"),
	    "hall.yaml:2: calendars.c.weekly_rest[1]: 'satt' is none of "
	    "none, mon, tue, wed, thu, fri, sat, sun (did you mean 'sat'?)");
	refused(HALL("{weekly_rest: none,\n    hours: ['13:30-17:30', "
		     "'08:30-12:00']}"),
	    "hall.yaml:3: '08:30-12:00' begins before the hours before it "
	    "end");
	refused(HALL("{weekly_rest: none,\n    hours: ['08:30-13:31', "
		     "'13:30-17:30']}"),
	    "hall.yaml:3: '13:30-17:30' begins before the hours before it "
	    "end");
	refused(HALL("{weekly_rest: none, hours: 8-12}"),
	    "hall.yaml:2: calendars.c.hours: a list is expected, not a text");
}

/* The announced years have 248 working days each. */
static void
test_the_shipped_years_of_china(void **state)
{
	struct error e = {.text = ""};
	char text[PATH_MAX + 64];
	struct config *c;
	const struct calendar *calendar;
	int32_t first = 0, last = 0;
	int days = 0, missing = 0;

	(void)state;
	snprintf(
	    text, sizeof(text), "calendars: {c: {include: %s}}\n", shipped);
	c = load(text);
	calendar = config_calendar(c, "c", &e);
	date_parse(SLICE("2024-12-31"), &first);
	date_parse(SLICE("2025-12-31"), &last);
	assert_int_equal(
	    calendar_count(calendar, first, last, &days, &missing), 0);
	assert_int_equal(days, 248);
	date_parse(SLICE("2026-12-31"), &first);
	assert_int_equal(
	    calendar_count(calendar, last, first, &days, &missing), 0);
	assert_int_equal(days, 248);
	assert_int_equal(worked(c, "c", "2026-10-10"), 1);
	config_free(c);
}

static void
due_is(const struct config *c, const char *name, const char *from,
    const char *expected)
{
	struct error e = {.text = ""};
	struct worktime *w = config_worktime(c, name, &e);
	struct moment begin = {0, 0};
	char text[MOMENT_TEXT_SIZE];
	int64_t due = 0;
	int missing;

	assert_non_null(w);
	moment_parse(slice_of(from), &begin);
	assert_int_equal(
	    worktime_due(w, (struct limit){1, LIMIT_WD}, begin.utc_seconds,
		(struct spans){NULL, 0}, &due, &missing),
	    0);
	moment_format(zone_moment(config_zone(c), due), text);
	assert_string_equal(text, expected);
	worktime_free(w);
}

static void
test_the_hours_of_a_calendar_make_its_working_time(void **state)
{
	struct error e = {.text = ""};
	struct config *c = load(
	    "calendars:\n"
	    "  office: {weekly_rest: none, hours: ['08:30-12:00', "
	    "'13:30-17:30']}\n"
	    "  same: {weekly_rest: none, hours: ['08:30-17:30'],\n"
	    "    after_hours: same-day}\n"
	    "  whole: {weekly_rest: none}\n");

	(void)state;
	due_is(c, "office", "2026-11-02T17:29:00+08:00",
	    "2026-11-03T23:59:59+08:00");
	due_is(c, "office", "2026-11-02T17:30:00+08:00",
	    "2026-11-04T23:59:59+08:00");
	due_is(c, "same", "2026-11-02T17:30:00+08:00",
	    "2026-11-03T23:59:59+08:00");
	due_is(c, "whole", "2026-11-02T23:30:00+08:00",
	    "2026-11-03T23:59:59+08:00");
	assert_null(config_worktime(c, "ofice", &e));
	assert_string_equal(
	    e.text, "there is no calendar 'ofice' (did you mean 'office'?)");
	config_free(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_data_of_a_year),
	    cmocka_unit_test(test_an_unknown_calendar_is_told),
	    cmocka_unit_test(test_data_that_are_wrong),
	    cmocka_unit_test(test_the_shipped_years_of_china),
	    cmocka_unit_test(
		test_the_hours_of_a_calendar_make_its_working_time),
	};

	if (!realpath("lib/config/calendar_cn.yaml", shipped))
		return 1; /* run it where the sources are */
	return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
