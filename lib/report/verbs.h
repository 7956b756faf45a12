/*
 * verbs.h - the verbs of hall-report, for its table in cmd/.
 *
 * Source:  hall-report(1).
 * Errors:  a verb says what is wrong and returns the status of hall(7).
 */
#ifndef REPORT_VERBS_H
#define REPORT_VERBS_H

#include "base/cli.h"

/* The report that is called as the verb is. */
enum hall_status report_shipped(struct cli *);
enum hall_status report_named(struct cli *); /* of the first operand */
enum hall_status report_list(struct cli *);
enum hall_status report_status(struct cli *);
enum hall_status report_explain(struct cli *);
enum hall_status report_select(struct cli *);
enum hall_status report_figures(struct cli *);

/* What the shells may complete: cli.h. */
void report_candidates(struct cli *, const char *wanted, struct buffer *);

#endif
