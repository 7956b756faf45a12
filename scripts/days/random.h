/*
 * random.h - numbers that look like chance and are the same everywhere.
 *
 * Shape:   xoshiro256** seeded by splitmix64 (Blackman and Vigna), integers
 *          only.  Each (seed, hall, day, purpose) has a stream of its own,
 *          so that planting a fault in one place moves nothing elsewhere.
 */
#ifndef DAYS_RANDOM_H
#define DAYS_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct random {
	uint64_t state[4];
};

enum random_purpose {
	RANDOM_TRAFFIC = 1,
	RANDOM_PAYMENT,
	RANDOM_ODD,
	RANDOM_CHANNEL,
	RANDOM_BANK,
	RANDOM_PLANT,
	RANDOM_TICKET,
	RANDOM_CASE,
	RANDOM_CASE_PLANT,
	RANDOM_LOG,
};

void random_start(struct random *, uint64_t seed, unsigned hall, int32_t day,
    enum random_purpose);
uint64_t random_next(struct random *);
/* 0 … n - 1, each as likely as the others; n > 0. */
uint64_t random_below(struct random *, uint64_t n);
/* low … high, both included. */
int64_t random_between(struct random *, int64_t low, int64_t high);
/* True so many times in a thousand. */
bool random_chance(struct random *, unsigned per_thousand);
/* An index, as likely as its weight. */
size_t random_weighted(struct random *, const unsigned *weights, size_t count);

#endif
