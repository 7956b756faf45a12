/*
 * pool.h - many small texts, each known by a 32-bit number.
 *
 * Shape:   chunks of 1 MiB; number 0 is the empty text.  Millions of items
 *          name five texts each: a pointer would be twice as long.
 * Owner:   all zeros is a new pool; pool_release frees every text.
 */
#ifndef RECONCILE_POOL_H
#define RECONCILE_POOL_H

#include <stdint.h>

#include "base/slice.h"

typedef uint32_t pool_text;

struct pool_slot {
	uint32_t hash;
	pool_text text; /* 0: free */
};

struct pool {
	char **chunk;
	size_t chunks;
	size_t used;  /* of the last chunk */
	size_t *size; /* of each chunk */
	/* Those that were added by pool_once. */
	struct pool_slot *slot;
	size_t slots;
	size_t once;
};

/* A copy with a NUL behind it; the text holds none itself. */
pool_text pool_add(struct pool *, struct slice);
/*
 * The same, but a text that was added so before has the number it had: of
 * two such numbers one look tells whether their texts are equal.
 */
pool_text pool_once(struct pool *, struct slice);
/* Good until pool_release. */
struct slice pool_get(const struct pool *, pool_text);
void pool_release(struct pool *);

#endif
