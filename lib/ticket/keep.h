/*
 * keep.h - a hall's day so far, as bytes, and back.
 *
 * Shape:   what cannot be had from the rest: names, counters, seats, the
 *          highest numbers, tickets and their texts.  Lines of those who
 *          wait, who stands in front of a counter and the tables are made
 *          anew.
 * Errors:  recall believes nothing: what it takes in may be wrong, but never
 *          leads out of an array.
 */
#ifndef TICKET_KEEP_H
#define TICKET_KEEP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

#define KEPT_SECONDS_MAX ((int64_t)1 << 40)

/* For struct fold.  One hall and one day at most, as journals have. */
bool room_keep(void *room, struct buffer *);
int room_recall(void *room, struct slice);

/* Seconds that can be added up. */
static inline bool
is_span(int64_t seconds)
{
	return seconds > -KEPT_SECONDS_MAX && seconds < KEPT_SECONDS_MAX;
}

#endif
