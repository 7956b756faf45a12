/*
 * sheet.h - one section of a document: its columns, rows and marks.
 *
 * Owner:   the arena of the document.
 */
#ifndef REPORT_SHEET_H
#define REPORT_SHEET_H

#include "report/document.h"

/* Fill the sheet from what was gathered. */
void sheet_figures(struct document *, struct sheet *,
    const struct document_source *, struct gathering *);
void sheet_table(struct document *, struct sheet *,
    const struct document_source *, const struct gathering *);
void sheet_faults(
    struct document *, struct sheet *, const struct document_source *);
/* Mark what a person must look at, sort, and cut to the top. */
void sheet_arrange(struct document *, struct sheet *);
/* Whether anybody could have known of such records. */
bool sheet_has_data(const struct document_source *, const struct gathering *);
void document_add_figure(struct document *, struct figure *);
/* A figure of the document for that section; named already. */
struct figure *document_figure(struct document *, const struct section *,
    const struct measure *, struct slice dims, struct tally_value,
    bool no_data);

#endif
