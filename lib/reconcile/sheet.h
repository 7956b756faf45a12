/*
 * sheet.h - the table in a statement file: its heading, found by the names
 * of the columns, and its rows, cut into cells.
 *
 * Source:  hall.yaml(5), "sources", keys header, map, separator, strip.
 * Owner:   sheet_init and sheet_release; cells are good until the next
 *          sheet_cut.
 * Errors:  a column that is not there is named, with the line.
 */
#ifndef RECONCILE_SHEET_H
#define RECONCILE_SHEET_H

#include <stdint.h>

#include "base/buffer.h"
#include "reconcile/profile.h"

#define SHEET_CELLS_MAX 256
#define SHEET_HEADING_LINES_MAX 64

struct sheet {
	const struct profile *profile;
	struct arena arena;
	struct buffer unquoted; /* text of quoted cells */
	struct slice cell[SHEET_CELLS_MAX];
	size_t cells;
	/* The heading; columns is 0 until it was found. */
	struct slice *name;
	size_t columns;
	uint64_t line;
	struct slice heading; /* its text, for when it is repeated */
	/* Which cell holds a field, from 0, or -1. */
	int at[FIELDS];
	int refund_at[FIELDS];
	/* The line that came nearest to being the heading, and what it lacks.
	 */
	size_t best;
	uint64_t best_line;
	const struct names *lacks;
};

void sheet_init(struct sheet *, const struct profile *);
void sheet_release(struct sheet *);
/*
 * Cut a line into sheet->cell.  -1 with *why "quote" (an open or stray
 * quote) or "long" (too many cells).
 */
int sheet_cut(struct sheet *, struct slice line, const char **why);
/*
 * Is the line that was cut last the heading?  1 when it is (all columns are
 * known then), 0 when not, -1 with *error when it is, but lacks a column
 * that is mapped, or has one twice.
 */
int sheet_try_heading(struct sheet *, uint64_t line, struct slice text,
    const char *file, struct error *);
/* What to say when no line was the heading. */
int sheet_no_heading(const struct sheet *, const char *file, struct error *);
/* The cell of a column by its names: its index, or -1. */
int sheet_find(const struct sheet *, const struct names *);
/* A cell of the row, stripped; empty when index is -1. */
struct slice sheet_word(const struct sheet *, int index);
/* The same; empty too when the profile says that it means nothing. */
struct slice sheet_get(const struct sheet *, int index);
/* Without blanks, tabs, ideographic spaces and the profile's strip. */
struct slice sheet_strip(const struct profile *, struct slice cell);

#endif
