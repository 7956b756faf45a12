#include "reconcile/scope.h"

int32_t
scope_first_date(const struct scope *s)
{
	if (s->open_date != DATE_NONE && s->open_date < s->day)
		return s->open_date + 1;
	return s->day;
}

/* Where a row with a time lies. */
static enum scope_place
place_of_time(const struct scope *s, const struct item *item)
{
	int32_t last = s->day;
	int64_t start = s->open_seconds;

	if (s->open_date == DATE_NONE || s->open_date >= s->day)
		start = zone_local(s->zone, s->day, 0).utc_seconds;
	if (item->time_seconds < start)
		return PLACE_EARLY;
	if (s->close_seconds == TIME_NONE)
		return item->date <= last ? PLACE_IN : PLACE_OUTSIDE;
	if (item->time_seconds <= s->close_seconds)
		return PLACE_IN;
	if (s->close_date > last)
		last = s->close_date;
	return item->date <= last ? PLACE_LATE : PLACE_OUTSIDE;
}

static enum scope_place
place_of_date(const struct scope *s, const struct item *item)
{
	if (item->date < scope_first_date(s))
		return PLACE_EARLY;
	return item->date <= s->day ? PLACE_IN : PLACE_OUTSIDE;
}

enum scope_place
scope_place(const struct scope *s, const struct item *item)
{
	bool late = item->time_seconds != TIME_NONE &&
		    s->close_seconds != TIME_NONE &&
		    item->time_seconds > s->close_seconds;

	if (item->flags & ITEM_CARRIED)
		return late ? PLACE_LATE : PLACE_IN;
	if (item->kind != KIND_STATEMENT) {
		if (!s->limited || item->day == s->day)
			return PLACE_IN;
		return PLACE_OUTSIDE;
	}
	if (!s->limited)
		return late ? PLACE_LATE : PLACE_IN;
	if (item->time_seconds == TIME_NONE)
		return place_of_date(s, item);
	return place_of_time(s, item);
}
