#include "reconcile/explain_verb.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/map.h"
#include "base/message.h"
#include "base/output.h"
#include "base/text.h"
#include "book/book.h"
#include "record/codes.h"
#include "record/reader.h"

#define LABEL_COLUMNS 14

const struct cli_option explain_options[] = {
    {"on", 0, N_("DAY"), N_("the day that was reconciled"), 0},
    {NULL, 0, NULL, NULL, 0},
};

struct explanation {
	struct slice id;
	struct arena arena;
	struct map *wanted; /* ids of records that belong to it */
	struct map *told;   /* lines that were printed */
	struct output *output;
	bool found;
};

/* Columns of our records that name others. */
static const struct {
	enum kind kind;
	int column;
} names[] = {
    {KIND_MATCH, MATCH_LEFT},
    {KIND_MATCH, MATCH_RIGHT},
    {KIND_MATCH, MATCH_CANDIDATES},
    {KIND_MATCHLINE, MATCHLINE_MATCH},
    {KIND_MATCHLINE, MATCHLINE_RECORD},
    {KIND_BREAK, BREAK_RECORD},
};

#define NAMES (sizeof(names) / sizeof(names[0]))

static struct slice
id_of(const struct record *r)
{
	int column = kind_column(r->kind, SLICE("id"));

	return column >= 0 ? rec_get(r, column) : (struct slice){"", 0};
}

static void
want(struct explanation *x, struct slice id)
{
	if (id.length)
		*map_put(x->wanted, id) = x;
}

/* The ids in a cell: one, or several with blanks between. */
static void
want_cell(struct explanation *x, struct slice cell)
{
	struct slice rest = cell, id;

	while (slice_cut(&rest, ' ', &id))
		want(x, id);
}

/* A difference names the row of the other side: row=ID. */
static void
want_row(struct explanation *x, struct slice why)
{
	const char *at = why.length ? memmem(why.text, why.length, "row=", 4)
				    : NULL;
	struct slice rest, id;

	if (!at)
		return;
	rest.text = at + 4;
	rest.length = why.length - (size_t)(rest.text - why.text);
	if (slice_cut(&rest, ',', &id))
		want(x, id);
}

static bool
cell_has(struct slice cell, struct slice id)
{
	return cell.length >= id.length &&
	       memmem(cell.text, cell.length, id.text, id.length);
}

/* A record of ours that is asked for, or names what is asked for. */
static void
collect(void *context, const struct record *r)
{
	struct explanation *x = context;
	bool ours = slice_equal(id_of(r), x->id);

	for (size_t i = 0; i < NAMES && !ours; i++)
		ours = names[i].kind == r->kind &&
		       slice_equal(rec_get(r, names[i].column), x->id);
	if (r->kind == KIND_MATCH && !ours)
		ours = cell_has(rec_get(r, MATCH_CANDIDATES), x->id);
	if (!ours)
		return;
	x->found = true;
	want(x, id_of(r));
	for (size_t i = 0; i < NAMES; i++)
		if (names[i].kind == r->kind)
			want_cell(x, rec_get(r, names[i].column));
	if (r->kind == KIND_BREAK)
		want_row(x, rec_get(r, BREAK_WHY));
}

static void
print_cell(
    struct explanation *x, enum kind kind, const char *name, struct slice cell)
{
	const char *sort = code_sort(
	    slice_of(kinds[kind].name), slice_of(name));
	const char *label = word(kinds[kind].name, slice_of(name));
	struct buffer text = {0};

	if (strcmp(label, name) == 0)
		label = word("column", slice_of(name));
	buffer_text(&text, "    ");
	text_pad(&text, slice_of(label), LABEL_COLUMNS, false);
	buffer_char(&text, ' ');
	if (strcmp(name, "why") == 0)
		why_explain(&text, cell);
	else if (sort)
		buffer_text(&text, word(sort, cell));
	else
		buffer_slice(&text, cell);
	buffer_char(&text, '\n');
	output_slice(x->output, buffer_view(&text));
	buffer_release(&text);
}

/* Each line once, though it stands in several files. */
static bool
is_new(struct explanation *x, const struct record *r)
{
	void **place = map_put(x->told, r->line);
	bool new = *place == NULL;

	*place = x;
	return new;
}

static bool
belongs(const struct explanation *x, const struct record *r)
{
	if (r->kind == KIND_MATCHLINE)
		return slice_equal(rec_get(r, MATCHLINE_MATCH), x->id) ||
		       slice_equal(rec_get(r, MATCHLINE_RECORD), x->id);
	return map_get(x->wanted, id_of(r)) != NULL;
}

static bool
is_result(enum kind kind)
{
	return kind == KIND_MATCH || kind == KIND_MATCHLINE ||
	       kind == KIND_BREAK || kind == KIND_PROOF;
}

