/*
 * map.h - from bytes to a pointer.
 *
 * Shape:   open hash table; keys are copied into the map.
 * Owner:   the map owns its keys, never the values.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

struct map;

struct map_entry {
	struct slice key; /* NUL-terminated too */
	void *value;
};

struct map *map_new(void);
void map_free(struct map *);
size_t map_count(const struct map *);
/* The value, or NULL. */
void *map_get(const struct map *, struct slice key);
/*
 * The place of the value under this key, made with NULL in it when it is
 * new.  Good until the next map_put or map_remove.
 */
void **map_put(struct map *, struct slice key);
/* Take an entry out; its value, or NULL when there was none. */
void *map_remove(struct map *, struct slice key);
/*
 * All entries in the byte order of their keys, in an array that the caller
 * frees; *count says how many.  This is how folds print: never in the
 * order of the table.
 */
struct map_entry *map_sorted(const struct map *, size_t *count);
/* Call for each entry, in no order that means anything. */
void map_each(const struct map *,
    void (*call)(void *context, struct slice key, void *value), void *context);

/* A good 64-bit hash of bytes; the same on every machine and every run. */
uint64_t hash_bytes(const void *bytes, size_t length);

#endif
