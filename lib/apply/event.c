#include "apply/event.h"

#include "record/kinds.h"

#define S(state) (1u << STATE_##state)
#define RUNNING (S(OPENED) | S(ACCEPTED) | S(HELD))
#define CLOSED (S(FINISHED) | S(REJECTED) | S(CANCELLED))
#define STAYS STATE_NONE /* the state does not change */

/* In the order of kinds.tab, which a test compares. */
static const struct {
	const char *name;
	unsigned from; /* the states in which it is allowed */
	enum state to;
	bool clock;
} events[EVENTS] = {
    [EVENT_OPEN] = {"open", S(NONE), STATE_OPENED, true},
    [EVENT_ACCEPT] = {"accept", S(OPENED), STATE_ACCEPTED, true},
    [EVENT_DOC] = {"doc", RUNNING | CLOSED, STAYS, false},
    [EVENT_FEE] = {"fee", RUNNING, STAYS, false},
    [EVENT_STEP] = {"step", S(ACCEPTED) | S(FINISHED), STAYS, true},
    [EVENT_HAND] = {"hand", RUNNING, STAYS, false},
    [EVENT_HOLD] = {"hold", S(ACCEPTED), STATE_HELD, true},
    [EVENT_RESUME] = {"resume", S(HELD), STATE_ACCEPTED, true},
    [EVENT_URGE] = {"urge", RUNNING, STAYS, false},
    [EVENT_EXTEND] = {"extend", RUNNING, STAYS, false},
    [EVENT_REPLY] = {"reply", S(ACCEPTED) | S(HELD), STAYS, false},
    [EVENT_OBJECTION] = {"objection", S(ACCEPTED) | S(HELD), STAYS, false},
    [EVENT_CALLBACK] = {"callback", RUNNING | CLOSED | S(ARCHIVED), STAYS,
	false},
    [EVENT_FINISH] = {"finish", S(ACCEPTED), STATE_FINISHED, true},
    [EVENT_REJECT] = {"reject", RUNNING, STATE_REJECTED, true},
    [EVENT_CANCEL] = {"cancel", RUNNING, STATE_CANCELLED, true},
    [EVENT_ARCHIVE] = {"archive", CLOSED, STATE_ARCHIVED, true},
    [EVENT_BORROW] = {"borrow", S(ARCHIVED), STAYS, false},
    [EVENT_REOPEN] = {"reopen", CLOSED | S(ARCHIVED), STATE_ACCEPTED, true},
};

static const char *const states[STATES] = {
    [STATE_NONE] = "none",
    [STATE_OPENED] = "opened",
    [STATE_ACCEPTED] = "accepted",
    [STATE_HELD] = "held",
    [STATE_FINISHED] = "finished",
    [STATE_REJECTED] = "rejected",
    [STATE_CANCELLED] = "cancelled",
    [STATE_ARCHIVED] = "archived",
};

const char *
event_name(enum event event)
{
	return events[event].name;
}

enum event
event_find(struct slice name)
{
	int event = 0;

	while (event < EVENTS && !slice_is(name, events[event].name))
		event++;
	return (enum event)event;
}

const char *
state_name(enum state state)
{
	return states[state];
}

bool
event_allowed(enum state state, enum event event)
{
	return events[event].from & (1u << state);
}

enum state
event_next(enum state state, enum event event)
{
	return events[event].to == STAYS ? state : events[event].to;
}

bool
event_moves_clock(enum event event)
{
	return events[event].clock;
}

bool
state_is_running(enum state state)
{
	return RUNNING & (1u << state);
}

void
event_list(struct buffer *out, enum state state, event_set forbidden)
{
	const char *joint = "";

	for (int e = 0; e < EVENTS; e++) {
		if (!event_allowed(state, (enum event)e) ||
		    (forbidden & EVENT_BIT(e)))
			continue;
		buffer_format(out, "%s%s", joint, events[e].name);
		joint = " ";
	}
}
