/*
 * parked.h - facts without seq whose turn comes later in the same second.
 *
 * A clerk who finishes with one customer and calls the next does both in one
 * second; sorted by their bytes the call may come first.  So what the state
 * refuses waits until the second is over, and is tried again after each
 * other fact of it.
 */
#ifndef TICKET_PARKED_H
#define TICKET_PARKED_H

#include "record/stream.h"

struct parked;

struct parked *parked_new(struct stream *);
void parked_free(struct parked *);
/*
 * Take a fact of that time, or keep it; -1 and the complaint when waiting is
 * of no use.
 */
int parked_take(struct parked *, int64_t utc_seconds, const struct record *,
    int (*take)(void *state, const struct record *, struct complaint *),
    void *state, struct complaint *);
/* Nothing ever came this way that still counts. */
bool parked_is_empty(const struct parked *);
/* The end of the input: what still waits becomes a fault. */
void parked_flush(struct parked *);

#endif
