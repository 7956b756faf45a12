#include "base/map.h"
#include "pay/roll.h"
#include "unit.h"

struct entry {
	uint64_t value;
	uint32_t number;
};

/* Too long for a series. */
#define LONG_NAME \
	"a name that is rather long for what stands before its number: %d"

/* A roll beside a map that is to hold the same. */
struct pair {
	struct pages *pages;
	struct roll *roll;
	struct map *map;
	uint64_t values[40000];
	size_t count, seen;
};

static int
setup(void **state)
{
	struct pair *pair = calloc(1, sizeof(*pair));

	pair->pages = pages_new(
	    roll_leaf_bytes(sizeof(struct entry)), 64 << 10);
	pair->roll = roll_new(pair->pages, sizeof(struct entry));
	pair->map = map_new();
	*state = pair;
	return 0;
}

static int
teardown(void **state)
{
	struct pair *pair = *state;

	roll_free(pair->roll);
	pages_free(pair->pages);
	map_free(pair->map);
	free(pair);
	return 0;
}

static void
put(struct pair *pair, const char *name)
{
	void **place = map_put(pair->map, slice_of(name));
	uint64_t *value = *place;
	struct entry *entry, *got;
	bool is_new;

	got = roll_get(pair->roll, slice_of(name));
	assert_true((got != NULL) == (value != NULL));
	if (got && value)
		assert_int_equal(got->value, *value);
	entry = roll_put(pair->roll, slice_of(name), &is_new);
	assert_true(is_new == (value == NULL));
	if (!value) {
		assert_int_equal(entry->value, 0);
		assert_int_equal(entry->number, 0);
		*place = value = &pair->values[pair->count++];
	}
	entry->value = ++*value;
	assert_int_equal(roll_count(pair->roll), map_count(pair->map));
}

static void
see(void *context, struct slice name, const void *data)
{
	struct pair *pair = context;
	const struct entry *entry = data;
	const uint64_t *value = map_get(pair->map, name);

	assert_non_null(value);
	assert_int_equal(entry->value, *value);
	pair->seen++;
}

static void
expect_the_same(struct pair *pair)
{
	pair->seen = 0;
	roll_each(pair->roll, see, pair);
	assert_int_equal(pair->seen, map_count(pair->map));
}

static void
test_running_numbers_take_no_memory_for_their_names(void **state)
{
	struct pair *pair = *state;
	char name[64];

	for (int i = 0; i < 20000; i++) {
		snprintf(name, sizeof(name), "%c20261102-%04d",
		    i % 2 ? 'P' : 'K', i / 2);
		put(pair, name);
	}
	/* 256 entries a leaf, and what begins and ends one. */
	assert_true(pages_count(pair->pages) <= 20000 / 256 + 4);
	expect_the_same(pair);
}

static void
test_numbers_that_do_not_run_on_are_found_all_the_same(void **state)
{
	struct pair *pair = *state;
	uint64_t seed = 3;
	char name[64];

	for (int i = 0; i < 20000; i++) {
		uint64_t n = unit_random(&seed);

		snprintf(name, sizeof(name), "W%018llu",
		    (unsigned long long)(n % 1000000000000000));
		put(pair, name);
	}
	/* Nearly all of them lie by their names. */
	assert_true(pages_count(pair->pages) < 300);
	expect_the_same(pair);
}

/* Many write at a time, each in a book of their own. */
static void
test_numbers_of_many_books_are_mixed(void **state)
{
	struct pair *pair = *state;
	char name[64];

	for (int i = 0; i < 1000; i++)
		for (int book = 30; book > 0; book--) {
			snprintf(name, sizeof(name), "%08d", 1000 * book + i);
			put(pair, name);
		}
	assert_true(pages_count(pair->pages) < 30000 / 256 + 60);
	expect_the_same(pair);
}

static void
test_any_names_in_any_order(void **state)
{
	static const char *const shapes[] = {
	    "%d", "A%d", "A%03d", "A%05d", "%dx", "no %d", "%d-%d", LONG_NAME};
	struct pair *pair = *state;
	uint64_t seed = 5;
	char name[128];

	for (int i = 0; i < 60000; i++) {
		const char *shape = shapes[unit_random(&seed) % COUNT(shapes)];
		int n = (int)(unit_random(&seed) % 4000);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		snprintf(name, sizeof(name), shape, n, n);
#pragma GCC diagnostic pop
		put(pair, name);
	}
	expect_the_same(pair);
}

static void
test_zeros_before_a_number_make_another_name(void **state)
{
	struct pair *pair = *state;

	put(pair, "A7");
	put(pair, "A07");
	put(pair, "A007");
	put(pair, "7");
	put(pair, "A");
	put(pair, "");
	put(pair, "A000000000000000007");
	put(pair, "A0000000000000000007"); /* too many digits for a number */
	assert_int_equal(roll_count(pair->roll), 8);
	expect_the_same(pair);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_running_numbers_take_no_memory_for_their_names),
	    TEST(test_numbers_that_do_not_run_on_are_found_all_the_same),
	    TEST(test_numbers_of_many_books_are_mixed),
	    TEST(test_any_names_in_any_order),
	    TEST(test_zeros_before_a_number_make_another_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
