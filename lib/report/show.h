/*
 * show.h - values as a reader of the report sees them.
 *
 * Shape:   names of staff, counters, services and sets from hall.yaml,
 *          words from the catalogue, money with separators, sentences for
 *          `why`, personal data masked.
 * Safety:  what comes out holds no control characters and none that change
 *          the direction of text, whatever the data hold: a terminal or a
 *          page shows it as it is.
 */
#ifndef REPORT_SHOW_H
#define REPORT_SHOW_H

#include "base/buffer.h"
#include "base/date.h"
#include "config/config.h"
#include "report/column.h"
#include "report/tally.h"

struct show {
	const struct config *config; /* or NULL */
	int32_t day; /* times of this day are shown without their date */
};

/* One value of a column, appended. */
void show_value(const struct show *, struct buffer *, struct column_type,
    struct slice column, struct slice value);
/* A number of a figure; "–" when it is not defined. */
void show_number(
    struct buffer *, struct column_type, const struct tally_value *);
/* The same as data: 1234.50; empty when it is not defined. */
void show_data(struct buffer *, const struct tally_value *);
/* A title: it begins with a capital, where there are any. */
void show_capital(struct buffer *, struct slice);
/* What stands above a column of a kind: 金额. */
void show_column(struct buffer *, struct slice kind, struct slice column);
void show_dimension(
    struct buffer *, struct slice kind, const struct dimension *);
void show_measure(struct buffer *, struct slice kind, const struct measure *);
/* 2026-11-02 Monday. */
void show_date(struct buffer *, int32_t date);
/* Text without what could harm a terminal or mislead a reader. */
void show_clean(struct buffer *, struct slice);

/*
 * True when privacy: mask: of the configuration (or, outside a book, its
 * default: name phone id_no address bank) hides the column.
 */
bool show_is_masked(const struct config *, struct slice column);
/* 王敏 -> 王*, 13812345678 -> 138****5678. */
void show_mask(struct buffer *, struct slice column, struct slice value);

#endif
