#include "record/cut.h"

#include <csv.h>

#include "base/text.h"

size_t
cut_plain(struct slice line, struct slice *field, size_t max)
{
	const char *at = line.text, *end = at + line.length;
	size_t count = 0;

	for (;;) {
		const char *comma = at;

		while (comma < end && *comma != ',')
			comma++;
		if (count < max)
			field[count] = (struct slice){at, (size_t)(comma - at)};
		count++;
		if (comma == end)
			return count;
		at = comma + 1;
	}
}

/*
 * libcsv trims blanks and ends rows at a bare CR unless told otherwise:
 * no byte is a blank here, and only LF ends a row (it never comes: a line
 * is cut before).
 */
static int
no_space(unsigned char byte)
{
	(void)byte;
	return 0;
}

static int
line_end(unsigned char byte)
{
	return byte == '\n';
}

struct cutting {
	struct slice *field;
	size_t max;
	size_t count;
	struct arena *arena;
};

static void
cutting_field(void *bytes, size_t length, void *context)
{
	struct cutting *c = context;

	if (c->count < c->max)
		c->field[c->count] = arena_slice(
		    c->arena, (struct slice){bytes, length});
	c->count++;
}

static void
cutting_row(int end, void *context)
{
	(void)end;
	(void)context;
}

/* One for each thread; cut_release ends it. */
static _Thread_local struct csv_parser parser;
static _Thread_local bool parser_made;

void
cut_release(void)
{
	if (parser_made)
		csv_free(&parser);
	parser_made = false;
}

static void
parser_make(void)
{
	if (parser_made)
		return;
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		memory_exhausted();
	csv_set_space_func(&parser, no_space);
	csv_set_term_func(&parser, line_end);
	parser_made = true;
}

size_t
cut_quoted(
    struct slice line, struct slice *field, size_t max, struct arena *arena)
{
	struct cutting c = {field, max, 0, arena};

	parser_make();
	if (csv_parse(&parser, line.text, line.length, cutting_field,
		cutting_row, &c) != line.length) {
		/* csv_fini would clear the error and emit half a row. */
		cut_release();
		return 0;
	}
	if (csv_fini(&parser, cutting_field, cutting_row, &c) != 0) {
		cut_release();
		return 0;
	}
	return c.count;
}

/* Parts [from .. to) as fields. */
static struct slice *
parts_copy(struct slice *field, const char *base, const uint32_t *start,
    size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		*field++ = (struct slice){
		    base + start[i], start[i + 1] - start[i] - 1};
	return field;
}

/* The part in which a byte stands, looked for from `i` on. */
static size_t
part_of(const uint32_t *start, size_t i, ptrdiff_t byte)
{
	while (byte >= start[i + 1])
		i++;
	return i;
}

/*
 * Quotes are closed before the first of them and after the last, or libcsv
 * would find the line broken: there a comma always is the end of a field.
 */
size_t
cut_around_quotes(struct slice line, const char *base, const uint32_t *start,
    size_t parts, struct slice *field, struct arena *arena)
{
	const char *quote = memchr(line.text, '"', line.length);
	const char *last_quote = memrchr(line.text, '"', line.length);
	size_t first = part_of(start, 0, quote - base);
	size_t last = part_of(start, first, last_quote - base), between;
	struct slice quoted = {
	    base + start[first], start[last + 1] - start[first] - 1};

	field = parts_copy(field, base, start, 0, first);
	between = cut_quoted(quoted, field, parts - first, arena);
	if (between == 0)
		return 0;
	parts_copy(field + between, base, start, last + 1, parts);
	return first + between + parts - last - 1;
}
