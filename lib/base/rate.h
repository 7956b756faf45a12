/*
 * rate.h - exact decimals and rates, and how they are rounded.
 *
 * Shape:   a decimal counts millionths in int64_t (fees of WeChat have five
 *          places); a rate is a fraction of two int64_t, reduced, den > 0.
 * Source:  hall-record(5), "Values"; hall.yaml(5), "Values".
 * Errors:  -1 when the text is none or the result does not fit; results
 *          are untouched then.
 */
#ifndef BASE_RATE_H
#define BASE_RATE_H

#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

#define DECIMAL_ONE 1000000
#define DECIMAL_PER_FEN 10000
#define DECIMAL_TEXT_SIZE 24

/* Of GCC and clang; room for the product of two int64_t. */
__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;

struct rate {
	int64_t num;
	int64_t den;
};

enum rounding { ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN, ROUND_UP };

/* -?[0-9]+(\.[0-9]{1,6})?, not -0. */
int decimal_parse(struct slice text, int64_t *millionths);
/* At least `places` places, at most six, no zeros beyond. */
size_t decimal_format(
    int64_t millionths, int places, char text[DECIMAL_TEXT_SIZE]);
int decimal_from_fen(int64_t fen, int64_t *millionths);
int decimal_to_fen(int64_t millionths, enum rounding, int64_t *fen);

/* "0.6%", "1.5‰", "0.006", "3/1000". */
int rate_parse(struct slice text, struct rate *);
/* fen * rate, rounded once. */
int rate_apply(struct rate, int64_t fen, enum rounding, int64_t *result_fen);
/* The exact product in millionths of a yuan; -1 when it is not exact. */
int rate_apply_exact(struct rate, int64_t fen, int64_t *millionths);
/*
 * num / den rounded; den != 0.  Halves go away from zero in HALF_UP.  What
 * does not fit becomes INT64_MAX or -INT64_MAX, so that the next sum of it
 * overflows visibly.
 */
int64_t divide_round(int128 num, int64_t den, enum rounding);
/* "half-up", "half-even", "down", "up". */
int rounding_parse(struct slice, enum rounding *);

#endif
