/*
 * test_worktime.c - when a limit is up: days, hours, pauses, no data.
 */
#include "worktime_fixture.h"

static void
test_the_worked_numbers(void **state)
{
	struct world *w = *state;

	due_is(w->office, "2025-09-28 10:00", "5wd", no_pause,
	    "2025-10-11 23:59:59");
	due_is(w->office, "2025-09-30 16:00", "480wm", no_pause,
	    "2025-10-09 16:30:00");
	due_is(w->office, "2025-09-30 16:00", "8wh", no_pause,
	    "2025-10-09 16:30:00");
	worktime_begin_same_day(w->office);
	due_is(w->office, "2026-01-01 10:00", "1wd", no_pause,
	    "2026-01-04 23:59:59");
}

static void
test_day_0_is_not_counted(void **state)
{
	struct world *w = *state;

	due_is(w->office, "2026-11-02 00:00", "1wd", no_pause,
	    "2026-11-03 23:59:59");
	due_is(w->office, "2026-11-02 17:29:59", "1wd", no_pause,
	    "2026-11-03 23:59:59");
	due_is(w->office, "2026-11-02 12:30", "same-day", no_pause,
	    "2026-11-02 23:59:59");
	due_is(w->whole, "2026-11-02 23:59:59", "1wd", no_pause,
	    "2026-11-03 23:59:59");
	due_is(w->office, "2026-11-02 20:00", "1cd", no_pause,
	    "2026-11-03 23:59:59");
	due_is(w->office, "2026-11-02 20:00", "24h", no_pause,
	    "2026-11-03 20:00:00");
	due_is(w->office, "2026-11-02 20:30", "45m", no_pause,
	    "2026-11-02 21:15:00");
}

static void
test_after_hours_the_next_worked_day_is_day_0(void **state)
{
	struct world *w = *state;

	due_is(w->office, "2026-11-02 17:30", "1wd", no_pause,
	    "2026-11-04 23:59:59");
	due_is(w->office, "2026-11-02 17:30", "same-day", no_pause,
	    "2026-11-03 23:59:59");
	/* Friday evening, Saturday and Sunday are all like Monday. */
	due_is(w->office, "2026-11-06 18:00", "1wd", no_pause,
	    "2026-11-10 23:59:59");
	due_is(w->office, "2026-11-07 10:00", "1wd", no_pause,
	    "2026-11-10 23:59:59");
	due_is(w->office, "2026-11-09 10:00", "1wd", no_pause,
	    "2026-11-10 23:59:59");
	due_is(w->office, "2026-01-01 10:00", "1wd", no_pause,
	    "2026-01-05 23:59:59");
}

static void
test_after_hours_may_count_from_the_day_itself(void **state)
{
	struct world *w = *state;

	worktime_begin_same_day(w->office);
	due_is(w->office, "2026-11-02 17:30", "1wd", no_pause,
	    "2026-11-03 23:59:59");
	due_is(w->office, "2026-11-06 18:00", "1wd", no_pause,
	    "2026-11-09 23:59:59");
	due_is(w->office, "2026-11-07 10:00", "same-day", no_pause,
	    "2026-11-07 23:59:59");
}

static void
test_working_hours_leave_out_lunch_and_nights(void **state)
{
	struct world *w = *state;

	due_is(w->office, "2026-11-02 11:30", "1wh", no_pause,
	    "2026-11-02 14:00:00");
	due_is(w->office, "2026-11-02 12:10", "1wh", no_pause,
	    "2026-11-02 14:30:00");
	due_is(w->office, "2026-11-02 11:00", "60wm", no_pause,
	    "2026-11-02 12:00:00");
	due_is(w->office, "2026-11-02 17:00", "1wh", no_pause,
	    "2026-11-03 09:00:00");
	due_is(w->office, "2026-11-06 17:30", "30wm", no_pause,
	    "2026-11-09 09:00:00");
	due_is(w->office, "2026-11-02 06:00", "15wh", no_pause,
	    "2026-11-03 17:30:00");
}

static void
test_pauses_move_working_hours(void **state)
{
	struct world *w = *state;
	struct span p[] = {
	    {at("2026-11-02 09:00"), at("2026-11-02 16:30")},
	    {at("2026-11-03 08:45"), at("2026-11-05 10:00")},
	};

	due_is(w->office, "2026-11-02 08:30", "2wh", (struct spans){p, 2},
	    "2026-11-05 10:15:00");
	due_is(w->office, "2026-11-02 08:30", "90wm", (struct spans){p, 2},
	    "2026-11-02 17:30:00");
	due_is(w->office, "2026-11-02 08:30", "30wm", (struct spans){p, 2},
	    "2026-11-02 09:00:00");
	due_is(w->office, "2026-11-02 08:30", "24h", (struct spans){p, 2},
	    "2026-11-05 17:15:00");
}

static void
test_the_day_on_which_a_pause_ends_is_day_0_again(void **state)
{
	struct world *w = *state;
	struct span noon[] = {{at("2026-11-03 09:00"), at("2026-11-03 15:00")}};
	struct span days[] = {{at("2026-11-03 09:00"), at("2026-11-05 09:00")}};
	struct span evening[] = {
	    {at("2026-11-03 09:00"), at("2026-11-05 18:00")}};

	due_is(w->office, "2026-11-02 10:00", "2wd", (struct spans){noon, 1},
	    "2026-11-04 23:59:59");
	/* The 3rd counts, the 4th and 5th do not. */
	due_is(w->office, "2026-11-02 10:00", "2wd", (struct spans){days, 1},
	    "2026-11-06 23:59:59");
	due_is(w->office, "2026-11-02 10:00", "2wd", (struct spans){evening, 1},
	    "2026-11-09 23:59:59");
	due_is(w->office, "2026-11-02 10:00", "4cd", (struct spans){days, 1},
	    "2026-11-08 23:59:59");
}

