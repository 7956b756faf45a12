/*
 * explain.h - the records behind a number.
 *
 * Shape:   a figure's id says the report, the section and the group; the
 *          records that the section counted there are printed as they came,
 *          and behind them the figure, counted anew.  Personal data are
 *          masked.
 */
#ifndef REPORT_EXPLAIN_H
#define REPORT_EXPLAIN_H

#include "base/output.h"
#include "report/figure.h"
#include "report/input.h"

struct explanation {
	struct slice id;
	const struct figure_id *parts;
	const struct query *query;
	bool of_report; /* not of `figures` */
	bool any_day;   /* the section shows records of every day */
	bool faults;    /* the section shows faults, mended or not */
	bool mended;
};

/*
 * Fill all but the id: the query that it stands for, of a definition's
 * section or of `figures`, made in the arena.  -1 with USAGE.
 */
int explain_find(struct explanation *, const struct figure_id *,
    const struct config *, struct query *, struct arena *, struct error *);

/*
 * Read the input and print.  *records says how many there were.  DONE, or
 * as the input ended.
 */
enum hall_status explain_run(const struct explanation *, struct input *,
    struct output *, uint64_t *records, struct error *);

#endif
