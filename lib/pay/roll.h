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
#include "pay/serial.h"

struct roll;
struct series;

/* A name that was read: what it is in this roll until the next new name. */
struct roll_name {
	struct slice text;
	bool runs_on;          /* it ends in a number */
	struct serial serial;  /* then */
	struct series *series; /* of this prefix and digits; NULL: none yet */
};

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
/* For a name that is needed as a number, too. */
void roll_read(struct roll *, struct slice text, struct roll_name *);
void *roll_put_name(struct roll *, const struct roll_name *, bool *is_new);
/* The same, made of zeros when it is new. */
void *roll_put(struct roll *, struct slice name, bool *is_new);
/* All entries, in no order that means anything. */
void roll_each(struct roll *,
    void (*call)(void *context, struct slice name, const void *entry),
    void *context);

#endif
