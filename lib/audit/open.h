/*
 * open.h - opening a business day by hand.
 *
 * A close opens the next day itself; what is left is the first day of a
 * book, and a close that was killed at its last step.
 *
 * Errors:  USAGE: another day is open, another day is due, not allowed.
 */
#ifndef AUDIT_OPEN_H
#define AUDIT_OPEN_H

#include "book/journal.h"

/*
 * day DATE_NONE: the day that is due, for a new book today.  *opened is
 * the day; 1 when it was opened now, 0 when it was open already.
 */
int open_day(struct book *, const struct journal_options *, int32_t day,
    int32_t *opened, struct error *);

#endif
