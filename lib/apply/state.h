/*
 * state.h - what hall-apply keeps of a stream: its cases.
 *
 * Shape:   one struct apply a run; everything in its arena.
 * Source:  hall-apply(1), "RECORDS" and "MEMORY".
 * Owner:   the fold (fold.c), which makes and ends it.
 */
#ifndef APPLY_STATE_H
#define APPLY_STATE_H

#include "apply/matter.h"
#include "apply/type.h"
#include "base/buffer.h"
#include "record/stream.h"

struct apply {
	struct stream *stream;
	const struct config *config; /* may be NULL */
	const struct zone *zone;
	struct zone zone_default;
	struct arena arena;
	struct arena scratch; /* for one case at a time */
	struct types types;
	struct map *matters; /* by hall and id */
	struct map *days;    /* whose journal is in the stream */
	struct buffer key;
	const char *file;       /* of the newest case */
	struct stream *archive; /* whose headings lines of a found case have */
};

/* NULL when there is none. */
struct matter *apply_find(struct apply *, struct slice hall, struct slice id);
/* All of them by hall and id, in an array that the caller frees. */
struct matter **apply_sorted(const struct apply *, size_t *count);
/* The journal of that business day was read, not only what it carries on. */
bool apply_has_day(const struct apply *, int32_t day);
/*
 * complain with names (const char *) and values (struct slice) in pairs, at
 * most five, NULL last.
 */
int apply_complain(
    struct complaint *, const char *column, const char *code, ...);

#endif
