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

#include "base/map.h"
#include "report/definition.h"
#include "report/span.h"
#include "report/tally.h"

#define SECTION_ROWS_MAX 1000000

struct table_row {
	int32_t day;         /* DATE_NONE in a section of all days */
	bool gone;           /* a later row has taken its place */
	struct slice *value; /* of each column of the section */
	struct slice id;     /* of the record, when others may tell of it */
	bool calm;
};

struct gathering {
	const struct section *section;
	struct query_view view;
	struct query_view calm_view;
	struct tally *rows; /* by day */
	struct tally *total;
	/* Of the period, and of the one before; see gathering_settle. */
	struct tally *now, *now_total;
	struct tally *before, *before_total;
	int32_t from; /* the days that count here */
	int32_t to;
	struct arena arena; /* of the table */
	struct map *latest; /* of the table, to the index + 1; or NULL */
	struct table_row *row;
	size_t count;
	size_t size;
	size_t *column_at; /* of the table, under view.heading */
	size_t latest_at;
	size_t id_at;
	uint64_t seen; /* records of the kind, whatever the day */
};

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
/* Once all is taken, and it is known which days the report is about. */
void gathering_settle(struct gathering *, const struct span *);

#endif
