/*
 * roll.h - many small things by names that run on: P20261102-0001, -0002.
 *
 * Shape:   names of one prefix and as many digits are a series, of which
 *          256 neighbours share a leaf; their text is not kept.  What does
 *          not run on, so that its leaves would stay empty, lies in a table
 *          by its text.
 * Owner:   leaves lie in pages that rolls may share; they outlive the roll.
 */
#ifndef PAY_ROLL_H
#define PAY_ROLL_H

#include <stdbool.h>

#include "base/pages.h"
#include "base/slice.h"

struct roll;

/* The size of a leaf for entries of this size: what the pages' unit is. */
size_t roll_leaf_bytes(size_t entry_bytes);
struct roll *roll_new(struct pages *, size_t entry_bytes);
void roll_free(struct roll *);
size_t roll_count(const struct roll *);
/*
 * The entry of that name, or NULL.  Good until the second next call for any
 * roll of these pages.
 */
void *roll_get(struct roll *, struct slice name);
/* The same, made of zeros when it is new. */
void *roll_put(struct roll *, struct slice name, bool *is_new);
/* All entries, in no order that means anything. */
void roll_each(struct roll *,
    void (*call)(void *context, struct slice name, const void *entry),
    void *context);

#endif
