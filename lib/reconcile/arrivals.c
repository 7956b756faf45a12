/*
 * arrivals.c - the files of banks and channels that a reconciliation reads.
 */
#include <stdlib.h>

#include "base/message.h"
#include "reconcile/files.h"
#include "reconcile/state.h"

bool
source_known(const struct reconcile *r, struct slice name)
{
	for (size_t i = 0; i < r->sources; i++)
		if (slice_equal(r->source[i].name, name))
			return true;
	return false;
}

struct source_state *
source_state_of(struct reconcile *r, struct slice name)
{
	struct source_state *s;

	for (size_t i = 0; i < r->sources; i++)
		if (slice_equal(r->source[i].name, name))
			return &r->source[i];
	r->source = memory_grow(r->source, r->sources + 1, sizeof(*r->source));
	s = &r->source[r->sources++];
	s->name = arena_slice(&r->arena, name);
	s->rejected = 0;
	return s;
}

static struct arrival *
add_arrival(struct reconcile *r, struct slice source, const char *path,
    const char *file)
{
	struct arrival *a;

	r->arrival = memory_grow(
	    r->arrival, r->arrivals + 1, sizeof(*r->arrival));
	a = &r->arrival[r->arrivals++];
	*a = (struct arrival){.source = source, .path = path, .file = file};
	return a;
}

static int
find_with(struct reconcile *r, struct error *e)
{
	for (size_t i = 0; i < r->options->withs; i++) {
		struct slice rest = slice_of(r->options->with[i]), source;

		if (!slice_cut(&rest, '=', &source) || !rest.text ||
		    rest.length == 0 || source.length == 0)
			return error_set(e, HALL_USAGE,
			    tr("--with: '%s' is not SOURCE=FILE"),
			    r->options->with[i]);
		if (slice_is(rest, "-"))
			return error_set(e, HALL_USAGE,
			    tr("--with: name a file; records come from "
			       "standard input"));
		add_arrival(r, source, rest.text, rest.text);
	}
	return 0;
}

/* The day before in the book, so that a weekend's files are found too. */
static int
first_date(const struct reconcile *r, int32_t *first, struct error *e)
{
	struct arena arena = {0};
	size_t count;
	const int32_t *day = book_days(r->filter->book, &arena, &count, e);

	*first = r->scope.day;
	for (size_t i = 0; i < count; i++)
		if (day[i] < r->scope.day)
			*first = day[i] + 1;
	arena_release(&arena);
	return day ? 0 : -1;
}

static bool
named_by_hand(const struct reconcile *r, struct slice source)
{
	for (size_t i = 0; i < r->arrivals; i++)
		if (slice_equal(r->arrival[i].source, source))
			return true;
	return false;
}

/* Files of sources that --with did not name. */
static int
find_in_book(struct reconcile *r, struct error *e)
{
	size_t given = r->arrivals;
	struct file_facts facts;
	int32_t first;

	if (!r->filter->book || !r->scope.limited)
		return 0;
	if (first_date(r, &first, e) < 0 ||
	    files_load(r->filter->book, first, &r->arena, &facts, e) < 0)
		return -1;
	for (size_t i = 0; i < facts.count; i++) {
		const struct file_fact *f = &facts.list[i];
		size_t arrivals = r->arrivals;
		char date[DATE_TEXT_SIZE];
		struct arrival *a;
		const char *path;
		bool by_hand;

		r->arrivals = given;
		by_hand = named_by_hand(r, f->source);
		r->arrivals = arrivals;
		if (by_hand || f->from == DATE_NONE || f->from > r->scope.day ||
		    f->to < first)
			continue;
		path = file_path(r->filter->book, f, &r->arena, e);
		if (!path || file_check(r->filter->book, path, f, e) < 0)
			return -1;
		/* Rows say where in the book, wherever the book is. */
		date_format(f->day, date);
		a = add_arrival(r, f->source, path,
		    arena_text(
			&r->arena, "%s/files/%.*s", date, SLICE_ARG(f->name)));
		a->received = true;
		a->from = f->from;
		a->to = f->to;
	}
	return 0;
}

static void
skip_row(void *context, const struct statement *s)
{
	(void)context;
	(void)s;
}

static void
skip_fault(void *context, const char *file, uint64_t line, struct slice text,
    const struct complaint *c)
{
	(void)context;
	(void)file;
	(void)line;
	(void)text;
	(void)c;
}

/* What people name may stand anywhere; what the book names stands in it. */
static struct source *
open_arrival(
    const struct reconcile *r, const struct arrival *a, struct error *e)
{
	return a->received ? book_source(r->filter->book, a->path, e)
			   : source_open(a->path, e);
}

static int
is_faulty(
    struct reconcile *r, const struct arrival *a, bool *faulty, struct error *e)
{
	static const struct import_calls calls = {NULL, skip_row, skip_fault};
	struct import_summary sum;
	struct profile profile;

