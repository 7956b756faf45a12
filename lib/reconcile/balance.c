#include "reconcile/balance.h"

#include <stddef.h>

/* Note the first line at which this way of reading fails. */
static void
judge(struct balance_way *way, uint64_t line, int64_t expected_fen,
    int64_t found_fen)
{
	if (way->broken_line || expected_fen == found_fen)
		return;
	way->broken_line = line;
	way->expected_fen = expected_fen;
	way->found_fen = found_fen;
}

void
balance_row(
    struct balance *b, uint64_t line, int64_t amount_fen, int64_t balance_fen)
{
	/* Amounts were read as millionths: sums of two fit. */
	if (b->linked) {
		judge(&b->oldest_first, line, b->last_balance_fen + amount_fen,
		    balance_fen);
		judge(&b->newest_first, line,
		    b->last_balance_fen - b->last_amount_fen, balance_fen);
	}
	if (b->rows++ == 0) {
		b->first_balance_fen = balance_fen;
		b->first_amount_fen = amount_fen;
	}
	b->last_balance_fen = balance_fen;
	b->last_amount_fen = amount_fen;
	b->linked = true;
}

void
balance_gap(struct balance *b)
{
	b->linked = false;
}

const struct balance_way *
balance_end(const struct balance *b, bool *broken, int64_t *opening_fen,
    int64_t *closing_fen)
{
	uint64_t oldest = b->oldest_first.broken_line;
	uint64_t newest = b->newest_first.broken_line;
	bool reversed = oldest && (!newest || newest > oldest);

	if (b->rows == 0)
		return NULL;
	*broken = oldest && newest;
	if (reversed) {
		*opening_fen = b->last_balance_fen - b->last_amount_fen;
		*closing_fen = b->first_balance_fen;
		return &b->newest_first;
	}
	*opening_fen = b->first_balance_fen - b->first_amount_fen;
	*closing_fen = b->last_balance_fen;
	return &b->oldest_first;
}
