/*
 * candidates.h - ids of what was reconciled, for completion.
 *
 * Source:  HACKING.md, "Completion".
 * Errors:  fewer candidates, or none; never a word.
 */
#ifndef RECONCILE_CANDIDATES_H
#define RECONCILE_CANDIDATES_H

#include "base/buffer.h"
#include "base/cli.h"

/*
 * ID: the differences of a day and what waits there, of the newest day that
 * was reconciled or the one that --on names; other names from the book.
 */
void reconcile_candidates(struct cli *, const char *wanted, struct buffer *);

#endif
