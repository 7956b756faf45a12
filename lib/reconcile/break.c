/*
 * break.c - break records: what does not agree, by code.
 */
#include <stdlib.h>

#include "base/message.h"
#include "base/money.h"
#include "reconcile/result.h"

static const char *
code_of_only(const struct matching *m, const struct entry *e)
{
	const struct item *item = entry_item(m, e);

	if (item->kind == KIND_REFUND || (e->right && e->amount_fen < 0))
		return "refund_only";
	return e->right ? "channel_only" : "hall_only";
}

/* Of what is open, but for what was made void. */
static const char *
code_of(const struct matching *m, const struct entry *e)
{
	switch (e->why) {
	case WHY_DUPLICATE:
		return e->right ? "duplicate_channel" : "duplicate_hall";
	case WHY_AMBIGUOUS:
		return "ambiguous";
	case WHY_STATUS:
		return "status_mismatch";
	default:
		return code_of_only(m, e);
	}
}

static const char *
code_of_difference(const struct entry *left, const struct entry *right)
{
	if (left->why == WHY_DATE)
		return "wrong_date";
	if (left->amount_fen < 0 && right->amount_fen < left->amount_fen)
		return "refund_over";
	return right->amount_fen > left->amount_fen ? "amount_over"
						    : "amount_under";
}

/* What every break says of the item it is about. */
static int
describe(struct row *row, const struct matching *m, const struct entry *e,
    struct error *error)
{
	const struct item *item = entry_item(m, e);
	const struct scope *scope = m->scope;
	int32_t opened = e->right ? e->date : item->day;
	int32_t due;

	row_set(row, BREAK_HALL, item_hall(m->items, item));
	row_date(row, BREAK_DATE, e->date);
	row_date(row, BREAK_OPENED, opened);
	row_money(row, BREAK_AMOUNT, e->amount_fen);
	if (scope->day == DATE_NONE)
		row_date(row, BREAK_DAY, item->day);
	else
		row_int(row, BREAK_AGE, scope->day - opened);
	if (entry_due(m, e, &due, error) < 0)
		return -1;
	row_date(row, BREAK_DUE, due);
	if (e->members)
		row_set(row, BREAK_REF, item_text(m->items, item->terminal));
	else if (item->ref)
		row_set(row, BREAK_REF, item_text(m->items, item->ref));
	if (!e->members)
		row_set(row, BREAK_STAFF, item_text(m->items, item->staff));
	row_set(row, BREAK_OWNER, m->set->owner);
	return 0;
}

static int
write_open(struct result *r, struct matching *m, const struct entry *e,
    struct error *error)
{
	const struct item *item = entry_item(m, e);
	const char *code = code_of(m, e);
	bool is_void = e->why == WHY_VOIDED;
	struct row *row = result_break(r, is_void ? "voided" : code,
	    m->set->name, item_text(m->items, item->id));
	char text[DATE_TEXT_SIZE];

	row_text(row, BREAK_SIDE, e->right ? "right" : "left");
	if (describe(row, m, e, error) < 0)
		return -1;
	row_money(row, BREAK_DIFF, e->right ? e->amount_fen : -e->amount_fen);
	date_format(e->date, text);
	/* "voided" is the word of the till for another matter. */
	row_why(row, BREAK_WHY, is_void ? "not_reversed" : code, "date", text,
	    NULL);
	result_write(r);
	return 0;
}

static int
write_difference(struct result *r, struct matching *m, const struct entry *left,
    struct error *error)
{
	const struct entry *right = &m->right.list[left->partner];
	const struct item *item = entry_item(m, left);
	const char *code = code_of_difference(left, right);
	struct row *row = result_break(
	    r, code, m->set->name, item_text(m->items, item->id));
	char ours[MONEY_TEXT_SIZE], theirs[MONEY_TEXT_SIZE];
	char here[DATE_TEXT_SIZE], there[DATE_TEXT_SIZE], other[256];

	row_text(row, BREAK_SIDE, "both");
	if (describe(row, m, left, error) < 0)
		return -1;
	row_money(row, BREAK_DIFF, right->amount_fen - left->amount_fen);
	money_format(left->amount_fen, ours);
	money_format(right->amount_fen, theirs);
	date_format(left->date, here);
	date_format(right->date, there);
	snprintf(other, sizeof(other), "%.*s",
	    SLICE_ARG(item_text(m->items, entry_item(m, right)->id)));
	row_why(row, BREAK_WHY, code, "hall", ours, "channel", theirs, "date",
	    here, "channel_date", there, "row", other, NULL);
	result_write(r);
	return 0;
}

/* The fee that the rate gives, as the channel rounds it; -1: too large. */
static int
fee_expected(const struct set *set, int64_t base_fen, int64_t *millionths)
{
	int64_t unit = 1, den;
	int128 num = (int128)base_fen * DECIMAL_PER_FEN * set->fee.num;

	for (int i = set->places; i < 6; i++)
		unit *= 10;
	if (__builtin_mul_overflow(set->fee.den, unit, &den))
		return -1;
	*millionths = divide_round(num, den, set->rounding) * unit;
	return 0;
}

static int
write_fee(struct result *r, struct matching *m, const struct entry *left,
    struct error *error)
{
	const struct entry *right = &m->right.list[left->partner];
	const struct item *item = entry_item(m, right);
	char fee[DECIMAL_TEXT_SIZE], due[DECIMAL_TEXT_SIZE];
	int64_t expected;
	struct row *row;

	if (!m->set->has_fee || item->fee_millionths == FEE_NONE)
		return 0;
	if (fee_expected(m->set, item->fee_base_fen, &expected) < 0)
		return error_set(error, HALL_USAGE,
		    tr("set %.*s: the fee's rate is too fine"),
		    SLICE_ARG(m->set->name));
	if (expected == item->fee_millionths)
		return 0;
	row = result_break(
	    r, "fee_diff", m->set->name, item_text(m->items, item->id));
	row_text(row, BREAK_SIDE, "both");
	if (describe(row, m, right, error) < 0)
		return -1;
	row_set(
	    row, BREAK_STAFF, item_text(m->items, entry_item(m, left)->staff));
	row_decimal(row, BREAK_DIFF, item->fee_millionths - expected, 2);
	decimal_format(item->fee_millionths, 2, fee);
	decimal_format(expected, 2, due);
	row_why(row, BREAK_WHY, "fee_diff", "fee", fee, "expected", due, NULL);
	result_write(r);
	return 0;
}

static int
write_entry(struct result *r, struct matching *m, const struct entry *e,
    struct error *error)
{
	switch (e->state) {
	case ENTRY_OPEN:
		return write_open(r, m, e, error);
	case ENTRY_DIFFERS:
		if (e->right)
			return 0;
		if (write_difference(r, m, e, error) < 0)
			return -1;
		return write_fee(r, m, e, error);
	case ENTRY_MATCHED:
		return e->right ? 0 : write_fee(r, m, e, error);
	default:
		return 0;
	}
}

int
breaks_write(struct result *r, struct matching *m, struct error *error)
{
	for (size_t i = 0; i < m->left.count; i++)
		if (write_entry(r, m, &m->left.list[i], error) < 0)
			return -1;
	for (size_t i = 0; i < m->right.count; i++)
		if (write_entry(r, m, &m->right.list[i], error) < 0)
			return -1;
	return 0;
}
