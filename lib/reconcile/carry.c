/*
 * carry.c - what the reconciliation of the day before left open, and what
 * this one leaves to the next.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/message.h"
#include "reconcile/state.h"
#include "record/reader.h"

static bool
is_carried_kind(enum kind kind)
{
	return kind == KIND_PAYMENT || kind == KIND_VOID ||
	       kind == KIND_REFUND || kind == KIND_DEPOSIT ||
	       kind == KIND_BATCH || kind == KIND_STATEMENT;
}

static int
complain_at(const struct record *r, const struct complaint *c, struct error *e)
{
	struct buffer text = {0};

	why_explain(&text, buffer_view(&c->why));
	error_set(e, HALL_DATA, "%s:%llu: %s", r->place.file,
	    (unsigned long long)r->place.line, text.text ? text.text : "");
	buffer_release(&text);
	return -1;
}

static int
take_carried(
    struct reconcile *r, const struct record *record, struct complaint *c)
{
	if (!is_carried_kind(record->kind))
		return 0;
	return items_add(&r->items, record, ITEM_CARRIED, c);
}

static int
take_folded(
    struct reconcile *r, const struct record *record, struct complaint *c)
{
	if (record->kind != KIND_TILL && record->kind != KIND_RUN &&
	    record->kind != KIND_BANKING)
		return 0;
	return threeway_take(r->threeway, record, c);
}

typedef int take_call(
    struct reconcile *, const struct record *, struct complaint *);

/* We wrote the file ourselves: a bad line is no matter of one item. */
static int
take_all(struct reconcile *r, struct reader *reader, take_call *take,
    struct error *e)
{
	struct complaint c = {0};
	struct record record;
	int result = 0;

	while (result == 0) {
		enum reader_event event = reader_next(reader, &record);

		if (event == READER_END)
			break;
		if (event == READER_FAILED) {
			*e = *reader_error(reader);
			result = -1;
		} else if (event == READER_FAULT) {
			result = complain_at(
			    &record, reader_complaint(reader), e);
		} else if (event == READER_RECORD && take(r, &record, &c) < 0) {
			result = complain_at(&record, &c, e);
		}
	}
	buffer_release(&c.why);
	return result;
}

/* Closes the source; NULL is one that could not be opened. */
static int
read_source(struct reconcile *r, struct source *source, take_call *take,
    struct error *e)
{
	struct reader *reader;
	int result;

	if (!source)
		return -1;
	reader = reader_new(source, NULL);
	result = take_all(r, reader, take, e);
	reader_free(reader);
	source_close(source);
	return result;
}

/* The day before in the book, or DATE_NONE. */
static int
day_before(struct reconcile *r, int32_t *before, struct error *e)
{
	size_t count;
	const int32_t *day = book_days(r->filter->book, &r->arena, &count, e);

	*before = DATE_NONE;
	for (size_t i = 0; i < count; i++)
		if (day[i] < r->scope.day)
			*before = day[i];
	return day ? 0 : -1;
}

static int
read_book(struct reconcile *r, struct error *e)
{
	const struct book *book = r->filter->book;
	int32_t before;
	struct source *source;
	char text[DATE_TEXT_SIZE], *name;
	int has;

	if (day_before(r, &before, e) < 0)
		return -1;
	if (before == DATE_NONE)
		return 0;
	date_format(before, text);
	name = arena_text(&r->arena, "%s.open", text);
	has = book_has(book, name, e);
	if (has < 0)
		return -1;
	if (has == 0) {
		mention(tr("%s was not reconciled (with --save): nothing is "
			   "carried in"),
		    text);
		return 0;
	}
	source = book_source(
	    book, book_day_path(book, before, ".open", &r->arena), e);
	return read_source(r, source, take_carried, e);
}

int
carry_read(struct reconcile *r, struct error *e)
{
	if (r->options->save && (!r->filter->book || !r->scope.limited))
		return error_set(e, HALL_USAGE,
		    tr("--save needs a book and the day: name it with "
		       "--on"));
	if (r->options->open)
		return read_source(
		    r, source_open(r->options->open, e), take_carried, e);
	if (r->filter->book && r->scope.limited)
		return read_book(r, e);
	return 0;
}

