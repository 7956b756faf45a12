#include "pay/state.h"

enum { RANK_RECEIVE, RANK_ISSUE, RANK_RETURN, RANK_LOST };

/* A book fact as it was read. */
struct span {
	struct slice book, kind, staff, to;
	struct serial shape;
	uint64_t first, last;
};

const struct stock *
run_stock(const struct runs *runs, struct slice book)
{
	for (const struct stock *s = runs->stock; s; s = s->next)
		if (slice_equal(s->book, book))
			return s;
	return NULL;
}

static int
complain_span(const struct span *span, const char *code, const char *name,
    const char *value, struct complaint *c)
{
	char first[SERIAL_TEXT_MAX], last[SERIAL_TEXT_MAX];

	serial_format(&span->shape, span->first, first);
	serial_format(&span->shape, span->last, last);
	return complain(
	    c, "first", code, "first", first, "last", last, name, value, NULL);
}

static int
read_span(const struct record *r, struct span *span, struct complaint *c)
{
	struct slice first, last;
	struct serial end;

	if (rec_text(r, BOOK_ID, &span->book, c) < 0 ||
	    rec_text(r, BOOK_FIRST, &first, c) < 0 ||
	    rec_text(r, BOOK_LAST, &last, c) < 0)
		return -1;
	if (serial_parse(first, &span->shape) < 0)
		return pay_complain(c, "first", "number_bad", "number", first);
	if (serial_parse(last, &end) < 0 ||
	    !slice_equal(end.prefix, span->shape.prefix) ||
	    end.value < span->shape.value ||
	    end.value - span->shape.value >= RANGE_NUMBERS_MAX)
		return complain(c, "last", "range_bad", NULL);
	span->first = span->shape.value;
	span->last = end.value;
	span->kind = rec_get(r, BOOK_KIND);
	span->to = rec_get(r, BOOK_TO);
	return 0;
}

static struct range *
meets_range(const struct runs *runs, const struct span *span)
{
	return range_meeting(
	    runs, &span->shape, span->kind, span->first, span->last);
}

static bool
meets_stock(const struct stock *s, const struct span *span)
{
	return range_same_series(
		   &s->shape, s->kind, &span->shape, span->kind) &&
	       s->first <= span->last && span->first <= s->last;
}

static void
stock_add(struct pay *pay, struct runs *runs, const struct span *span,
    uint64_t first, uint64_t last, struct slice staff)
{
	struct stock *s = arena_alloc(&pay->arena, sizeof(*s)), **at;

	s->book = arena_slice(&pay->arena, span->book);
	s->kind = arena_slice(&pay->arena, span->kind);
	s->staff = arena_slice(&pay->arena, staff);
	s->shape = span->shape;
	s->shape.prefix = arena_slice(&pay->arena, span->shape.prefix);
	s->first = first;
	s->last = last;
	runs->stock_count++;
	for (at = &runs->stock; *at; at = &(*at)->next)
		;
	*at = s;
}

/* Take the numbers out of the stock, as far as they lie there. */
static bool
stock_remove(struct pay *pay, struct runs *runs, const struct span *span)
{
	bool found = false;

	for (struct stock **at = &runs->stock, *s; (s = *at);) {
		struct span rest = *span;
		uint64_t last = s->last;

		if (!meets_stock(s, span)) {
			at = &s->next;
			continue;
		}
		found = true;
		rest.book = s->book;
		rest.kind = s->kind;
		rest.shape = s->shape;
		if (s->first < span->first) {
			s->last = span->first - 1;
			at = &s->next;
		} else {
			*at = s->next;
			runs->stock_count--;
		}
		if (last > span->last)
			stock_add(
			    pay, runs, &rest, span->last + 1, last, s->staff);
	}
	return found;
}

static int
take_receive(struct pay *pay, const struct fact *fact, const struct span *span,
    struct complaint *c)
{
	struct runs *runs = &fact->hall->runs;
	struct range *range = meets_range(runs, span);
	struct stock *s = runs->stock;

	if (runs->stock_count >= RANGES_MAX)
		return complain(c, NULL, "ranges", NULL);
	while (s && !meets_stock(s, span))
		s = s->next;
	if (!range && !s) {
		stock_add(pay, runs, span, span->first, span->last,
		    span->to.length ? span->to : fact->staff);
		return 0;
	}
	/* Said again when a day carries in what an earlier one brought. */
	if (fact->opening)
		return 0;
	return complain_span(span, "overlap", "holder",
	    range ? range->staff.text : s->staff.text, c);
}

