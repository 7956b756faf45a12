/*
 * scope.h - which rows and items belong to the day that is reconciled.
 *
 * A business day begins when the day before was closed and ends when it is
 * closed itself; a channel's file knows nothing of that and ends at
 * midnight.  What comes after the close waits for the next day; what comes
 * before the opening was settled with the day before.
 */
#ifndef RECONCILE_SCOPE_H
#define RECONCILE_SCOPE_H

#include "reconcile/item.h"

struct scope {
	bool limited;         /* --on: one day alone */
	int32_t day;          /* that day, or the newest; DATE_NONE: none */
	int64_t open_seconds; /* UTC; TIME_NONE when it is not known */
	int64_t close_seconds;
	int32_t open_date; /* DATE_NONE when it is not known */
	int32_t close_date;
	const struct zone *zone;
};

enum scope_place {
	PLACE_IN,
	PLACE_EARLY, /* settled before, unless something here names it */
	PLACE_LATE,  /* after the close: may wait */
	PLACE_OUTSIDE,
};

enum scope_place scope_place(const struct scope *, const struct item *);
/* The first date whose rows belong to the day. */
int32_t scope_first_date(const struct scope *);

#endif
