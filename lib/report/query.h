/*
 * query.h - which records, grouped by what, measured how.
 *
 * Shape:   a kind; conditions that all must hold (the values of one
 *          condition are alternatives); dimensions; measures.  A dimension
 *          is a column or is made from one: hour(time), date(time),
 *          month(time), code(why), on_day(due).  A measure may add columns
 *          up (sum:net+payin-payout), divide sums (rate:busy_seconds:
 *          open_seconds) or count where a condition holds (count:late=yes).
 * Owner:   the arena that the query was made in; texts are borrowed.
 * Errors:  -1 with USAGE and the piece of text that is wrong.
 */
#ifndef REPORT_QUERY_H
#define REPORT_QUERY_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "record/record.h"
#include "report/column.h"

#define QUERY_DIMENSIONS_MAX 16
#define QUERY_CONDITIONS_MAX 64
#define QUERY_MEASURES_MAX 32
#define QUERY_VALUES_MAX 256
#define QUERY_TERMS_MAX 64

enum dimension_form {
	DIMENSION_COLUMN,
	DIMENSION_HOUR,
	DIMENSION_DATE,
	DIMENSION_MONTH,
	DIMENSION_CODE,
	DIMENSION_ON_DAY, /* yes when it is on the record's business day */
};

struct dimension {
	struct slice text; /* as it was written: "hour(time)" */
	struct slice column;
	enum dimension_form form;
	struct column_type type;
};

enum condition_op {
	CONDITION_IS,
	CONDITION_IS_NOT,
	CONDITION_AT_MOST,
	CONDITION_AT_LEAST,
	CONDITION_BELOW,
	CONDITION_ABOVE,
};

struct condition {
	struct dimension dimension;
	struct slice *value; /* one of these; of IS_NOT, none of them */
	size_t values;
	enum condition_op op;
};

enum measure_form {
	MEASURE_COUNT,
	MEASURE_SUM,
	MEASURE_MEAN,
	MEASURE_MIN,
	MEASURE_MAX,
	MEASURE_PERCENTILE, /* nearest rank */
	MEASURE_DISTINCT,
	MEASURE_RATE, /* one sum divided by another, in four places */
};

/* What a measure asks of a record. */
enum measure_asks {
	ASKS_NOTHING, /* it counts them */
	ASKS_MONEY,   /* an amount, in one column */
	ASKS_TERMS,   /* numbers of several columns */
	ASKS_OTHER,   /* a number, a text, whether a condition holds */
};

/* A column of a sum of several, or of either side of a rate. */
struct term {
	struct slice column;
	bool minus;
	bool below; /* the line */
	bool money;
};

struct measure {
	struct slice text;   /* "sum:amount" */
	struct slice column; /* empty when it has terms, or needs none */
	struct slice title;  /* of a definition, or empty */
	enum measure_form form;
	unsigned percent;
	struct column_type type; /* of the column; COUNT for counts */
	size_t term;             /* the first of its terms in the query */
	size_t terms;
	enum measure_asks asks;
	bool conditional; /* counts where this holds: count:late=yes */
	struct dimension when;
	enum condition_op op;
	struct slice wanted;
	bool words; /* of a definition: shown in words, too */
};

struct query {
	struct slice name; /* the kind, also when it is not ours */
	enum kind kind;
	struct condition where[QUERY_CONDITIONS_MAX];
	size_t conditions;
	struct dimension by[QUERY_DIMENSIONS_MAX];
	size_t dimensions;
	struct measure measure[QUERY_MEASURES_MAX];
	size_t measures;
	struct term term[QUERY_TERMS_MAX];
	size_t terms;
};

void query_init(struct query *, struct slice kind);
/*
 * "COL=VALUE", or with != < <= > >=; a column said again with the same sign
 * adds an alternative.
 */
int query_where(
    struct query *, struct slice text, struct arena *, struct error *);
int query_condition(struct query *, struct slice column, enum condition_op,
    struct slice value, struct arena *, struct error *);
/* One more condition, whatever is said of that column already. */
int query_also(struct query *, struct slice column, struct slice value,
    struct arena *, struct error *);
/* "method" or "hour(time)". */
int query_by(struct query *, struct slice text, struct error *);
/* "count", "sum:amount", "p90:wait", "count:late=yes" …; *made may be NULL. */
int query_measure(
    struct query *, struct slice text, struct measure **made, struct error *);
/*
 * The first column that is neither a standard one of the kind nor in the
 * heading (which may be NULL); false when there is none.
 */
bool query_unknown_column(
    const struct query *, const struct heading *, struct slice *column);

/* Where the columns of a query stand under one heading. */
struct query_view {
	const struct heading *heading;
	size_t where[QUERY_CONDITIONS_MAX];
	size_t by[QUERY_DIMENSIONS_MAX];
	size_t measure[QUERY_MEASURES_MAX]; /* or of its condition */
	size_t term[QUERY_TERMS_MAX];
};

/* Find the columns anew when the record has another heading. */
void query_look(
    const struct query *, struct query_view *, const struct record *);
/* Whether the record is of the query's kind. */
static inline bool
query_is_of_kind(const struct query *query, const struct record *r)
{
	return query->kind == r->kind &&
	       (query->kind != KIND_OTHER ||
		   slice_equal(query->name, r->heading->name));
}
bool query_conditions_hold(
    const struct query *, const struct query_view *, const struct record *);
static inline bool
query_holds(const struct query *query, const struct query_view *view,
    const struct record *r)
{
	return query->conditions == 0 || query_conditions_hold(query, view, r);
}
/* Whether a measure with a condition counts the record. */
bool query_counts(const struct query_view *, const struct query *,
    size_t measure, const struct record *);
/* The day is the record's business day, or empty. */
struct slice dimension_value(
    const struct dimension *, struct slice field, struct slice day);
/* The business day of a record: its column day, else the date of time. */
int32_t query_day(const struct record *);
/*
 * Whether it belongs to that day (DATE_NONE: any).  What has no day, and
 * the lines of a channel's or bank's file, belong to every day.
 */
bool query_of_day(const struct record *, int32_t day);

#endif
