/*
 * clerk.c - account, money and stubs of each clerk, when all was read.
 */
#include <stdlib.h>

#include "base/message.h"
#include "base/money.h"
#include "reconcile/threeway_state.h"

/* Payments without a receipt, less those that were undone. */
static void
add_stubless(
    struct threeway *t, const struct items *items, const struct item *item)
{
	const struct item *payment = item;

	if (item->kind == KIND_VOID || item->kind == KIND_REFUND)
		payment = items_find(
		    items, KIND_PAYMENT, item_text(items, item->payment));
	if (!payment || payment->kind != KIND_PAYMENT ||
	    !(payment->flags & ITEM_STUBLESS) ||
	    map_get(t->receipts, item_text(items, payment->id)))
		return;
	(void)money_add(&clerk_of(t, item->day, item_hall(items, item),
			    item_text(items, item->staff))
			     ->stubless_fen,
	    item->amount_fen);
}

void
threeway_items(struct threeway *t, const struct items *items)
{
	for (size_t i = 0; i < items->count; i++)
		if (!(items->list[i].flags & (ITEM_RIGHT | ITEM_CARRIED)))
			add_stubless(t, items, &items->list[i]);
}

/* How much more (or less: minus) the channel has than the clerk took. */
static void
add_unconfirmed(
    struct threeway *t, const struct matching *m, const struct entry *e)
{
	const struct item *item = entry_item(m, e);
	int64_t fen = -e->amount_fen;

	if (e->members || e->carried || item->kind == KIND_DEPOSIT ||
	    (e->state != ENTRY_OPEN && e->state != ENTRY_DIFFERS))
		return;
	if (e->state == ENTRY_DIFFERS)
		fen += m->right.list[e->partner].amount_fen;
	(void)money_add(&clerk_of(t, item->day, item_hall(m->items, item),
			    item_text(m->items, item->staff))
			     ->unconfirmed_fen,
	    fen);
}

void
threeway_matched(struct threeway *t, const struct matching *m)
{
	for (size_t i = 0; i < m->left.count; i++)
		add_unconfirmed(t, m, &m->left.list[i]);
}

static bool
in_scope(const struct result *r, int32_t day)
{
	return !r->scope->limited || day == r->scope->day;
}

static void
write_clerk(struct result *r, const struct clerk *k)
{
	struct row *row = &r->row;
	int64_t money_fen = k->account_fen, stubs_fen = k->account_fen;
	char account[MONEY_TEXT_SIZE], money[MONEY_TEXT_SIZE];
	char stubs[MONEY_TEXT_SIZE], day[DATE_TEXT_SIZE];
	bool same;

	(void)money_add(&money_fen, k->over_fen);
	(void)money_add(&money_fen, k->unconfirmed_fen);
	(void)money_subtract(&stubs_fen, k->stubless_fen);
	same = money_fen == k->account_fen && stubs_fen == k->account_fen &&
	       !k->uncounted && k->stub_breaks == 0;
	date_format(k->day, day);
	row_start(row, KIND_MATCH);
	row_format(row, MATCH_ID, "M-clerk-%s-%.*s", day, SLICE_ARG(k->staff));
	row_date(row, MATCH_DAY, k->day);
	row_set(row, MATCH_HALL, k->hall);
	row_text(row, MATCH_SET, "clerk");
	row_text(row, MATCH_RULE, "threeway");
	row_text(row, MATCH_STATUS, same ? "confirmed" : "open");
	row_set(row, MATCH_LEFT, k->staff);
	row_money(row, MATCH_LEFT_AMOUNT, k->account_fen);
	row_money(row, MATCH_RIGHT_AMOUNT, money_fen);
	row_money(row, MATCH_DIFF, money_fen - k->account_fen);
	money_format(k->account_fen, account);
	money_format(money_fen, money);
	money_format(stubs_fen, stubs);
	row_why(row, MATCH_WHY,
	    k->uncounted ? "threeway_uncounted" : "threeway", "account",
	    account, "money", money, "stubs", stubs, NULL);
	result_write(r);
}

/* The clerks of the day, in order; each that has a drawer. */
static void
each_clerk(struct threeway *t, struct result *r, bool write, size_t *count,
    size_t *open)
{
	size_t clerks;
	struct map_entry *list = map_sorted(t->clerks, &clerks);

	for (size_t i = 0; i < clerks; i++) {
		const struct clerk *k = list[i].value;

		if (!k->at_counter || !in_scope(r, k->day))
			continue;
		++*count;
		*open += k->over_fen != 0 || k->unconfirmed_fen != 0 ||
			 k->stubless_fen != 0 || k->uncounted ||
			 k->stub_breaks != 0;
		if (write)
			write_clerk(r, k);
	}
	free(list);
}

void
threeway_matches(struct threeway *t, struct result *r)
{
	size_t count = 0, open = 0;

	if (t->seen)
		each_clerk(t, r, true, &count, &open);
}

static int
compare_findings(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;
	int order = (x->day > y->day) - (x->day < y->day);

	if (!order)
		order = slice_compare(x->hall, y->hall);
	if (!order)
		order = strcmp(x->code, y->code);
	return order ? order : slice_compare(x->record, y->record);
}

static void
write_finding(struct result *r, const struct finding *f)
{
	struct row *row = result_break(r, f->code, SLICE("clerk"), f->record);

	row_set(row, BREAK_HALL, f->hall);
	row_text(row, BREAK_SIDE, "both");
	row_date(row, BREAK_DATE, f->day);
	row_date(row, BREAK_OPENED, f->day);
	if (r->scope->day == DATE_NONE)
		row_date(row, BREAK_DAY, f->day);
	else
		row_int(row, BREAK_AGE, r->scope->day - f->day);
	if (f->has_amount) {
		row_money(row, BREAK_AMOUNT, f->amount_fen);
		row_money(row, BREAK_DIFF, f->diff_fen);
	}
	row_set(row, BREAK_STAFF, f->staff);
	row_set(row, BREAK_OWNER, f->staff);
	row_set(row, BREAK_REF, f->ref);
	row_set(row, BREAK_WHY, f->why);
	result_write(r);
}

/*
 * The cash of the days before is deposited on this one, so that its records
 * are of an earlier day.
 */
static bool
told_here(const struct result *r, const struct finding *f)
{
	bool banking = f->code[0] == 'd';

	return in_scope(r, f->day) || (banking && f->day < r->scope->day);
}

void
threeway_breaks(struct threeway *t, struct result *r)
{
	if (t->findings > 1)
		qsort(t->finding, t->findings, sizeof(*t->finding),
		    compare_findings);
	for (size_t i = 0; i < t->findings; i++)
		if (told_here(r, &t->finding[i]))
			write_finding(r, &t->finding[i]);
}

void
threeway_proof(struct threeway *t, struct result *r)
{
	struct row *row = &r->row;
	size_t count = 0, open = 0;

	if (t->seen)
		each_clerk(t, r, false, &count, &open);
	row_start(row, KIND_PROOF);
	row_text(row, PROOF_ID, "P-clerk");
	if (r->scope->day != DATE_NONE)
		row_date(row, PROOF_DAY, r->scope->day);
	row_set(row, PROOF_HALL, r->hall);
	row_text(row, PROOF_SET, "clerk");
	row_text(row, PROOF_SIDE, "both");
	if (t->seen) {
		row_int(row, PROOF_ITEMS, (int64_t)count);
		row_int(row, PROOF_MATCHED, (int64_t)(count - open));
		row_int(row, PROOF_OPEN, (int64_t)open);
	}
	row_text(row, PROOF_OK, t->seen ? "yes" : "not-run");
	result_write(r);
}
