/*
 * test_pool.c - texts that are known by numbers.
 */
#include "base/arena.h"
#include "reconcile/pool.h"
#include "unit.h"

#define CHUNK ((size_t)1 << 20)
#define AROUND 24
#define TEXTS 5000

static void
is_text(const struct pool *p, pool_text text, struct slice expected)
{
	struct slice got = pool_get(p, text);

	assert_true(slice_equal(got, expected));
	assert_int_equal(got.text[got.length], '\0');
}

/* Whatever fills a chunk to its end or goes over it, and what comes behind. */
static void
a_text_may_be_as_long_as_a_chunk(void **state)
{
	struct slice small = SLICE("abc"), large = {NULL, 0};
	char *bytes = memory_array(CHUNK + AROUND, 1);

	(void)state;
	memset(bytes, 'x', CHUNK + AROUND);
	for (size_t length = CHUNK - AROUND; length < CHUNK + AROUND;
	     length++) {
		struct pool p = {0};
		pool_text before, one, behind, last;

		large = (struct slice){bytes, length};
		before = pool_add(&p, small);
		one = pool_add(&p, large);
		behind = pool_add(&p, small);
		last = pool_add(&p, SLICE("longer than a unit"));
		is_text(&p, before, small);
		is_text(&p, one, large);
		is_text(&p, behind, small);
		is_text(&p, last, SLICE("longer than a unit"));
		pool_release(&p);
		/* And as the first of all. */
		one = pool_add(&p, large);
		behind = pool_add(&p, small);
		is_text(&p, one, large);
		is_text(&p, behind, small);
		pool_release(&p);
	}
	free(bytes);
}

static void
a_text_of_its_own_may_come_first(void **state)
{
	struct pool p = {0};
	pool_text empty = pool_add(&p, SLICE("")), one;

	(void)state;
	assert_int_equal(empty, 0);
	assert_int_equal(pool_once(&p, SLICE("")), 0);
	one = pool_add(&p, SLICE("a"));
	assert_int_not_equal(one, 0);
	is_text(&p, one, SLICE("a"));
	is_text(&p, empty, SLICE(""));
	pool_release(&p);
}

static struct slice
numbered(char *text, size_t size, int n)
{
	return (struct slice){text, (size_t)snprintf(text, size, "text %d", n)};
}

static void
equal_texts_that_are_kept_once_have_one_number(void **state)
{
	pool_text *number = memory_array(TEXTS, sizeof(*number));
	struct pool p = {0};
	char text[24];

	(void)state;
	for (int i = 0; i < TEXTS; i++) {
		number[i] = pool_once(&p, numbered(text, sizeof(text), i));
		/* One that was not asked to be kept once is another. */
		assert_int_not_equal(
		    pool_add(&p, numbered(text, sizeof(text), i)), number[i]);
	}
	for (int i = 0; i < TEXTS; i++) {
		struct slice one = numbered(text, sizeof(text), i);

		is_text(&p, number[i], one);
		assert_int_equal(pool_once(&p, one), number[i]);
	}
	pool_release(&p);
	free(number);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_text_may_be_as_long_as_a_chunk),
	    cmocka_unit_test(a_text_of_its_own_may_come_first),
	    cmocka_unit_test(equal_texts_that_are_kept_once_have_one_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
