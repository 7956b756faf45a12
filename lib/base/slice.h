/*
 * slice.h - a piece of text that belongs to somebody else.
 *
 * Shape:   pointer and length in bytes, not terminated; {NULL, 0} is empty.
 * Owner:   never the slice; a function that returns one says until when it
 *          is good.
 */
#ifndef BASE_SLICE_H
#define BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/digits.h"

struct slice {
	const char *text;
	size_t length;
};

/* A slice of a string literal. */
#define SLICE(literal) ((struct slice){literal, sizeof(literal) - 1})

/* For printf: printf("%.*s", SLICE_ARG(s)). */
#define SLICE_ARG(s) (int)(s).length, (s).text

static inline struct slice
slice_of(const char *text)
{
	return (struct slice){text, text ? strlen(text) : 0};
}

/* The first and the last 2, 4 or 8 of so many bytes, at most twice that. */
#define SLICE_ENDS_EQUAL(type, a, b, n)                          \
	do {                                                     \
		type a_, b_, c_, d_;                             \
		memcpy(&a_, (a), sizeof(a_));                    \
		memcpy(&b_, (b), sizeof(b_));                    \
		memcpy(&c_, (a) + (n) - sizeof(c_), sizeof(c_)); \
		memcpy(&d_, (b) + (n) - sizeof(d_), sizeof(d_)); \
		return a_ == b_ && c_ == d_;                     \
	} while (0)

/* Kinds, dates, counters: most that is compared is short. */
static inline bool
bytes_equal(const char *a, const char *b, size_t n)
{
	if (n > 16)
		return memcmp(a, b, n) == 0;
	if (n >= 8)
		SLICE_ENDS_EQUAL(uint64_t, a, b, n);
	if (n >= 4)
		SLICE_ENDS_EQUAL(uint32_t, a, b, n);
	if (n >= 2)
		SLICE_ENDS_EQUAL(uint16_t, a, b, n);
	return n == 0 || *a == *b;
}

static inline bool
slice_equal(struct slice a, struct slice b)
{
	return a.length == b.length && bytes_equal(a.text, b.text, a.length);
}

/*
 * A number to remember things by: it costs little, and may be the same for
 * texts that differ.
 */
static inline size_t
slice_trace(struct slice s)
{
	const unsigned char *text = (const unsigned char *)s.text;

	if (s.length == 0)
		return 0;
	return s.length + 3u * text[0] + 10u * text[s.length / 2] +
	       text[s.length - 1];
}

static inline bool
slice_is(struct slice a, const char *word)
{
	return slice_equal(a, slice_of(word));
}

/* Order by bytes, the shorter first among equals: less, 0 or more than 0. */
static inline int
slice_compare(struct slice a, struct slice b)
{
	size_t n = a.length < b.length ? a.length : b.length;
	int order = n ? memcmp(a.text, b.text, n) : 0;

	return order ? order : (a.length > b.length) - (a.length < b.length);
}

/*
 * Take from *rest what stands before the first `mark` and move *rest behind
 * it.  False when *rest had nothing left (rest->text is NULL then).
 */
bool slice_cut(struct slice *rest, char mark, struct slice *part);

/* Whether it is one of the words of a list with single blanks between. */
bool slice_among(struct slice, const char *list);

/* Without blanks and tabs at both ends. */
struct slice slice_trim(struct slice s);

/* So many digits fit into 64 bits whatever they are. */
#define SLICE_DIGITS_MAX 18

/* Nothing but digits, SLICE_DIGITS_MAX at most; none is 0. */
static inline bool
slice_digits(struct slice s, int64_t *value)
{
	return digits_read(s.text, s.length, value);
}

/* How many digits it begins with, and how many it ends with. */
static inline size_t
slice_digits_first(struct slice s)
{
	size_t n = 0;

	while (n < s.length && is_digit(s.text[n]))
		n++;
	return n;
}

static inline size_t
slice_digits_last(struct slice s)
{
	size_t n = 0;

	while (n < s.length && is_digit(s.text[s.length - n - 1]))
		n++;
	return n;
}

/* A whole number -?[0-9]+ that fits; -1 and *value untouched otherwise. */
int slice_int(struct slice s, long long *value);

#endif
