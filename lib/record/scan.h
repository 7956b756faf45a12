/*
 * scan.h - where the fields and lines of a text begin and end.
 *
 * Shape:   start[0] is 0; behind each comma and each LF, one more start.
 *          Field i of a text lies in [start[i], start[i + 1] - 1).  Nothing
 *          is known of quotes: a line that may hold one says so.
 * Source:  the way of simdjson and zsv: find structure first, by vectors,
 *          then walk what was found.
 * Owner:   scan_release frees; a zeroed struct scan is empty.
 */
#ifndef RECORD_SCAN_H
#define RECORD_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes looked at together; a text is readable up to a multiple of them. */
#define SCAN_BLOCK 64

/* What a line or a block that it shares with another may hold. */
enum scan_look {
	SCAN_ODD = 1,  /* quotes, CRs or NULs: the line wants the slow way */
	SCAN_HIGH = 2, /* bytes over 0x7f: the line wants a look at its UTF-8 */
};

struct scan_line {
	uint32_t cuts; /* start[cuts] is behind its LF */
	uint32_t look;
};

struct scan {
	uint32_t *start;
	struct scan_line *line;
	size_t starts, lines; /* how many there are; starts without start[0] */
	size_t blocks;        /* for which there is room */
};

/* One way to scan whole blocks, for which there is room. */
struct scanner {
	const char *name;
	bool (*fits)(void); /* this processor can */
	void (*scan)(const char *text, size_t blocks, struct scan *);
};

/* The fastest first; the last is plain C, fits always and is the reference
 * that the others must equal. */
extern const struct scanner scanners[];
extern const size_t scanners_count;

/* Room for the scan of so many blocks, less than 2^26; what was is lost. */
void scan_room(struct scan *, size_t blocks);
void scan_release(struct scan *);
/* By the first scanner that fits: whole blocks, of less than 4 GiB. */
void scan_text(const char *text, size_t blocks, struct scan *);

#endif
