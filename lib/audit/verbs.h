/*
 * verbs.h - what cmd/hall-audit.c puts into its table; topic.h has the rest.
 *
 * Source:  hall-audit(1).
 * Errors:  a verb says what is wrong and returns the status of hall(7).
 */
#ifndef AUDIT_VERBS_H
#define AUDIT_VERBS_H

#include "audit/derive.h"
#include "base/cli.h"

#define VERIFY_DAYS_MAX 4096 /* on one command line */

enum hall_status audit_open(struct cli *);
enum hall_status audit_key(struct cli *);
enum hall_status audit_sign(struct cli *);
enum hall_status audit_sample(struct cli *);
/* What makes up a day's part and its carry is told by its caller. */
enum hall_status audit_close(struct cli *, const struct fold_set *);
enum hall_status audit_verify(struct cli *, const struct fold_set *);

extern const struct cli_option audit_open_options[];
extern const struct cli_option audit_close_options[];
extern const struct cli_option audit_verify_options[];
extern const struct cli_option audit_key_options[];
extern const struct cli_option audit_sign_options[];

#endif
