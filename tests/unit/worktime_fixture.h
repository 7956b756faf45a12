/*
 * worktime_fixture.h - an office in China and its days, for unit tests.
 */
#ifndef WORKTIME_FIXTURE_H
#define WORKTIME_FIXTURE_H

#include "base/date.h"
#include "base/worktime.h"
#include "unit.h"

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
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

static inline int32_t
date_of(const char *text)
{
	int32_t date = DATE_NONE;

	assert_int_equal(date_parse(slice_of(text), &date), 0);
	return date;
}

static inline void
add_days(struct calendar *c, const char *first, const char *last,
    void (*add)(struct calendar *, int32_t))
{
	for (int32_t d = date_of(first); d <= date_of(last); d++)
		add(c, d);
}

/* As the State Council announced them. */
static inline struct calendar *
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

static inline int
setup(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	w->calendar = china();
	w->office = worktime_new(w->calendar, &shanghai, office_hours, 2);
	w->whole = worktime_new(w->calendar, &shanghai, NULL, 0);
	*state = w;
	return 0;
}

static inline int
teardown(void **state)
{
	struct world *w = *state;

	worktime_free(w->office);
	worktime_free(w->whole);
	calendar_free(w->calendar);
	free(w);
	return 0;
}

static inline int64_t
at(const char *text)
{
	struct moment m = {0, 0};

	assert_int_equal(
	    moment_parse_loose(slice_of(text), &shanghai, 0, &m), 0);
	return m.utc_seconds;
}

static inline struct limit
limit_of(const char *text)
{
	struct limit limit = {0, LIMIT_H};

	assert_int_equal(limit_parse(slice_of(text), &limit), 0);
	return limit;
}

static inline void
assert_time(int64_t utc, const char *expected)
{
	char text[MOMENT_TEXT_SIZE];

	moment_format((struct moment){utc, 28800}, text);
	text[10] = ' ';
	text[19] = '\0';
	assert_string_equal(text, expected);
}

static inline void
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

static inline void
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

static inline void
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

#endif
