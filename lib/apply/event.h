/*
 * event.h - what can happen to a case, in which state, and what follows.
 *
 * Shape:   one table of states by events; the order of the events is that of
 *          kinds.tab.
 * Source:  hall-apply(1), "STATES".
 */
#ifndef APPLY_EVENT_H
#define APPLY_EVENT_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/slice.h"

enum event {
	EVENT_OPEN,
	EVENT_ACCEPT,
	EVENT_DOC,
	EVENT_FEE,
	EVENT_STEP,
	EVENT_HAND,
	EVENT_HOLD,
	EVENT_RESUME,
	EVENT_URGE,
	EVENT_EXTEND,
	EVENT_REPLY,
	EVENT_OBJECTION,
	EVENT_CALLBACK,
	EVENT_FINISH,
	EVENT_REJECT,
	EVENT_CANCEL,
	EVENT_ARCHIVE,
	EVENT_BORROW,
	EVENT_REOPEN,
	EVENTS
};

enum state {
	STATE_NONE, /* no such case */
	STATE_OPENED,
	STATE_ACCEPTED,
	STATE_HELD,
	STATE_FINISHED,
	STATE_REJECTED,
	STATE_CANCELLED,
	STATE_ARCHIVED,
	STATES
};

/* A set of events. */
typedef unsigned event_set;
#define EVENT_BIT(event) (1u << (event))

const char *event_name(enum event);
/* EVENTS for another name. */
enum event event_find(struct slice name);
const char *state_name(enum state);

bool event_allowed(enum state, enum event);
/* The state after an allowed event. */
enum state event_next(enum state, enum event);
/*
 * Events by which the clock of a case goes on: their times may not run
 * backwards.
 */
bool event_moves_clock(enum event);
/* The work goes on, or could. */
bool state_is_running(enum state);
/* "accept, doc, reject": what is allowed, less what a type forbids. */
void event_list(struct buffer *, enum state, event_set forbidden);

#endif
