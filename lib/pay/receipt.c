#include <stdlib.h>

#include "pay/state.h"

enum { RANK_ISSUE, RANK_PRINT, RANK_VOID, RANK_RED, RANK_LOST };

/*
 * A number that an earlier day left out is outside what the range has to
 * give today: that day's gap stands, and its late use is seen.
 */
static bool
skipped(
    struct range *range, int32_t day, uint64_t number, enum receipt_state state)
{
	uint64_t left;

	if (day > range->begun_day) {
		range->begun_day = day;
		range->begun = range_next(range, &left);
	}
	return state == RECEIPT_USED && day == range->begun_day &&
	       number < range->begun;
}

/* Neither had the person the number before it was issued, nor once lost. */
static bool
not_there(const struct range *range, int32_t day, uint64_t number)
{
	return day < range->day || (range->opening && day == range->day) ||
	       range_lost(range, number, number, INT32_MAX) > 0;
}

/* What is known of a use when it is seen first. */
struct use {
	struct slice number, kind, code, book, payment, group;
	enum receipt_state state;
};

/* Of an id; 0 for none. */
static uint64_t
hash_of(struct slice id)
{
	uint64_t hash;

	if (id.length == 0)
		return 0;
	hash = hash_bytes(id.text, id.length);
	return hash + (hash == 0);
}

static uint32_t
short_hash_of(struct slice id)
{
	uint32_t hash = (uint32_t)hash_of(id);

	return id.length ? hash + (hash == 0) : 0;
}

static struct roll *
numbers_of(struct pay *pay, struct runs *runs)
{
	size_t bytes = sizeof(struct receipt);

	if (!pay->receipt_pages)
		pay->receipt_pages = pages_new(
		    roll_leaf_bytes(bytes), PAY_KEPT_BYTES);
	if (!runs->numbers)
		runs->numbers = roll_new(pay->receipt_pages, bytes);
	return runs->numbers;
}

/* The sheet for a number that was not used yet. */
static struct sheet *
sheet_for(struct pay *pay, const struct fact *fact, const struct use *use,
    const struct serial *number)
{
	struct range *range = run_range(
	    &fact->hall->runs, number, fact->staff, use->kind, use->book);

	if (range && (not_there(range, fact->day, number->value) ||
			 skipped(range, fact->day, number->value, use->state)))
		range = NULL;
	if (range && number->value >= range->fresh)
		range->fresh = number->value + 1;
	return sheet_of(pay, fact, range, use->code);
}

static void
receipt_fill(struct pay *pay, const struct fact *fact, struct receipt *receipt,
    const struct use *use, const struct serial *number)
{
	struct sheet *sheet = sheet_for(pay, fact, use, number);

	spans_add(&sheet->spans, number);
	*receipt = (struct receipt){.payment = hash_of(use->payment),
	    .group = short_hash_of(use->group),
	    .sheet = sheet->index & (SHEETS_MAX - 1),
	    .state = use->state & 3U,
	    .undone = use->state != RECEIPT_USED};
	sheet->odd += use->state != RECEIPT_USED;
}

static bool
is_odd(const struct receipt *receipt)
{
	return receipt->state != RECEIPT_USED || receipt->twice;
}

/* A number that was used is made void, or lost. */
static int
undo(struct receipt *receipt, const struct fact *fact, enum receipt_state state,
    struct slice id, struct complaint *c)
{
	struct sheet *sheet = fact->hall->runs.sheet.sheet[receipt->sheet];

	if (receipt->undone)
		return pay_complain(c, "id", "number_undone", "number", id);
	receipt->undone = true;
	/* The day on which it was used keeps its figures. */
	if (sheet->day != fact->day)
		return 0;
	sheet->odd += !is_odd(receipt);
	receipt->state = state & 3U;
	return 0;
}

/* Another payment names it: one for a group of payments is no fault. */
static void
use_again(struct runs *runs, struct receipt *known, struct slice group)
{
	if (group.length && known->group == short_hash_of(group))
		return;
	runs->sheet.sheet[known->sheet]->odd += !is_odd(known);
	known->twice = true;
}

void
receipt_use(struct pay *pay, const struct fact *fact, struct slice number,
    struct slice payment, struct slice group)
{
	struct use use = {.number = number, .payment = payment, .group = group};
	struct receipt *receipt;
	struct roll_name name;
	struct roll *roll;
	bool is_new;

