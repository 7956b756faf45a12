/*
 * sample.h - who can be looked at, who was, and whom to choose.
 *
 * Shape:   the texts of a rule's column in a term, each once, in order of
 *          bytes.
 * Source:  hall.yaml(5), "Rules", sample; hall-audit(1), "Samples".
 * Owner:   the arena that is given.
 */
#ifndef AUDIT_SAMPLE_H
#define AUDIT_SAMPLE_H

#include "audit/term.h"

/* The side was sorted by term_sort. */
struct slice *sample_names(
    const struct side *, const struct term *, struct arena *, size_t *count);
bool sample_has(const struct slice *name, size_t count, struct slice one);
/*
 * Put them in the order of the draw, which follows from the hall, the rule
 * and the term, so that nobody can choose.
 */
void sample_draw(
    const struct rule *, const struct term *, struct slice *name, size_t count);

#endif
