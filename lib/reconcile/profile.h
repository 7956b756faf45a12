/*
 * profile.h - how the file of a bank or a channel is read.
 *
 * Shape:   one profile for each name under `sources:` of hall.yaml; columns
 *          are named, never counted.
 * Source:  hall.yaml(5), "sources".
 * Owner:   the arena given; texts point into the configuration.
 * Errors:  -1 with USAGE and the file and line of the key that is wrong.
 */
#ifndef RECONCILE_PROFILE_H
#define RECONCILE_PROFILE_H

#include <stdbool.h>

#include "base/arena.h"
#include "config/config.h"
#include "reconcile/decode.h"
#include "record/kinds.h"

/* What a column of the file may be mapped to. */
enum field {
	FIELD_ACCOUNT,
	FIELD_MERCHANT,
	FIELD_TERMINAL,
	FIELD_HALL,
	FIELD_TIME,
	FIELD_DATE,
	FIELD_SETTLE_DATE,
	FIELD_TYPE,
	FIELD_DIRECTION,
	FIELD_AMOUNT,
	FIELD_IN,
	FIELD_OUT,
	FIELD_GROSS,
	FIELD_COUPON,
	FIELD_FEE,
	FIELD_BALANCE,
	FIELD_CURRENCY,
	FIELD_STATUS,
	FIELD_REF,
	FIELD_REF2,
	FIELD_PARTY,
	FIELD_TEXT,
	FIELDS
};

struct field_info {
	const char *key; /* in `map:` */
	int column;      /* of a statement, or -1 */
};

extern const struct field_info field_info[FIELDS];

/* The names of a column, "总金额|金额"; one that ends in ? may be absent. */
struct names {
	const struct slice *name;
	size_t count; /* 0: not mapped */
	bool optional;
	struct slice text; /* as it stands in the configuration */
};

struct words {
	const struct slice *word;
	size_t count;
};

/* A word of the type column and what it means: trade, refund, … */
struct type_word {
	struct slice word;
	struct slice type;
};

/* Rows to leave out: cells of that column with one of these words. */
struct leave_out {
	struct names column;
	struct words words;
};

/* A raw column whose sum a total states. */
struct total_sum {
	struct names column; /* of the table */
	struct names name;   /* of the total's own heading */
};

/*
 * What the file says of itself: a heading of its own with the values on the
 * next line, or a pattern with {count} {amount} {fee} {any}.
 */
struct total {
	const struct node *node;
	struct slice heading;
	struct names count;
	const struct total_sum *sum;
	size_t sums;
	struct slice line;
	struct slice type; /* count and sum only rows of that type */
	struct names of;   /* the column that {amount} sums */
	bool optional;     /* the file may leave it out */
};

struct profile {
	struct slice name;
	const struct node *node;
	enum encoding encoding;
	struct slice separator;
	bool quoted;
	struct words comment;
	struct slice strip;  /* characters that may surround a cell */
	struct words absent; /* cells that mean nothing */
	struct words times;  /* formats; none: stamp_formats */
	const struct names *header;
	size_t headers;
	struct names map[FIELDS];
	struct names refund[FIELDS]; /* other columns for refunds */
	const struct type_word *type;
	size_t types;
	struct words counts;
	struct words failed;
	struct words ignored; /* status words of rows to leave out */
	struct words in;
	struct words out;
	struct words neutral; /* direction words of rows to leave out */
	bool negate[FIELDS];
	bool outflow_negative;
	const struct leave_out *leave;
	size_t leaves;
	struct slice end;
	const struct total *total;
	size_t totals;
	struct slice set[FIELDS]; /* the same for all rows */
	const struct zone *zone;
	struct slice hall;
};

/* The profile of that name; USAGE with a suggestion when there is none. */
int profile_load(struct profile *, const struct config *, struct slice name,
    struct arena *, struct error *);
/* A name of a column among the synonyms. */
bool names_has(const struct names *, struct slice);
bool words_has(const struct words *, struct slice);
struct names names_parse(struct slice text, struct arena *);

#endif
