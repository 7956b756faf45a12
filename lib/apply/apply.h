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

#endif
