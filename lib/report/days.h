/*
 * days.h - the days of a book that a report reads.
 *
 * Errors:  -1 with USAGE (no day is closed, none of the period is there).
 */
#ifndef REPORT_DAYS_H
#define REPORT_DAYS_H

#include "report/input.h"

#define DAYS_FOLDED_MAX 2

/*
 * What was folded of a day: its .part and .recon, as far as they are there.
 * How many.
 */
size_t days_folded(
    const struct book *, int32_t day, char **files, struct arena *);
/* The open day, else the one behind the last that was closed. */
int32_t days_today(const struct book *);
/* Which period is meant. */
int days_resolve(struct input *, struct error *);
/* The files of its closed days, and of those that they are compared with. */
int days_find(struct input *, struct error *);

#endif
