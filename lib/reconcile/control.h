/*
 * control.h - control totals: what a file says of itself, and whether its rows
 * agree.
 *
 * Source:  hall.yaml(5), "sources", key totals.  Sums are taken over the
 *          cells as they stand, of all rows, also of those left out: that
 *          is what a channel adds up.
 * Owner:   control_new makes, control_free frees; borrows the table.
 */
#ifndef RECONCILE_CONTROL_H
#define RECONCILE_CONTROL_H

#include "reconcile/sheet.h"
#include "record/record.h"

struct control;

struct control *control_new(const struct sheet *);
void control_free(struct control *);
/* The row in the table, of that type ("" when it has none). */
void control_row(struct control *, struct slice type);
/* A row that could not be cut: it counts, and no sum is known any more. */
void control_lost(struct control *);
/*
 * True when the line is a total's: its heading, its values, or a line of a
 * pattern.  Cuts the table.
 */
bool control_line(
    struct control *, struct sheet *, struct slice text, uint64_t line);
/*
 * All rows were seen: call for every total that does not agree, with its
 * line, or 0 when it should stand in the file and does not.
 */
void control_check(struct control *,
    void (*call)(void *context, uint64_t line, const struct complaint *),
    void *context);

#endif
