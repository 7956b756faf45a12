/*
 * days.h - the days of a book that a report reads.
 *
 * Errors:  -1 with USAGE (no day is closed, none of the period is there).
 */
#ifndef REPORT_DAYS_H
#define REPORT_DAYS_H

#include "report/input.h"

#define DAYS_FOLDED_MAX 2

/* Add what was folded of a day: its .part and .recon, if they are there. */
int days_folded(const struct book *, int32_t day, char **files, size_t *count,
    struct arena *, struct error *);
/* Which period is meant. */
int days_resolve(struct input *, struct error *);
/* The files of its closed days, and of those that they are compared with. */
int days_find(struct input *, struct error *);

#endif
