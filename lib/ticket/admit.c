/*
 * admit.c - what is recorded today names what hall.yaml names today.
 */
#include <stdlib.h>

#include "ticket/complaint.h"
#include "ticket/state.h"

static int
complain_unknown(struct complaint *c, const char *column, const char *code,
    const char *code_near, struct slice name, const char *near)
{
	if (near)
		return complain_of_two(
		    c, column, code_near, "name", name, "near", slice_of(near));
	return complain_of(c, column, code, "name", name);
}

static int
admit_queue(struct room *room, struct slice name, struct complaint *c)
{
	const struct settings *s = &room->settings;

	if (name.length == 0 || s->queues_count == 0 || settings_queue(s, name))
		return 0;
	return complain_unknown(c, "queue", "unknown_queue",
	    "unknown_queue_near", name, settings_near_queue(s, name));
}

static int
admit_counter(struct room *room, const char *column, struct slice name,
    struct complaint *c)
{
	const struct settings *s = &room->settings;

	if (name.length == 0 || s->counters_count == 0 ||
	    settings_counter(s, name))
		return 0;
	return complain_unknown(c, column, "unknown_counter",
	    "unknown_counter_near", name, settings_near_counter(s, name));
}

/* A transfer goes to a queue or to a counter. */
static int
admit_to(struct room *room, struct slice to, struct complaint *c)
{
	const struct settings *s = &room->settings;
	const char *near;

	if (s->queues_count + s->counters_count == 0 || settings_queue(s, to) ||
	    settings_counter(s, to))
		return 0;
	near = settings_near_queue(s, to);
	if (!near)
		near = settings_near_counter(s, to);
	return complain_unknown(
	    c, "to", "unknown_place", "unknown_place_near", to, near);
}

int
ticket_admit(struct room *room, const struct record *r, struct complaint *c)
{
	struct slice event = rec_get(r, TICKET_EVENT);

	if (slice_is(event, "transfer") &&
	    admit_to(room, rec_get(r, TICKET_TO), c) < 0)
		return -1;
	if (admit_queue(room, rec_get(r, TICKET_QUEUE), c) < 0)
		return -1;
	return admit_counter(room, "counter", rec_get(r, TICKET_COUNTER), c);
}

int
counter_admit(struct room *room, const struct record *r, struct complaint *c)
{
	return admit_counter(room, "id", rec_get(r, COUNTER_ID), c);
}
