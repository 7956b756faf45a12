/*
 * side.h - the records that a rule looks at: their kind, the conditions they
 * must meet, and what is kept of each.
 *
 * Shape:   a side names the columns that it needs, each in a slot; an item
 *          is one record's values in those slots and what tells it from
 *          others.
 * Owner:   the arena of the audit; an item that is built is borrowed until
 *          item_keep.
 * Errors:  USAGE with file and line for a kind, column, event, topic or
 *          operator that there is not; a complaint for a cell that is not
 *          what the rule compares.
 */
#ifndef AUDIT_SIDE_H
#define AUDIT_SIDE_H

#include "audit/quantity.h"
#include "config/config.h"
#include "record/record.h"

#define SIDE_COLUMNS_MAX 24
#define NO_SLOT ((size_t)-1)

/* What a cell must be, unless it is empty. */
enum form {
	FORM_TEXT,
	FORM_NUMBER,
	FORM_TIME,
	FORM_DATE,   /* a date, or the date of a time */
	FORM_DUE,    /* a date or a time */
	FORM_SERIES, /* ends in a number */
};

enum test {
	TEST_IS,
	TEST_NOT,
	TEST_HAS, /* a code among several whys */
	TEST_LACKS,
	TEST_LEAST,
	TEST_MOST,
	TEST_ABOVE,
	TEST_BELOW,
	TEST_ROLE,
	TEST_NOT_ROLE,
	TEST_CAN,
	TEST_CANNOT,
	TEST_WEEKDAY,
	TEST_BETWEEN, /* the time of the day */
	TEST_OUTSIDE,
};

struct condition {
	size_t slot;
	enum test test;
	const struct slice *value; /* one of them */
	size_t values;
	int128 number;
	unsigned weekdays;   /* bit (1 << weekday) */
	int32_t first, last; /* seconds of the day */
};

/* Slots that make a key. */
struct slots {
	size_t at[SIDE_COLUMNS_MAX];
	size_t count;
};

struct item {
	struct slice hall, id;
	int32_t day;
	int32_t offset_seconds;
	int64_t utc_seconds; /* of its time; of its day when it has none */
	int64_t seq;         /* 0: none */
	uint64_t hash;       /* of the line */
	char day_text[DATE_TEXT_SIZE];
	struct slice *value;         /* by slot */
	const struct record *record; /* where the side keeps them, or NULL */
};

struct side {
	enum kind kind;
	const struct config *config;
	struct condition *condition;
	size_t conditions;
	int column[SIDE_COLUMNS_MAX];
	enum form form[SIDE_COLUMNS_MAX];
	bool optional[SIDE_COLUMNS_MAX]; /* empty where a heading lacks it */
	size_t columns;
	bool asks_day; /* some slot is the day, which may follow from time */
	int id_column;
	size_t main;        /* the slot of `column:`, or NO_SLOT */
	struct slots match; /* in the order of the other side's */
	/* What the stream had of it. */
	bool seen;
	const char *lacking; /* a column that a heading did not have */
	/* A role or capability that nobody has in hall.yaml, or empty. */
	struct slice nobody;
	bool asks_hours; /* hall.open is needed and is not there */
	bool asks_staff; /* some condition asks what a person may do */
	bool keeps;      /* whole records: the next day may need them */
	struct item **item;
	size_t items, size;
};

/* Of: and where: of the map; the main slot is none yet. */
int side_read(struct side *, const struct node *map, const struct config *,
    struct arena *, struct error *);
/*
 * The slot of a column that the configuration names at `node`; `shown`: the
 * value stands in findings, so it must not be personal.
 */
int side_slot(struct side *, const struct node *node, enum form, bool shown,
    size_t *slot, struct error *);
/* The same for one text or a list of them. */
int side_slots(struct side *, const struct node *list, bool shown,
    struct slots *, struct error *);
/* The column of the kind by name; -1 with USAGE and a suggestion. */
int side_find(const struct side *, const struct node *at, struct slice name,
    struct error *);
/* The slot of a column of the kind; NO_SLOT when there are too many. */
size_t side_column(struct side *, int column, enum form);
/* The same for a column that only tells more: by name, NO_SLOT without. */
size_t side_extra(struct side *, const char *name);
/* True when a finding must not show what stands in this column. */
bool column_personal(const struct config *, struct slice column);

/*
 * Fill an item (its value[] is the caller's) from a record.  1 when it meets
 * the conditions, 0 when not, -1 and the complaint.
 */
int side_build(
    struct side *, const struct record *, struct item *, struct complaint *);
/* Once more, after a correction of the values: 1 or 0. */
int side_meets(const struct side *, const struct item *);
void side_keep(
    struct side *, const struct item *, const struct record *, struct arena *);
/* Sort the items, and let those that are the same line be one. */
void side_sort(struct side *);

/* By time, then day, seq, id and bytes: less, 0 or more than 0. */
int item_compare(const struct item *, const struct item *);
/* "2026-11-02/17" where there is a seq, else the id. */
void item_reference(const struct item *, struct buffer *);

/* Items by a key of some slots and their hall; sorted by it, then as above.
 * Items with an empty cell in one of the slots have no key. */
struct keyed {
	struct slice key;
	struct item *item;
};
struct keyed *side_keyed(
    const struct side *, const struct slots *, struct arena *, size_t *count);
/* The key of an item; NULL text when a cell of it is empty. */
struct slice item_key(
    const struct item *, const struct slots *, struct arena *);
/* Those of that key, and how many. */
const struct keyed *keyed_find(
    const struct keyed *, size_t count, struct slice key, size_t *found);
/* The first behind an item among those of one key, or NULL. */
const struct item *keyed_after(
    const struct keyed *, size_t count, const struct item *);

#endif
