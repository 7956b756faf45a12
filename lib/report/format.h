/*
 * format.h - how a document is printed.
 *
 * Every format prints the same cells; none computes a number.  The bytes
 * depend on the document and the options alone: no clock, no locale.
 */
#ifndef REPORT_FORMAT_H
#define REPORT_FORMAT_H

#include "base/output.h"
#include "report/document.h"

struct format_options {
	bool color;       /* text: colours and bars */
	size_t columns;   /* text: tables fold there; 0: nowhere */
	bool bom;         /* csv: begin with a byte order mark */
	bool alone;       /* csv: one section as a table of its own */
	struct slice css; /* html */
};

struct format {
	const char *name;
	const char *suffix; /* of -o FILE: ".html" */
	const char *help;
	void (*print)(const struct document *, const struct format_options *,
	    struct output *);
};

/* Ends with a name NULL; the first is what a terminal gets. */
extern const struct format formats[];

void format_text(
    const struct document *, const struct format_options *, struct output *);
void format_csv(
    const struct document *, const struct format_options *, struct output *);
void format_json(
    const struct document *, const struct format_options *, struct output *);
void format_html(
    const struct document *, const struct format_options *, struct output *);
void format_records(
    const struct document *, const struct format_options *, struct output *);

/* By name, or by the suffix of a file; NULL when there is none. */
const struct format *format_named(struct slice name);
const struct format *format_of_file(const char *path);

/* The size of a cell's number for a chart; 0 when it has none. */
number format_number(const struct sheet_cell *);
/* The largest of the column that the chart shows, at least 0. */
number format_most(const struct sheet *);
/* How large a part of the whole is, in thousandths; 0 of nothing. */
unsigned format_share(number part, number whole);

#endif
