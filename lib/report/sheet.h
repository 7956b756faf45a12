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
bool sheet_has_data(const struct document *, const struct document_source *,
    const struct gathering *);
/* The same of the period before. */
bool sheet_had_data(const struct document *, const struct document_source *,
    const struct gathering *);
/* Whether a stage of the tool was among what was read of these days. */
bool sheet_stage_passed(
    const struct input *, struct slice tool, int32_t from, int32_t to);
void document_add_figure(struct document *, struct figure *);
/* A figure of the document for that sheet; named already. */
struct figure *document_figure(struct document *, const struct sheet *,
    const struct measure *, struct slice dims, struct tally_value);
/* The next column, whose title stands in the document's buffer. */
struct sheet_column *sheet_add_column(
    struct document *, struct sheet *, struct slice key, struct column_type);
/* The value as data; masked where it is shown masked. */
struct slice sheet_data(
    struct document *, struct slice column, struct slice value);

#endif
