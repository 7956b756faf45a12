/*
 * event.h - what may happen to a ticket and to a counter, and when.
 *
 * Shape:   one table for each: state and event give the next state.
 * Source:  hall-ticket(1), "STATES".
 */
#ifndef TICKET_EVENT_H
#define TICKET_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

/* In the order of kinds.tab, which is that of events of one moment. */
enum ticket_event {
	TICKET_EVENT_TAKE,
	TICKET_EVENT_CALL,
	TICKET_EVENT_RECALL,
	TICKET_EVENT_START,
	TICKET_EVENT_HOLD,
	TICKET_EVENT_RESUME,
	TICKET_EVENT_TRANSFER,
	TICKET_EVENT_DIVERT,
	TICKET_EVENT_REFER,
	TICKET_EVENT_ESCALATE,
	TICKET_EVENT_ATTEND,
	TICKET_EVENT_ABSENT,
	TICKET_EVENT_LEAVE,
	TICKET_EVENT_FINISH,
	TICKET_EVENTS
};

enum ticket_state {
	TICKET_IS_NONE, /* never taken; from a table: not possible */
	TICKET_IS_WAITING,
	TICKET_IS_CALLED,
	TICKET_IS_SERVING,
	TICKET_IS_HELD,
	TICKET_IS_ABSENT, /* may come back */
	TICKET_IS_SERVED,
	TICKET_IS_LEFT,
	TICKET_IS_DIVERTED,
	TICKET_IS_REFERRED,
	TICKET_IS_ESCALATED,
	TICKET_STATES
};

enum counter_event {
	COUNTER_EVENT_OPEN,
	COUNTER_EVENT_PAUSE,
	COUNTER_EVENT_RESUME,
	COUNTER_EVENT_CLOSE,
	COUNTER_EVENTS
};

enum counter_state {
	COUNTER_IS_UNSEEN, /* nothing was said of it; not possible */
	COUNTER_IS_OPEN,
	COUNTER_IS_PAUSED,
	COUNTER_IS_CLOSED,
	COUNTER_STATES
};

/* TICKET_IS_NONE, COUNTER_IS_UNSEEN: that cannot happen now. */
enum ticket_state ticket_next(enum ticket_state, enum ticket_event);
enum counter_state counter_next(enum counter_state, enum counter_event);
/* What can happen instead: "recall, start, absent"; nothing when it ended. */
void ticket_possible(enum ticket_state, struct buffer *);
void counter_possible(enum counter_state, struct buffer *);

/* The names that records have; of a state also that of the outcome. */
const char *ticket_event_name(enum ticket_event);
const char *counter_event_name(enum counter_event);
const char *ticket_state_name(enum ticket_state);
const char *counter_state_name(enum counter_state);
/* Nothing more is to come of it. */
bool ticket_ended(enum ticket_state);
/* In front of a counter, which serves nobody else then. */
bool ticket_at_counter(enum ticket_state);

#endif
