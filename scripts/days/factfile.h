/*
 * factfile.h - plain facts, as a counter or a kiosk hands them over.
 *
 * Shape:   the columns of each kind without the tail of a journal.
 * Errors:  -1 with *error.
 */
#ifndef DAYS_FACTFILE_H
#define DAYS_FACTFILE_H

#include "base/error.h"

#include "day.h"

/* counter.csv holds what people did, kiosk.csv what the kiosk took. */
int factfile_write(
    const struct day *, bool kiosk, const char *path, struct error *);

#endif
