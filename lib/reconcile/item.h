/*
 * item.h - the payments, deposits and rows that are to be matched.
 *
 * Shape:   compact structs in one array, their texts in a pool, their lines
 *          in a spool: millions fit.  Of what no rule compares only the line
 *          is kept.  An amount is signed: a refund or a void is negative.
 * Owner:   items_init and items_release.
 */
#ifndef RECONCILE_ITEM_H
#define RECONCILE_ITEM_H

#include "reconcile/normalise.h"
#include "reconcile/pool.h"
#include "reconcile/set.h"
#include "reconcile/spool.h"

#define TIME_NONE INT64_MIN
#define ITEM_NONE UINT32_MAX

enum item_flags {
	ITEM_CARRIED = 1,  /* from the reconciliation before */
	ITEM_FAILED = 2,   /* a row whose status does not count */
	ITEM_RIGHT = 4,    /* a row of a bank or channel, or a batch */
	ITEM_STUBLESS = 8, /* a payment without a receipt */
	ITEM_FILED = 16,   /* a row of a file that was read here */
	ITEM_PASSED = 32,  /* and that stands in the stream too */
};

struct item {
	int64_t amount_fen;
	int64_t time_seconds; /* UTC, or TIME_NONE */
	int64_t fee_millionths;
	int64_t fee_base_fen; /* the amount on which the fee is due */
	pool_text id;
	pool_text payment; /* of a void or refund: what it undoes */
	pool_text ref;
	pool_text ref2;
	pool_text account;
	/* Of these each text is kept once: equal ones have equal numbers. */
	pool_text terminal;
	pool_text counter;
	pool_text staff;
	spool_line line;  /* the record as it stood */
	uint32_t sets;    /* bits: which it belongs to */
	uint32_t aside;   /* bits: rows of the source that a set leaves out */
	int32_t date;     /* of its time */
	int32_t day;      /* the business day */
	uint16_t heading; /* of the line */
	uint16_t hall;    /* number of its name */
	uint8_t kind;
	uint8_t flags;
};

struct item_slot {
	uint32_t hash;
	uint32_t item;
};

struct items {
	struct item *list;
	size_t count;
	size_t size;
	struct pool pool;
	struct spool *spool; /* of lines */
	const struct sets *sets;
	struct arena arena;
	struct heading **heading;
	size_t headings;
	struct slice *hall;
	size_t halls;
	struct item_slot *slot; /* items by kind and id */
	size_t slots;
	struct buffer row; /* the line of the row at hand */
};

void items_init(struct items *, const struct sets *);
void items_release(struct items *);
/*
 * A payment, void, refund, deposit, batch or statement, as it was read.
 * 0, or -1 and the complaint.  What is there under its id is left out: a
 * row of a file that came twice, an item that was carried in and is read
 * again; a payment of that id with other content is a complaint.
 */
int items_add(
    struct items *, const struct record *, unsigned flags, struct complaint *);
/* A row of a file; false when it is there. */
bool items_add_row(struct items *, const struct statement *);
/* The item of that kind and id, or NULL; good until the next is added. */
struct item *items_find(const struct items *, enum kind, struct slice id);
/*
 * Another value for a descriptive column of an item: it is read again with
 * it.  -1 when its line cannot be read so.
 */
int items_change(struct items *, struct item *, struct slice column,
    struct slice value, struct complaint *);
struct slice item_text(const struct items *, pool_text);
struct slice item_hall(const struct items *, const struct item *);
/* The record as it stood, under its heading. */
void item_write(const struct items *, const struct item *, struct writer *);
/* The kind's name and the heading under which the line stood. */
const struct heading *item_heading(const struct items *, const struct item *);

#endif
