/*
 * occurrence.h - how often a 64-bit number was seen.
 *
 * Shape:   an open hash table of numbers and counts, 16 bytes an entry.
 */
#ifndef RECONCILE_OCCURRENCE_H
#define RECONCILE_OCCURRENCE_H

#include <stddef.h>
#include <stdint.h>

struct occurrence {
	uint64_t key; /* 0 is kept as 1: two in 2^64 */
	uint64_t count;
};

/* All zeros is a new one. */
struct occurrences {
	struct occurrence *entry;
	size_t count;
	size_t size;
};

/* The place of that key's count, made with 0; good until the next call. */
uint64_t *occurrences_at(struct occurrences *, uint64_t key);
void occurrences_release(struct occurrences *);

#endif
