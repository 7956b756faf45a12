/*
 * printing.h - derived records in the order of their ids, then of halls.
 *
 * Shape:   ids are "SE20261102-C01-S07": a prefix, the day, names.
 */
#ifndef TICKET_PRINTING_H
#define TICKET_PRINTING_H

#include "ticket/state.h"

struct printed {
	const char *id;
	const struct hall_day *day;
	const void *what; /* the caller's */
};

struct printing {
	struct printed *line;
	size_t count, size;
	struct arena texts;
};

/* The id is the prefix, the day, and the two names. */
void printing_add(struct printing *, const char *prefix,
    const struct hall_day *, struct slice name, struct slice other,
    const void *what);
void printing_sort(struct printing *);
void printing_release(struct printing *);

#endif
