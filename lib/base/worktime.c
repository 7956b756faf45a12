#include "base/worktime.h"

#include <assert.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/worktable.h"

#define SECONDS_PER_DAY 86400

struct worktime *
worktime_new(const struct calendar *calendar, const struct zone *zone,
    const struct hours *hours, size_t count)
{
	struct worktime *w = memory_new(sizeof(*w));

	assert(count <= WORKTIME_HOURS_MAX);
	w->calendar = calendar;
	w->zone = *zone;
	if (count == 0) {
		w->hours[0] = (struct hours){0, SECONDS_PER_DAY};
		w->hours_count = 1;
		return w;
	}
	memcpy(w->hours, hours, count * sizeof(*hours));
	w->hours_count = count;
	return w;
}

void
worktime_free(struct worktime *w)
{
	if (!w)
		return;
	free(w->day);
	free(w);
}

void
worktime_begin_same_day(struct worktime *w)
{
	w->begin_same_day = true;
}

int32_t
worktime_date(const struct worktime *w, int64_t utc)
{
	size_t place;

	if (worktable_place(w, utc, &place))
		return w->first + (int32_t)place;
	return moment_date(zone_moment(&w->zone, utc));
}

int64_t
worktime_midnight(const struct worktime *w, int32_t date)
{
	if (w->days > 0 && date >= w->first &&
	    date - w->first <= (int32_t)w->days)
		return w->day[date - w->first].start;
	return zone_local(&w->zone, date, 0).utc_seconds;
}

int
worktime_is_worked(const struct worktime *w, int32_t date, int *year_missing)
{
	return calendar_is_worked(w->calendar, date, year_missing);
}

/*
 * The day in which a moment lies.  The end of the last day that has data is
 * still a moment of it: an as-of may be the end of the year.
 */
static int
find_day(struct worktime *w, int64_t utc, size_t *place, int *year_missing)
{
	int ignored;

	if (worktable_find(w, utc, place, year_missing) == 0)
		return 0;
	if (worktable_find(w, utc - 1, place, &ignored) < 0 ||
	    w->day[*place + 1].start != utc)
		return -1;
	return 0;
}

/* Working seconds before a moment, from the beginning of the table. */
static int
seconds_until(
    struct worktime *w, int64_t utc, int64_t *seconds, int *year_missing)
{
	size_t place;
	int64_t sum;

	if (find_day(w, utc, &place, year_missing) < 0)
		return -1;
	sum = w->day[place].seconds_before;
	if (worktable_is_worked(w, place))
		for (size_t n = 0; n < w->hours_count; n++) {
			struct span s = worktable_hours(w, place, n);
			int64_t to = s.to < utc ? s.to : utc;

			sum += to > s.from ? to - s.from : 0;
		}
	*seconds = sum;
	return 0;
}

/* Working seconds in the span. */
static int
work_in(
    struct worktime *w, struct span span, int64_t *seconds, int *year_missing)
{
	int64_t before, until;

	/* In this order: a table that grows backwards begins its sums anew. */
	if (seconds_until(w, span.from, &before, year_missing) < 0 ||
	    seconds_until(w, span.to, &until, year_missing) < 0)
		return -1;
	*seconds = until - before;
	return 0;
}

