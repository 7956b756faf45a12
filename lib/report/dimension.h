/*
 * dimension.h - "method" or "hour(time)", taken apart.
 *
 * Errors:  -1 with USAGE and the piece of text that is wrong.
 */
#ifndef REPORT_DIMENSION_H
#define REPORT_DIMENSION_H

#include "report/query.h"

int dimension_parse(const struct query *, struct slice text, struct dimension *,
    struct error *);
/* Whether a column, which stands in the text, can be one. */
int dimension_column(struct slice column, struct slice text, struct error *);

#endif
