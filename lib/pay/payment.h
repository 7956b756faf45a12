/*
 * payment.h - the payments of a stream: what is left of each, and who may
 * still be undone.
 *
 * Shape:   sixteen bytes for each payment read, found by its id within a
 *          hall (roll.h); a struct payment is a copy to look at and change.
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
#include "record/record.h"

struct fact;
struct hall;
struct pay;
struct session;

struct payment {
	struct slice id; /* the caller's */
	int64_t amount_fen;
	int64_t refunded_fen;
	int64_t lined_fen;       /* what its paylines add up to */
	struct session *session; /* which counted it */
	int32_t day;
	int32_t seq; /* of the journal, 0 for none */
	uint8_t method;
	bool voided;
};

/* What is kept of one; all zeros is none. */
struct kept_payment;

/* False when there is none of this id. */
bool payments_find(
    const struct pay *, const struct hall *, struct slice id, struct payment *);
/* Where a new payment goes; NULL when the id is taken.  payments.c. */
struct kept_payment *payments_place(
    struct pay *, struct hall *, struct slice id);
/* Good as long as the place: until the second next call of these. */
void payments_fill(
    struct pay *, struct hall *, struct kept_payment *, const struct payment *);
/* What became of a payment that was found. */
void payments_change(struct pay *, struct hall *, const struct payment *);
/* All payments, in no order that means anything. */
void payments_each(const struct pay *, const struct hall *,
    void (*call)(void *context, const struct payment *), void *context);
void payments_release(struct pay *);
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
