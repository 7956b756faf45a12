# The scan for another processor, where a compiler and an emulator for it are.
load ../cli/helper

@test "the NEON scan finds what the plain one finds" {
	for needed in aarch64-linux-gnu-gcc qemu-aarch64-static; do
		command -v "$needed" >/dev/null || skip "no $needed here"
	done
	cat >scan.c <<-'C'
		#include <stdio.h>
		#include <stdlib.h>
		#include <string.h>
		#include "base/arena.h"
		#include "record/scan.h"

		void *
		memory_array(size_t count, size_t size)
		{
			return calloc(count, size);
		}

		static int
		differ(const struct scan *a, const struct scan *b)
		{
			return a->starts != b->starts || a->lines != b->lines ||
			    memcmp(a->start, b->start, 4 * (b->starts + 1)) ||
			    memcmp(a->line, b->line, 8 * b->lines);
		}

		int
		main(void)
		{
			static const char alphabet[] = "a,\n\"\r\0\x80\xff,b";
			static char text[64 * SCAN_BLOCK];
			struct scan fast = {0}, plain = {0};
			uint64_t seed = 5;

			scan_room(&fast, 64);
			scan_room(&plain, 64);
			for (int round = 0; round < 500; round++) {
				for (size_t i = 0; i < sizeof(text); i++) {
					seed = seed * 6364136223846793005u + 1;
					text[i] = round % 2 ? (char)(seed >> 40)
					    : alphabet[(seed >> 33) % 10];
				}
				scan_text(text, 64, &fast);
				scanners[scanners_count - 1].scan(text, 64, &plain);
				if (differ(&fast, &plain))
					return 1;
			}
			puts(scanners[0].name);
			return 0;
		}
	C
	aarch64-linux-gnu-gcc -O2 -static -I "$TOP/lib" -o scan scan.c \
	    "$TOP/lib/record/scan.c"
	run --separate-stderr qemu-aarch64-static ./scan
	expect 0 neon
}
