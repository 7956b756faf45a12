#include "ticket/erlang.h"

#include <assert.h>

#define ONE ((int128)ERLANG_ONE)
#define E_INVERSE 367879441171442 /* 1/e */
#define EXPONENT_MAX 40           /* behind it nothing is left of ONE */
#define NANOSECONDS 1000000000

/* Rounded; neither is negative. */
static int128
ratio(int128 num, int128 den)
{
	return (num + den / 2) / den;
}

int64_t
erlang_load(const struct erlang_load *load)
{
	int128 num = (int128)load->arrivals * load->work_seconds;
	int128 den = (int128)load->interval_seconds * load->services;

	assert(load->arrivals >= 0 && load->work_seconds >= 0 && den > 0);
	if (num / den >= ERLANG_COUNTERS_MAX)
		return ERLANG_COUNTERS_MAX * ERLANG_ONE;
	return (int64_t)(num / den * ONE + ratio(num % den * ONE, den));
}

/* One counter more: the share that finds all of them busy and is lost. */
static int128
next_blocked(int128 blocked, int128 load, int counters)
{
	int128 lost = ratio(load * blocked, ONE);

	return ratio(lost * ONE, counters * ONE + lost);
}

/* e to the power of -x, by its series and by 1/e for each whole of x. */
static int128
exp_minus(int128 x)
{
	int128 whole = x / ONE, part = x % ONE, sum = ONE, term = ONE;

	if (whole > EXPONENT_MAX)
		return 0;
	for (int i = 1; term > 0; i++) {
		term = ratio(term * part, i * ONE);
		sum += i % 2 ? -term : term;
	}
	while (whole-- > 0)
		sum = ratio(sum * E_INVERSE, ONE);
	return sum;
}

/* What follows from the share that would be lost with so many counters. */
static void
answer(const struct erlang_load *load, int128 blocked, int counters,
    int64_t within_seconds, struct erlang *out)
{
	int128 offered = erlang_load(load);
	int128 idle = counters * ONE - offered, waits, mean, exponent;

	waits = ratio(counters * blocked * ONE,
	    counters * ONE - ratio(offered * (ONE - blocked), ONE));
	mean = ratio((int128)load->work_seconds * NANOSECONDS, load->services);
	*out = (struct erlang){.waits = (int64_t)waits, .in_time = ERLANG_ONE};
	if (load->work_seconds == 0)
		return;
	exponent = ratio(
	    idle * within_seconds * load->services, load->work_seconds);
	out->in_time = (int64_t)(ONE - ratio(waits * exp_minus(exponent), ONE));
	mean = ratio(waits * mean, idle);
	out->mean_wait_nanoseconds = mean < INT64_MAX ? (int64_t)mean
						      : INT64_MAX;
}

bool
erlang_of(const struct erlang_load *load, int counters, int64_t within_seconds,
    struct erlang *out)
{
	int128 offered = erlang_load(load), blocked = ONE;

	assert(counters <= ERLANG_COUNTERS_MAX);
	if (counters * ONE <= offered)
		return false;
	for (int n = 1; n <= counters; n++)
		blocked = next_blocked(blocked, offered, n);
	answer(load, blocked, counters, within_seconds, out);
	return true;
}

int
erlang_needed(
    const struct erlang_load *load, int64_t within_seconds, struct rate share)
{
	int128 offered = erlang_load(load), blocked = ONE;
	struct erlang with;

	if (load->arrivals == 0)
		return 0;
	for (int n = 1; n <= ERLANG_COUNTERS_MAX; n++) {
		blocked = next_blocked(blocked, offered, n);
		if (n * ONE <= offered)
			continue;
		answer(load, blocked, n, within_seconds, &with);
		if ((int128)with.in_time * share.den >= share.num * ONE)
			return n;
	}
	return -1;
}
