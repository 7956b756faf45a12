/*
 * test_scan.c - the vectors find what a plain loop finds.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "record/scan.h"

#define BLOCKS 64

static char text[BLOCKS * SCAN_BLOCK];

/* Random bytes, or mostly those that matter. */
static void
text_fill(uint64_t *seed, bool anything)
{
	static const char alphabet[] = "a,\n\"\r\0\x80\xff,b\x7f\x01,";

	for (size_t i = 0; i < sizeof(text); i++) {
		*seed = *seed * 6364136223846793005u + 1442695040888963407u;
		text[i] = anything ? (char)(*seed >> 40)
				   : alphabet[(*seed >> 33) %
					      (sizeof(alphabet) - 1)];
	}
}

static void
assert_scans_equal(const struct scan *got, const struct scan *expected)
{
	assert_int_equal(got->starts, expected->starts);
	assert_int_equal(got->lines, expected->lines);
	assert_memory_equal(got->start, expected->start,
	    (expected->starts + 1) * sizeof(*expected->start));
	if (expected->lines)
		assert_memory_equal(got->line, expected->line,
		    expected->lines * sizeof(*expected->line));
}

static void
each_equals_the_plain_scan(void **state)
{
	const struct scanner *plain = &scanners[scanners_count - 1];
	struct scan got = {0}, expected = {0};
	uint64_t seed = 3;

	(void)state;
	scan_room(&got, BLOCKS);
	scan_room(&expected, BLOCKS);
	for (int round = 0; round < 400; round++) {
		size_t blocks = (size_t)round % (BLOCKS + 1);

		text_fill(&seed, round % 4);
		plain->scan(text, blocks, &expected);
		for (const struct scanner *s = scanners; s < plain; s++) {
			if (!s->fits())
				continue;
			memset(got.start, 0xaa,
			    (expected.starts + 1) * sizeof(*got.start));
			s->scan(text, blocks, &got);
			assert_scans_equal(&got, &expected);
		}
	}
	scan_release(&got);
	scan_release(&expected);
}

/* Byte by byte, without blocks: what stands where a scan says it does. */
static void
the_plain_scan_finds_what_stands_there(void **state)
{
	struct scan scan = {0};
	size_t starts = 0, lines = 0;
	uint64_t seed = 5;

	(void)state;
	scan_room(&scan, BLOCKS);
	text_fill(&seed, 0);
	scanners[scanners_count - 1].scan(text, BLOCKS, &scan);
	assert_int_equal(scan.start[0], 0);
	for (size_t i = 0; i < sizeof(text); i++) {
		if (text[i] != ',' && text[i] != '\n')
			continue;
		assert_int_equal(scan.start[++starts], i + 1);
		if (text[i] == '\n')
			assert_int_equal(scan.line[lines++].cuts, starts);
	}
	assert_int_equal(scan.starts, starts);
	assert_int_equal(scan.lines, lines);
	scan_release(&scan);
}

/* The look of each line of two blocks, in which `odd` stands at a place. */
static void
look_of_lines(char odd, size_t at, uint32_t look[2])
{
	struct scan scan = {0};

	memset(text, 'x', 2 * SCAN_BLOCK);
	text[40] = '\n';
	text[2 * SCAN_BLOCK - 1] = '\n';
	text[at] = odd;
	scan_room(&scan, 2);
	scan_text(text, 2, &scan);
	assert_int_equal(scan.lines, 2);
	look[0] = scan.line[0].look;
	look[1] = scan.line[1].look;
	scan_release(&scan);
}

static void
a_line_knows_what_it_may_hold(void **state)
{
	static const struct {
		char byte;
		size_t at;
		uint32_t look[2];
	} cases[] = {
	    {'x', 0, {0, 0}},
	    {'"', 0, {SCAN_ODD, SCAN_ODD}}, /* they share a block */
	    {'\r', 39, {SCAN_ODD, SCAN_ODD}},
	    {'\0', 41, {SCAN_ODD, SCAN_ODD}},
	    {'"', 64, {0, SCAN_ODD}},
	    {'\x80', 126, {0, SCAN_HIGH}},
	    {'\xff', 3, {SCAN_HIGH, SCAN_HIGH}},
	};
	uint32_t look[2];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		look_of_lines(cases[i].byte, cases[i].at, look);
		assert_memory_equal(look, cases[i].look, sizeof(look));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_equals_the_plain_scan),
	    cmocka_unit_test(the_plain_scan_finds_what_stands_there),
	    cmocka_unit_test(a_line_knows_what_it_may_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
