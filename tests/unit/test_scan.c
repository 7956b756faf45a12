/*
 * test_scan.c - the vectors find what a plain loop finds.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "record/scan.h"

#define BLOCKS 64

static void
equals_the_plain_scan(void **state)
{
	static const char alphabet[] = "a,\n\"\r\0\x80\xff,b\x7f\x01,";
	static char text[BLOCKS * SCAN_BLOCK];
	struct scan fast[BLOCKS], plain[BLOCKS];
	uint64_t seed = 3;

	(void)state;
	for (int round = 0; round < 200; round++) {
		for (size_t i = 0; i < sizeof(text); i++) {
			seed = seed * 6364136223846793005u +
			       1442695040888963407u;
			text[i] = round % 2 ? (char)(seed >> 40)
					    : alphabet[(seed >> 33) %
						       (sizeof(alphabet) - 1)];
		}
		memset(fast, 0xaa, sizeof(fast));
		scan_text(text, BLOCKS, fast);
		scan_text_plain(text, BLOCKS, plain);
		assert_memory_equal(fast, plain, sizeof(fast));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(equals_the_plain_scan),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
