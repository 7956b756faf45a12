/*
 * corrected.h - facts that correct one column of another fact.
 *
 * Shape:   `of` is the fact's id or its DAY/SEQ; the cell must hold `was`.
 * Source:  hall-record(5): a mistake is mended by another fact.
 * Owner:   the arena that is given.
 */
#ifndef AUDIT_CORRECTED_H
#define AUDIT_CORRECTED_H

#include "audit/side.h"

struct map;

struct corrections {
	struct map *of; /* id or day/seq -> the first of its corrections */
	size_t count;
};

void corrections_release(struct corrections *);
void corrections_take(
    struct corrections *, const struct record *, struct arena *);
/* Put what is right into the items of a side, and drop those that no longer
 * meet its conditions. */
void corrections_apply(const struct corrections *, struct side *);

#endif
