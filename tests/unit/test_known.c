/*
 * test_known.c - what came is known again, also by another and from a file.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "record/known.h"

#define SEQ_LAST ((1U << 28) - 1)
#define MANY 600000 /* more than memory has hashes of */

static enum known_verdict
line(struct known *s, const char *day, size_t seq, const char *text)
{
	known_day(s, slice_of(day));
	return known_line(s, seq, slice_of(text));
}

static void
tells_again_from_another(void **state)
{
	struct known *s = known_new(true);

	(void)state;
	assert_int_equal(line(s, "H01,1", 1, "a"), KNOWN_NEVER);
	assert_int_equal(line(s, "H01,1", 2, "a"), KNOWN_NEVER);
	assert_int_equal(line(s, "H02,1", 1, "b"), KNOWN_NEVER);
	assert_int_equal(line(s, "H01,1", SEQ_LAST, "c"), KNOWN_NEVER);
	assert_int_equal(line(s, "H01,1", 1, "a"), KNOWN_AGAIN);
	assert_int_equal(line(s, "H01,1", 1, "b"), KNOWN_CONFLICT);
	assert_int_equal(line(s, "H02,1", 1, "a"), KNOWN_CONFLICT);
	assert_int_equal(line(s, "H01,1", SEQ_LAST, "c"), KNOWN_AGAIN);
	assert_int_equal(line(s, "H01,1", SEQ_LAST - 1, "c"), KNOWN_NEVER);
	/* What was said in between has not changed it. */
	assert_int_equal(line(s, "H01,1", 1, "a"), KNOWN_AGAIN);
	known_free(s);
}

/* A name is not taken for another's and its number. */
static void
tells_days_apart(void **state)
{
	struct known *s = known_new(true);
	char longest[KNOWN_DAY_MAX + 1];

	(void)state;
	memset(longest, 'x', KNOWN_DAY_MAX);
	longest[KNOWN_DAY_MAX] = '\0';
	assert_int_equal(line(s, longest, 1, "a"), KNOWN_NEVER);
	assert_int_equal(line(s, longest + 1, 1, "b"), KNOWN_NEVER);
	assert_int_equal(line(s, "", 1, "c"), KNOWN_NEVER);
	assert_int_equal(line(s, ",", 1, "d"), KNOWN_NEVER);
	assert_int_equal(line(s, longest, 1, "a"), KNOWN_AGAIN);
	assert_int_equal(line(s, "", 1, "c"), KNOWN_AGAIN);
	known_free(s);
}

static void
does_without_hashes(void **state)
{
	struct known *s = known_new(false);

	(void)state;
	assert_int_equal(line(s, "H01,1", 1, "a"), KNOWN_NEVER);
	assert_int_equal(line(s, "H01,1", 5000, "a"), KNOWN_NEVER);
	assert_int_equal(line(s, "H01,1", 1, "a"), KNOWN_CONFLICT);
	assert_int_equal(line(s, "H02,1", 1, "a"), KNOWN_NEVER);
	known_free(s);
}

/* Of two parts of one journal, cut at odd places. */
static void
finds_what_both_have(void **state)
{
	struct known *with = known_new(true), *without = known_new(false);

	(void)state;
	for (size_t seq = 1; seq < 10000; seq++)
		line(seq / 100 % 2 ? with : without, "H01,1", seq, "x");
	assert_false(known_overlaps(with, without));
	assert_false(known_overlaps(without, with));
	line(with, "H02,1", 50, "x");
	assert_false(known_overlaps(with, without));
	line(with, "H01,1", 9963, "x");
	assert_false(known_overlaps(with, without));
	line(with, "H01,1", 9863, "x");
	assert_true(known_overlaps(with, without));
	assert_true(known_overlaps(without, with));
	known_free(with);
	known_free(without);
}

static enum known_verdict
numbered(struct known *s, size_t seq, size_t number)
{
	char text[32];

	snprintf(text, sizeof(text), "line %zu", number);
	return known_line(s, seq, slice_of(text));
}

/* Most of the hashes lie in files by then. */
static void
joins_what_two_have(void **state)
{
	struct known *part[2] = {known_new(true), known_new(true)};

	(void)state;
	known_day(part[0], SLICE("H01,1"));
	known_day(part[1], SLICE("H01,1"));
	for (size_t seq = 1; seq < MANY; seq++)
		assert_int_equal(
		    numbered(part[seq / 1500 % 2], seq, seq), KNOWN_NEVER);
	assert_false(known_overlaps(part[0], part[1]));
	known_join(part[0], part[1]);
	assert_true(known_overlaps(part[0], part[1]));
	known_free(part[1]);
	for (size_t seq = 1; seq < MANY; seq += 7)
		assert_int_equal(numbered(part[0], seq, seq), KNOWN_AGAIN);
	for (size_t seq = 1; seq < MANY; seq += 70000)
		assert_int_equal(numbered(part[0], seq, 0), KNOWN_CONFLICT);
	assert_int_equal(numbered(part[0], MANY, MANY), KNOWN_NEVER);
	known_free(part[0]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tells_again_from_another),
	    cmocka_unit_test(tells_days_apart),
	    cmocka_unit_test(does_without_hashes),
	    cmocka_unit_test(finds_what_both_have),
	    cmocka_unit_test(joins_what_two_have),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
