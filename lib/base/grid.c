#include "base/grid.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"

#define GAP 2 /* blanks between columns */

void
grid_init(struct grid *grid, size_t columns)
{
	assert(columns > 0 && columns <= GRID_COLUMNS_MAX);
	*grid = (struct grid){.columns = columns};
}

/* C0, DEL, C1, and what turns the direction of writing. */
static bool
steers(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) ||
	       (c >= 0x200e && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2066 && c <= 0x2069);
}

void
grid_clean(struct buffer *out, struct slice text)
{
	while (text.length) {
		uint32_t c = utf8_next(&text);

		utf8_add(out, steers(c) ? '?' : c);
	}
}

void
grid_add(struct grid *grid, struct slice cell)
{
	struct buffer clean = {0};

	if (grid->cells == grid->size) {
		grid->size = grid->size ? 2 * grid->size : 64;
		grid->cell = memory_grow(
		    grid->cell, grid->size, sizeof(*grid->cell));
	}
	grid_clean(&clean, cell);
	grid->cell[grid->cells++] = arena_slice(
	    &grid->texts, buffer_view(&clean));
	buffer_release(&clean);
}

void
grid_add_format(struct grid *grid, const char *format, ...)
{
	char text[256];
	va_list list;

	va_start(list, format);
	vsnprintf(text, sizeof(text), format, list);
	va_end(list);
	grid_add(grid, slice_of(text));
}

static void
measure(const struct grid *grid, size_t width[GRID_COLUMNS_MAX])
{
	assert(grid->columns > 0);
	for (size_t i = 0; i < grid->columns; i++)
		width[i] = 0;
	for (size_t i = 0; i < grid->cells; i++) {
		size_t column = i % grid->columns;
		size_t own = text_width(grid->cell[i]);

		if (own > width[column])
			width[column] = own;
	}
}

void
grid_print(const struct grid *grid, struct buffer *out)
{
	size_t width[GRID_COLUMNS_MAX];

	measure(grid, width);
	for (size_t i = 0; i < grid->cells; i++) {
		size_t column = i % grid->columns;

		text_pad(
		    out, grid->cell[i], width[column], grid->right[column]);
		if (column + 1 < grid->columns) {
			text_pad(out, SLICE(""), GAP, false);
			continue;
		}
		while (out->length && out->text[out->length - 1] == ' ')
			out->text[--out->length] = '\0';
		buffer_char(out, '\n');
	}
}

void
grid_release(struct grid *grid)
{
	free(grid->cell);
	arena_release(&grid->texts);
	*grid = (struct grid){.columns = 0};
}
