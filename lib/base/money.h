/*
 * money.h - amounts of money, exact.
 *
 * Shape:   fen (1/100 yuan) in int64_t; text is -?[0-9]+ '.' two digits.
 *          Amounts lie in ±INT64_MAX, so that each has its negative.
 * Source:  hall-record(5), "Values".
 * Errors:  parsing returns -1 and leaves *fen alone; sums that overflow
 *          return -1 and leave *sum alone.  No function prints.
 */
#ifndef BASE_MONEY_H
#define BASE_MONEY_H

#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

#define MONEY_TEXT_SIZE 24 /* the longest amount and its NUL */

/* Refuses "-0.00", a plus sign, blanks, and leading zeros as in 00.10. */
int money_parse(struct slice text, int64_t *fen);
/*
 * What a person types: also 12, 12.3, 1,234.56 with separators at the
 * thousands; never an exponent.
 */
int money_parse_loose(struct slice text, int64_t *fen);
int money_add(int64_t *sum_fen, int64_t fen);
int money_subtract(int64_t *sum_fen, int64_t fen);
/* Returns the length, without the NUL. */
size_t money_format(int64_t fen, char text[MONEY_TEXT_SIZE]);
/* For people: thousands separators, 1,234.56. */
size_t money_format_grouped(int64_t fen, char text[MONEY_TEXT_SIZE + 8]);

#endif
