/*
 * visit.h - what came of a ticket.
 *
 * Source:  hall-ticket(1), "RECORDS": taken + wait = called, called +
 *          response = started, started + serve + held = finished, exactly.
 */
#ifndef TICKET_VISIT_H
#define TICKET_VISIT_H

#include "ticket/state.h"

/* In whole seconds; TICKET_NEVER where it was not. */
struct visit {
	const char *outcome; /* served left absent … expired open */
	int32_t wait, response, serve;
	/* What was used of a limit that was passed, else TICKET_NEVER. */
	int32_t attend_late, serve_long;
};

void visit_of(struct room *, const struct ticket *, struct visit *);
/* "1h5m", "4m12s", "0s", as a why holds it. */
void duration_add(struct buffer *, int64_t seconds);
/* The same to be read: "4 min 12 s". */
void duration_say(struct buffer *, int64_t seconds);

#endif
