/*
 * known.h - which lines came, of each hall and day by their seq.
 *
 * Shape:   leaves of two thousand seqs: a bit for each that came, and 32 bits
 *          of the hash of its line.  One megabyte of them is in memory, the
 *          rest in a file (pages.h); a line with a huge seq costs one leaf.
 * Owner:   known_new makes, known_free frees.
 */
#ifndef RECORD_KNOWN_H
#define RECORD_KNOWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

/* The longest name of a hall's day. */
#define KNOWN_DAY_MAX 96

struct known;

enum known_verdict {
	KNOWN_NEVER,
	KNOWN_AGAIN,    /* the same line came before */
	KNOWN_CONFLICT, /* another line of this seq came before */
};

/*
 * Without hashes lines are not told apart: whatever comes again is a
 * conflict, and what is known cannot be joined to another's.
 */
struct known *known_new(bool hashes);
void known_free(struct known *);
/* The lines that come now are of this day, KNOWN_DAY_MAX bytes at most. */
void known_day(struct known *, struct slice day);
/* A line of that day; seq fits 32 bits. */
enum known_verdict known_line(struct known *, size_t seq, struct slice line);
/* A seq of a day came to both. */
bool known_overlaps(struct known *, struct known *);
/* Take in all that another knows; they do not overlap. */
void known_join(struct known *, struct known *other);

#endif
