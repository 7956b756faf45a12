/* random.c - numbers that look like chance and are the same everywhere. */
#include <assert.h>

#include "random.h"

static uint64_t
splitmix(uint64_t *state)
{
	uint64_t z = (*state += 0x9e3779b97f4a7c15u);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

void
random_start(struct random *r, uint64_t seed, unsigned hall, int32_t day,
    enum random_purpose purpose)
{
	uint64_t state = seed;

	state = splitmix(&state) ^ hall;
	state = splitmix(&state) ^ (uint32_t)day;
	state = splitmix(&state) ^ purpose;
	for (int i = 0; i < 4; i++)
		r->state[i] = splitmix(&state);
}

static uint64_t
rotate(uint64_t x, int bits)
{
	return x << bits | x >> (64 - bits);
}

uint64_t
random_next(struct random *r)
{
	uint64_t *s = r->state;
	uint64_t result = rotate(s[1] * 5, 7) * 9;
	uint64_t t = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rotate(s[3], 45);
	return result;
}

/* The top of the range that n does not divide is drawn again. */
uint64_t
random_below(struct random *r, uint64_t n)
{
	uint64_t limit, x;

	assert(n > 0);
	limit = UINT64_MAX - UINT64_MAX % n;
	do
		x = random_next(r);
	while (x >= limit);
	return x % n;
}

int64_t
random_between(struct random *r, int64_t low, int64_t high)
{
	assert(low <= high);
	return low + (int64_t)random_below(r, (uint64_t)(high - low) + 1);
}

bool
random_chance(struct random *r, unsigned per_thousand)
{
	return random_below(r, 1000) < per_thousand;
}

size_t
random_weighted(struct random *r, const unsigned *weights, size_t count)
{
	uint64_t sum = 0, x;
	size_t i;

	for (i = 0; i < count; i++)
		sum += weights[i];
	x = random_below(r, sum);
	for (i = 0; i + 1 < count && x >= weights[i]; i++)
		x -= weights[i];
	return i;
}
