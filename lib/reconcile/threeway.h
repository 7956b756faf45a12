/*
 * threeway.h - account, money and receipt stubs of each clerk and day.
 *
 * The account is what the payments come to, less what was undone; the money
 * what was counted in the drawer and what channels and banks confirm; the
 * stubs what receipts were written for.
 *
 * Source:  hall-reconcile(1), "THREE-WAY".  The till, run and
 *          banking records are those of hall-pay; without them the set is
 *          not run.
 * Owner:   threeway_new makes, threeway_free frees.
 */
#ifndef RECONCILE_THREEWAY_H
#define RECONCILE_THREEWAY_H

#include "reconcile/result.h"

struct threeway;

struct threeway *threeway_new(const struct config *);
void threeway_free(struct threeway *);
/* A till, run, banking, receipt or void record. */
int threeway_take(struct threeway *, const struct record *, struct complaint *);
/* The stage of hall-pay was seen. */
void threeway_stage(struct threeway *);
/* Payments without a receipt are among these. */
void threeway_items(struct threeway *, const struct items *);
/* The entries of a set that was matched: what the channel confirms. */
void threeway_matched(struct threeway *, const struct matching *);
/* First the matches, then the breaks, then the proof. */
void threeway_matches(struct threeway *, struct result *);
void threeway_breaks(struct threeway *, struct result *);
void threeway_proof(struct threeway *, struct result *);

#endif
