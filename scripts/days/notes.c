/* notes.c - an amount in notes and coins. */
#include <inttypes.h>
#include <stdio.h>

#include "notes.h"

static const struct {
	int64_t fen;
	const char *name;
} notes[] = {{10000, "100"}, {5000, "50"}, {2000, "20"}, {1000, "10"},
    {500, "5"}, {100, "1"}, {50, "0.5"}, {10, "0.1"}};

void
notes_text(int64_t amount_fen, char text[NOTES_SIZE])
{
	size_t used = 0;

	text[0] = '\0';
	for (size_t i = 0; i < sizeof(notes) / sizeof(notes[0]); i++) {
		int64_t n = amount_fen / notes[i].fen;

		if (n <= 0)
			continue;
		amount_fen -= n * notes[i].fen;
		used += (size_t)snprintf(text + used, NOTES_SIZE - used,
		    "%s%sx%" PRId64, used ? " " : "", notes[i].name, n);
	}
}
