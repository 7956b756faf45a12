/*
 * test_worktime_years.c - limits at the ends of what a calendar knows.
 */
#include "worktime_fixture.h"

static void
test_a_year_without_data_is_told(void **state)
{
	struct world *w = *state;
	struct time_used sum;
	int64_t due;
	int missing = 0;

	assert_int_equal(worktime_due(w->office, limit_of("1wd"),
			     at("2026-12-31 10:00"), no_pause, &due, &missing),
	    -1);
	assert_int_equal(missing, 2027);
	missing = 0;
	assert_int_equal(worktime_due(w->office, limit_of("1wh"),
			     at("2026-12-31 17:00"), no_pause, &due, &missing),
	    -1);
	assert_int_equal(missing, 2027);
	missing = 0;
	assert_int_equal(worktime_due(w->office, limit_of("1wd"),
			     at("2024-12-31 10:00"), no_pause, &due, &missing),
	    -1);
	assert_int_equal(missing, 2024);
	missing = 0;
	assert_int_equal(
	    worktime_used(w->office, LIMIT_WH, at("2024-12-31 10:00"),
		at("2025-01-02 10:00"), no_pause, &sum, &missing),
	    -1);
	assert_int_equal(missing, 2024);
	/* What needs no calendar needs no data. */
	due_is(w->office, "2031-12-31 10:00", "2cd", no_pause,
	    "2032-01-02 23:59:59");
	due_is(w->office, "2031-12-31 10:00", "24h", no_pause,
	    "2032-01-01 10:00:00");
}

static void
test_the_end_of_the_last_year_is_within_it(void **state)
{
	struct world *w = *state;
	struct span p[] = {{at("2026-12-31 09:00"), at("2027-01-01 00:00")}};

	due_is(w->office, "2026-12-30 10:00", "1wd", no_pause,
	    "2026-12-31 23:59:59");
	used_is(w->office, LIMIT_WD, "2026-12-31 16:30", "2027-01-01 00:00",
	    no_pause, 3600, 0, 23400);
	days_are(w->office, LIMIT_WD, "2026-12-30 10:00", "2027-01-01 00:00",
	    no_pause, 1, 0, 0);
	days_are(w->office, LIMIT_WD, "2026-12-30 10:00", "2027-01-01 00:00",
	    (struct spans){p, 1}, 1, 0, 0);
}

static void
test_the_table_grows_both_ways(void **state)
{
	struct world *w = *state;

	due_is(w->office, "2026-11-02 10:00", "1wh", no_pause,
	    "2026-11-02 11:00:00");
	due_is(w->office, "2025-09-30 16:00", "480wm", no_pause,
	    "2025-10-09 16:30:00");
	due_is(w->office, "2025-12-31 16:00", "480wm", no_pause,
	    "2026-01-04 16:30:00");
	due_is(w->office, "2026-11-02 10:00", "1wh", no_pause,
	    "2026-11-02 11:00:00");
}

static void
test_a_calendar_of_every_year_needs_no_data(void **state)
{
	struct calendar *c = calendar_new(0);
	struct worktime *w;

	(void)state;
	calendar_any_year(c);
	w = worktime_new(c, &shanghai, office_hours, 2);
	due_is(w, "2031-12-31 10:00", "3wd", no_pause, "2032-01-03 23:59:59");
	due_is(w, "1999-12-31 17:00", "1wh", no_pause, "2000-01-01 09:00:00");
	due_is(
	    w, "1949-10-01 17:00", "36600wd", no_pause, "2049-12-15 23:59:59");
	worktime_free(w);
	calendar_free(c);
}

static void
test_a_calendar_without_a_worked_day_ends(void **state)
{
	struct calendar *c = calendar_new(0xfe);
	struct worktime *w;
	int64_t due;
	int missing = 0;

	(void)state;
	calendar_add_year(c, 2026);
	w = worktime_new(c, &shanghai, NULL, 0);
	assert_int_equal(worktime_due(w, limit_of("1wd"),
			     at("2026-11-02 10:00"), no_pause, &due, &missing),
	    -1);
	assert_int_equal(missing, 2027);
	worktime_free(w);
	calendar_free(c);
}

/* In Berlin the clocks went forward on 2026-03-29 and back on 2026-10-25. */
static void
test_hours_when_the_clocks_change(void **state)
{
	static const struct hours night[] = {{0, 4 * 3600}};
	struct calendar *c = calendar_new(0);
	struct zone berlin;
	struct worktime *w, *whole;
	struct time_used sum;
	int missing;

	(void)state;
	calendar_any_year(c);
	if (zone_parse(SLICE("Europe/Berlin"), &berlin, NULL) < 0)
		skip();
	w = worktime_new(c, &berlin, night, 1);
	whole = worktime_new(c, &berlin, NULL, 0);
	for (int i = 0; i < 2; i++) {
		int32_t date = date_of(i ? "2026-10-25" : "2026-03-29");
		int64_t from = worktime_midnight(w, date);
		int64_t to = worktime_midnight(w, date + 1);

		assert_int_equal(to - from, (i ? 25 : 23) * 3600);
		assert_int_equal(worktime_used(w, LIMIT_WH, from, to, no_pause,
				     &sum, &missing),
		    0);
		assert_int_equal(sum.used_seconds, (i ? 5 : 3) * 3600);
		assert_int_equal(worktime_used(whole, LIMIT_WH, from, to,
				     no_pause, &sum, &missing),
		    0);
		assert_int_equal(sum.off_seconds, 0);
	}
	worktime_free(w);
	worktime_free(whole);
	calendar_free(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_a_year_without_data_is_told),
	    TEST(test_the_end_of_the_last_year_is_within_it),
	    TEST(test_the_table_grows_both_ways),
	    TEST(test_a_calendar_of_every_year_needs_no_data),
	    TEST(test_a_calendar_without_a_worked_day_ends),
	    TEST(test_hours_when_the_clocks_change),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
