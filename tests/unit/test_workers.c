/*
 * test_workers.c - jobs come back done, once each, in their order.
 */
#include "unit.h"

#include <stdatomic.h>
#include <stdbool.h>

#include "record/workers.h"

struct job {
	uint64_t number, square;
	unsigned times; /* a slot was used */
};

static atomic_uint worked, released;

static void
square(void *context)
{
	struct job *job = context;

	/* Some take longer than others. */
	for (uint64_t i = 0; i < job->number % 7 * 1000; i++)
		atomic_fetch_add(&worked, 0);
	job->square = job->number * job->number;
	job->times++;
	atomic_fetch_add(&worked, 1);
}

static void
release(void *context)
{
	(void)context;
	atomic_fetch_add(&released, 1);
}

static void
in_order(unsigned threads)
{
	struct workers *w = workers_new(
	    threads, sizeof(struct job), square, release);
	uint64_t given = 0, taken = 0;
	const struct job *done;
	struct job *job;

	assert_null(workers_take(w));
	while (taken < 1000) {
		while (given < 1000 && (job = workers_slot(w))) {
			job->number = given++;
			workers_give(w);
		}
		assert_int_equal(workers_under_way(w), given - taken);
		done = workers_take(w);
		assert_int_equal(done->number, taken);
		assert_int_equal(done->square, taken * taken);
		assert_ptr_equal(workers_take(w), done);
		workers_release(w);
		taken++;
	}
	assert_null(workers_take(w));
	assert_int_equal(workers_under_way(w), 0);
	workers_free(w);
}

static void
any_number_of_threads(void **state)
{
	static const unsigned threads[] = {0, 1, 2, 5, 1000};

	(void)state;
	for (size_t i = 0; i < COUNT(threads); i++) {
		atomic_store(&worked, 0);
		in_order(threads[i]);
		assert_int_equal(atomic_load(&worked), 1000);
	}
}

/* Who ends in the middle waits for no job that nobody began. */
static void
freed_in_the_middle(void **state)
{
	(void)state;
	workers_free(NULL);
	for (unsigned left = 0; left < 30; left++) {
		struct workers *w = workers_new(
		    3, sizeof(struct job), square, release);
		unsigned slots = 0;

		for (; workers_slot(w); slots++)
			workers_give(w);
		for (unsigned i = 0; i < left && i < slots; i++) {
			assert_non_null(workers_take(w));
			workers_release(w);
		}
		atomic_store(&released, 0);
		workers_free(w);
		assert_int_equal(atomic_load(&released), slots);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(any_number_of_threads),
	    cmocka_unit_test(freed_in_the_middle),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
