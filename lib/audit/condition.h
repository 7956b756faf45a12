/*
 * condition.h - one condition of `where:`, read and asked.
 *
 * Shape:   COLUMN: VALUE, a list of values of which it is one, or a map of
 *          operators: {least: 3000.00}, {not: cash}, {has: CODE}, …
 * Source:  hall.yaml(5), "Rules".
 */
#ifndef AUDIT_CONDITION_H
#define AUDIT_CONDITION_H

#include "audit/side.h"

/* Add the conditions of one column to the side; -1 with *error. */
int condition_read(struct side *, struct slice column, const struct node *value,
    struct arena *, struct error *);
/* True when the condition compares numbers: asked behind all others. */
bool condition_counts(const struct condition *);
bool condition_met(
    const struct side *, const struct condition *, const struct item *);

#endif
