/*
 * definition_read.h - the inside of reading definitions.
 */
#ifndef REPORT_DEFINITION_READ_H
#define REPORT_DEFINITION_READ_H

#include "report/definition.h"

/* A list, or one value that stands for a list of one. */
size_t node_items(const struct node *);
const struct node *node_item(const struct node *, size_t n);
/* Their texts, in the arena of the definition. */
const struct slice *node_texts(
    struct definition *, const struct node *, size_t *count);
/* Fill one section; -1 with USAGE, file and line. */
int section_read(
    struct definition *, struct section *, const struct node *, struct error *);

#endif
