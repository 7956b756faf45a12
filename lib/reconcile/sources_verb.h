/*
 * sources_verb.h - hall-reconcile sources and missing: which files can be
 * read, and which are not here yet.
 *
 * Source:  hall-reconcile(1), "Other verbs".
 */
#ifndef RECONCILE_SOURCES_VERB_H
#define RECONCILE_SOURCES_VERB_H

#include "base/cli.h"

extern const struct cli_option sources_options[];
enum hall_status sources_verb(struct cli *);

extern const struct cli_option missing_options[];
enum hall_status missing_verb(struct cli *);

#endif
