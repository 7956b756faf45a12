/*
 * svg.h - charts of a sheet, drawn inline in a page.
 *
 * Shape:   positions across are per cent and the texts are in the size of
 *          the page, so that a chart fits a telephone as well as a sheet of
 *          paper; colours are classes of the style sheet.  A chart repeats
 *          what its table says, and tells it in words in its title.
 */
#ifndef REPORT_SVG_H
#define REPORT_SVG_H

#include "report/format.h"

/* Columns or a line over the rows of the sheet, as its section wants. */
void svg_chart(struct buffer *, const struct sheet *);
/* The bar of one row, thousandths of its room. */
void svg_bar(struct buffer *, unsigned thousandths);
/* Text with what means something in HTML written as entities. */
void html_text(struct buffer *, struct slice);

#endif
