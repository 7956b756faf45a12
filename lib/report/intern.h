/*
 * intern.h - from bytes to small numbers.
 *
 * Shape:   every key that was put gets the next index, from 0 on; the same
 *          bytes get the same index.  Keys stand one behind the other in
 *          one piece of memory: no allocation per key.
 * Owner:   all zeros is a new one; intern_release ends it.
 * Errors:  INTERN_FULL when there are INTERN_MAX keys already.
 */
#ifndef REPORT_INTERN_H
#define REPORT_INTERN_H

#include <stdint.h>

#include "base/slice.h"

#define INTERN_MAX (1U << 26)
#define INTERN_FULL UINT32_MAX

struct intern_entry {
	size_t offset;
	uint32_t length;
	uint32_t hash;
};

struct intern {
	char *bytes;
	size_t bytes_used;
	size_t bytes_size;
	struct intern_entry *entry;
	uint32_t count;
	uint32_t entries_size;
	uint32_t *slot; /* index + 1; 0 is free */
	uint32_t slots; /* a power of two */
};

/* The index of the key, a new one when it was not there. */
uint32_t intern_put(struct intern *, struct slice key);
/* The index of the key, or INTERN_FULL. */
uint32_t intern_get(const struct intern *, struct slice key);
/* Good until the next intern_put. */
struct slice intern_key(const struct intern *, uint32_t index);
/* All indices in the byte order of their keys; the caller frees. */
uint32_t *intern_sorted(const struct intern *);
void intern_release(struct intern *);

#endif
