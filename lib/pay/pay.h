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

/*
 * day payment payline void refund correct receipt book drawer deposit batch
 * -> till run banking
 */
extern const struct fold pay_fold;
extern const struct fold *const pay_folds[]; /* it alone, for filter_run */

/* The verbs, each with its options. */
enum hall_status pay_take(struct cli *);
enum hall_status pay_void(struct cli *);
enum hall_status pay_refund(struct cli *);
enum hall_status pay_correct(struct cli *);
enum hall_status pay_drawer(struct cli *);
enum hall_status pay_close(struct cli *);
enum hall_status pay_till(struct cli *);
enum hall_status pay_deposit(struct cli *);
enum hall_status pay_book(struct cli *);
enum hall_status pay_receipt(struct cli *);
enum hall_status pay_batch(struct cli *);
enum hall_status pay_post(struct cli *);
enum hall_status pay_words(struct cli *);

extern const struct cli_option pay_take_options[];
extern const struct cli_option pay_void_options[];
extern const struct cli_option pay_refund_options[];
extern const struct cli_option pay_correct_options[];
extern const struct cli_option pay_drawer_options[];
extern const struct cli_option pay_close_options[];
extern const struct cli_option pay_deposit_options[];
extern const struct cli_option pay_book_options[];
extern const struct cli_option pay_receipt_options[];
extern const struct cli_option pay_batch_options[];

/* What the shells may complete: cli.h. */
void pay_candidates(struct cli *, const char *wanted, struct buffer *);

#endif