/* The first place behind which there lie so many working seconds. */
static size_t
place_of_seconds(const struct worktime *w, int64_t target)
{
	size_t low = 0, high = w->days;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (w->day[middle + 1].seconds_before >= target)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

/* The first moment behind which `need` > 0 more seconds were worked. */
static int
advance(struct worktime *w, int64_t from, int64_t need, int64_t *at,
    int *year_missing)
{
	int64_t target, left;
	size_t place;

	if (seconds_until(w, from, &target, year_missing) < 0)
		return -1;
	target += need;
	while (w->day[w->days].seconds_before < target)
		if (worktable_grow(w, year_missing) < 0)
			return -1;
	place = place_of_seconds(w, target);
	left = target - w->day[place].seconds_before;
	for (size_t n = 0; n < w->hours_count; n++) {
		struct span s = worktable_hours(w, place, n);
		int64_t length = s.to > s.from ? s.to - s.from : 0;

		if (left <= length) {
			*at = s.from + left;
			return 0;
		}
		left -= length;
	}
	assert(false); /* a day has the seconds that it was counted with */
	return -1;
}

/* The next worked day from that place on. */
static int
next_worked(struct worktime *w, size_t *place, int *year_missing)
{
	for (;; (*place)++) {
		if (*place == w->days && worktable_grow(w, year_missing) < 0)
			return -1;
		if (worktable_is_worked(w, *place))
			return 0;
	}
}

int
worktime_begin(
    struct worktime *w, int64_t utc, int64_t *begin, int *year_missing)
{
	size_t place;

	if (worktable_find(w, utc, &place, year_missing) < 0)
		return -1;
	*begin = utc;
	if (w->begin_same_day ||
	    (worktable_is_worked(w, place) &&
		utc < worktable_hours(w, place, w->hours_count - 1).to))
		return 0;
	place++;
	if (next_worked(w, &place, year_missing) < 0)
		return -1;
	*begin = worktable_hours(w, place, 0).from;
	return 0;
}

/* Of seconds: those that count in a span, whose ends are in order. */
static int
seconds_in(struct worktime *w, enum limit_unit unit, struct span span,
    int64_t *seconds, int *year_missing)
{
	*seconds = span.to - span.from;
	if (!limit_in_working_time((struct limit){0, unit}) ||
	    span.to == span.from)
		return 0;
	return work_in(w, span, seconds, year_missing);
}

static int
due_second(struct worktime *w, struct limit limit, int64_t from,
    struct spans pauses, int64_t *due, int *year_missing)
{
	int64_t left = limit_seconds(limit), position = from, seconds;

	for (size_t i = 0; i < pauses.count; i++) {
		struct span run = {position, pauses.span[i].from};

		if (pauses.span[i].to <= position)
			continue;
		if (run.to < run.from)
			run.to = run.from;
		if (seconds_in(w, limit.unit, run, &seconds, year_missing) < 0)
			return -1;
		if (left <= seconds)
			break;
		left -= seconds;
		position = pauses.span[i].to;
	}
	if (limit_in_working_time(limit))
		return advance(w, position, left, due, year_missing);
	*due = position + left;
	return 0;
}

int
worktime_due(struct worktime *w, struct limit limit, int64_t from,
    struct spans pauses, int64_t *due, int *year_missing)
{
	int32_t date;

	if (!limit_in_days(limit))
		return due_second(w, limit, from, pauses, due, year_missing);
	if (workdays_due(w, limit, from, pauses, &date, year_missing) < 0)
		return -1;
	*due = worktime_midnight(w, date + 1) - 1;
	return 0;
}

/* One piece of time, which is all pause or has none. */
static int
add_piece(struct worktime *w, enum limit_unit unit, struct span piece,
    bool paused, struct time_used *sum, int *year_missing)
{
	int64_t seconds;

	if (piece.to <= piece.from)
		return 0;
	if (paused) {
		sum->paused_seconds += piece.to - piece.from;
		return 0;
	}
	if (seconds_in(w, unit, piece, &seconds, year_missing) < 0)
		return -1;
	sum->used_seconds += seconds;
	sum->off_seconds += piece.to - piece.from - seconds;
	return 0;
}

static int
use_seconds(struct worktime *w, enum limit_unit unit, struct span all,
    struct spans pauses, struct time_used *sum, int *year_missing)
{
	int64_t position = all.from;

	for (size_t i = 0; i < pauses.count; i++) {
		struct span pause = pauses.span[i];

		pause.from = pause.from < position ? position : pause.from;
		pause.to = pause.to > all.to ? all.to : pause.to;
		if (pause.to <= pause.from)
			continue;
		if (add_piece(w, unit, (struct span){position, pause.from},
			false, sum, year_missing) < 0 ||
		    add_piece(w, unit, pause, true, sum, year_missing) < 0)
			return -1;
		position = pause.to;
	}
	return add_piece(
	    w, unit, (struct span){position, all.to}, false, sum, year_missing);
}

int
worktime_used(struct worktime *w, enum limit_unit unit, int64_t from,
    int64_t to, struct spans pauses, struct time_used *sum, int *year_missing)
{
	struct span all = {from, to};

	*sum = (struct time_used){0};
	if (to <= from)
		return 0;
	if (use_seconds(w, unit, all, pauses, sum, year_missing) < 0)
		return -1;
	assert(sum->used_seconds + sum->paused_seconds + sum->off_seconds ==
	       to - from);
	if (!limit_in_days((struct limit){0, unit}))
		return 0;
	return workdays_used(w, unit, all, pauses, sum, year_missing);
}
