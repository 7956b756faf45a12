/*
 * figures.h - questions of the moment: one query, its figures as records.
 *
 * Memory:  see tally.h; nothing is kept per record.
 */
#ifndef REPORT_FIGURES_H
#define REPORT_FIGURES_H

#include "base/output.h"
#include "report/input.h"
#include "report/query.h"

/*
 * Read the input and print figure records.  DONE; DATA for faults; USAGE
 * for an unknown kind or column.
 */
enum hall_status figures_run(
    const struct query *, struct input *, struct output *, struct error *);

#endif
