#include "base/worktime.h"
#include "base/date.h"
#include "unit.h"

#define WEEKEND (1u << 6 | 1u << 7)

struct world {
	struct calendar *calendar;
	struct worktime *office; /* 08:30-12:00 13:30-17:30 */
	struct worktime *whole;  /* the same days without hours */
};

static const struct hours office_hours[] = {
    {8 * 3600 + 1800, 12 * 3600}, {13 * 3600 + 1800, 17 * 3600 + 1800}};
static const struct zone shanghai = {"Asia/Shanghai", 28800, true};
static const struct spans no_pause = {NULL, 0};

static int32_t
date_of(const char *text)
{
	int32_t date = DATE_NONE;

	assert_int_equal(date_parse(slice_of(text), &date), 0);
	return date;
}

static void
add_days(struct calendar *c, const char *first, const char *last,
    void (*add)(struct calendar *, int32_t))
{
	for (int32_t d = date_of(first); d <= date_of(last); d++)
		add(c, d);
}

/* As the State Council announced them. */
static struct calendar *
china(void)
{
	struct calendar *c = calendar_new(WEEKEND);

	calendar_add_year(c, 2025);
	calendar_add_year(c, 2026);
	add_days(c, "2025-10-01", "2025-10-08", calendar_add_holiday);
	add_days(c, "2025-09-28", "2025-09-28", calendar_add_workday);
	add_days(c, "2025-10-11", "2025-10-11", calendar_add_workday);
	add_days(c, "2026-01-01", "2026-01-03", calendar_add_holiday);
	add_days(c, "2026-01-04", "2026-01-04", calendar_add_workday);
	add_days(c, "2026-10-01", "2026-10-07", calendar_add_holiday);
	add_days(c, "2026-10-10", "2026-10-10", calendar_add_workday);
	return c;
}

static int
setup(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	w->calendar = china();
	w->office = worktime_new(w->calendar, &shanghai, office_hours, 2);
	w->whole = worktime_new(w->calendar, &shanghai, NULL, 0);
	*state = w;
	return 0;
}

static int
teardown(void **state)
{
	struct world *w = *state;

	worktime_free(w->office);
	worktime_free(w->whole);
	calendar_free(w->calendar);
	free(w);
	return 0;
}

static int64_t
at(const char *text)
{
	struct moment m = {0, 0};

	assert_int_equal(
	    moment_parse_loose(slice_of(text), &shanghai, 0, &m), 0);
	return m.utc_seconds;
}

static struct limit
limit_of(const char *text)
{
	struct limit limit = {0, LIMIT_H};

	assert_int_equal(limit_parse(slice_of(text), &limit), 0);
	return limit;
}

static void
assert_time(int64_t utc, const char *expected)
{
	char text[MOMENT_TEXT_SIZE];

	moment_format((struct moment){utc, 28800}, text);
	text[10] = ' ';
	text[19] = '\0';
	assert_string_equal(text, expected);
}

static void
due_is(struct worktime *w, const char *from, const char *limit,
    struct spans pauses, const char *expected)
{
	int64_t due;
	int missing = 0;

	assert_int_equal(
	    worktime_due(w, limit_of(limit), at(from), pauses, &due, &missing),
	    0);
	assert_time(due, expected);
}

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
used_is(struct worktime *w, enum limit_unit unit, const char *from,
    const char *to, struct spans pauses, int64_t used, int64_t paused,
    int64_t off)
{
	struct time_used sum;
	int missing = 0;

	assert_int_equal(
	    worktime_used(w, unit, at(from), at(to), pauses, &sum, &missing),
	    0);
	assert_int_equal(sum.used_seconds, used);
	assert_int_equal(sum.paused_seconds, paused);
	assert_int_equal(sum.off_seconds, off);
}

static void
days_are(struct worktime *w, enum limit_unit unit, const char *from,
    const char *to, struct spans pauses, int used, int paused, int off)
{
	struct time_used sum;
	int missing = 0;

	assert_int_equal(
	    worktime_used(w, unit, at(from), at(to), pauses, &sum, &missing),
	    0);
	assert_int_equal(sum.used_days, used);
	assert_int_equal(sum.paused_days, paused);
	assert_int_equal(sum.off_days, off);
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
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
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
	    TEST(test_a_year_without_data_is_told),
	    TEST(test_the_end_of_the_last_year_is_within_it),
	    TEST(test_the_table_grows_both_ways),
	    TEST(test_a_calendar_of_every_year_needs_no_data),
	    TEST(test_a_calendar_without_a_worked_day_ends),
	    TEST(test_hours_when_the_clocks_change),
	    TEST(test_what_is_used_until_the_end_is_the_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
