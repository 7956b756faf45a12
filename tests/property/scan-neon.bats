# The scan for another processor, where a compiler and an emulator for it are.
load ../cli/helper

@test "the NEON scan finds what the plain one finds" {
	for needed in aarch64-linux-gnu-gcc qemu-aarch64-static; do
		command -v "$needed" >/dev/null || skip "no $needed here"
	done
	cat >scan.c <<-'C'
		#include <stdio.h>
		#include <string.h>
		#include "record/scan.h"

		int
		main(void)
		{
			static const char alphabet[] = "a,\n\"\r\0\x80\xff,b";
			static char text[64 * SCAN_BLOCK];
			struct scan fast[64], plain[64];
			uint64_t seed = 5;

			for (int round = 0; round < 500; round++) {
				for (size_t i = 0; i < sizeof(text); i++) {
					seed = seed * 6364136223846793005u + 1;
					text[i] = round % 2 ? (char)(seed >> 40)
					    : alphabet[(seed >> 33) % 10];
				}
				scan_text(text, 64, fast);
				scanners[scanners_count - 1].scan(text, 64, plain);
				if (memcmp(fast, plain, sizeof(fast)) != 0)
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
