/*
 * import_verb.h - hall-reconcile import: a statement file becomes records,
 * and in a book a fact and a file that is kept.
 *
 * Source:  hall-reconcile(1), "IMPORT".
 */
#ifndef RECONCILE_IMPORT_VERB_H
#define RECONCILE_IMPORT_VERB_H

#include "base/cli.h"

extern const struct cli_option import_options[];
enum hall_status import_verb(struct cli *);

#endif
