#include "base/map.h"
#include "unit.h"

#define MANY 20000

static int numbers[MANY];

static struct slice
key_of(int i, char text[16])
{
	int length = snprintf(text, 16, "K%d", i);

	return (struct slice){text, (size_t)length};
}

static void
test_what_was_put_is_found(void **state)
{
	struct map *m = map_new();
	char text[16];

	(void)state;
	assert_null(map_get(m, SLICE("K0")));
	for (int i = 0; i < MANY; i++) {
		void **place = map_put(m, key_of(i, text));

		assert_null(*place);
		*place = &numbers[i];
	}
	assert_int_equal(map_count(m), MANY);
	for (int i = 0; i < MANY; i++) {
		struct slice key = key_of(i, text);

		assert_ptr_equal(map_get(m, key), &numbers[i]);
		assert_ptr_equal(*map_put(m, key), &numbers[i]);
	}
	assert_int_equal(map_count(m), MANY);
	assert_null(map_get(m, SLICE("K")));
	map_free(m);
	map_free(NULL);
}

/* Against an array that tells which keys are in. */
static void
test_put_and_remove_in_any_order(void **state)
{
	struct map *m = map_new();
	static bool in[500];
	uint64_t seed = 42;
	size_t count = 0;
	char text[16];

	(void)state;
	for (int round = 0; round < 100000; round++) {
		int i = (int)(unit_random(&seed) % COUNT(in));
		struct slice key = key_of(i, text);

		if (unit_random(&seed) % 2) {
			*map_put(m, key) = &numbers[i];
			count += !in[i];
			in[i] = true;
		} else {
			assert_ptr_equal(
			    map_remove(m, key), in[i] ? &numbers[i] : NULL);
			count -= in[i];
			in[i] = false;
		}
		assert_int_equal(map_count(m), count);
	}
	for (int i = 0; i < (int)COUNT(in); i++)
		assert_ptr_equal(
		    map_get(m, key_of(i, text)), in[i] ? &numbers[i] : NULL);
	map_free(m);
}

static void
test_keys_are_bytes(void **state)
{
	struct map *m = map_new();

	(void)state;
	*map_put(m, (struct slice){"a\0b", 3}) = &numbers[1];
	*map_put(m, (struct slice){"a\0c", 3}) = &numbers[2];
	*map_put(m, slice_of(NULL)) = &numbers[3];
	assert_ptr_equal(map_get(m, (struct slice){"a\0b", 3}), &numbers[1]);
	assert_ptr_equal(map_get(m, (struct slice){"a\0c", 3}), &numbers[2]);
	assert_null(map_get(m, SLICE("a")));
	assert_ptr_equal(map_get(m, SLICE("")), &numbers[3]);
	map_free(m);
}

static void
test_sorted_is_the_order_of_bytes(void **state)
{
	struct map *m = map_new();
	struct map_entry *entries;
	size_t count = 9;
	char text[16];

	(void)state;
	entries = map_sorted(m, &count);
	assert_int_equal(count, 0);
	free(entries);
	for (int i = 999; i >= 0; i--)
		*map_put(m, key_of(i, text)) = &numbers[i];
	entries = map_sorted(m, &count);
	assert_int_equal(count, 1000);
	assert_string_equal(entries[0].key.text, "K0");
	assert_string_equal(entries[2].key.text, "K10");
	for (size_t i = 1; i < count; i++)
		assert_true(
		    slice_compare(entries[i - 1].key, entries[i].key) < 0);
	free(entries);
	map_free(m);
}

static void
sum_up(void *context, struct slice key, void *value)
{
	size_t *sum = context;

	assert_int_equal(key.text[0], 'K');
	*sum += (size_t)((int *)value - numbers);
}

static void
test_each_sees_everything_once(void **state)
{
	struct map *m = map_new();
	size_t sum = 0;
	char text[16];

	(void)state;
	for (int i = 0; i < 100; i++)
		*map_put(m, key_of(i, text)) = &numbers[i];
	map_each(m, sum_up, &sum);
	assert_int_equal(sum, 4950);
	map_free(m);
}

static void
test_the_hash_is_even_and_stays_the_same(void **state)
{
	static unsigned cell[1024];
	char text[16], zeros[64] = {0};
	uint64_t last = 1;

	(void)state;
	for (int i = 0; i < 1024 * 64; i++) {
		struct slice key = key_of(i, text);

		cell[hash_bytes(key.text, key.length) % 1024]++;
	}
	for (size_t i = 0; i < 1024; i++)
		assert_in_range(cell[i], 20, 120);
	/* The length counts, not only the bytes. */
	for (size_t n = 0; n < sizeof(zeros); n++) {
		uint64_t h = hash_bytes(zeros, n);

		assert_true(h != last);
		last = h;
	}
	assert_true(hash_bytes("P20261102-0001", 14) == 0xd864ef2d0320a88e);
	assert_true(hash_bytes("", 0) == 0x111cb3a78f59a58e);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_what_was_put_is_found),
	    cmocka_unit_test(test_put_and_remove_in_any_order),
	    cmocka_unit_test(test_keys_are_bytes),
	    cmocka_unit_test(test_sorted_is_the_order_of_bytes),
	    cmocka_unit_test(test_each_sees_everything_once),
	    cmocka_unit_test(test_the_hash_is_even_and_stays_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
