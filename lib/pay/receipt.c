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

/* Most often there is nothing to keep, which takes no memory. */
static struct slice
keep(struct pay *pay, struct slice text)
{
	return text.length ? arena_slice(&pay->arena, text) : SLICE("");
}

/* Onto the end of its range's list, or of what is outside. */
static void
append(struct runs *runs, struct receipt *receipt)
{
	struct receipts *list = receipt->range ? &receipt->range->receipts
					       : &runs->outside;

	if (list->last)
		list->last->next = receipt;
	else
		list->first = receipt;
	list->last = receipt;
	list->count++;
}

static struct receipt *
receipt_new(struct pay *pay, const struct fact *fact, struct table_slot *slot,
    const struct use *use, const struct serial *number)
{
	struct runs *runs = &fact->hall->runs;
	struct receipt *receipt = arena_alloc(&pay->arena, sizeof(*receipt));
	struct range *range = run_range(
	    runs, number, fact->staff, use->kind, use->book);

	if (range && (not_there(range, fact->day, number->value) ||
			 skipped(range, fact->day, number->value, use->state)))
		range = NULL;
	receipt->key = arena_slice(&pay->arena, use->number);
	receipt->number = *number;
	receipt->number.prefix = (struct slice){
	    receipt->key.text, number->prefix.length};
	receipt->staff = range && slice_equal(range->staff, fact->staff)
			     ? range->staff
			     : keep(pay, fact->staff);
	receipt->code = keep(pay, use->code);
	receipt->payment = use->payment;
	receipt->group = keep(pay, use->group);
	receipt->range = range;
	receipt->day = fact->day;
	receipt->state = (uint8_t)use->state;
	receipt->undone = use->state != RECEIPT_USED;
	append(runs, receipt);
	if (range && number->value >= range->fresh)
		range->fresh = number->value + 1;
	if (slot)
		table_fill(&runs->numbers, slot, &receipt->key);
	return receipt;
}

/* A number that was used is made void, or lost. */
static int
undo(struct receipt *receipt, const struct fact *fact, enum receipt_state state,
    struct slice id, struct complaint *c)
{
	if (receipt->undone)
		return pay_complain(c, "id", "number_undone", "number", id);
	receipt->undone = true;
	/* The day on which it was used keeps its figures. */
	if (receipt->day == fact->day)
		receipt->state = (uint8_t)state;
	return 0;
}

void
receipt_use(struct pay *pay, const struct fact *fact, struct slice number,
    struct slice payment, struct slice group)
{
	struct use use = {.number = number, .payment = payment, .group = group};
	struct serial serial;
	struct table_slot *slot;
	struct receipt *known;

	if (number.length == 0 || serial_parse(number, &serial) < 0)
		return;
	slot = table_slot(&fact->hall->runs.numbers, number);
	known = (void *)slot->value;
	if (!known)
		receipt_new(pay, fact, slot, &use, &serial);
	else if (group.length == 0 || !slice_equal(known->group, group))
		known->twice = true;
}

/*
 * The receipt of that number.  Another printed code makes it one of another
 * series, which only shares the number.
 */
static bool
same_receipt(const struct receipt *known, const struct record *r)
{
	struct slice code = rec_get(r, RECEIPT_CODE);

	return code.length == 0 || known->code.length == 0 ||
	       slice_equal(known->code, code);
}

static int
issue_again(struct receipt *known, const struct record *r, struct complaint *c)
{
	struct slice payment = rec_get(r, RECEIPT_PAYMENT);

	if (known->issued || known->state != RECEIPT_USED ||
	    !slice_equal(known->payment, payment))
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
	struct serial serial;
	struct table_slot *slot;
	struct receipt *known;
	int rank;

	if (rec_text(r, RECEIPT_ID, &use.number, c) < 0 ||
	    rec_event(r, RECEIPT_EVENT, &rank, c) < 0)
		return -1;
	if (serial_parse(use.number, &serial) < 0)
		return pay_complain(
		    c, "id", "number_bad", "number", use.number);
	if (rank == RANK_PRINT)
		return 0;
	slot = table_slot(&fact->hall->runs.numbers, use.number);
	known = (void *)slot->value;
	if (known && same_receipt(known, r))
		return take_again(known, fact, r, rank, c);
	if (rank == RANK_VOID || rank == RANK_LOST)
		use.state = rank == RANK_VOID ? RECEIPT_VOID : RECEIPT_LOST;
	use.payment = keep(pay, use.payment);
	receipt_new(pay, fact, known ? NULL : slot, &use, &serial)
	    ->issued = rank == RANK_ISSUE;
	return 0;
}

static const struct receipt *
receipt_in(const struct receipts *list, struct slice payment)
{
	for (const struct receipt *r = list->first; r; r = r->next)
		if (slice_equal(r->payment, payment))
			return r;
	return NULL;
}

const struct receipt *
run_receipt_of(const struct runs *runs, struct slice payment)
{
	const struct receipt *found = receipt_in(&runs->outside, payment);

	for (const struct range *r = runs->ranges; r && !found; r = r->next)
		found = receipt_in(&r->receipts, payment);
	return found;
}
