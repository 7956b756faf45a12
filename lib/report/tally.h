/*
 * tally.h - records grouped, and the measures of each group.
 *
 * Shape:   a group is named by its business day (when the tally is kept by
 *          day) and the values of the query's dimensions.  Sums are exact;
 *          a mean is rounded half-up; a percentile is of the nearest rank.
 *          An empty cell is no value: it counts as a record, and in no
 *          other measure.
 * Memory:  some 100 bytes a group and measure; percentiles keep each
 *          different value of a group once, distinct each different text.
 *          Nothing is allocated per record.
 * Owner:   tally_new makes, tally_free ends; texts are good until the next
 *          tally_take.
 */
#ifndef REPORT_TALLY_H
#define REPORT_TALLY_H

#include "report/number.h"
#include "report/query.h"

#define TALLY_GROUPS_MAX (1U << 24)
#define TALLY_NONE ((size_t)-1)

struct tally;

/* Borrows the query. */
struct tally *tally_new(const struct query *, bool by_day);
/* One group a day, whatever the dimensions: the total of the others. */
void tally_without_dimensions(struct tally *);
void tally_free(struct tally *);
/*
 * Add a record that the query's conditions let through.  -1 and a complaint
 * (money, number, groups) when it cannot be measured: then nothing of it
 * was added.
 */
int tally_take(struct tally *, const struct query_view *, int32_t day,
    const struct record *, struct complaint *);

/* Whether it could be measured, without adding it. */
int tally_check(const struct tally *, const struct query_view *,
    const struct record *, struct complaint *);

/*
 * Take in another tally of the same query, over other records: what comes
 * out is what one tally of all would have been.
 */
void tally_join(struct tally *, const struct tally *);
/*
 * Take in the groups of these days of another tally that is kept by day; a
 * tally that is not kept by day makes one group of those of all days.
 */
void tally_join_days(
    struct tally *, const struct tally *, int32_t from, int32_t to);

/* Once all is taken: the groups in the byte order of their names. */
void tally_seal(struct tally *);
size_t tally_groups(const struct tally *);
/* The group of the same name as one of the other tally, or TALLY_NONE. */
size_t tally_find(const struct tally *, const struct tally *, size_t group);
/* The value of a dimension. */
struct slice tally_dimension(
    const struct tally *, size_t group, size_t dimension);
/* How many records. */
uint64_t tally_records(const struct tally *, size_t group);

struct tally_value {
	number value;
	int places;
	uint64_t n;   /* the values (for count and distinct: records) in it */
	bool defined; /* false: a mean, least, most or percentile of nothing */
};

struct tally_value tally_measure(
    const struct tally *, size_t group, size_t measure);
/* What a measure is when there was no record at all. */
struct tally_value tally_of_nothing(const struct measure *);

#endif
