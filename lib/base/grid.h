/*
 * grid.h - words in columns, for a terminal.
 *
 * Shape:   rows of as many cells as the first; columns are as wide as their
 *          widest cell, where a Chinese character takes two.
 * Owner:   grid_release; cells are copied, and hold nothing that would steer
 *          a terminal.
 */
#ifndef BASE_GRID_H
#define BASE_GRID_H

#include "base/arena.h"
#include "base/buffer.h"

#define GRID_COLUMNS_MAX 16

struct grid {
	size_t columns;
	bool right[GRID_COLUMNS_MAX]; /* numbers stand at the right */
	struct slice *cell;           /* row after row */
	size_t cells, size;
	struct arena texts;
};

void grid_init(struct grid *, size_t columns);
void grid_add(struct grid *, struct slice cell);
void grid_add_format(struct grid *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* All rows, each ended by LF, without blanks at its end. */
void grid_print(const struct grid *, struct buffer *);
void grid_release(struct grid *);
/* A text without control characters. */
void grid_clean(struct buffer *, struct slice text);

#endif
