/*
 * normalise.h - one row of a file to one statement record.
 *
 * Shape:   amounts are signed, money to the hall is positive; a fee that
 *          the channel keeps is positive, one that it gives back negative.
 * Source:  hall.yaml(5), "sources"; hall-record(5), statement.
 * Owner:   the statement's row holds texts of the table: they are good
 *          until the next row is cut.
 */
#ifndef RECONCILE_NORMALISE_H
#define RECONCILE_NORMALISE_H

#include "reconcile/sheet.h"
#include "record/row.h"

#define FEE_NONE INT64_MIN

enum normalised {
	NORMALISED_DATA,
	NORMALISED_IGNORED,  /* by a rule of the profile */
	NORMALISED_REJECTED, /* see the complaint */
};

struct statement {
	struct row row;
	int64_t amount_fen;
	int64_t coupon_fen;
	int64_t fee_millionths; /* or FEE_NONE */
	int64_t balance_fen;
	bool has_balance;
	bool has_time;
	bool failed; /* its status does not count */
	bool refund;
	struct moment time;
	int32_t date;
};

void statement_init(struct statement *);
void statement_release(struct statement *);
/* All columns but id, file and line. */
enum normalised normalise(
    const struct sheet *, struct statement *, struct complaint *);
/*
 * What a person or a program wrote as an amount: 1,234.56, +5, -0.00; in
 * millionths.  -1 when it is none.
 */
int amount_read(struct slice text, int64_t *millionths);
/*
 * The id of a row: the source, 16 hex digits of its content, and which of
 * the equal rows of a file it is, from 1.  Here the digits, also as a number;
 * the buffer is there to be used.
 */
uint64_t statement_digest(
    const struct statement *, struct buffer *, char hex[17]);

#endif
