/*
 * section.h - the records of a section, gathered while the stream goes by.
 *
 * Shape:   a section of figures keeps tallies by business day, one of the
 *          rows and one of their total; a table keeps the columns it shows
 *          of every record its conditions let through.
 * Memory:  see tally.h; a table keeps its rows.
 * Owner:   section_new makes, section_free ends; borrows the definition.
 */
#ifndef REPORT_SECTION_H
#define REPORT_SECTION_H

#include "report/definition.h"
#include "report/tally.h"

#define SECTION_ROWS_MAX 1000000

struct table_row {
	int32_t day;         /* DATE_NONE in a section of all days */
	struct slice *value; /* of each column of the section */
	bool calm;
};

struct gathering {
	const struct section *section;
	struct query_view view;
	struct query_view calm_view;
	struct tally *rows;
	struct tally *total;
	struct arena arena; /* of the table */
	struct table_row *row;
	size_t count;
	size_t size;
	size_t *column_at; /* of the table, under view.heading */
	uint64_t seen;     /* records of the kind, whatever the day */
};

/* The day by which the rows of the report's day are found. */
static inline int32_t
gathering_day(const struct gathering *g, int32_t day)
{
	return g->section->all_days ? DATE_NONE : day;
}

struct gathering *gathering_new(const struct section *);
void gathering_free(struct gathering *);
/* -1 and a complaint when the record is one it could not measure. */
int gathering_check(
    struct gathering *, const struct record *, struct complaint *);
/*
 * Take the record if it is one of the section's.  -1 and a complaint when
 * it cannot be measured.
 */
int gathering_take(
    struct gathering *, const struct record *, struct complaint *);

#endif
