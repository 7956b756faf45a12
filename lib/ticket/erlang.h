/*
 * erlang.h - how many counters a queue needs, by Erlang's C.
 *
 * Shape:   customers come at random, all wait until they are called, and
 *          each counter serves one of them.  The load is a fraction of whole
 *          numbers; probabilities count parts of ERLANG_ONE.  There is no
 *          floating point, so every machine says the same.
 * Source:  hall-ticket(1), "STAFF".
 */
#ifndef TICKET_ERLANG_H
#define TICKET_ERLANG_H

#include <stdbool.h>

#include "base/rate.h"

#define ERLANG_ONE 1000000000000000
#define ERLANG_COUNTERS_MAX 1000

/* So many come in an interval; so many services took that long in all. */
struct erlang_load {
	int64_t arrivals, interval_seconds;
	int64_t work_seconds, services;
};

struct erlang {
	int64_t waits;   /* the share of those who wait at all */
	int64_t in_time; /* of those who are called within the time */
	int64_t mean_wait_nanoseconds;
};

/* Parts of ERLANG_ONE; ERLANG_COUNTERS_MAX of them when it is more. */
int64_t erlang_load(const struct erlang_load *);
/* False when the counters cannot keep up: the queue would grow for ever. */
bool erlang_of(const struct erlang_load *, int counters, int64_t within_seconds,
    struct erlang *);
/*
 * The least number of counters with which at least that share is called
 * within the time; 0 when nobody comes, -1 when it is above the maximum.
 */
int erlang_needed(
    const struct erlang_load *, int64_t within_seconds, struct rate share);

#endif
