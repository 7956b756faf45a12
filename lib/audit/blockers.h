/*
 * blockers.h - what a day must settle before it can close.
 *
 * Source:  the till records that hall-pay's folds derive: a session that no
 *          `drawer close` ended, cash that nobody counted.
 * Owner:   texts live in the arena given.
 */
#ifndef AUDIT_BLOCKERS_H
#define AUDIT_BLOCKERS_H

#include "base/arena.h"
#include "book/filter.h"

struct blocker {
	const char *what;    /* "C03: session 2 is open" */
	const char *who;     /* "S05 (…)", or NULL: nobody in particular */
	const char *command; /* the next thing to type, or NULL */
};

struct blockers {
	struct arena arena;
	struct blocker *blocker;
	size_t count;
	size_t size;
	uint64_t faults; /* not mended: told, but they do not block */
};

void blockers_release(struct blockers *);
void blockers_add(
    struct blockers *, const char *what, const char *who, const char *command);
/* What the derived records of the day (their bytes) say. */
int blockers_from_part(struct blockers *, const struct filter *,
    struct slice part, struct error *);

#endif
