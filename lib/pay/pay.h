/*
 * pay.h - the room of money: what cmd/hall-pay.c puts together.
 *
 * Source:  hall-pay(1).
 * Errors:  a verb says what is wrong and returns the status of hall(7).
 */
#ifndef PAY_PAY_H
#define PAY_PAY_H

#include "base/cli.h"
#include "record/stream.h"

/* payment payline void refund correct receipt book drawer deposit batch
 * -> till run banking */
extern const struct fold pay_fold;
extern const struct fold *const pay_folds[]; /* it alone, for filter_run */

#endif
