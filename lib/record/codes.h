/*
 * codes.h - which columns of records hold codes, and of what sort.
 *
 * Shape:   a sort is what word() of message.h takes: the method of a payment
 *          is worded as "method:cash", the event of a drawer as
 *          "drawer:drop".
 * Source:  hall-record(5).
 */
#ifndef RECORD_CODES_H
#define RECORD_CODES_H

#include "base/slice.h"

/* NULL for a column that holds no codes.  The kind may be empty: any. */
const char *code_sort(struct slice kind, struct slice column);

#endif
