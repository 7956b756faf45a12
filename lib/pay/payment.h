/*
 * payment.h - the payments of a stream: what is left of each, and who may
 * still be undone.
 *
 * Shape:   one struct payment for each payment read, found by its id within
 *          a hall.
 * Source:  hall-pay(1): a void undoes a payment on its business day and only
 *          once; refunds come later and never give back more than is left;
 *          a correction changes what a payment is called, never its money.
 * Errors:  -1 and the complaint; nothing was taken then.
 */
#ifndef PAY_PAYMENT_H
#define PAY_PAYMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"
#include "pay/table.h"
#include "record/record.h"

struct fact;
struct pay;
struct session;

struct payment {
	struct slice id; /* first, as table.h wants it */
	int64_t amount_fen;
	int64_t refunded_fen;
	int64_t lined_fen;       /* what its paylines add up to */
	struct session *session; /* which counted it */
	int32_t day;
	int32_t seq; /* of the journal, 0 for none */
	uint8_t method;
	bool voided;
};

/* NULL when there is none of this id. */
struct payment *payments_find(const struct table *, struct slice id);
/* What may still be paid back. */
int64_t payment_left(const struct payment *);

int payment_take(struct pay *, const struct fact *, const struct record *,
    struct complaint *);
int payline_take(struct pay *, const struct record *, struct complaint *);
int void_take(struct pay *, const struct fact *, const struct record *,
    struct complaint *);
int refund_take(struct pay *, const struct fact *, const struct record *,
    struct complaint *);
int correct_take(struct pay *, const struct fact *, const struct record *,
    struct complaint *);
/* True for a column of a payment that a correction may change. */
bool payment_column_may_change(struct slice column);

#endif
