/*
 * fuzz.h - what the fuzzers share: a promise that must hold, and choices
 * and numbers made of the bytes that they are given.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static inline void
must(int holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "fuzz: %s\n", what);
	abort();
}

/* The bytes that are left; behind their end there are only zeros. */
struct bytes {
	const uint8_t *at;
	size_t left;
};

static inline unsigned
pick(struct bytes *b, unsigned below)
{
	if (b->left == 0)
		return 0;
	b->left--;
	return *b->at++ % below;
}

/* A number of any size, small ones as likely as large ones. */
static inline int64_t
pick_number(struct bytes *b)
{
	unsigned shift = pick(b, 64);
	size_t n = b->left < 8 ? b->left : 8;
	int64_t number = 0;

	if (n > 0)
		memcpy(&number, b->at, n);
	b->at += n;
	b->left -= n;
	return number >> shift;
}

#endif
