#include "reconcile/sheet.h"

#include <string.h>

#include "base/message.h"
#include "base/text.h"

void
sheet_init(struct sheet *t, const struct profile *profile)
{
	memset(t, 0, sizeof(*t));
	t->profile = profile;
}

void
sheet_release(struct sheet *t)
{
	arena_release(&t->arena);
	buffer_release(&t->unquoted);
}

/* utf8_next, which most often finds ASCII. */
static inline uint32_t
code_point(struct slice *rest)
{
	unsigned char byte = (unsigned char)rest->text[0];

	if (byte >= 0x80)
		return utf8_next(rest);
	rest->text++;
	rest->length--;
	return byte;
}

static inline bool
strips(const struct profile *p, uint32_t c)
{
	struct slice rest = p->strip;

	if (c == ' ' || c == '\t' || c == 0x3000)
		return true;
	while (rest.length > 0)
		if (code_point(&rest) == c)
			return true;
	return false;
}

/* The last code point of a text and its length in bytes. */
static uint32_t
last_of(struct slice s, size_t *bytes)
{
	struct slice tail;
	size_t n = 1;

	while (n < s.length && n < 4 &&
	       ((unsigned char)s.text[s.length - n] & 0xc0) == 0x80)
		n++;
	tail = (struct slice){s.text + s.length - n, n};
	*bytes = n;
	return code_point(&tail);
}

/* By bytes, where at most one that is ASCII is stripped besides blanks. */
static struct slice
strip_bytes(struct slice cell, char mark)
{
	const char *from = cell.text, *end = from + cell.length;

	while (from < end && (*from == ' ' || *from == '\t' || *from == mark))
		from++;
	while (from < end &&
	       (end[-1] == ' ' || end[-1] == '\t' || end[-1] == mark))
		end--;
	return (struct slice){from, (size_t)(end - from)};
}

/* That may be an ideographic space, or what a profile strips. */
static bool
ends_in_ascii(struct slice s)
{
	return s.length == 0 || ((unsigned char)s.text[0] < 0x80 &&
				    (unsigned char)s.text[s.length - 1] < 0x80);
}

struct slice
sheet_strip(const struct profile *p, struct slice cell)
{
	size_t bytes;

	if (p->strip.length <= 1) {
		cell = strip_bytes(
		    cell, p->strip.length ? p->strip.text[0] : ' ');
		if (ends_in_ascii(cell))
			return cell;
	}
	while (cell.length > 0) {
		struct slice rest = cell;

		if (!strips(p, code_point(&rest)))
			break;
		cell = rest;
	}
	while (cell.length > 0 && strips(p, last_of(cell, &bytes)))
		cell.length -= bytes;
	return cell;
}

static struct slice
behind(struct slice text, size_t bytes)
{
	return (struct slice){text.text + bytes, text.length - bytes};
}

/* memmem for a separator: a byte or a few, and never far. */
static const char *
find_separator(struct slice text, struct slice separator)
{
	while (text.length >= separator.length) {
		const char *at = memchr(text.text, separator.text[0],
		    text.length - separator.length + 1);

		if (!at || separator.length == 1 ||
		    bytes_equal(at, separator.text, separator.length))
			return at;
		text = behind(text, (size_t)(at - text.text) + 1);
	}
	return NULL;
}

/* Up to the separator; *rest moves behind it, to NULL at the end. */
static struct slice
cut_plain(struct slice *rest, struct slice separator)
{
	const char *end = find_separator(*rest, separator);
	struct slice cell = *rest;

	if (!end) {
		*rest = (struct slice){NULL, 0};
		return cell;
	}
	cell.length = (size_t)(end - rest->text);
	*rest = behind(*rest, cell.length + separator.length);
	return cell;
}

/*
 * A quoted cell, *rest at its opening quote.  Behind the closing one only
 * blanks may stand: WeChat puts a tab there.
 */
static int
cut_quoted(struct sheet *t, struct slice *rest, struct slice *cell)
{
	size_t from = t->unquoted.length, i = 1;
	struct slice tail;

	for (;; i++) {
		if (i >= rest->length)
			return -1;
		if (rest->text[i] != '"') {
			buffer_char(&t->unquoted, rest->text[i]);
			continue;
		}
		if (i + 1 >= rest->length || rest->text[i + 1] != '"')
			break;
		buffer_char(&t->unquoted, '"');
		i++;
	}
	*cell = (struct slice){
	    t->unquoted.text + from, t->unquoted.length - from};
	*rest = behind(*rest, i + 1);
	tail = cut_plain(rest, t->profile->separator);
	return slice_trim(tail).length == 0 ? 0 : -1;
}

static struct slice
without_lead(struct slice s)
{
	while (s.length > 0 && s.text[0] == ' ')
		s = behind(s, 1);
	return s;
}

static int
cut(struct sheet *t, struct slice line, struct slice separator, bool quoted,
    const char **why)
{
	struct slice rest = line;

	buffer_clear(&t->unquoted);
	t->cells = 0;
	while (rest.text) {
		struct slice lead = rest, *cell;

		if (t->cells == SHEET_CELLS_MAX) {
			*why = "long";
			return -1;
		}
		cell = &t->cell[t->cells++];
		if (quoted)
			lead = without_lead(rest);
		if (!quoted || lead.length == 0 || lead.text[0] != '"') {
			*cell = cut_plain(&rest, separator);
			continue;
		}
		rest = lead;
		if (cut_quoted(t, &rest, cell) < 0) {
			*why = "quote";
			return -1;
		}
	}
	return 0;
}

