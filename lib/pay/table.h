/*
 * table.h - many things by name, without memory of its own for each.
 *
 * Shape:   open addressing; each value begins with its key, a struct slice
 *          whose text lives as long as the table.
 * Owner:   the caller owns the values; table_release frees the slots.
 */
#ifndef PAY_TABLE_H
#define PAY_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

struct table_slot {
	struct slice *value; /* the key that the value begins with */
	uint32_t hash;
};

/* All zeros is an empty table. */
struct table {
	struct table_slot *slot;
	size_t size; /* a power of two */
	size_t count;
};

void table_release(struct table *);
/* The value, or NULL. */
void *table_get(const struct table *, struct slice key);
/*
 * The slot of this key; slot->value is NULL when it is new, and then the
 * caller may fill it by table_fill.  Good until the next call.
 */
struct table_slot *table_slot(struct table *, struct slice key);
void table_fill(struct table *, struct table_slot *, struct slice *value);

#endif
