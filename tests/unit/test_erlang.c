/*
 * test_erlang.c - Erlang's C, held against numbers that others computed.
 */
#include "unit.h"

#include "ticket/erlang.h"

#define EIGHTY_PERCENT ((struct rate){4, 5})

/* Of a service of that mean. */
static struct erlang_load
load_of(int64_t arrivals, int64_t interval_seconds, int64_t service_seconds)
{
	return (struct erlang_load){
	    arrivals, interval_seconds, service_seconds, 1};
}

/* 0.1741319336 is 1741319336 parts of 10^10. */
static void
assert_share(int64_t share, int64_t ten_places)
{
	int64_t rounded = divide_round(share, 100000, ROUND_HALF_UP);

	assert_int_equal(rounded, ten_places);
}

/* 100 calls in half an hour, 180 s each, 14 agents, 20 s. */
static void
fourteen_agents_answer_ten_erlangs(void **state)
{
	struct erlang_load load = load_of(100, 1800, 180);
	struct erlang e;

	(void)state;
	assert_int_equal(erlang_load(&load), 10 * ERLANG_ONE);
	assert_true(erlang_of(&load, 14, 20, &e));
	assert_share(e.waits, 1741319336);
	assert_share(e.in_time, 8883500192);
	assert_int_equal(e.mean_wait_nanoseconds, 7835937012);
	assert_int_equal(erlang_needed(&load, 20, EIGHTY_PERCENT), 14);
	assert_int_equal(erlang_needed(&load, 20, (struct rate){89, 100}), 15);
}

/* 250 an hour of 330 s, 80 % within 30 s. */
static void
twenty_eight_are_needed(void **state)
{
	struct erlang_load load = load_of(250, 3600, 330);

	(void)state;
	assert_int_equal(erlang_needed(&load, 30, EIGHTY_PERCENT), 28);
}

/* One counter: the share that waits is the load, the mean a/(1-a) services. */
static void
one_counter_is_a_simple_queue(void **state)
{
	struct erlang_load load = load_of(30, 3600, 60);
	struct erlang e;

	(void)state;
	assert_true(erlang_of(&load, 1, 0, &e));
	assert_int_equal(e.waits, ERLANG_ONE / 2);
	assert_int_equal(e.in_time, ERLANG_ONE / 2);
	assert_int_equal(e.mean_wait_nanoseconds, 60000000000);
}

static void
a_load_may_be_measured(void **state)
{
	/* 7 services of 1260 s in all are 180 s each. */
	struct erlang_load measured = {100, 1800, 1260, 7};
	struct erlang_load given = load_of(100, 1800, 180);
	struct erlang a, b;

	(void)state;
	assert_true(erlang_of(&measured, 14, 20, &a));
	assert_true(erlang_of(&given, 14, 20, &b));
	assert_memory_equal(&a, &b, sizeof(a));
}

static void
edges_are_answered(void **state)
{
	struct erlang_load nobody = load_of(0, 3600, 60);
	struct erlang_load at_once = load_of(5, 3600, 0);
	struct erlang_load full = load_of(60, 3600, 60);
	struct erlang_load flood = {
	    1 << 30, 1, (int64_t)INT32_MAX << 30, 1 << 30};
	struct erlang_load large = load_of(999, 1, 1);
	struct erlang e;

	(void)state;
	assert_int_equal(erlang_needed(&nobody, 30, EIGHTY_PERCENT), 0);
	assert_int_equal(erlang_needed(&at_once, 30, EIGHTY_PERCENT), 1);
	assert_true(erlang_of(&at_once, 1, 30, &e));
	assert_int_equal(e.in_time, ERLANG_ONE);
	/* As many come as can be served: the queue has no end. */
	assert_false(erlang_of(&full, 1, 30, &e));
	assert_false(erlang_of(&nobody, 0, 30, &e));
	assert_int_equal(erlang_needed(&full, 30, EIGHTY_PERCENT), 3);
	assert_int_equal(erlang_load(&flood), ERLANG_COUNTERS_MAX * ERLANG_ONE);
	assert_int_equal(erlang_needed(&flood, 30, EIGHTY_PERCENT), -1);
	assert_int_equal(erlang_needed(&large, 86400, EIGHTY_PERCENT), 1000);
	assert_int_equal(erlang_needed(&large, 0, (struct rate){1, 1}), -1);
}

/* More counters are never worse, and all that is said fits together. */
static void
more_counters_are_never_worse(void **state)
{
	(void)state;
	for (int64_t arrivals = 1; arrivals < 400; arrivals += 7) {
		struct erlang_load load = load_of(arrivals, 3600, 330);
		int needed = erlang_needed(&load, 30, EIGHTY_PERCENT);
		struct erlang before = {ERLANG_ONE, 0, INT64_MAX}, e;

		for (int n = 1; n < needed + 20; n++) {
			if (!erlang_of(&load, n, 30, &e))
				continue;
			assert_in_range(e.waits, 0, before.waits);
			assert_in_range(e.in_time, before.in_time, ERLANG_ONE);
			assert_in_range(e.mean_wait_nanoseconds, 0,
			    before.mean_wait_nanoseconds);
			assert_int_equal(
			    n >= needed, e.in_time >= ERLANG_ONE / 5 * 4);
			before = e;
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(fourteen_agents_answer_ten_erlangs),
	    cmocka_unit_test(twenty_eight_are_needed),
	    cmocka_unit_test(one_counter_is_a_simple_queue),
	    cmocka_unit_test(a_load_may_be_measured),
	    cmocka_unit_test(edges_are_answered),
	    cmocka_unit_test(more_counters_are_never_worse),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
