/*
 * workdays.c - limits that count days: of the wall (cd) or of the calendar
 * (wd).
 */
#include "base/worktable.h"

static int
day_zero(struct worktime *w, enum limit_unit unit, int64_t utc, int32_t *date,
    int *year_missing)
{
	if (unit != LIMIT_CD && worktime_begin(w, utc, &utc, year_missing) < 0)
		return -1;
	*date = worktime_date(w, utc);
	return 0;
}

/* Days that count in (from, to]. */
static int
days_in(struct worktime *w, enum limit_unit unit, int32_t from, int32_t to,
    int32_t *days, int *year_missing)
{
	size_t first, last;

	*days = to - from;
	if (unit == LIMIT_CD || to <= from)
		return 0;
	if (worktable_cover(w, from, &first, year_missing) < 0 ||
	    worktable_cover(w, to, &last, year_missing) < 0)
		return -1;
	*days = w->day[last + 1].worked_before -
		w->day[first + 1].worked_before;
	return 0;
}

/* The date `days` counting days after `date`; for none, that date itself. */
static int
days_after(struct worktime *w, enum limit_unit unit, int32_t date, int32_t days,
    int32_t *result, int *year_missing)
{
	size_t place, low, high;
	int32_t target;

	*result = date + days;
	if (unit == LIMIT_CD || days == 0)
		return 0;
	if (worktable_cover(w, date, &place, year_missing) < 0)
		return -1;
	target = w->day[place + 1].worked_before + days;
	while (w->day[w->days].worked_before < target)
		if (worktable_grow(w, year_missing) < 0)
			return -1;
	low = place + 1;
	high = w->days;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (w->day[middle].worked_before >= target)
			high = middle;
		else
			low = middle + 1;
	}
	*result = w->first + (int32_t)low - 1;
	return 0;
}

/* Days that a pause takes: those in (from, to]. */
struct day_span {
	int32_t from;
	int32_t to;
};

/*
 * The days of a pause behind `*covered`, which moves on; false when there
 * are none.
 */
static int
pause_days(struct worktime *w, enum limit_unit unit, struct span pause,
    int32_t *covered, struct day_span *days, int *year_missing)
{
	days->from = worktime_date(w, pause.from);
	if (day_zero(w, unit, pause.to, &days->to, year_missing) < 0)
		return -1;
	if (days->from < *covered)
		days->from = *covered;
	if (days->to <= days->from)
		return 0;
	*covered = days->to;
	return 1;
}

int
workdays_due(struct worktime *w, struct limit limit, int64_t from,
    struct spans pauses, int32_t *date, int *year_missing)
{
	int32_t left = (int32_t)limit.amount, position, covered, days, due;
	struct day_span pause;
	int found;

	if (day_zero(w, limit.unit, from, &position, year_missing) < 0)
		return -1;
	covered = position;
	for (size_t i = 0; i < pauses.count; i++) {
		found = pause_days(w, limit.unit, pauses.span[i], &covered,
		    &pause, year_missing);
		if (found == 0)
			continue;
		if (found < 0 || days_in(w, limit.unit, position, pause.from,
				     &days, year_missing) < 0)
			return -1;
		if (left <= days) {
			if (days_after(w, limit.unit, position, left, &due,
				year_missing) < 0)
				return -1;
			*date = due;
			if (due < pause.from)
				return 0;
			days = left; /* it would end in the pause */
		}
		left -= days;
		position = pause.to;
	}
	return days_after(w, limit.unit, position, left, date, year_missing);
}

/* Days in (from, to] that no pause takes. */
static int
add_days(struct worktime *w, enum limit_unit unit, int32_t from, int32_t to,
    struct time_used *sum, int *year_missing)
{
	int32_t days;

	if (to <= from)
		return 0;
	if (days_in(w, unit, from, to, &days, year_missing) < 0)
		return -1;
	sum->used_days += days;
	sum->off_days += to - from - days;
	return 0;
}

/* The days of a pause, of which those after the last are not asked for. */
static int
pause_days_until(struct worktime *w, enum limit_unit unit, struct span pause,
    struct span all, int32_t *covered, struct day_span *days, int *year_missing)
{
	int32_t last = worktime_date(w, all.to - 1);
	int found;

	if (pause.to < all.to) {
		found = pause_days(w, unit, pause, covered, days, year_missing);
		if (found > 0 && days->to > last)
			days->to = last;
		return found > 0 ? days->to > days->from : found;
	}
	/* It lasts to the end, and with it all days that are left. */
	days->from = worktime_date(w, pause.from);
	if (days->from < *covered)
		days->from = *covered;
	days->to = last;
	return days->to > days->from;
}

int
workdays_used(struct worktime *w, enum limit_unit unit, struct span all,
    struct spans pauses, struct time_used *sum, int *year_missing)
{
	int32_t position, covered;
	struct day_span pause;
	int found;

	if (day_zero(w, unit, all.from, &position, year_missing) < 0)
		return -1;
	covered = position;
	for (size_t i = 0; i < pauses.count; i++) {
		if (pauses.span[i].from >= all.to)
			break;
		found = pause_days_until(w, unit, pauses.span[i], all, &covered,
		    &pause, year_missing);
		if (found == 0)
			continue;
		if (found < 0 || add_days(w, unit, position, pause.from, sum,
				     year_missing) < 0)
			return -1;
		sum->paused_days += pause.to - pause.from;
		position = pause.to;
	}
	return add_days(
	    w, unit, position, worktime_date(w, all.to - 1), sum, year_missing);
}