static void
test_a_limit_does_not_end_in_a_pause(void **state)
{
	struct world *w = *state;
	struct span p[] = {{at("2026-11-03 09:00"), at("2026-11-05 09:00")},
	    {at("2026-11-05 16:00"), at("2026-11-09 09:00")}};

	/* It was full on the 3rd, in the pause. */
	due_is(w->office, "2026-11-02 10:00", "1wd", (struct spans){p, 1},
	    "2026-11-05 23:59:59");
	due_is(w->office, "2026-11-02 10:00", "1wd", (struct spans){p, 2},
	    "2026-11-09 23:59:59");
	due_is(w->office, "2026-11-03 08:45", "same-day", (struct spans){p, 1},
	    "2026-11-05 23:59:59");
	/* Ended before the pause began. */
	due_is(w->office, "2026-11-02 10:00", "same-day", (struct spans){p, 2},
	    "2026-11-02 23:59:59");
}

static void
test_used_paused_and_off_make_the_wall_clock(void **state)
{
	struct world *w = *state;
	struct span p[] = {{at("2026-11-02 11:00"), at("2026-11-02 14:00")}};
	struct spans pause = {p, 1};

	used_is(w->office, LIMIT_WH, "2026-11-02 10:00", "2026-11-03 10:00",
	    no_pause, 27000, 0, 86400 - 27000);
	used_is(w->office, LIMIT_WM, "2026-11-02 10:00", "2026-11-02 18:00",
	    pause, 3600 + 12600, 10800, 1800);
	used_is(w->office, LIMIT_H, "2026-11-02 10:00", "2026-11-02 18:00",
	    pause, 5 * 3600, 3 * 3600, 0);
	used_is(w->office, LIMIT_WH, "2026-11-02 12:00", "2026-11-02 12:00",
	    pause, 0, 0, 0);
	/* A pause beyond both ends. */
	used_is(w->office, LIMIT_WH, "2026-11-02 11:30", "2026-11-02 12:30",
	    pause, 0, 3600, 0);
}

static void
test_days_are_used_paused_or_off(void **state)
{
	struct world *w = *state;
	struct span p[] = {{at("2026-11-05 09:00"), at("2026-11-10 09:00")}};
	struct spans pause = {p, 1};

	days_are(w->office, LIMIT_WD, "2026-11-02 10:00", "2026-11-12 09:00",
	    no_pause, 8, 0, 2);
	/* The 5th counts; 6 to 10 are paused. */
	days_are(w->office, LIMIT_WD, "2026-11-02 10:00", "2026-11-12 09:00",
	    pause, 5, 5, 0);
	days_are(w->office, LIMIT_CD, "2026-11-02 10:00", "2026-11-12 09:00",
	    pause, 5, 5, 0);
	/* Paused to the end, and seen in the pause. */
	days_are(w->office, LIMIT_WD, "2026-11-02 10:00", "2026-11-10 09:00",
	    pause, 3, 5, 0);
	days_are(w->office, LIMIT_WD, "2026-11-02 10:00", "2026-11-07 00:00",
	    pause, 3, 1, 0);
	/* The end of a day belongs to it. */
	days_are(w->office, LIMIT_WD, "2026-11-02 10:00", "2026-11-04 00:00",
	    no_pause, 1, 0, 0);
	/* Before day 0. */
	days_are(w->office, LIMIT_WD, "2026-11-06 18:00", "2026-11-07 09:00",
	    no_pause, 0, 0, 0);
}

/* Of many random limits: the time used up to the due time is the limit. */
static void
test_what_is_used_until_the_end_is_the_limit(void **state)
{
	struct world *w = *state;
	uint64_t seed = 20261102;
	int64_t start = at("2025-02-03 00:00");

	for (int i = 0; i < 20000; i++) {
		struct limit limit = {1 + (int64_t)(unit_random(&seed) % 60),
		    unit_random(&seed) % 2 ? LIMIT_WH : LIMIT_WD};
		int64_t from = start + (int64_t)(unit_random(&seed) % 40000000);
		struct span p[2];
		struct time_used sum;
		int64_t due;
		int missing;

		p[0].from = from + (int64_t)(unit_random(&seed) % 400000);
		p[0].to = p[0].from + 1 + (int64_t)(unit_random(&seed) % 90000);
		p[1].from = p[0].to + 1 + (int64_t)(unit_random(&seed) % 90000);
		p[1].to = p[1].from + 1 +
			  (int64_t)(unit_random(&seed) % 500000);
		assert_int_equal(worktime_due(w->office, limit, from,
				     (struct spans){p, 2}, &due, &missing),
		    0);
		assert_int_equal(worktime_used(w->office, limit.unit, from, due,
				     (struct spans){p, 2}, &sum, &missing),
		    0);
		if (limit.unit == LIMIT_WD)
			assert_int_equal(sum.used_days, limit.amount);
		else
			assert_int_equal(
			    sum.used_seconds, limit_seconds(limit));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_the_worked_numbers),
	    TEST(test_day_0_is_not_counted),
	    TEST(test_after_hours_the_next_worked_day_is_day_0),
	    TEST(test_after_hours_may_count_from_the_day_itself),
	    TEST(test_working_hours_leave_out_lunch_and_nights),
	    TEST(test_pauses_move_working_hours),
	    TEST(test_the_day_on_which_a_pause_ends_is_day_0_again),
	    TEST(test_a_limit_does_not_end_in_a_pause),
	    TEST(test_used_paused_and_off_make_the_wall_clock),
	    TEST(test_days_are_used_paused_or_off),
	    TEST(test_what_is_used_until_the_end_is_the_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
