/*
 * select.h - one kind of records as an ordinary CSV file.
 *
 * Shape:   a line of column names (without the kind and '#'), then one line
 *          a record; columns that privacy: mask: names are masked.
 */
#ifndef REPORT_SELECT_H
#define REPORT_SELECT_H

#include "base/output.h"
#include "report/input.h"
#include "report/query.h"

struct selection {
	const struct query *query; /* the kind and the conditions */
	const struct slice *column;
	size_t columns; /* 0: those of the first record's heading */
	bool exact;     /* cells as they are, formulas too */
	struct output *output;
};

/*
 * Read the input and print.  DONE; LOOK when a later heading has columns
 * that the first had not (said in *missed, comma-separated); DATA for
 * faults; USAGE for an unknown kind or column.
 */
enum hall_status select_run(const struct selection *, struct input *,
    struct buffer *missed, struct error *);

#endif
