/*
 * arena.h - memory of things that die together.
 *
 * Owner:   the arena; arena_release frees everything that came out of it.
 * Errors:  none come back.  Without memory no tool can go on and nothing
 *          can be recorded half (a record is one write), so memory_exhausted
 *          says so and ends the process with status 4.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "base/slice.h"

struct arena_block;

/* All zeros is a new arena. */
struct arena {
	struct arena_block *block;
	size_t used;
	size_t total; /* bytes handed out, for limits and tests */
};

/* Zeroed memory, aligned for any type. */
void *arena_alloc(struct arena *, size_t size);
/* The same for count * size; an overflow is memory_exhausted. */
void *arena_array(struct arena *, size_t count, size_t size);
/* A copy, with a NUL behind it that length does not count. */
struct slice arena_slice(struct arena *, struct slice);
char *arena_text(struct arena *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Forget everything but keep the first block for the next round. */
void arena_clear(struct arena *);
void arena_release(struct arena *);

/* malloc, calloc and realloc for what outlives every arena. */
void *memory_new(size_t size);
void *memory_array(size_t count, size_t size);
void *memory_grow(void *, size_t count, size_t size);
/* Not zeroed: for what is written before it is read. */
void *memory_raw(size_t size);
char *memory_text(struct slice);
__attribute__((cold)) _Noreturn void memory_exhausted(void);
/* The same when what lay in a file instead does not come back: errno, or 0. */
_Noreturn void memory_lost(void);

#endif
