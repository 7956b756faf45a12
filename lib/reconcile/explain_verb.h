/*
 * explain_verb.h - hall-reconcile explain: how a match, a break, a proof or
 * an item came about, down to the records.
 *
 * Source:  hall-reconcile(1), "Other verbs".
 */
#ifndef RECONCILE_EXPLAIN_VERB_H
#define RECONCILE_EXPLAIN_VERB_H

#include "base/cli.h"

extern const struct cli_option explain_options[];
enum hall_status explain_verb(struct cli *);

#endif
