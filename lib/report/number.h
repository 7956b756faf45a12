/*
 * number.h - the numbers of figures: exact decimals that do not overflow.
 *
 * Shape:   millionths in 128 bits.  A value has at most 18 digits before
 *          the point and six behind it, so that a sum of 2^40 of them fits.
 * Source:  hall-record(5), "Values".
 * Errors:  -1 when the text is no number; the results are untouched then.
 */
#ifndef REPORT_NUMBER_H
#define REPORT_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

__extension__ typedef __int128 number;

#define NUMBER_ONE 1000000
#define NUMBER_PLACES_MAX 6
#define NUMBER_TEXT_SIZE 64

/* *places: how many digits stood behind the point.  Refuses -0. */
int number_parse(struct slice, number *, int *places);
/* With that many places; digits beyond them must be zero. */
size_t number_format(number, int places, char text[NUMBER_TEXT_SIZE]);
/* For people: 1,234,567.80. */
size_t number_format_grouped(number, int places, char text[NUMBER_TEXT_SIZE]);
/*
 * sum / count with that many places, a half away from zero: the rule
 * "half-up" of hall.yaml(5).  count > 0.
 */
number number_mean(number sum, uint64_t count, int places);
/* The same of part / whole; the whole is not 0. */
number number_rate(number part, number whole, int places);

#endif
