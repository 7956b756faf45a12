#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/pages.h"
#include "unit.h"

#define UNITS 20000

struct thing {
	uint64_t number, twice[7];
};

static void
fill(struct pages *p, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		struct thing *thing;

		assert_int_equal(pages_add(p), i);
		thing = pages_at(p, i);
		assert_int_equal(thing->number, 0);
		assert_int_equal(thing->twice[6], 0);
		*thing = (struct thing){i + 1, {[6] = 2 * (uint64_t)i}};
	}
}

static void
test_what_went_to_the_file_comes_back(void **state)
{
	struct pages *p = pages_new(sizeof(struct thing), 64 << 10);
	uint64_t seed = 7;

	(void)state;
	fill(p, UNITS);
	assert_int_equal(pages_count(p), UNITS);
	assert_true(pages_kept(p) <= 4);
	for (uint32_t i = 0; i < UNITS; i++) {
		const struct thing *thing = pages_see(p, i);

		assert_int_equal(thing->number, i + 1);
		assert_int_equal(thing->twice[6], 2 * (uint64_t)i);
	}
	/* Against an array, in any order; some are only looked at. */
	for (int round = 0; round < 5000; round++) {
		uint32_t i = (uint32_t)(unit_random(&seed) % UNITS);

		if (unit_random(&seed) % 2)
			((struct thing *)pages_at(p, i))->twice[0]++;
		else
			assert_int_equal(
			    ((const struct thing *)pages_see(p, i))->number,
			    i + 1);
	}
	for (uint32_t i = 0; i < UNITS; i++) {
		struct thing *thing = pages_at(p, i);

		seed += thing->twice[0];
		assert_int_equal(thing->number, i + 1);
	}
	assert_true(pages_kept(p) <= 4);
	pages_free(p);
	pages_free(NULL);
}

static void
test_two_units_are_at_hand(void **state)
{
	struct pages *p = pages_new(sizeof(struct thing), 1);
	uint64_t seed = 9;

	(void)state;
	fill(p, UNITS);
	for (int round = 0; round < 2000; round++) {
		uint32_t i = (uint32_t)(unit_random(&seed) % UNITS);
		uint32_t j = (uint32_t)(unit_random(&seed) % UNITS);
		struct thing *a = pages_at(p, i), *b = pages_at(p, j);

		assert_int_equal(a->number, i + 1);
		assert_int_equal(b->number, j + 1);
		if (i != j)
			a->twice[1] += 1;
	}
	pages_free(p);
}

static void
test_a_unit_may_be_larger_than_a_page(void **state)
{
	struct pages *p = pages_new(100000, 100000);

	(void)state;
	for (uint32_t i = 0; i < 20; i++) {
		assert_int_equal(pages_add(p), i);
		memset(pages_at(p, i), (int)i + 1, 100000);
	}
	assert_int_equal(pages_kept(p), 3);
	for (uint32_t i = 0; i < 20; i++) {
		const char *unit = pages_see(p, i);

		assert_int_equal(unit[0], i + 1);
		assert_int_equal(unit[99999], i + 1);
	}
	pages_free(p);
}

/* Without room for the file everything stays where it is. */
static void
test_without_a_file_pages_stay_in_memory(void **state)
{
	struct rlimit old, none;
	struct pages *p = pages_new(sizeof(struct thing), 1);

	(void)state;
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &old), 0);
	none = old;
	none.rlim_cur = 0;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	fill(p, UNITS);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &old), 0);
	assert_true(pages_kept(p) * (16 << 10) >= UNITS * sizeof(struct thing));
	for (uint32_t i = 0; i < UNITS; i++)
		assert_int_equal(
		    ((const struct thing *)pages_see(p, i))->number, i + 1);
	pages_free(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_what_went_to_the_file_comes_back),
	    cmocka_unit_test(test_two_units_are_at_hand),
	    cmocka_unit_test(test_a_unit_may_be_larger_than_a_page),
	    cmocka_unit_test(test_without_a_file_pages_stay_in_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
