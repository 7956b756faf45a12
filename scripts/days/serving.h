/*
 * serving.h - the counters while they serve.
 *
 * Owner:   serving.c; misserve.c plants what must not happen there.
 */
#ifndef DAYS_SERVING_H
#define DAYS_SERVING_H

#include "day.h"
#include "line.h"

struct desk {
	uint16_t counter, staff;
	int32_t ready;                 /* the next moment with hands free */
	int step, used;                /* in the round of classes */
	int32_t pause_at, relieved_at; /* 0: no more */
	uint32_t parked;               /* a ticket on hold, or NOBODY */
	int32_t parked_until;
	bool closed;
};

struct serving {
	struct day *day;
	struct random *random;
	struct desk *desk;
	size_t desks;
	uint32_t plain; /* counters up to this one know one queue */
	int64_t pace;
	struct line line[QUEUES][CLASSES];
	struct coming moving, leaving;
	size_t next;        /* who comes next */
	uint32_t early;     /* who came before that */
	uint32_t neglected; /* whom nobody attends to */
	int32_t frozen_until;
	bool planted_order, planted_long, planted_vip;
};

/* Somebody takes a number. */
void serving_admit(struct serving *, uint32_t ticket);
/* Whom the desk calls instead of the next one. */
uint32_t serving_plant_order(
    struct serving *, const struct desk *, uint32_t next);
/* How long that service takes instead. */
int32_t serving_plant_long(
    struct serving *, uint32_t ticket, int32_t called, int32_t needs);
/* Does the desk do nothing now, for a VIP to wait? */
bool serving_plant_vip(struct serving *, struct desk *);

#endif
