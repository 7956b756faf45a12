/*
 * derive.h - what the tools make of a day: its part and its carry.
 *
 * The folds belong to the domains; the tool's main hands them over, so that
 * no domain calls another.
 */
#ifndef AUDIT_DERIVE_H
#define AUDIT_DERIVE_H

#include "base/buffer.h"
#include "book/filter.h"

/* A tool's name and its folds; a list ends with tool NULL. */
struct fold_set {
	const char *tool;
	const struct fold *const *folds;
	/* It looks at what the tools before it derived too. */
	bool looks_on;
};

/*
 * Append what `TOOL --only` would print for the facts of the day, for one
 * tool after the other.  *worst is the worst status of them all.
 */
int derive_part(struct filter *, const struct fold_set *, int32_t day,
    struct buffer *, enum hall_status *worst, struct error *);
/* Append what the next day must know: the bytes of its carry.in. */
int derive_carry(struct filter *, const struct fold_set *, int32_t day,
    struct buffer *, struct error *);

#endif