	if (profile_load(&profile, r->config, a->source, &r->arena, e) < 0 ||
	    import_source(
		&profile, open_arrival(r, a, e), a->file, &calls, &sum, e) < 0)
		return -1;
	*faulty = sum.faults > 0;
	return 0;
}

static bool
may_supersede(const struct arrival *later, const struct arrival *a)
{
	return later->received && slice_equal(later->source, a->source) &&
	       later->from <= a->from && later->to >= a->to;
}

/* Does a later file without faults take the place of this one? */
static int
look_for_later(struct reconcile *r, size_t at, struct error *e)
{
	struct arrival *a = &r->arrival[at];
	bool faulty;

	for (size_t i = r->arrivals; i-- > at + 1;) {
		if (!may_supersede(&r->arrival[i], a))
			continue;
		if (is_faulty(r, a, &faulty, e) < 0)
			return -1;
		if (!faulty)
			return 0;
		if (is_faulty(r, &r->arrival[i], &faulty, e) < 0)
			return -1;
		if (faulty)
			continue;
		a->superseded = true;
		mention(tr("%s has faults and is left out: %s came later"),
		    a->file, r->arrival[i].file);
		return 0;
	}
	return 0;
}

/*
 * A file that came cut off, and later whole: its faults would stay for ever.
 * The facts, and so the files, stand in the order in which they came.
 */
static int
leave_superseded(struct reconcile *r, struct error *e)
{
	size_t kept = 0;

	for (size_t i = 0; i < r->arrivals; i++)
		if (r->arrival[i].received && look_for_later(r, i, e) < 0)
			return -1;
	for (size_t i = 0; i < r->arrivals; i++)
		if (!r->arrival[i].superseded)
			r->arrival[kept++] = r->arrival[i];
	r->arrivals = kept;
	return 0;
}

/* By source and path: the order of options means nothing. */
static int
compare_arrivals(const void *a, const void *b)
{
	const struct arrival *x = a, *y = b;
	int order = slice_compare(x->source, y->source);

	return order ? order : strcmp(x->path, y->path);
}

static void
take_row(void *context, const struct statement *s)
{
	struct reconcile *r = context;

	items_add_row(&r->items, s);
}

/* A fault needs a record to be about. */
static void
take_fault(void *context, const char *file, uint64_t line, struct slice text,
    const struct complaint *c)
{
	static const struct slice field[] = {{"statement", 9}};
	struct reconcile *r = context;
	struct told *told;

	r->told = memory_grow(r->told, r->tolds + 1, sizeof(*r->told));
	told = &r->told[r->tolds++];
	*told = (struct told){
	    .record = {.kind = KIND_STATEMENT, .field = field, .fields = 1}};
	told->record.line = arena_slice(&r->arena, text);
	told->record.place.file = file;
	told->record.place.line = line;
	memcpy(told->complaint.column, c->column, sizeof(c->column));
	memcpy(told->complaint.code, c->code, sizeof(c->code));
	buffer_slice(&told->complaint.why, buffer_view(&c->why));
}

static int
read_one(struct reconcile *r, const struct arrival *a, struct error *e)
{
	struct import_calls calls = {r, take_row, take_fault};
	struct import_summary sum;
	struct profile profile;
	struct source_state *source;

	if (profile_load(&profile, r->config, a->source, &r->arena, e) < 0 ||
	    import_source(
		&profile, open_arrival(r, a, e), a->file, &calls, &sum, e) < 0)
		return -1;
	source = source_state_of(r, a->source);
	source->rejected += sum.count[LINE_REJECTED];
	return 0;
}

int
arrivals_read(struct reconcile *r, struct error *e)
{
	if (find_with(r, e) < 0 || find_in_book(r, e) < 0 ||
	    leave_superseded(r, e) < 0)
		return -1;
	if (r->arrivals > 1)
		qsort(r->arrival, r->arrivals, sizeof(*r->arrival),
		    compare_arrivals);
	for (size_t i = 0; i < r->arrivals; i++)
		if (read_one(r, &r->arrival[i], e) < 0)
			return -1;
	return 0;
}

/* Faults that were just made stand in what is saved, too. */
static void
tell(struct reconcile *r, struct result *result, const struct told *told)
{
	size_t before = stream_faults(r->stream);
	bool mended;

	stream_fault_line(r->stream, &told->record, &told->complaint);
	for (size_t i = before; i < stream_faults(r->stream); i++)
		if (result->copy)
			writer_record(result->copy,
			    stream_fault_at(r->stream, i, &mended));
}

void
arrivals_write(struct reconcile *r, struct result *result)
{
	uint64_t lines = 0;

	for (size_t i = 0; i < r->items.count; i++) {
		const struct item *item = &r->items.list[i];

		if (!(item->flags & ITEM_FILED))
			continue;
		if (result->copy)
			item_write(&r->items, item, result->copy);
		if (item->flags & ITEM_PASSED)
			continue;
		lines++;
		if (result->writer)
			item_write(&r->items, item, result->writer);
	}
	stream_wrote(r->stream, lines);
	for (size_t i = 0; i < r->tolds; i++)
		tell(r, result, &r->told[i]);
}
