/*
 * proof.c - that nothing was lost: on each side every item is in exactly
 * one state, in count and in money.
 */
#include "base/money.h"
#include "reconcile/result.h"

struct tally {
	int64_t items, carried_in, matched, open, waiting, outside;
	int64_t carried_out;
	/* Money: what came in, and where it ended. */
	int64_t in_fen, matched_fen, open_fen, waiting_fen, outside_fen;
	int64_t new_fen;
	bool overflow;
};

static void
add(struct tally *t, int64_t *count, int64_t *sum_fen, int64_t items,
    int64_t fen)
{
	*count += items;
	if (money_add(sum_fen, fen) < 0)
		t->overflow = true;
}

static void
tally_state(struct tally *t, const struct entry *e, int64_t items)
{
	switch (e->state) {
	case ENTRY_MATCHED:
	case ENTRY_NETTED:
		add(t, &t->matched, &t->matched_fen, items, e->amount_fen);
		break;
	case ENTRY_OPEN:
	case ENTRY_DIFFERS:
		add(t, &t->open, &t->open_fen, items, e->amount_fen);
		break;
	case ENTRY_WAITING:
		add(t, &t->waiting, &t->waiting_fen, items, e->amount_fen);
		break;
	default:
		add(t, &t->outside, &t->outside_fen, items, e->amount_fen);
	}
}

static void
tally_entry(struct tally *t, const struct matching *m, const struct entry *e)
{
	for (size_t i = 0; i < entry_items(e); i++) {
		const struct item *item = entry_item_at(m, e, i);
		bool carried = item->flags & ITEM_CARRIED;

		if (carried)
			t->carried_in++;
		else
			t->items++;
		if (money_add(&t->in_fen, item->amount_fen) < 0 ||
		    (!carried && money_add(&t->new_fen, item->amount_fen) < 0))
			t->overflow = true;
	}
	tally_state(t, e, (int64_t)entry_items(e));
	if (entry_carries(e))
		t->carried_out += (int64_t)entry_items(e);
}

static bool
agrees(const struct tally *t)
{
	int64_t sum = t->matched_fen;

	return !t->overflow &&
	       t->items + t->carried_in ==
		   t->matched + t->open + t->waiting + t->outside &&
	       money_add(&sum, t->open_fen) == 0 &&
	       money_add(&sum, t->waiting_fen) == 0 &&
	       money_add(&sum, t->outside_fen) == 0 && sum == t->in_fen;
}

static void
write_side(struct result *r, const struct matching *m, const char *side,
    const struct tally *t, uint64_t rejected, bool ok)
{
	struct row *row = &r->row;

	row_start(row, KIND_PROOF);
	row_format(row, PROOF_ID, "P-%.*s-%s", SLICE_ARG(m->set->name), side);
	if (r->scope->day != DATE_NONE)
		row_date(row, PROOF_DAY, r->scope->day);
	row_set(row, PROOF_HALL, r->hall);
	row_set(row, PROOF_SET, m->set->name);
	row_text(row, PROOF_SIDE, side);
	row_int(row, PROOF_ITEMS, t->items + (int64_t)rejected);
	row_money(row, PROOF_AMOUNT, t->new_fen);
	row_int(row, PROOF_MATCHED, t->matched);
	row_int(row, PROOF_OPEN, t->open);
	row_int(row, PROOF_WAITING, t->waiting);
	row_int(row, PROOF_OUTSIDE, t->outside);
	row_int(row, PROOF_REJECTED, (int64_t)rejected);
	row_int(row, PROOF_CARRIED_IN, t->carried_in);
	row_int(row, PROOF_CARRIED_OUT, t->carried_out);
	row_text(row, PROOF_OK, ok ? "yes" : "no");
	result_write(r);
	if (!ok)
		r->proofs_failed = true;
}

static void
tally_side(
    struct tally *t, const struct matching *m, const struct entries *side)
{
	for (size_t i = 0; i < side->count; i++)
		tally_entry(t, m, &side->list[i]);
}

/* A row that failed is read and set aside. */
static void
tally_failed(struct tally *t, const struct matching *m)
{
	for (size_t i = 0; i < m->failed_count; i++) {
		const struct item *item = &m->items->list[m->failed[i]];

		if (item->flags & ITEM_CARRIED)
			t->carried_in++;
		else
			t->items++;
		t->outside++;
	}
}

/* Matched money is the same money on both sides; netted money is none. */
static bool
sides_agree(const struct tally *left, const struct tally *right)
{
	return left->matched_fen == right->matched_fen;
}

void
proofs_write(struct result *r, const struct matching *m, uint64_t rejected)
{
	struct tally left = {0}, right = {0};
	bool same;

	tally_side(&left, m, &m->left);
	tally_side(&right, m, &m->right);
	tally_failed(&right, m);
	same = sides_agree(&left, &right);
	write_side(r, m, "left", &left, 0, same && agrees(&left));
	write_side(r, m, "right", &right, rejected, same && agrees(&right));
}

void
proofs_not_run(struct result *r, struct slice set)
{
	static const char *const sides[] = {"left", "right"};
	struct row *row = &r->row;

	for (size_t i = 0; i < 2; i++) {
		row_start(row, KIND_PROOF);
		row_format(
		    row, PROOF_ID, "P-%.*s-%s", SLICE_ARG(set), sides[i]);
		if (r->scope->day != DATE_NONE)
			row_date(row, PROOF_DAY, r->scope->day);
		row_set(row, PROOF_HALL, r->hall);
		row_set(row, PROOF_SET, set);
		row_text(row, PROOF_SIDE, sides[i]);
		row_text(row, PROOF_OK, "not-run");
		result_write(r);
	}
	r->not_run = true;
}
