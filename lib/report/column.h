/*
 * column.h - what the columns of records mean to a reader.
 *
 * Source:  hall-record(5).  A table says the type of each column; one that
 *          it does not know is text.
 */
#ifndef REPORT_COLUMN_H
#define REPORT_COLUMN_H

#include <stdbool.h>

#include "base/slice.h"

enum value_type {
	VALUE_TEXT,
	VALUE_ID,
	VALUE_COUNT,
	VALUE_MONEY,
	VALUE_DECIMAL, /* other quantities, as many places as they have */
	VALUE_SECONDS,
	VALUE_RATIO,  /* 0.7345, shown as 73.5% */
	VALUE_CHANGE, /* the same with its sign: +5.2% */
	VALUE_DATE,
	VALUE_TIME,
	VALUE_HOUR,  /* 09, of hour(time) */
	VALUE_STAFF, /* shown with the name of the configuration */
	VALUE_WORD,  /* shown by word(), message.h */
	VALUE_WORDS, /* several, with blanks between */
	VALUE_WHY,   /* shown by why_explain */
};

struct column_type {
	enum value_type type;
	const char *sort; /* of a word: "method" */
};

/* The kind may be empty: a column means the same in most kinds. */
struct column_type column_type(struct slice kind, struct slice column);
/* Set to the right, and added up: counts, money, decimals, seconds. */
bool value_type_is_number(enum value_type);
/* "yuan", "s" or "": the unit of a figure. */
const char *value_type_unit(enum value_type);
/* The places that a number of this type has at least. */
int value_type_places(enum value_type);

#endif
