/*
 * scan.h - where the bytes that matter stand, 64 at a time.
 *
 * Shape:   one struct scan for each block of 64 bytes; bit i is byte i.
 * Source:  the way of simdjson and zsv: find structure first, by vectors,
 *          then walk the set bits.
 */
#ifndef RECORD_SCAN_H
#define RECORD_SCAN_H

#include <stddef.h>
#include <stdint.h>

#define SCAN_BLOCK 64

struct scan {
	uint64_t ends; /* commas and LFs */
	uint64_t odd;  /* quotes, CRs and NULs: the line wants the slow way */
	uint64_t high; /* bytes over 0x7f: the line wants a look at its UTF-8 */
};

/* `text` can be read up to a multiple of 64 bytes. */
void scan_text(const char *text, size_t blocks, struct scan *result);
/* The same without vectors: what scan_text must equal. */
void scan_text_plain(const char *text, size_t blocks, struct scan *result);

#endif