static void
range_add(struct pay *pay, const struct fact *fact, const struct span *span)
{
	struct runs *runs = &fact->hall->runs;
	struct range *range = arena_alloc(&pay->arena, sizeof(*range));

	range->book = arena_slice(&pay->arena, span->book);
	range->kind = arena_slice(&pay->arena, span->kind);
	range->staff = arena_slice(&pay->arena, span->to);
	range->shape = span->shape;
	range->shape.prefix = arena_slice(&pay->arena, span->shape.prefix);
	range->first = span->first;
	range->last = span->last;
	range->limit = span->last + 1;
	range->fresh = range->begun = span->first;
	range->begun_day = fact->day;
	range->day = fact->day;
	range->opening = fact->opening;
	range_index(runs, range);
}

static int
take_issue(struct pay *pay, const struct fact *fact, const struct span *span,
    struct complaint *c)
{
	struct runs *runs = &fact->hall->runs;
	struct range *other = meets_range(runs, span);

	if (span->to.length == 0)
		return complain(c, "to", "missing", "column", "to", NULL);
	if (other && fact->opening)
		return 0;
	if (other)
		return complain_span(
		    span, "overlap", "holder", other->staff.text, c);
	if (runs->ranges_count >= RANGES_MAX)
		return complain(c, NULL, "ranges", NULL);
	stock_remove(pay, runs, span);
	range_add(pay, fact, span);
	return 0;
}

static void
cut_add(struct pay *pay, struct range *range, const struct span *span,
    int32_t day, const struct record *lost)
{
	struct range_cut *cut = arena_alloc(&pay->arena, sizeof(*cut));

	cut->lost = lost != NULL;
	cut->day = day;
	cut->first = span->first;
	cut->last = span->last;
	cut->record = lost ? record_keep(lost, &pay->arena) : NULL;
	cut->next = range->cuts;
	range->cuts = cut;
	range->cuts_count++;
}

/*
 * A person gives back the end of what they hold; the stock gives back to
 * where it came from.
 */
static int
take_return(struct pay *pay, const struct fact *fact, const struct span *span,
    struct complaint *c)
{
	struct runs *runs = &fact->hall->runs;
	struct range *range = meets_range(runs, span);
	char used[SERIAL_TEXT_MAX];

	if (!range && stock_remove(pay, runs, span))
		return 0;
	if (!range || span->first < range->first ||
	    span->last + 1 != range->limit)
		return complain_span(span, "not_held", NULL, NULL, c);
	if (span->first < range->fresh) {
		serial_format(&range->shape, range->fresh - 1, used);
		return complain_span(span, "range_used", "used", used, c);
	}
	if (range->cuts_count >= RANGE_CUTS_MAX)
		return complain(c, NULL, "ranges", NULL);
	range->limit = span->first;
	cut_add(pay, range, span, fact->day, NULL);
	stock_add(pay, runs, span, span->first, span->last,
	    span->to.length ? span->to : fact->staff);
	return 0;
}

static int
take_lost(struct pay *pay, const struct fact *fact, const struct record *r,
    const struct span *span, struct complaint *c)
{
	struct runs *runs = &fact->hall->runs;
	struct range *range = meets_range(runs, span);
	char used[SERIAL_TEXT_MAX];
	uint64_t number;

	if (!range && stock_remove(pay, runs, span))
		return 0;
	if (!range || span->first < range->first || span->last >= range->limit)
		return complain_span(span, "not_held", NULL, NULL, c);
	if (range->cuts_count >= RANGE_CUTS_MAX)
		return complain(c, NULL, "ranges", NULL);
	if (sheets_used(&range->sheets, span->first, span->last, &number)) {
		serial_format(&range->shape, number, used);
		return complain_span(span, "range_used", "used", used, c);
	}
	if (range_lost(range, span->first, span->last, INT32_MAX) > 0)
		return complain_span(span, "lost_twice", NULL, NULL, c);
	cut_add(pay, range, span, fact->day, r);
	return 0;
}

int
book_take(struct pay *pay, const struct fact *fact, const struct record *r,
    struct complaint *c)
{
	struct span span;
	int rank;

	if (rec_event(r, BOOK_EVENT, &rank, c) < 0 ||
	    read_span(r, &span, c) < 0)
		return -1;
	switch (rank) {
	case RANK_RECEIVE:
		return take_receive(pay, fact, &span, c);
	case RANK_ISSUE:
		return take_issue(pay, fact, &span, c);
	case RANK_RETURN:
		return take_return(pay, fact, &span, c);
	default:
		return take_lost(pay, fact, r, &span, c);
	}
}
