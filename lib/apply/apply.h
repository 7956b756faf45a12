/*
 * apply.h - the room of cases: what cmd/hall-apply.c puts together.
 *
 * Source:  hall-apply(1).
 * Errors:  a verb says what is wrong and returns the status of hall(7).
 */
#ifndef APPLY_APPLY_H
#define APPLY_APPLY_H

#include "base/cli.h"
#include "record/stream.h"

/* case -> progress step */
extern const struct fold apply_fold;
extern const struct fold *const apply_folds[]; /* it alone, for filter_run */

/* Every verb that records one event of a case; its name is the event's. */
enum hall_status apply_record(struct cli *);
enum hall_status apply_post(struct cli *);
extern const struct cli_option apply_open_options[];
extern const struct cli_option apply_event_options[];
extern const struct cli_option apply_fee_options[];
extern const struct cli_option apply_hand_options[];
extern const struct cli_option apply_reason_options[];
extern const struct cli_option apply_extend_options[];
extern const struct cli_option apply_callback_options[];
extern const struct cli_option apply_archive_options[];
extern const struct cli_option apply_borrow_options[];
extern const struct cli_option apply_reopen_options[];

/* Verbs that ask and change nothing. */
enum hall_status apply_show(struct cli *);
enum hall_status apply_due(struct cli *);
enum hall_status apply_explain(struct cli *);
enum hall_status apply_forms(struct cli *);
enum hall_status apply_calendar(struct cli *);
extern const struct cli_option apply_show_options[];
extern const struct cli_option apply_due_options[];
extern const struct cli_option apply_ask_options[];
extern const struct cli_option apply_calendar_options[];

/* What the shells may complete: cli.h. */
void apply_candidates(struct cli *, const char *wanted, struct buffer *);

#endif
