/*
 * span.h - printed numbers that were used one behind the other.
 *
 * Shape:   the span that was added last is at hand, those before it lie in
 *          pages, sixteen bytes each: a year has many, of which only the
 *          end of the input wants to know.
 * Owner:   a store holds the spans of many lists; a list is all zeros but
 *          for its store.
 */
#ifndef PAY_SPAN_H
#define PAY_SPAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "pay/serial.h"

struct map;
struct pages;

struct span_used {
	struct serial first;
	uint64_t count;
	/* One that only shares its number with a receipt of another code. */
	bool alone;
	uint8_t state; /* of that one */
};

struct kept_span {
	uint64_t first;
	uint32_t count; /* 0: there is none */
	uint32_t shape : 28;
	uint32_t state : 2;
	uint32_t alone : 1;
};

/* All zeros is an empty one. */
struct span_store {
	struct pages *pages; /* of blocks */
	/* Prefixes and digits, which few numbers differ in. */
	struct serial *shape;
	uint32_t shapes, shapes_size, latest_shape;
	struct map *shape_names;
	struct arena arena;
};

struct spans {
	struct span_store *store;
	struct kept_span latest;
	uint32_t first, last; /* blocks, their units and one; 0: none */
	uint32_t in_last;     /* spans of the last block */
};

void span_store_release(struct span_store *);
/* A number was used. */
void spans_add(struct spans *, const struct serial *);
/* The same of one that is a span by itself. */
void spans_add_alone(struct spans *, const struct serial *, uint8_t state);

/* Goes through the spans in the order of their use. */
struct span_walk {
	const struct spans *spans;
	uint32_t block, at;
	bool over;
};

struct span_walk spans_walk(const struct spans *);
/* False behind the last one. */
bool span_next(struct span_walk *, struct span_used *);

#endif
