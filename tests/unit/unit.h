/*
 * unit.h - what every unit test includes.
 *
 * Shape:   cmocka, comparisons of slices, numbers that look random.
 */
#ifndef UNIT_H
#define UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/slice.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

#define assert_slice(s, expected)                                          \
	do {                                                               \
		struct slice slice_ = (s);                                 \
		assert_int_equal(slice_.length, strlen(expected));         \
		assert_memory_equal(slice_.text, expected, slice_.length); \
	} while (0)

/* Numbers that repeat from run to run (xorshift64). */
static inline uint64_t
unit_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

#endif