static void
print_record(struct explanation *x, const struct record *r)
{
	size_t own = kinds[r->kind].columns_own;

	if (r->kind == KIND_OTHER || !belongs(x, r) || !is_new(x, r))
		return;
	output_format(x->output, "%s %.*s (%s:%llu)\n",
	    word("kind", slice_of(kinds[r->kind].name)), SLICE_ARG(id_of(r)),
	    r->place.file, (unsigned long long)r->place.line);
	for (size_t i = 0; i < own; i++) {
		struct slice cell = rec_get(r, (int)i);

		if (cell.length && !slice_equal(cell, id_of(r)))
			print_cell(x, r->kind, kinds[r->kind].columns[i], cell);
	}
}

static void
print_result(void *context, const struct record *r)
{
	if (is_result(r->kind))
		print_record(context, r);
}

static void
print_other(void *context, const struct record *r)
{
	if (!is_result(r->kind))
		print_record(context, r);
}

/*
 * What came of it first, then the records it is made of.  Files of a book, or
 * without one those that people named.
 */
static int
explain_files(struct explanation *x, const struct book *book,
    char *const *files, size_t count, struct error *e)
{
	static void (*const calls[])(void *, const struct record *) = {
	    collect, print_result, print_other};

	for (size_t k = 0; k < sizeof(calls) / sizeof(calls[0]); k++) {
		for (size_t i = 0; i < count; i++)
			if (reader_each(book ? book_source(book, files[i], e)
					     : source_open(files[i], e),
				calls[k], x, e) < 0)
				return -1;
		if (!x->found)
			return 0;
	}
	return 0;
}

static void
add_if_there(const struct book *book, int32_t day, const char *suffix,
    struct arena *arena, char **files, size_t *count)
{
	char date[DATE_TEXT_SIZE];
	struct error none = {HALL_DONE, ""};
	int fd;

	date_format(day, date);
	fd = book_open_file(
	    book, arena_text(arena, "%s%s", date, suffix), O_RDONLY, &none);
	if (fd < 0)
		return;
	close(fd);
	files[(*count)++] = book_day_path(book, day, suffix, arena);
}

/* A day's results, what was carried into it, and its facts. */
static int
explain_day(struct explanation *x, const struct book *book, int32_t day,
    int32_t before, struct error *e)
{
	char *files[8], **inputs;
	size_t count = 0, facts;

	add_if_there(book, day, ".recon", &x->arena, files, &count);
	if (count == 0)
		return 0;
	if (book_day_inputs(book, day, &x->arena, &inputs, &facts, e) < 0)
		return -1;
	for (size_t i = 0; i < facts && count < 4; i++)
		files[count++] = inputs[i];
	add_if_there(book, day, ".part", &x->arena, files, &count);
	if (before != DATE_NONE)
		add_if_there(book, before, ".open", &x->arena, files, &count);
	return explain_files(x, book, files, count, e);
}

/* The day that is named, or the newest whose results know the id. */
static int
explain_book(struct explanation *x, const struct book *book, const char *on,
    struct error *e)
{
	size_t count;
	const int32_t *day = book_days(book, &x->arena, &count, e);
	int32_t wanted = DATE_NONE;

	if (!day)
		return -1;
	if (on && date_parse(slice_of(on), &wanted) < 0)
		return error_set(e, HALL_USAGE,
		    tr("--on: '%s' is not a date; write 2026-11-02"), on);
	while (count-- > 0 && !x->found)
		if ((!on || day[count] == wanted) &&
		    explain_day(x, book, day[count],
			count ? day[count - 1] : DATE_NONE, e) < 0)
			return -1;
	return 0;
}

static int
run(struct explanation *x, struct cli *cli, struct error *e)
{
	size_t files = cli_operands(cli) - 1;
	struct book *book = NULL;
	int result;

	if (files > 0) {
		result = explain_files(
		    x, NULL, cli_operand_list(cli) + 1, files, e);
	} else {
		if (book_from_cli(cli, true, &book, e) < 0)
			return -1;
		result = explain_book(x, book, cli_get(cli, "on"), e);
		book_close(book);
	}
	if (result == 0 && !x->found)
		return error_set(e, HALL_USAGE,
		    tr("%.*s: nothing that was reconciled bears that id"),
		    SLICE_ARG(x->id));
	return result;
}

static int
print(struct explanation *x, struct cli *cli, struct error *e)
{
	x->output = output_open(cli_get(cli, "output"), e);
	if (!x->output)
		return -1;
	if (run(x, cli, e) == 0)
		return output_close(x->output, e);
	output_abandon(x->output);
	return -1;
}

enum hall_status
explain_verb(struct cli *cli)
{
	struct explanation x = {.id = slice_of(cli_operand(cli, 0))};
	struct error e = {HALL_DONE, ""};
	enum hall_status status = HALL_DONE;

	x.wanted = map_new();
	x.told = map_new();
	if (print(&x, cli, &e) < 0)
		status = cli_fail(&e);
	map_free(x.wanted);
	map_free(x.told);
	arena_release(&x.arena);
	return status;
}
