/*
 * order.h - which facts were taken, and those that wait for their turn.
 *
 * A fact with seq is known by (hall, day, seq): some four bytes for each tell
 * whether it came before (known.h).  One without is kept until the end of the
 * input, its line and some fifty bytes, and then taken in the order of time,
 * kind, event and bytes.
 */
#ifndef RECORD_ORDER_H
#define RECORD_ORDER_H

#include "record/record.h"

struct order;

enum order_verdict {
	ORDER_TAKE,     /* a fact in its turn */
	ORDER_HOLD,     /* was kept for the end */
	ORDER_AGAIN,    /* the same line came before */
	ORDER_CONFLICT, /* the same seq came before with other content */
};

struct order *order_new(void);
void order_free(struct order *);
/*
 * Before the first fact: nothing will be joined to it, and a fact that comes
 * again may be called a conflict.  That costs less.
 */
void order_without_lines(struct order *);
/* A line that names no hall is of the hall of the fact before in its file. */
void order_new_file(struct order *);
/* What to do with a fact; `keep` false: only say HOLD, do not keep it. */
enum order_verdict order_judge(
    struct order *, const struct record *, bool keep);
/* For facts without seq that are not kept: false when it came before. */
bool order_first_time(struct order *, const struct record *);
/*
 * Two threads' parts: true when one knows a fact that the other knows too,
 * or either keeps facts for the end.
 */
bool order_overlaps(struct order *, struct order *);
/* Take in all that another knows; they do not overlap. */
void order_join(struct order *, struct order *other);
/* Some facts wait for the end. */
bool order_waits(const struct order *);
/* Sort what was kept, equal lines once; then hand it out by number. */
size_t order_sort(struct order *);
/* Good until the next call. */
const struct record *order_kept(struct order *, size_t n);

/* Standard columns that facts share; -1 where a kind has none. */
struct common_columns {
	int hall, day, seq, time, event;
};
extern const struct common_columns *common_columns_table;
/* Make the table: when it is asked for first. */
const struct common_columns *common_columns_make(void);

static inline const struct common_columns *
common_columns(enum kind kind)
{
	const struct common_columns *table = common_columns_table;

	return (table ? table : common_columns_make()) + kind;
}

#endif
