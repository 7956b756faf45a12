/*
 * set.h - what is matched with what: the sets of hall.yaml.
 *
 * Shape:   a set has a left side, the hall's, and a right side, a source's
 *          or the batches that a terminal printed; rules are tried in their
 *          order.
 * Source:  hall.yaml(5), "reconcile".
 * Owner:   the arena given; texts point into the configuration.
 * Errors:  -1 with USAGE and the file and line of the key that is wrong.
 */
#ifndef RECONCILE_SET_H
#define RECONCILE_SET_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/rate.h"
#include "config/config.h"
#include "record/record.h"

#define SETS_MAX 32
#define SET_RULES_MAX 16

/* What a rule compares: bits. */
enum match_key {
	KEY_REF = 1,
	KEY_REF2 = 2,
	KEY_AMOUNT = 4,
	KEY_ACCOUNT = 8,
	KEY_TERMINAL = 16,
	KEY_COUNTER = 32,
	KEY_DAY = 64,  /* the business day */
	KEY_DATE = 128 /* of the calendar */
};

/* The date of the row may lie so far from that of the hall's item. */
struct window {
	int before;
	int after;
	const struct calendar *calendar; /* NULL: days of the calendar */
};

/* A record belongs to a side when its columns have these values. */
struct where {
	int at[KIND_COUNT]; /* the column in each kind, or -1 */
	const struct node *values;
};

struct side {
	enum kind kind; /* KIND_STATEMENT on the right: of the source */
	const struct where *where;
	size_t wheres;
	unsigned group; /* of keys; 0: not grouped */
};

struct match_rule {
	struct slice name;
	unsigned on; /* of keys */
	struct window window;
};

struct set {
	struct slice name;
	const struct side *left;
	size_t lefts;
	struct side right;
	struct slice source; /* empty when the right side is batches */
	struct window window;
	int wait; /* days that an item of the hall may stay open */
	struct match_rule rule[SET_RULES_MAX];
	size_t rules;
	bool has_fee;
	struct rate fee;
	enum rounding rounding;
	int places;
	struct slice owner;
};

struct sets {
	struct set set[SETS_MAX];
	size_t count;
	unsigned keys; /* all that any of them compares */
};

int sets_load(
    struct sets *, const struct config *, struct arena *, struct error *);
/*
 * True when the record is of that side.  A void or refund is when it agrees
 * in the columns it has.
 */
bool side_takes(const struct side *, const struct record *);
/* True when the set groups its left side. */
bool set_grouped(const struct set *);

/*
 * The dates that a row may have for an item of that date; -1 with USAGE
 * when the calendar has no data.
 */
int window_dates(const struct window *, int32_t date, int32_t *from,
    int32_t *to, struct error *);
/* The date so many days of the window after that one. */
int window_add(const struct window *, int32_t date, int days, int32_t *result,
    struct error *);

#endif
