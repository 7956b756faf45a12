/*
 * condition.h - "age>7": a dimension, a sign and a value.
 *
 * Shape:   numbers are compared by size, all else by bytes; what is empty is
 *          neither above nor below anything.  Of a `why` that holds several
 *          codes, code(why)=late holds when one of them is it.
 */
#ifndef REPORT_CONDITION_H
#define REPORT_CONDITION_H

#include "report/query.h"

/* Take "COL>=VALUE" apart; -1 when there is no sign, no column,
 * or an equals sign more. */
int condition_split(struct slice text, struct slice *column,
    enum condition_op *, struct slice *value);
/* "=", "!=" … */
const char *condition_sign(enum condition_op);
/* Whether the field, as the dimension says it, is what is wanted. */
bool condition_holds(const struct dimension *, enum condition_op,
    const struct slice *value, size_t values, struct slice field,
    struct slice day);

#endif
