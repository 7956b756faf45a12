/*
 * scan.h - where the bytes that matter stand, 64 at a time.
 *
 * Shape:   one struct scan for each block of 64 bytes; bit i is byte i.
 * Source:  the way of simdjson and zsv: find structure first, by vectors,
 *          then walk the set bits.
 */
#ifndef RECORD_SCAN_H
#define RECORD_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SCAN_BLOCK 64

struct scan {
	uint64_t commas;
	uint64_t lfs;
	uint64_t odd;  /* quotes, CRs and NULs: the line wants the slow way */
	uint64_t high; /* bytes over 0x7f: the line wants a look at its UTF-8 */
};

/* One way to scan; `text` can be read up to a multiple of 64 bytes. */
struct scanner {
	const char *name;
	bool (*fits)(void); /* this processor can */
	void (*scan)(const char *text, size_t blocks, struct scan *result);
};

/* The fastest first; the last is plain C, fits always and is the reference
 * that the others must equal. */
extern const struct scanner scanners[];
extern const size_t scanners_count;

/* By the first that fits. */
void scan_text(const char *text, size_t blocks, struct scan *result);

#endif
