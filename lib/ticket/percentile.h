/*
 * percentile.h - percentiles by a method that has a name.
 *
 * Source:  hall-ticket(1), "PERCENTILES".  Of 1..10 the 90th is 9 by
 *          nearest-rank, 9 (9.1 rounded) by linear, 10 by upper.
 */
#ifndef TICKET_PERCENTILE_H
#define TICKET_PERCENTILE_H

#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

enum percentile {
	PERCENTILE_NEAREST_RANK, /* the ceil(p n / 100)th */
	PERCENTILE_LINEAR,       /* between two, rounded half-up */
	PERCENTILE_UPPER,        /* the floor(p n / 100) + 1st */
};

/* NEAREST_RANK for a name that is none. */
enum percentile percentile_find(struct slice name);
/* Of count > 0 values in ascending order; percent from 0 to 100. */
int64_t percentile_of(
    enum percentile, unsigned percent, const int64_t *value, size_t count);

#endif
