#include "record/record.h"

#include "record/cut.h"
#include "record/reader.h"

/*
 * Standard headings are made once, on demand, and live for ever: kinds are
 * few and their columns fixed.
 */
static struct heading *standard[KIND_COUNT];
static struct arena standard_arena;

size_t
heading_find(const struct heading *h, struct slice name)
{
	for (size_t i = 0; i < h->columns; i++)
		if (slice_equal(h->column[i], name))
			return i + 1;
	return 0;
}

/* The same column twice in one heading would make "by name" a guess. */
static int
heading_check(const struct heading *h, struct complaint *complaint)
{
	if (!kind_name_valid(h->name))
		return complain(
		    complaint, NULL, "heading", "problem", "kind_name", NULL);
	for (size_t i = 0; i < h->columns; i++) {
		if (!column_name_valid(h->column[i]))
			return complain(complaint, NULL, "heading", "problem",
			    "column_name", NULL);
		if (heading_find(h, h->column[i]) != i + 1)
			return complain(complaint, NULL, "heading", "problem",
			    "column_twice", NULL);
	}
	return 0;
}

static void
heading_bind(struct heading *h)
{
	h->kind = kind_find(h->name);
	for (size_t i = 0; i < h->columns; i++) {
		int column = kind_column(h->kind, h->column[i]);

		if (column >= 0)
			h->at[column] = (uint16_t)(i + 1);
	}
	h->hall = heading_find(h, SLICE("hall"));
	h->day = heading_find(h, SLICE("day"));
	h->time = heading_find(h, SLICE("time"));
}

struct heading *
heading_parse(
    struct slice line, struct arena *arena, struct complaint *complaint)
{
	struct slice *field = arena_array(
	    arena, RECORD_COLUMNS_MAX + 1, sizeof(*field));
	struct heading *h = arena_alloc(arena, sizeof(*h));
	struct slice rest = arena_slice(arena, line);
	size_t fields;

	if (rest.length && rest.text[0] == '#') {
		rest.text++;
		rest.length--;
	}
	h->line = rest;
	if (memchr(rest.text, '"', rest.length)) {
		complain(complaint, NULL, "heading", "problem", "quote", NULL);
		return NULL;
	}
	fields = cut_plain(rest, field, RECORD_COLUMNS_MAX + 1);
	if (fields > RECORD_COLUMNS_MAX + 1) {
		complain(complaint, NULL, "long", "what", "columns", NULL);
		return NULL;
	}
	h->name = field[0];
	h->column = field + 1;
	h->columns = fields - 1;
	if (heading_check(h, complaint) < 0)
		return NULL;
	heading_bind(h);
	return h;
}

const struct heading *
heading_standard(enum kind kind)
{
	struct complaint complaint = {0};
	char *line;

	if (!standard[kind]) {
		line = arena_text(&standard_arena, "#%s,%s", kinds[kind].name,
		    kinds[kind].heading);
		standard[kind] = heading_parse(
		    slice_of(line), &standard_arena, &complaint);
		buffer_release(&complaint.why);
	}
	return standard[kind];
}
