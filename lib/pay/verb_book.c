#include "base/arena.h"
#include "base/message.h"
#include "base/text.h"
#include "pay/pay.h"
#include "pay/verb.h"

const struct cli_option pay_book_options[] = {
    {"first", 0, "NUMBER", N_("the first number"), 0},
    {"last", 0, "NUMBER", N_("the last number"), 0},
    {"kind", 0, "KIND", N_("the kind of receipt"), 0},
    {"to", 0, "STAFF", N_("who has them from now on"), 0},
    {"verified", 0, NULL, N_("the numbers were checked one by one"), 0},
    {NULL, 0, NULL, NULL, 0},
};

enum { BOOK_RECEIVED, BOOK_ISSUED, BOOK_RETURNED, BOOK_LOST_, BOOK_EVENTS };

static const char *const events[BOOK_EVENTS] = {
    "receive", "issue", "return", "lost"};

/* Numbers of a book, as the command line or the book itself says. */
struct span {
	int event;
	struct slice book, kind, to;
	char first[SERIAL_TEXT_MAX], last[SERIAL_TEXT_MAX];
};

static int
find_event(struct verb *v, struct span *span)
{
	struct slice name = slice_of(cli_operand(v->cli, 0));
	const char *near = suggest(name, events, BOOK_EVENTS);

	for (span->event = 0; span->event < BOOK_EVENTS; span->event++)
		if (slice_is(name, events[span->event]))
			return 0;
	return verb_refuse(v,
	    near ? tr("book: '%.*s' is no event; did you mean '%s'?")
		 : tr("book: '%.*s' is no event: receive, issue, return or "
		      "lost"),
	    SLICE_ARG(name), near);
}

static int
copy_number(struct verb *v, const char *option, char text[SERIAL_TEXT_MAX])
{
	struct slice number = verb_text(v, option);
	int64_t digits = node_int(verb_section(v, "receipts"), "digits", 0);
	struct serial serial;

	if (serial_parse(number, &serial) < 0)
		return verb_refuse(v,
		    tr("--%s: '%.*s' is no receipt number: it ends in up to "
		       "18 digits"),
		    option, SLICE_ARG(number));
	if (digits > 0 && serial.digits != digits)
		return verb_refuse(v, tr("--%s: '%.*s' has %d of %lld digits"),
		    option, SLICE_ARG(number), serial.digits,
		    (long long)digits);
	serial_format(&serial, serial.value, text);
	return 0;
}

/* The whole of what lies in stock of that book. */
static bool
from_stock(const struct verb *v, struct span *span)
{
	const struct stock *s = run_stock(&v->hall->runs, span->book);

	if (!s)
		return false;
	serial_format(&s->shape, s->first, span->first);
	serial_format(&s->shape, s->last, span->last);
	span->kind = s->kind;
	return true;
}

/* What this person still holds of that book. */
static bool
from_holder(const struct verb *v, struct span *span)
{
	uint64_t left, next;

	for (const struct range *r = v->hall->runs.ranges; r; r = r->next) {
		next = range_next(r, &left);
		if (left == 0 || !slice_equal(r->book, span->book) ||
		    !slice_equal(r->staff, v->staff))
			continue;
		serial_format(&r->shape, next, span->first);
		serial_format(&r->shape, r->limit - 1, span->last);
		span->kind = r->kind;
		return true;
	}
	return false;
}

/* The kind of a book that is on record, unless another is said. */
static void
find_kind(const struct verb *v, struct span *span)
{
	const struct stock *s = run_stock(&v->hall->runs, span->book);
	const struct range *r = v->hall->runs.ranges;

	span->kind = verb_text(v, "kind");
	if (span->kind.length)
		return;
	while (r && !slice_equal(r->book, span->book))
		r = r->next;
	if (s || r)
		span->kind = s ? s->kind : r->kind;
}

static bool
is_on_record(const struct verb *v, struct slice book)
{
	const struct range *r = v->hall->runs.ranges;

	while (r && !slice_equal(r->book, book))
		r = r->next;
	return r || run_stock(&v->hall->runs, book);
}

static int
refuse_book(struct verb *v, struct slice book)
{
	struct arena arena = {0};
	const char *near = NULL, *one;

	for (const struct range *r = v->hall->runs.ranges; r; r = r->next) {
		one = arena_text(&arena, "%.*s", SLICE_ARG(r->book));
		near = suggest(book, &one, 1) ? one : near;
	}
	for (const struct stock *s = v->hall->runs.stock; s; s = s->next) {
		one = arena_text(&arena, "%.*s", SLICE_ARG(s->book));
		near = suggest(book, &one, 1) ? one : near;
	}
	if (near)
		verb_refuse(v, tr("there is no book %.*s; did you mean '%s'?"),
		    SLICE_ARG(book), near);
	else
		verb_refuse(v,
		    tr("there is no book %.*s: 'hall-pay book receive' puts it "
		       "on record"),
		    SLICE_ARG(book));
	arena_release(&arena);
	return -1;
}

static int
read_numbers(struct verb *v, struct span *span)
{
	find_kind(v, span);
	if (cli_has(v->cli, "first") && cli_has(v->cli, "last"))
		return copy_number(v, "first", span->first) < 0 ||
			       copy_number(v, "last", span->last) < 0
			   ? -1
			   : 0;
	if (cli_has(v->cli, "first") || cli_has(v->cli, "last"))
		return verb_refuse(
		    v, "%s", tr("--first and --last go together"));
	if (span->event == BOOK_ISSUED && from_stock(v, span))
		return 0;
	if (span->event == BOOK_RETURNED &&
	    (from_holder(v, span) || from_stock(v, span)))
		return 0;
	if (span->event != BOOK_RECEIVED && !is_on_record(v, span->book))
		return refuse_book(v, span->book);
	return verb_refuse(v, "%s", tr("--first and --last must be given"));
}

static int
read_to(struct verb *v, struct span *span)
{
	span->to = verb_text(v, "to");
	if (span->to.length == 0 && span->event == BOOK_ISSUED)
		return verb_refuse(v, "%s",
		    tr("--to must be given: who writes out of the book"));
	if (span->to.length == 0 || who_known(v->book, span->to))
		return 0;
	return verb_refuse(
	    v, tr("--to: hall.yaml names no staff %.*s"), SLICE_ARG(span->to));
}

/*
 * Books are in the hands of who keeps them; a person may give back what they
 * hold themselves.
 */
static int
check_may(struct verb *v, const struct span *span)
{
	if (span->event == BOOK_RETURNED && verb_can(v, v->staff, "receipt"))
		return 0;
	return verb_must(v, "receipt-books");
}

static int
book(struct verb *v)
{
	struct row *row = &v->recording.row;
	struct span span = {.book = slice_of(cli_operand(v->cli, 1))};

	if (find_event(v, &span) < 0 || check_may(v, &span) < 0 ||
	    verb_check_name(v, tr("book"), span.book) < 0 ||
	    read_numbers(v, &span) < 0 || read_to(v, &span) < 0)
		return -1;
	row_start(row, KIND_BOOK);
	row_set(row, BOOK_ID, span.book);
	row_text(row, BOOK_EVENT, events[span.event]);
	row_set(row, BOOK_KIND, span.kind);
	row_text(row, BOOK_FIRST, span.first);
	row_text(row, BOOK_LAST, span.last);
	row_set(row, BOOK_TO, span.to);
	if (cli_has(v->cli, "verified"))
		row_text(row, BOOK_VERIFIED, "yes");
	return verb_add(v, row);
}

enum hall_status
pay_book(struct cli *cli)
{
	return verb_run(cli, NULL, book);
}
