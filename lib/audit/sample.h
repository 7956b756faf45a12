/*
 * sample.h - who can be looked at, and who was.
 *
 * Shape:   the texts of a rule's column in a term, each once, in order of
 *          bytes.
 * Source:  hall.yaml(5), "Rules", sample.
 * Owner:   the arena that is given.
 */
#ifndef AUDIT_SAMPLE_H
#define AUDIT_SAMPLE_H

#include "audit/term.h"

/* The side was sorted by term_sort. */
struct slice *sample_names(
    const struct side *, const struct term *, struct arena *, size_t *count);
bool sample_has(const struct slice *names, size_t count, struct slice name);

#endif
