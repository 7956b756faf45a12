#include "ticket/complaint.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "ticket/remark.h"

#define VALUE_BYTES_MAX 120

/* A value for a sentence: cut to be legible, and terminated. */
static char *
legible(struct slice value)
{
	return memory_text(cut_short(value, VALUE_BYTES_MAX));
}

int
complain_ticket_state(struct complaint *c, struct slice number,
    enum ticket_state state, enum ticket_event event)
{
	struct buffer possible = {0};
	char *text = legible(number);

	ticket_possible(state, &possible);
	complain(c, "event", possible.length ? "ticket_state" : "ticket_over",
	    "number", text, "state", ticket_state_name(state), "event",
	    ticket_event_name(event), possible.length ? "possible" : NULL,
	    possible.text, NULL);
	buffer_release(&possible);
	free(text);
	return -1;
}

int
complain_counter_state(struct complaint *c, struct slice counter,
    enum counter_state state, enum counter_event event)
{
	struct buffer possible = {0};
	char *text = legible(counter);

	counter_possible(state, &possible);
	complain(c, "event", "counter_state", "counter", text, "state",
	    counter_state_name(state), "event", counter_event_name(event),
	    "possible", possible.text, NULL);
	buffer_release(&possible);
	free(text);
	return -1;
}

int
complain_of(struct complaint *c, const char *column, const char *code,
    const char *name, struct slice value)
{
	char *text = legible(value);

	complain(c, column, code, name, text, NULL);
	free(text);
	return -1;
}

int
complain_of_two(struct complaint *c, const char *column, const char *code,
    const char *name, struct slice value, const char *other_name,
    struct slice other)
{
	char *text = legible(value), *other_text = legible(other);

	complain(c, column, code, name, text, other_name, other_text, NULL);
	free(text);
	free(other_text);
	return -1;
}

int
complain_earlier(
    struct complaint *c, int64_t than_utc_seconds, struct moment time)
{
	struct moment than = {than_utc_seconds, time.offset_seconds};
	char text[MOMENT_TEXT_SIZE];

	moment_format(than, text);
	return complain(c, "time", "earlier", "than", text, NULL);
}

bool
complaint_may_pass(const struct complaint *c)
{
	static const char *const codes[] = {"ticket_state", "ticket_over",
	    "counter_state", "counter_busy", "counter_shut"};

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (strcmp(c->code, codes[i]) == 0)
			return true;
	return false;
}
