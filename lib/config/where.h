/*
 * where.h - where in the bytes of a file something stands.
 */
#ifndef CONFIG_WHERE_H
#define CONFIG_WHERE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"

/* A Chinese sign that was typed where YAML has one of its own. */
struct fullwidth {
	unsigned line;
	const char *found;
	const char *meant;
};

/* The line of a byte, counted from 1. */
unsigned line_of_byte(struct slice bytes, size_t offset);
/*
 * One on that line, or on the nearest of the few above it, where a parser may
 * have gone wrong; comments and quoted texts do not count.
 */
bool fullwidth_find(struct slice bytes, unsigned line, struct fullwidth *);

#endif
