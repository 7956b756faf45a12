/*
 * worktable.h - the days of a worktime, with sums up to each of them.
 *
 * Shape:   whole years without a gap; day[n] says what lies before the n-th
 *          day, and one more entry ends the last.
 * Owner:   the worktime.
 */
#ifndef BASE_WORKTABLE_H
#define BASE_WORKTABLE_H

#include "base/worktime.h"

struct workday {
	int64_t start; /* its first second, UTC */
	int64_t seconds_before;
	int32_t worked_before;
};

struct worktime {
	const struct calendar *calendar;
	struct zone zone;
	struct hours hours[WORKTIME_HOURS_MAX];
	size_t hours_count;
	bool begin_same_day;
	struct workday *day; /* days + 1 of them, or NULL */
	size_t days, size;
	int32_t first; /* the date of day[0], January 1st */
	int year_from, year_to;
};

/* Let the table hold that date; the place of it. */
int worktable_cover(
    struct worktime *, int32_t date, size_t *place, int *year_missing);
/* Add the next year. */
int worktable_grow(struct worktime *, int *year_missing);
/* The place of the day in which a moment lies. */
int worktable_find(
    struct worktime *, int64_t utc, size_t *place, int *year_missing);
/* The same for what the table holds already; false: it does not. */
bool worktable_place(const struct worktime *, int64_t utc, size_t *place);
/* The n-th hours of that day in UTC. */
struct span worktable_hours(const struct worktime *, size_t place, size_t n);

bool worktable_is_worked(const struct worktime *, size_t place);

/* worktime_due and worktime_used for limits that count days. */
int workdays_due(struct worktime *, struct limit, int64_t from,
    struct spans pauses, int32_t *date, int *year_missing);
int workdays_used(struct worktime *, enum limit_unit, struct span all,
    struct spans pauses, struct time_used *sum, int *year_missing);

#endif