int
part_read(struct reconcile *r, struct error *e)
{
	const struct book *book = r->filter->book;
	struct error none = {HALL_DONE, ""};
	struct source *source;

	if (!book || !r->filter->cli || !cli_has(r->filter->cli, "day"))
		return 0;
	source = book_source(
	    book, book_day_path(book, r->scope.day, ".part", &r->arena), &none);
	if (!source)
		return 0; /* the day is open */
	return read_source(r, source, take_folded, e);
}

struct carried {
	uint32_t *item;
	size_t count;
};

static int
compare_carried(const void *a, const void *b, void *context)
{
	const struct items *items = context;
	const struct item *x = &items->list[*(const uint32_t *)a];
	const struct item *y = &items->list[*(const uint32_t *)b];

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	if (x->time_seconds != y->time_seconds)
		return x->time_seconds < y->time_seconds ? -1 : 1;
	return slice_compare(item_text(items, x->id), item_text(items, y->id));
}

static void
mark_entries(const struct matching *m, const struct entries *side, bool *marked)
{
	for (size_t i = 0; i < side->count; i++) {
		const struct entry *e = &side->list[i];

		if (!entry_carries(e))
			continue;
		for (size_t n = 0; n < entry_items(e); n++)
			marked[entry_item_at(m, e, n) - m->items->list] = true;
	}
}

/* A set that was not run leaves all it has to the next day. */
static void
mark_not_run(const struct reconcile *r, size_t set, bool *marked)
{
	for (size_t i = 0; i < r->items.count; i++) {
		const struct item *item = &r->items.list[i];
		enum scope_place place = scope_place(&r->scope, item);

		if ((item->sets >> set & 1) && !(item->flags & ITEM_FAILED) &&
		    (place == PLACE_IN || place == PLACE_LATE))
			marked[i] = true;
	}
}

static struct carried
collect(struct reconcile *r)
{
	bool *marked = memory_array(r->items.count + 1, sizeof(*marked));
	struct carried c = {
	    memory_array(r->items.count + 1, sizeof(*c.item)), 0};

	for (size_t i = 0; i < r->sets.count; i++) {
		const struct matching *m = r->matching[i];

		if (!m) {
			mark_not_run(r, i, marked);
			continue;
		}
		mark_entries(m, &m->left, marked);
		mark_entries(m, &m->right, marked);
	}
	for (size_t i = 0; i < r->items.count; i++)
		if (marked[i])
			c.item[c.count++] = (uint32_t)i;
	free(marked);
	if (c.count > 1)
		qsort_r(c.item, c.count, sizeof(*c.item), compare_carried,
		    &r->items);
	return c;
}

static void
write_items(struct reconcile *r, struct output *output)
{
	struct writer *writer = writer_new(output);
	struct carried c = collect(r);

	for (size_t i = 0; i < c.count; i++)
		item_write(&r->items, &r->items.list[c.item[i]], writer);
	free(c.item);
	writer_free(writer);
}

static int
put(struct reconcile *r, const char *suffix, const struct buffer *content,
    struct error *e)
{
	char text[DATE_TEXT_SIZE], name[32];

	date_format(r->scope.day, text);
	snprintf(name, sizeof(name), "%s.%s", text, suffix);
	return book_put_file(r->filter->book, name,
	    (struct slice){content->text ? content->text : "", content->length},
	    e);
}

int
carry_write(struct reconcile *r, struct error *e)
{
	struct output *output;
	struct buffer content = {0};
	int result = 0;

	if (r->options->carry) {
		if (book_check_output(r->options->carry, e) < 0)
			return -1;
		output = output_open(r->options->carry, e);
		if (!output)
			return -1;
		write_items(r, output);
		if (output_close(output, e) < 0)
			return -1;
	}
	if (!r->options->save)
		return 0;
	output = output_to(&content);
	write_items(r, output);
	result = output_close(output, e);
	if (result == 0)
		result = put(r, "open", &content, e);
	buffer_release(&content);
	return result;
}

int
save_results(struct reconcile *r, const struct buffer *content, struct error *e)
{
	return put(r, "recon", content, e);
}
