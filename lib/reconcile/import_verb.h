/*
 * import_verb.h - hall-reconcile import: a statement file becomes records,
 * and in a book a fact and a file that is kept.
 *
 * Source:  hall-reconcile(1), "IMPORT".
 */
#ifndef RECONCILE_IMPORT_VERB_H
#define RECONCILE_IMPORT_VERB_H

#include "base/cli.h"
#include "record/record.h"

extern const struct cli_option import_options[];
enum hall_status import_verb(struct cli *);
/* On stderr, as a stream says its faults; line 0 is the file as a whole. */
void import_say(const char *file, uint64_t line, const struct complaint *);

#endif
