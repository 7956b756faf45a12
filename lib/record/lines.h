/*
 * lines.h - a source into lines, and plain lines into fields on the way.
 *
 * Owner:   lines_new makes, lines_free frees; the source stays the caller's.
 *          A line is good until the next lines_next.
 */
#ifndef RECORD_LINES_H
#define RECORD_LINES_H

#include <stdbool.h>

#include "record/record.h"
#include "record/scan.h"
#include "record/source.h"

struct lines;

enum line_state {
	LINE_NONE,    /* the end of the source */
	LINE_WHOLE,   /* ended by LF */
	LINE_UNENDED, /* the last one, without LF */
	LINE_LONG,    /* over RECORD_LINE_MAX: its head; the rest is dropped */
	LINE_FAILED,  /* lines_error says why */
};

struct line {
	struct slice text; /* without LF */
	uint32_t look;     /* what it may hold: SCAN_ODD, SCAN_HIGH */
	/*
	 * Its parts between commas: part i lies in base[start[i] ..
	 * start[i + 1] - 1).  parts 0: it was not cut.
	 */
	size_t parts;
	const char *base;
	const uint32_t *start;
};

/* source NULL: only what lines_piece gives. */
struct lines *lines_new(struct source *);
void lines_free(struct lines *);
enum line_state lines_next(struct lines *, struct line *);
const struct error *lines_error(const struct lines *);
/*
 * Go on with this text, which ends where a line ends and is borrowed.  The
 * SCAN_BLOCK bytes behind it are overwritten.
 */
void lines_piece(struct lines *, char *text, size_t size);

#endif
