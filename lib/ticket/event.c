#include "ticket/event.h"

#include "record/kinds.h"

/* Wherever a customer stands, they may go or be sent elsewhere. */
#define MAY_GO                                         \
	[TICKET_EVENT_TRANSFER] = TICKET_IS_WAITING,   \
	[TICKET_EVENT_DIVERT] = TICKET_IS_DIVERTED,    \
	[TICKET_EVENT_REFER] = TICKET_IS_REFERRED,     \
	[TICKET_EVENT_ESCALATE] = TICKET_IS_ESCALATED, \
	[TICKET_EVENT_LEAVE] = TICKET_IS_LEFT

static const uint8_t ticket_table[TICKET_STATES][TICKET_EVENTS] = {
    [TICKET_IS_NONE] = {[TICKET_EVENT_TAKE] = TICKET_IS_WAITING},
    [TICKET_IS_WAITING] = {MAY_GO, [TICKET_EVENT_CALL] = TICKET_IS_CALLED,
	[TICKET_EVENT_ATTEND] = TICKET_IS_WAITING},
    [TICKET_IS_CALLED] = {MAY_GO, [TICKET_EVENT_RECALL] = TICKET_IS_CALLED,
	[TICKET_EVENT_START] = TICKET_IS_SERVING,
	[TICKET_EVENT_ATTEND] = TICKET_IS_CALLED,
	[TICKET_EVENT_ABSENT] = TICKET_IS_ABSENT},
    [TICKET_IS_SERVING] = {MAY_GO, [TICKET_EVENT_HOLD] = TICKET_IS_HELD,
	[TICKET_EVENT_FINISH] = TICKET_IS_SERVED},
    [TICKET_IS_HELD] = {MAY_GO, [TICKET_EVENT_RESUME] = TICKET_IS_SERVING},
    [TICKET_IS_ABSENT] = {[TICKET_EVENT_TAKE] = TICKET_IS_WAITING},
};

static const uint8_t counter_table[COUNTER_STATES][COUNTER_EVENTS] = {
    [COUNTER_IS_UNSEEN] = {[COUNTER_EVENT_OPEN] = COUNTER_IS_OPEN},
    [COUNTER_IS_OPEN] = {[COUNTER_EVENT_PAUSE] = COUNTER_IS_PAUSED,
	[COUNTER_EVENT_CLOSE] = COUNTER_IS_CLOSED},
    [COUNTER_IS_PAUSED] = {[COUNTER_EVENT_RESUME] = COUNTER_IS_OPEN,
	[COUNTER_EVENT_CLOSE] = COUNTER_IS_CLOSED},
    [COUNTER_IS_CLOSED] = {[COUNTER_EVENT_OPEN] = COUNTER_IS_OPEN},
};

static const char *const ticket_states[TICKET_STATES] = {
    [TICKET_IS_NONE] = "untaken",
    [TICKET_IS_WAITING] = "waiting",
    [TICKET_IS_CALLED] = "called",
    [TICKET_IS_SERVING] = "serving",
    [TICKET_IS_HELD] = "held",
    [TICKET_IS_ABSENT] = "absent",
    [TICKET_IS_SERVED] = "served",
    [TICKET_IS_LEFT] = "left",
    [TICKET_IS_DIVERTED] = "diverted",
    [TICKET_IS_REFERRED] = "referred",
    [TICKET_IS_ESCALATED] = "escalated",
};

static const char *const counter_states[COUNTER_STATES] = {
    [COUNTER_IS_UNSEEN] = "closed",
    [COUNTER_IS_OPEN] = "open",
    [COUNTER_IS_PAUSED] = "paused",
    [COUNTER_IS_CLOSED] = "closed",
};

enum ticket_state
ticket_next(enum ticket_state state, enum ticket_event event)
{
	return (enum ticket_state)ticket_table[state][event];
}

enum counter_state
counter_next(enum counter_state state, enum counter_event event)
{
	return (enum counter_state)counter_table[state][event];
}

static void
list(struct buffer *out, const uint8_t *row, size_t count, enum kind kind)
{
	for (size_t i = 0; i < count; i++)
		if (row[i])
			buffer_format(out, "%s%s", out->length ? " " : "",
			    kinds[kind].events[i]);
}

void
ticket_possible(enum ticket_state state, struct buffer *out)
{
	list(out, ticket_table[state], TICKET_EVENTS, KIND_TICKET);
}

void
counter_possible(enum counter_state state, struct buffer *out)
{
	list(out, counter_table[state], COUNTER_EVENTS, KIND_COUNTER);
}

const char *
ticket_event_name(enum ticket_event event)
{
	return kinds[KIND_TICKET].events[event];
}

const char *
counter_event_name(enum counter_event event)
{
	return kinds[KIND_COUNTER].events[event];
}

const char *
ticket_state_name(enum ticket_state state)
{
	return ticket_states[state];
}

const char *
counter_state_name(enum counter_state state)
{
	return counter_states[state];
}

bool
ticket_ended(enum ticket_state state)
{
	return state >= TICKET_IS_ABSENT;
}

bool
ticket_at_counter(enum ticket_state state)
{
	return state == TICKET_IS_CALLED || state == TICKET_IS_SERVING;
}