/*
 * Where every cell begins with a mark (WeChat: a backtick), a cell ends at
 * separator and mark, so that a comma within it is only text.  False when
 * the line is not of that kind: one that is, is never cut otherwise, for a
 * cell that is lacking and a comma in a text would make up for each other.
 */
static bool
cut_marked(struct sheet *t, struct slice line)
{
	struct slice separator = t->profile->separator;
	struct slice rest = line, mark;
	char text[64];
	uint32_t c;
	const char *why;

	if (line.length == 0 || t->profile->strip.length == 0)
		return false;
	c = utf8_next(&rest);
	mark = (struct slice){line.text, line.length - rest.length};
	if (c == ' ' || c == '\t' || !strips(t->profile, c) ||
	    mark.length + separator.length > sizeof(text))
		return false;
	memcpy(text, separator.text, separator.length);
	memcpy(text + separator.length, mark.text, mark.length);
	separator = (struct slice){text, separator.length + mark.length};
	return cut(t, line, separator, false, &why) == 0 && t->cells > 1;
}

int
sheet_cut(struct sheet *t, struct slice line, const char **why)
{
	bool quoted = t->profile->quoted && line.length > 0 &&
		      memchr(line.text, '"', line.length);

	if (cut_marked(t, line))
		return 0;
	/* Cells point into the buffer: it must not move any more. */
	if (quoted && t->unquoted.size <= line.length) {
		t->unquoted.size = line.length + 1;
		t->unquoted.text = memory_grow(
		    t->unquoted.text, t->unquoted.size, 1);
	}
	return cut(t, line, t->profile->separator, quoted, why);
}

struct slice
sheet_word(const struct sheet *t, int index)
{
	if (index < 0 || (size_t)index >= t->cells)
		return (struct slice){"", 0};
	return sheet_strip(t->profile, t->cell[index]);
}

struct slice
sheet_get(const struct sheet *t, int index)
{
	struct slice cell = sheet_word(t, index);

	if (words_has(&t->profile->absent, cell))
		return (struct slice){"", 0};
	return cell;
}

int
sheet_find(const struct sheet *t, const struct names *names)
{
	for (size_t n = 0; n < names->count; n++)
		for (size_t i = 0; i < t->columns; i++)
			if (slice_equal(names->name[n], t->name[i]))
				return (int)i;
	return -1;
}

static bool
row_has(const struct sheet *t, const struct names *names)
{
	for (size_t i = 0; i < t->cells; i++)
		if (names_has(names, sheet_strip(t->profile, t->cell[i])))
			return true;
	return false;
}

/* True when all of the heading's names are there; else remember how near. */
static bool
looks_like_heading(struct sheet *t, uint64_t line)
{
	const struct profile *p = t->profile;
	const struct names *lacks = NULL;
	size_t have = 0;

	for (size_t i = 0; i < p->headers; i++) {
		if (p->header[i].optional || row_has(t, &p->header[i]))
			have++;
		else if (!lacks)
			lacks = &p->header[i];
	}
	if (have > t->best) {
		t->best = have;
		t->best_line = line;
		t->lacks = lacks;
	}
	return have == p->headers;
}

static bool
stands_twice(const struct sheet *t, int column)
{
	for (size_t i = 0; i < t->columns; i++)
		if ((int)i != column &&
		    slice_equal(t->name[i], t->name[column]))
			return true;
	return false;
}

static int
find_fields(struct sheet *t, const struct names names[FIELDS], int at[FIELDS],
    const char *file, struct error *e)
{
	for (enum field f = 0; f < FIELDS; f++) {
		at[f] = sheet_find(t, &names[f]);
		if (names[f].count == 0)
			continue;
		if (at[f] < 0 && !names[f].optional)
			return error_set(e, HALL_DATA,
			    tr("%s:%llu: the column %.*s (%s) is not there"),
			    file, (unsigned long long)t->line,
			    SLICE_ARG(names[f].text), field_info[f].key);
		if (at[f] >= 0 && stands_twice(t, at[f]))
			return error_set(e, HALL_DATA,
			    tr("%s:%llu: the column %.*s stands there twice"),
			    file, (unsigned long long)t->line,
			    SLICE_ARG(t->name[at[f]]));
	}
	return 0;
}

int
sheet_try_heading(struct sheet *t, uint64_t line, struct slice text,
    const char *file, struct error *e)
{
	if (!looks_like_heading(t, line))
		return 0;
	t->line = line;
	t->columns = t->cells;
	t->heading = arena_slice(&t->arena, text);
	t->name = arena_array(&t->arena, t->cells + 1, sizeof(*t->name));
	for (size_t i = 0; i < t->cells; i++)
		t->name[i] = arena_slice(
		    &t->arena, sheet_strip(t->profile, t->cell[i]));
	/* An empty name at the end is a comma too many in the file. */
	if (find_fields(t, t->profile->map, t->at, file, e) < 0 ||
	    find_fields(t, t->profile->refund, t->refund_at, file, e) < 0)
		return -1;
	return 1;
}

int
sheet_no_heading(const struct sheet *t, const char *file, struct error *e)
{
	if (t->best == 0 || !t->lacks)
		return error_set(e, HALL_DATA,
		    tr("%s: no heading in the first %d lines: none of the "
		       "columns of source %.*s is there"),
		    file, SHEET_HEADING_LINES_MAX, SLICE_ARG(t->profile->name));
	return error_set(e, HALL_DATA,
	    tr("%s:%llu: no heading: the column %.*s is not there "
	       "(source %.*s; the line has %zu of %zu)"),
	    file, (unsigned long long)t->best_line, SLICE_ARG(t->lacks->text),
	    SLICE_ARG(t->profile->name), t->best, t->profile->headers);
}
