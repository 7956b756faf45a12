/*
 * totals.h - what a file says of itself, and whether its rows agree.
 *
 * Source:  hall.yaml(5), "sources", key totals.  Sums are taken over the
 *          cells as they stand, of all rows, also of those left out: that
 *          is what a channel adds up.
 * Owner:   totals_new makes, totals_free frees; borrows the table.
 */
#ifndef RECONCILE_TOTALS_H
#define RECONCILE_TOTALS_H

#include "reconcile/table.h"
#include "record/record.h"

struct totals;

struct totals *totals_new(const struct table *);
void totals_free(struct totals *);
/* The row in the table, of that type ("" when it has none). */
void totals_row(struct totals *, struct slice type);
/* A row that could not be cut: it counts, and no sum is known any more. */
void totals_lost(struct totals *);
/*
 * True when the line is a total's: its heading, its values, or a line of a
 * pattern.  Cuts the table.
 */
bool totals_line(
    struct totals *, struct table *, struct slice text, uint64_t line);
/*
 * All rows were seen: call for every total that does not agree, with its
 * line, or 0 when it should stand in the file and does not.
 */
void totals_check(struct totals *,
    void (*call)(void *context, uint64_t line, const struct complaint *),
    void *context);

#endif
