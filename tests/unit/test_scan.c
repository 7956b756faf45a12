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
each_equals_the_plain_scan(void **state)
{
	const struct scanner *plain = &scanners[scanners_count - 1];
	struct scan got[BLOCKS], expected[BLOCKS];
	uint64_t seed = 3;

	(void)state;
	for (int round = 0; round < 200; round++) {
		text_fill(&seed, round % 2);
		plain->scan(text, BLOCKS, expected);
		for (const struct scanner *s = scanners; s < plain; s++) {
			if (!s->fits())
				continue;
			memset(got, 0xaa, sizeof(got));
			s->scan(text, BLOCKS, got);
			assert_memory_equal(got, expected, sizeof(got));
		}
	}
}

static void
the_plain_scan_finds_what_stands_there(void **state)
{
	static const char head[] = {'a', ',', '\n', '"', '\r', '\0', '\x80'};
	struct scan got;

	(void)state;
	memset(text, 'x', sizeof(text));
	memcpy(text, head, sizeof(head));
	text[63] = ',';
	scanners[scanners_count - 1].scan(text, 1, &got);
	assert_int_equal(got.commas, UINT64_C(0x8000000000000002));
	assert_int_equal(got.lfs, 0x4);
	assert_int_equal(got.odd, 0x38);
	assert_int_equal(got.high, 0x40);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_equals_the_plain_scan),
	    cmocka_unit_test(the_plain_scan_finds_what_stands_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
