#include "pay/sheet.h"

#include <stdlib.h>

#include "pay/state.h"

void
sheets_release(struct sheet_index *index)
{
	free(index->sheet);
	map_free(index->names);
	*index = (struct sheet_index){0};
}

static bool
sheet_is(const struct sheet *s, const struct fact *fact,
    const struct range *range, struct slice code)
{
	return s->day == fact->day && s->range == range &&
	       slice_equal(s->staff, fact->staff) && slice_equal(s->code, code);
}

static struct sheet *
sheet_new(struct pay *pay, const struct fact *fact, struct range *range,
    struct slice code)
{
	struct runs *runs = &fact->hall->runs;
	struct sheet_index *index = &runs->sheet;
	struct sheets *sheets = range ? &range->sheets : &runs->outside;
	struct sheet *s = arena_alloc(&pay->arena, sizeof(*s));

	s->range = range;
	s->staff = arena_slice(&pay->arena, fact->staff);
	s->code = arena_slice(&pay->arena, code);
	s->day = fact->day;
	s->spans.store = &pay->spans;
	if (sheets->last)
		sheets->last->next = s;
	else
		sheets->first = s;
	sheets->last = s;
	sheets->count++;
	if (index->count == SHEETS_MAX)
		memory_exhausted();
	if (index->count == index->size) {
		index->size = index->size ? 2 * index->size : 64;
		index->sheet = memory_grow(
		    index->sheet, index->size, sizeof(*index->sheet));
	}
	s->index = index->count++;
	return index->sheet[s->index] = s;
}

/* Range, day, staff and code in bytes that no other four have. */
static void
sheet_name(struct buffer *key, const struct fact *fact,
    const struct range *range, struct slice code)
{
	buffer_clear(key);
	buffer_add(key, (const char *)&range, sizeof(range));
	buffer_add(key, (const char *)&fact->day, sizeof(fact->day));
	buffer_add(key, (const char *)&code.length, sizeof(code.length));
	buffer_slice(key, code);
	buffer_slice(key, fact->staff);
}

struct sheet *
sheet_of(struct pay *pay, const struct fact *fact, struct range *range,
    struct slice code)
{
	struct sheet_index *index = &fact->hall->runs.sheet;
	struct sheet *
	    *recent = &index->recent[slice_trace(fact->staff) % SHEETS_RECENT];
	void **place;

	if (*recent && sheet_is(*recent, fact, range, code))
		return *recent;
	if (!index->names)
		index->names = map_new();
	sheet_name(&pay->key, fact, range, code);
	place = map_put(index->names, buffer_view(&pay->key));
	if (!*place)
		*place = sheet_new(pay, fact, range, code);
	return *recent = *place;
}

/* Of a span, what lies within from..to; false for nothing. */
static bool
span_within(
    const struct span_used *span, uint64_t from, uint64_t to, uint64_t *first)
{
	uint64_t last = span->first.value + span->count - 1;

	*first = span->first.value < from ? from : span->first.value;
	return *first <= last && *first <= to;
}

bool
sheets_used(
    const struct sheets *sheets, uint64_t from, uint64_t to, uint64_t *used)
{
	bool found = false;

	for (const struct sheet *s = sheets->first; s; s = s->next) {
		struct span_walk walk = spans_walk(&s->spans);
		struct span_used span;
		uint64_t first;

		while (span_next(&walk, &span)) {
			if (!span_within(&span, from, to, &first) ||
			    (found && first >= *used))
				continue;
			*used = first;
			found = true;
		}
	}
	return found;
}

static void
piece_add(struct pieces *pieces, const struct piece *piece)
{
	if (pieces->count == pieces->size) {
		pieces->size = pieces->size ? 2 * pieces->size : 64;
		pieces->piece = memory_grow(
		    pieces->piece, pieces->size, sizeof(*pieces->piece));
	}
	pieces->piece[pieces->count++] = *piece;
}

static const struct receipt *
receipt_of(
    const struct runs *runs, const struct span_used *span, uint64_t number)
{
	char text[SERIAL_TEXT_MAX];
	size_t length = serial_format(&span->first, number, text);

	return roll_get(runs->numbers, (struct slice){text, length});
}

/* A span of which some are void, lost or used twice: one by one. */
static void
pieces_of_span(const struct runs *runs, const struct span_used *span,
    struct pieces *pieces)
{
	struct piece piece = {.first = span->first};

	for (uint64_t i = 0; i < span->count; i++) {
		uint64_t number = span->first.value + i;
		const struct receipt *r = receipt_of(runs, span, number);
		bool odd = r->state != RECEIPT_USED || r->twice;

		if (piece.count > 0 &&
		    (odd || piece.twice || piece.state != RECEIPT_USED)) {
			piece_add(pieces, &piece);
			piece.count = 0;
		}
		if (piece.count++ > 0)
			continue;
		piece.first.value = number;
		piece.state = r->state;
		piece.twice = r->twice;
	}
	if (piece.count > 0)
		piece_add(pieces, &piece);
}

/* Who shares a number with another comes behind it. */
static int
piece_compare(const void *left, const void *right)
{
	const struct piece *a = left, *b = right;
	int order = slice_compare(a->first.prefix, b->first.prefix);

	if (order)
		return order;
	if (a->first.value != b->first.value)
		return a->first.value < b->first.value ? -1 : 1;
	if (a->alone != b->alone)
		return a->alone ? 1 : -1;
	return a->first.digits - b->first.digits;
}

void
pieces_collect(const struct runs *runs, struct sheet *const *sheet,
    size_t sheets, struct pieces *pieces)
{
	pieces->count = 0;
	for (size_t n = 0; n < sheets; n++) {
		struct span_walk walk = spans_walk(&sheet[n]->spans);
		struct span_used span;

		while (span_next(&walk, &span)) {
			struct piece whole = {.first = span.first,
			    .count = span.count,
			    .state = span.state,
			    .alone = span.alone};

			if (span.alone || sheet[n]->odd == 0)
				piece_add(pieces, &whole);
			else
				pieces_of_span(runs, &span, pieces);
		}
	}
	if (pieces->count > 1)
		qsort(pieces->piece, pieces->count, sizeof(*pieces->piece),
		    piece_compare);
}
