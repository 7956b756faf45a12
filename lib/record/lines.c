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
	/* Whole blocks are cut before they are counted. */
	struct slice field[RECORD_COLUMNS_MAX + 1 + SCAN_BLOCK];
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
 * Cut at each comma of a block; the field behind the last one begins at
 * *start.  A block holds 64 at most, for which there is room.  The end of
 * what was cut.
 */
static inline struct slice *
block_cut(
    const char *text, uint64_t commas, struct slice *field, const char **start)
{
	const char *from = *start;

	for (; commas; commas &= commas - 1) {
		const char *comma = text + (unsigned)__builtin_ctzll(commas);

		field->text = from;
		field->length = (size_t)(comma - from);
		field++;
		from = comma + 1;
	}
	*start = from;
	return field;
}

/*
 * Walk the blocks from text[at) to the next LF.  False when there is no LF
 * yet; nothing has moved then.
 */
static bool
line_walk(struct lines *l, struct line *line)
{
	const char *start = l->text + l->at, *line_start = start;
	size_t block = l->at / SCAN_BLOCK, uncut = 0;
	uint64_t mask = ~UINT64_C(0) << l->at % SCAN_BLOCK, odd = 0, high = 0;
	struct slice *field = l->field;

	for (; block * SCAN_BLOCK < l->end; block++, mask = ~UINT64_C(0)) {
		const struct scan *s = &l->scan[block];
		const char *text = l->text + block * SCAN_BLOCK;
		uint64_t lf = s->lfs & mask;

		if (lf)
			mask &= (lf & -lf) - 1; /* what is before it */
		odd |= s->odd & mask;
		high |= s->high & mask;
		if (field <= l->field + RECORD_COLUMNS_MAX)
			field = block_cut(
			    text, s->commas & mask, field, &start);
		else
			uncut += (size_t)__builtin_popcountll(s->commas & mask);
		if (!lf)
			continue;
		text += __builtin_ctzll(lf);
		*field = (struct slice){start, (size_t)(text - start)};
		line->text = (struct slice){
		    line_start, (size_t)(text - line_start)};
		line->odd = odd != 0;
		line->high = high != 0;
		line->fields = (size_t)(field - l->field) + uncut + 1;
		l->at += line->text.length + 1;
		return true;
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
	line->fields = 0;
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
	line->fields = 0;
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
	return LINE_WHOLE;
}
