/*
 * find.h - a case of the open day, or of a day before.
 *
 * The lines of a case that was closed stand in the days up to that one,
 * whose carry and archive hold all of them.
 *
 * Errors:  -1 and USAGE with a suggestion when there is no such case; SYSTEM
 *          when a day cannot be read.
 */
#ifndef APPLY_FIND_H
#define APPLY_FIND_H

#include "apply/state.h"
#include "book/book.h"

/*
 * The case from the fold's state, or else from the newest day before `day`
 * that has lines of it; they are taken into the stream then, and
 * *from_archive says so.
 */
int find_case(struct apply *, const struct book *, struct slice id, int32_t day,
    struct matter **, bool *from_archive, struct error *);

#endif
