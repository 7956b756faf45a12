/*
 * balance.h - whether the running balances of a file follow one another.
 *
 * Shape:   oldest first (balance = the one before + amount) or newest first
 *          (the other way round); the file decides which.
 * Source:  hall.yaml(5), "sources", map balance.
 */
#ifndef RECONCILE_BALANCE_H
#define RECONCILE_BALANCE_H

#include <stdbool.h>
#include <stdint.h>

/* One way to read the chain, and the first line that does not follow. */
struct balance_way {
	uint64_t broken_line; /* 0: none yet */
	int64_t expected_fen;
	int64_t found_fen;
};

/* All zeros is a new chain. */
struct balance {
	uint64_t rows;
	bool linked; /* the row before had a balance */
	int64_t last_balance_fen;
	int64_t last_amount_fen;
	int64_t first_balance_fen;
	int64_t first_amount_fen;
	struct balance_way oldest_first;
	struct balance_way newest_first;
};

void balance_row(
    struct balance *, uint64_t line, int64_t amount_fen, int64_t balance_fen);
/* A row that cannot be read stands between: the next link is not judged. */
void balance_gap(struct balance *);
/*
 * The way that holds, or the one that held longest; *broken says whether
 * it broke.  Without rows NULL.
 */
const struct balance_way *balance_end(const struct balance *, bool *broken,
    int64_t *opening_fen, int64_t *closing_fen);

#endif
