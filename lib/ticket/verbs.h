/*
 * verbs.h - what cmd/hall-ticket.c puts into its table.
 *
 * Source:  hall-ticket(1).
 * Errors:  a verb says what is wrong and returns the status of hall(7).
 */
#ifndef TICKET_VERBS_H
#define TICKET_VERBS_H

#include "base/cli.h"

/* verb_take.c */
enum hall_status desk_take(struct cli *);
/* verb_call.c */
enum hall_status desk_call(struct cli *);
enum hall_status desk_serve(struct cli *); /* of who is called */
enum hall_status desk_absent(struct cli *);
/* verb_go.c */
enum hall_status desk_transfer(struct cli *);
enum hall_status desk_leave(struct cli *);
enum hall_status desk_divert(struct cli *);
enum hall_status desk_refer(struct cli *);
enum hall_status desk_escalate(struct cli *);
enum hall_status desk_attend(struct cli *);
/* verb_rate.c verb_counter.c */
enum hall_status desk_rate(struct cli *);
enum hall_status desk_counter_event(struct cli *);
/* verb_queue.c verb_board.c: change nothing */
enum hall_status desk_show_queue(struct cli *);
enum hall_status desk_board(struct cli *);
/* verb_staff.c */
enum hall_status desk_staff(struct cli *);
/* verb_post.c */
enum hall_status desk_post(struct cli *);

extern const struct cli_option desk_take_options[];
extern const struct cli_option desk_transfer_options[];
extern const struct cli_option desk_divert_options[];
extern const struct cli_option desk_refer_options[];
extern const struct cli_option desk_escalate_options[];
extern const struct cli_option desk_rate_options[];
extern const struct cli_option desk_board_options[];
extern const struct cli_option desk_staff_options[];

/* What the shells may complete: cli.h. */
void ticket_candidates(struct cli *, const char *wanted, struct buffer *);

#endif
