/*
 * span.h - the days of a report, once it is known which of them came by.
 *
 * Shape:   a period, and the one before it when the report compares; each
 *          day of the period that is over is known, missing, or one on which
 *          the hall is closed.
 * Source:  the calendar `hall` of hall.yaml(5) says on which days it is
 *          open; without one, every day is.
 * Owner:   the arena given.
 */
#ifndef REPORT_SPAN_H
#define REPORT_SPAN_H

#include "base/arena.h"
#include "report/period.h"

struct input;

struct span_day {
	int32_t day;
	bool seen;   /* records of it came by */
	bool worked; /* the hall is open then */
};

struct span {
	struct period period; /* from DATE_NONE: no day is known at all */
	struct period before;
	bool compares;     /* there is a before */
	bool before_known; /* and no day of it is missing */
	int32_t last;      /* the newest day of the period that came by */
	int32_t before_last;
	bool seen; /* any day of it came by */
	/* The days of the period that are over, in order. */
	struct span_day *day;
	size_t days;
	bool running; /* the hall will open again before it is over */
};

/* `today` is the day behind the last that is over.  -1 with USAGE. */
int span_make(struct span *, const struct input *, int32_t today,
    struct arena *, struct error *);
/* The previous period of a running one ends where that one stands. */
struct period span_before(const struct period *, int closes, int32_t today);
/* "2026-11-01..2026-11-03, 2026-11-05", of days in order. */
void span_show_days(struct buffer *, const int32_t *day, size_t count);

#endif
