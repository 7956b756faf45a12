/*
 * event.h - what happens in a hall, one after the other.
 *
 * Shape:   an event is one fact to be; fact.h makes a row of it.
 */
#ifndef DAYS_EVENT_H
#define DAYS_EVENT_H

#include <stddef.h>
#include <stdint.h>

#include "record/kinds.h"

#include "payment.h"

struct duty;
struct move;

struct event {
	int32_t second; /* of the business day, see payment.h */
	uint32_t order; /* among events of one second */
	enum kind kind;
	const char *event; /* open, float, issue … */
	/*
	 * The place of what it is about: among the payments, the refunded, the
	 * tickets, the cases.
	 */
	uint32_t payment;
	uint32_t number; /* of its id */
	uint8_t queue;   /* where a ticket stands */
	uint16_t staff, counter, session;
	uint16_t to; /* the clerk who gets a book */
	int64_t amount_fen;
	uint32_t first, last; /* receipt numbers; count of a batch; a score */
	const struct move *move; /* of a case */
	const struct duty *duty; /* of a log */
	const char *text;        /* a reason, or where to */
};

struct events {
	struct event *list;
	size_t count;
	size_t size;
};

/* The new event, all zeros but these; good until the next is added. */
struct event *events_add(
    struct events *, int32_t second, enum kind, const char *event);
void events_sort(struct events *);
void events_release(struct events *);

#endif
