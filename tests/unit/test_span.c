#include "base/pages.h"
#include "pay/span.h"
#include "unit.h"

#define LISTS 40
#define NUMBERS 1200

/* What was added, one by one. */
struct used {
	struct serial number;
	bool alone;
	uint8_t state;
};

struct list {
	struct spans spans;
	struct used used[NUMBERS];
	size_t count;
};

/* Prefix and digits that some numbers share. */
static const char *const samples[] = {"1", "01", "A1", "A01", "B1"};

static struct serial
number_of(uint64_t *seed, const struct list *list)
{
	struct serial number;
	const char *sample = samples[unit_random(seed) % COUNT(samples)];

	/* Most go on where the one before ended. */
	if (list->count > 0 && unit_random(seed) % 4) {
		number = list->used[list->count - 1].number;
		number.value++;
		return number;
	}
	assert_int_equal(serial_parse(slice_of(sample), &number), 0);
	number.value = unit_random(seed) % 9;
	return number;
}

static void
add(struct list *list, uint64_t *seed)
{
	struct used used = {.number = number_of(seed, list)};

	used.alone = unit_random(seed) % 16 == 0;
	if (used.alone) {
		used.state = (uint8_t)(unit_random(seed) % 3);
		spans_add_alone(&list->spans, &used.number, used.state);
	} else {
		spans_add(&list->spans, &used.number);
	}
	list->used[list->count++] = used;
}

static bool
goes_on(const struct used *before, const struct used *used)
{
	return !before->alone && !used->alone &&
	       before->number.value + 1 == used->number.value &&
	       before->number.digits == used->number.digits &&
	       slice_equal(before->number.prefix, used->number.prefix);
}

/* The walk gives them all, in their order, and no span ends too early. */
static void
check(const struct list *list)
{
	struct span_walk walk = spans_walk(&list->spans);
	struct span_used span;
	size_t at = 0;

	while (span_next(&walk, &span)) {
		assert_true(span.count > 0);
		assert_false(at > 0 && at < list->count &&
			     goes_on(&list->used[at - 1], &list->used[at]));
		for (uint64_t i = 0; i < span.count; i++, at++) {
			const struct used *used = &list->used[at];

			assert_true(at < list->count);
			assert_true(span.first.value + i == used->number.value);
			assert_int_equal(
			    span.first.digits, used->number.digits);
			assert_true(slice_equal(
			    span.first.prefix, used->number.prefix));
			assert_true(span.alone == used->alone);
			assert_int_equal(span.state, used->state);
		}
	}
	assert_int_equal(at, list->count);
	assert_false(span_next(&walk, &span));
}

static void
test_what_was_added_is_there(void **state)
{
	static struct list list[LISTS];
	struct span_store store = {0};
	uint64_t seed = 11;

	(void)state;
	for (size_t i = 0; i < LISTS; i++) {
		list[i].spans.store = &store;
		check(&list[i]);
	}
	for (size_t i = 0; i < (size_t)LISTS * NUMBERS / 2; i++) {
		struct list *one = &list[unit_random(&seed) % LISTS];

		if (one->count < NUMBERS)
			add(one, &seed);
	}
	for (size_t i = 0; i < LISTS; i++)
		check(&list[i]);
	assert_int_equal(store.shapes, COUNT(samples));
	/* More than memory keeps. */
	assert_true(pages_kept(store.pages) * 16384 <= 128 << 10);
	assert_true(pages_count(store.pages) > 512);
	span_store_release(&store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_what_was_added_is_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
