/*
 * worktime.h - working time: when a limit ends, and how much of it is used.
 *
 * Shape:   the worked days of a calendar with the hours of a day, in a zone;
 *          points in time are UTC seconds.  Without hours a worked day
 *          lasts from 0:00 to 24:00.
 * Source:  hall-apply(1), "WORKING TIME", which says the same in words.
 * Owner:   worktime_new makes, worktime_free frees; the calendar must live
 *          as long.  It remembers days that it was asked for, so one
 *          worktime serves one thread.
 * Errors:  a day of a year without data is never guessed: -1 and the year
 *          in *year_missing.
 *
 * wh, wm   run while a day's hours run: a second is used when it lies in the
 *          hours and in no pause.
 * h, m     the same, around the clock.
 * wd       day 0 is the day on which the limit begins; each worked day after
 *          it counts one, and the limit ends at the end (24:00) of the day
 *          that makes it full.  What begins when a day's hours are over, or
 *          on a day that is not worked, begins with the next worked day:
 *          that is day 0.  The day on which a pause ends is a day 0 again.
 * cd       the same by the calendar of the wall, where every day counts and
 *          no hours are over.
 *
 * A limit never ends in a pause: it then ends with the day on which the
 * pause ends.
 */
#ifndef BASE_WORKTIME_H
#define BASE_WORKTIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/calendar.h"
#include "base/limit.h"
#include "base/moment.h"

#define WORKTIME_HOURS_MAX 16

/* Seconds of the day, the first in, the last not. */
struct hours {
	int32_t from;
	int32_t to;
};

/* UTC seconds, the first in, the last not. */
struct span {
	int64_t from;
	int64_t to;
};

/* Rising, not touching each other, none empty. */
struct spans {
	const struct span *span;
	size_t count;
};

struct worktime;

/* The hours rise and do not overlap; none: the whole day. */
struct worktime *worktime_new(const struct calendar *, const struct zone *,
    const struct hours *, size_t count);
void worktime_free(struct worktime *);
/* Let what begins after hours begin on that day itself: day 0 is its date. */
void worktime_begin_same_day(struct worktime *);

/*
 * From where working days are counted: `utc` itself, or the first moment of
 * the hours of the next worked day.
 */
int worktime_begin(
    struct worktime *, int64_t utc, int64_t *begin, int *year_missing);
/* The last second in which the limit is kept. */
int worktime_due(struct worktime *, struct limit, int64_t from,
    struct spans pauses, int64_t *due, int *year_missing);

/*
 * What became of the time from one moment to another, by the unit of a
 * limit: used + paused + off = to - from.  For wd and cd also of the days
 * from day 0 (not counted) to that of the last second; otherwise 0.
 */
struct time_used {
	int64_t used_seconds, paused_seconds, off_seconds;
	int32_t used_days, paused_days, off_days;
};

int worktime_used(struct worktime *, enum limit_unit, int64_t from, int64_t to,
    struct spans pauses, struct time_used *, int *year_missing);

/* Of the wall: the date of a moment, and its first second. */
int32_t worktime_date(const struct worktime *, int64_t utc);
int64_t worktime_midnight(const struct worktime *, int32_t date);
/* 1 worked, 0 free, -1 no data. */
int worktime_is_worked(const struct worktime *, int32_t date, int *year);

#endif
