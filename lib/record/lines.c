#include "record/lines.h"

#include <stdlib.h>
#include <string.h>

#include "record/scan.h"

/* Read at a time: text and its scan stay in the second cache. */
#define LINES_READ (256 << 10)

struct lines {
	struct source *source;
	/* Bytes that were read and not yet handed out: text[at .. end). */
	char *text;
	char *own;         /* what text points to, unless it is borrowed */
	struct scan *scan; /* of text[0 .. end), a block of 64 bytes each */
	size_t size, at, end;
	bool ended;
	bool slowly;
	struct slice field[RECORD_COLUMNS_MAX + 1];
	char *head; /* of a line that was too long */
	struct error error;
};

static void
scan_size(struct lines *l, size_t size)
{
	if (size <= l->size)
		return;
	l->size = size;
	l->scan = memory_grow(l->scan, size / SCAN_BLOCK + 1, sizeof(*l->scan));
}

static void
own_size(struct lines *l, size_t size)
{
	scan_size(l, size);
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
	if (source)
		own_size(l, 2 * LINES_READ);
	return l;
}

void
lines_free(struct lines *l)
{
	if (!l)
		return;
	free(l->own);
	free(l->scan);
	free(l->head);
	free(l);
}

const struct error *
lines_error(const struct lines *l)
{
	return &l->error;
}

void
lines_slowly(struct lines *l)
{
	l->slowly = true;
}

static void
scan_all(struct lines *l)
{
	memset(l->text + l->end, 0, SCAN_BLOCK);
	scan_text(l->text, (l->end + SCAN_BLOCK - 1) / SCAN_BLOCK, l->scan);
}

void
lines_piece(struct lines *l, char *text, size_t size)
{
	scan_size(l, size);
	l->text = text;
	l->at = 0;
	l->end = size;
	scan_all(l);
}

/* More bytes behind text[end).  -1 failed. */
static int
lines_fill(struct lines *l)
{
	size_t left = l->end - l->at;
	ptrdiff_t n;

	memmove(l->text, l->text + l->at, left);
	l->at = 0;
	l->end = left;
	if (l->size - l->end < LINES_READ)
		own_size(l, 2 * l->size);
	n = source_read(l->source, l->text + l->end, LINES_READ, &l->error);
	if (n < 0)
		return -1;
	l->ended = n == 0;
	l->end += (size_t)n;
	scan_all(l);
	return 0;
}

/*
 * Walk the commas from text[at) to the next LF.  False when there is no LF
 * yet; nothing has moved then.
 */
static bool
line_walk(struct lines *l, struct line *line)
{
	size_t start = l->at, fields = 0;
	uint64_t from = ~UINT64_C(0) << l->at % SCAN_BLOCK, odd = 0, high = 0;

	for (size_t block = l->at / SCAN_BLOCK; block * SCAN_BLOCK < l->end;
	     block++, from = ~UINT64_C(0)) {
		const struct scan *s = &l->scan[block];
		uint64_t ends = s->ends & from;

		for (; ends; ends &= ends - 1) {
			size_t end = block * SCAN_BLOCK +
				     (size_t)__builtin_ctzll(ends);

			if (fields <= RECORD_COLUMNS_MAX)
				l->field[fields] = (struct slice){
				    l->text + start, end - start};
			fields++;
			start = end + 1;
			if (l->text[end] != '\n')
				continue;
			from &= (ends & -ends) - 1; /* what is before LF */
			line->odd = odd | (s->odd & from);
			line->high = high | (s->high & from);
			line->fields = fields;
			line->text = (struct slice){
			    l->text + l->at, end - l->at};
			l->at = start;
			return true;
		}
		odd |= s->odd & from;
		high |= s->high & from;
	}
	return false;
}

/* Keep the head for a fault and drop all up to and with the next LF. */
static enum line_state
line_drop(struct lines *l, struct line *line)
{
	if (!l->head)
		l->head = memory_new(RECORD_FAULT_RAW_MAX);
	memcpy(l->head, l->text + l->at, RECORD_FAULT_RAW_MAX);
	line->text = (struct slice){l->head, RECORD_FAULT_RAW_MAX};
	for (;;) {
		char *lf = memchr(l->text + l->at, '\n', l->end - l->at);

		l->at = lf ? (size_t)(lf - l->text) + 1 : l->end;
		if (lf || l->ended)
			return LINE_LONG;
		if (lines_fill(l) < 0)
			return LINE_FAILED;
	}
}

/* What stands behind the last LF, when nothing more comes. */
static enum line_state
line_last(struct lines *l, struct line *line)
{
	line->text = (struct slice){l->text + l->at, l->end - l->at};
	line->odd = true;
	line->high = true;
	l->at = l->end;
	return line->text.length ? LINE_UNENDED : LINE_NONE;
}

enum line_state
lines_next(struct lines *l, struct line *line)
{
	line->field = l->field;
	while (!line_walk(l, line)) {
		/* One more byte is allowed: it may be the CR of CRLF. */
		if (l->end - l->at > RECORD_LINE_MAX + 1)
			return line_drop(l, line);
		if (l->ended)
			return line_last(l, line);
		if (lines_fill(l) < 0)
			return LINE_FAILED;
	}
	if (l->slowly)
		line->odd = line->high = true;
	return LINE_WHOLE;
}
