/*
 * suggestion.h - what may have been meant by an unknown kind or column.
 *
 * Errors:  both fill the error with USAGE and return -1.
 */
#ifndef REPORT_SUGGESTION_H
#define REPORT_SUGGESTION_H

#include "report/query.h"

int suggest_kind(struct slice name, struct error *);
/* The heading may be NULL: none of the kind was read. */
int suggest_column(const struct query *, const struct heading *,
    struct slice column, struct error *);

#endif