	if (number.length == 0)
		return;
	roll = numbers_of(pay, &fact->hall->runs);
	roll_read(roll, number, &name);
	if (!name.runs_on)
		return;
	receipt = roll_put_name(roll, &name, &is_new);
	if (is_new)
		receipt_fill(pay, fact, receipt, &use, &name.serial);
	else
		use_again(&fact->hall->runs, receipt, group);
}

/*
 * The receipt of that number.  Another printed code makes it one of another
 * series, which only shares the number.
 */
static bool
same_receipt(
    const struct runs *runs, const struct receipt *known, struct slice code)
{
	const struct sheet *sheet = runs->sheet.sheet[known->sheet];

	return code.length == 0 || sheet->code.length == 0 ||
	       slice_equal(sheet->code, code);
}

static int
issue_again(struct receipt *known, const struct record *r, struct complaint *c)
{
	struct slice payment = rec_get(r, RECEIPT_PAYMENT);

	if (known->issued || known->state != RECEIPT_USED ||
	    known->payment != hash_of(payment))
		return pay_complain(
		    c, "id", "number_twice", "number", rec_get(r, RECEIPT_ID));
	known->issued = true;
	return 0;
}

static int
take_again(struct receipt *known, const struct fact *fact,
    const struct record *r, int rank, struct complaint *c)
{
	if (rank == RANK_ISSUE)
		return issue_again(known, r, c);
	return undo(known, fact,
	    rank == RANK_LOST ? RECEIPT_LOST : RECEIPT_VOID,
	    rec_get(r, RECEIPT_ID), c);
}

int
receipt_take(struct pay *pay, const struct fact *fact, const struct record *r,
    struct complaint *c)
{
	struct use use = {.kind = rec_get(r, RECEIPT_KIND),
	    .code = rec_get(r, RECEIPT_CODE),
	    .book = rec_get(r, RECEIPT_BOOK),
	    .payment = rec_get(r, RECEIPT_PAYMENT)};
	struct runs *runs = &fact->hall->runs;
	struct serial serial;
	struct receipt *receipt;
	bool is_new;
	int rank;

	if (rec_text(r, RECEIPT_ID, &use.number, c) < 0 ||
	    rec_event(r, RECEIPT_EVENT, &rank, c) < 0)
		return -1;
	if (serial_parse(use.number, &serial) < 0)
		return pay_complain(
		    c, "id", "number_bad", "number", use.number);
	if (rank == RANK_PRINT)
		return 0;
	receipt = roll_put(numbers_of(pay, runs), use.number, &is_new);
	if (!is_new && same_receipt(runs, receipt, use.code))
		return take_again(receipt, fact, r, rank, c);
	if (rank == RANK_VOID || rank == RANK_LOST)
		use.state = rank == RANK_VOID ? RECEIPT_VOID : RECEIPT_LOST;
	if (!is_new) {
		spans_add_alone(&sheet_for(pay, fact, &use, &serial)->spans,
		    &serial, (uint8_t)use.state);
		return 0;
	}
	receipt_fill(pay, fact, receipt, &use, &serial);
	receipt->issued = rank == RANK_ISSUE;
	return 0;
}

/* The first number of a span that was written for a payment. */
static size_t
receipt_within(const struct runs *runs, const struct span_used *span,
    uint64_t payment, char text[SERIAL_TEXT_MAX])
{
	for (uint64_t n = 0; n < span->count && !span->alone; n++) {
		size_t length = serial_format(
		    &span->first, span->first.value + n, text);
		const struct receipt *r = roll_get(
		    runs->numbers, (struct slice){text, length});

		if (r->payment == payment)
			return length;
	}
	return 0;
}

static size_t
receipt_in(const struct runs *runs, const struct sheets *sheets,
    uint64_t payment, char text[SERIAL_TEXT_MAX])
{
	for (const struct sheet *s = sheets->first; s; s = s->next) {
		struct span_walk walk = spans_walk(&s->spans);
		struct span_used span;
		size_t length;

		while (span_next(&walk, &span)) {
			length = receipt_within(runs, &span, payment, text);
			if (length)
				return length;
		}
	}
	return 0;
}

size_t
run_receipt_of(
    const struct runs *runs, struct slice payment, char text[SERIAL_TEXT_MAX])
{
	uint64_t hash = hash_of(payment);
	size_t length = receipt_in(runs, &runs->outside, hash, text);

	for (const struct range *r = runs->ranges; r && !length; r = r->next)
		length = receipt_in(runs, &r->sheets, hash, text);
	return length;
}
