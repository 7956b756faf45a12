#include "record/lines.h"

#include <stdlib.h>
#include <string.h>

/* Read at a time: text and its scan stay in the second cache. */
#ifndef LINES_READ /* a fuzzer takes less */
#define LINES_READ (128 << 10)
#endif

struct lines {
	struct source *source;
	char *text;       /* what was read and scanned: text[0 .. end) */
	char *own;        /* what text points to, unless it is borrowed */
	struct scan scan; /* of text */
	size_t size, end;
	/* What was not handed out yet begins at the line and the start. */
	size_t line, start;
	bool ended;
	char *head; /* of a line that was too long */
	struct error error;
};

static void
own_size(struct lines *l, size_t size)
{
	scan_room(&l->scan, size / SCAN_BLOCK + 1);
	l->size = size;
	/* A block beyond, for the last one may be read past the end. */
	l->own = memory_grow(l->own, size + SCAN_BLOCK, 1);
	l->text = l->own;
}

struct lines *
lines_new(struct source *source)
{
	struct lines *l = memory_new(sizeof(*l));

	l->source = source;
	l->ended = !source;
	own_size(l, source ? 2 * LINES_READ : 0);
	return l;
}

void
lines_free(struct lines *l)
{
	if (!l)
		return;
	free(l->own);
	scan_release(&l->scan);
	free(l->head);
	free(l);
}

const struct error *
lines_error(const struct lines *l)
{
	return &l->error;
}

static void
scan_all(struct lines *l)
{
	memset(l->text + l->end, 0, SCAN_BLOCK);
	scan_text(l->text, (l->end + SCAN_BLOCK - 1) / SCAN_BLOCK, &l->scan);
	l->line = l->start = 0;
}

/* Nothing is left of what was read. */
static void
lines_empty(struct lines *l)
{
	l->end = 0;
	l->line = l->start = 0;
	l->scan.lines = 0;
	l->scan.start[0] = 0;
}

void
lines_piece(struct lines *l, char *text, size_t size)
{
	scan_room(&l->scan, size / SCAN_BLOCK + 1);
	l->text = text;
	l->end = size;
	scan_all(l);
}

/* Where the next line begins. */
static size_t
lines_at(const struct lines *l)
{
	return l->scan.start[l->start];
}

/* One byte more is allowed than in a line: it may be the CR of CRLF. */
#define LINE_READ_MAX (RECORD_LINE_MAX + 1)

/*
 * More bytes behind text[end): until a line ends in them or is too long, so
 * that one which comes byte by byte is scanned once.  -1 failed.
 */
static int
lines_fill(struct lines *l)
{
	size_t at = lines_at(l);
	const char *more;
	ptrdiff_t n;

	l->end -= at;
	memmove(l->text, l->text + at, l->end);
	do {
		if (l->size - l->end < LINES_READ)
			own_size(l, 2 * l->size);
		more = l->text + l->end;
		n = source_read(
		    l->source, l->text + l->end, LINES_READ, &l->error);
		if (n < 0)
			return -1;
		l->ended = n == 0;
		l->end += (size_t)n;
	} while (
	    n > 0 && l->end <= LINE_READ_MAX && !memchr(more, '\n', (size_t)n));
	scan_all(l);
	return 0;
}

/* The next line that has its LF, if there is one. */
static bool
line_whole(struct lines *l, struct line *line)
{
	const uint32_t *start = l->scan.start + l->start;
	const struct scan_line *found = l->scan.line + l->line;

	if (l->line == l->scan.lines)
		return false;
	line->parts = found->cuts - l->start;
	line->base = l->text;
	line->start = start;
	line->text = (struct slice){
	    l->text + start[0], start[line->parts] - start[0] - 1};
	line->look = found->look;
	l->line++;
	l->start = found->cuts;
	return true;
}

/* Of a line that is too long only the head is handed out, for a fault. */
static enum line_state
line_head(struct lines *l, struct line *line, const char *text)
{
	if (!l->head)
		l->head = memory_new(RECORD_FAULT_RAW_MAX);
	memcpy(l->head, text, RECORD_FAULT_RAW_MAX);
	line->text = (struct slice){l->head, RECORD_FAULT_RAW_MAX};
	line->parts = 0;
	return LINE_LONG;
}

/* Drop all up to and with the next LF. */
static enum line_state
line_drop(struct lines *l, struct line *line)
{
	struct line dropped;

	(void)line_head(l, line, l->text + lines_at(l));
	while (!line_whole(l, &dropped)) {
		lines_empty(l);
		if (l->ended)
			return LINE_LONG;
		if (lines_fill(l) < 0)
			return LINE_FAILED;
	}
	return LINE_LONG;
}

/* What stands behind the last LF, when nothing more comes. */
static enum line_state
line_last(struct lines *l, struct line *line)
{
	size_t at = lines_at(l);

	line->text = (struct slice){l->text + at, l->end - at};
	line->look = SCAN_ODD | SCAN_HIGH;
	line->parts = 0;
	lines_empty(l);
	return line->text.length ? LINE_UNENDED : LINE_NONE;
}

enum line_state
lines_next(struct lines *l, struct line *line)
{
	while (!line_whole(l, line)) {
		if (l->end - lines_at(l) > LINE_READ_MAX)
			return line_drop(l, line);
		if (l->ended)
			return line_last(l, line);
		if (lines_fill(l) < 0)
			return LINE_FAILED;
	}
	/* Whatever was read when, it is told alike. */
	if (line->text.length > LINE_READ_MAX)
		return line_head(l, line, line->text.text);
	return LINE_WHOLE;
}
