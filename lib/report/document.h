/*
 * document.h - a report as all formats print it.
 *
 * Shape:   a head (title, hall, day, whether it is complete and why not),
 *          and sheets of cells: each cell holds its value as data and as
 *          it is shown, and the figure behind it.  A format adds nothing
 *          of its own, so that all carry the same numbers.
 * Owner:   the document's arena.
 */
#ifndef REPORT_DOCUMENT_H
#define REPORT_DOCUMENT_H

#include "base/error.h"
#include "report/figure.h"
#include "report/input.h"
#include "report/section.h"
#include "report/show.h"

enum sheet_form {
	SHEET_TILES, /* one row of figures, without dimensions */
	SHEET_FIGURES,
	SHEET_TABLE,
};

enum sheet_state {
	SHEET_ROWS,
	SHEET_EMPTY,   /* nothing of the kind happened */
	SHEET_NO_DATA, /* nobody could know whether it happened */
};

/* What a column of figures says of its measure. */
enum sheet_role {
	ROLE_PLAIN, /* a dimension, or a column of a table */
	ROLE_VALUE,
	ROLE_WORDS,    /* the value in words */
	ROLE_PREVIOUS, /* the value in the period before */
	ROLE_CHANGE,
};

struct sheet_column {
	struct slice key;   /* "method", "sum:amount", "change:sum:amount" */
	struct slice title; /* for people */
	struct column_type type;
	bool number;
	enum sheet_role role;
	size_t measure; /* of the query, when the role is not plain */
};

struct sheet_cell {
	struct slice value;    /* as data: "1234.50" */
	struct slice shown;    /* for people: "1,234.50" */
	struct figure *figure; /* or NULL */
	bool calm;             /* of the first cell: its row needs no look */
	bool told;             /* the same: a section above has told of it */
	bool alert;
};

/* Dimensions, and measures with their words, previous value and change. */
#define SHEET_COLUMNS_MAX (QUERY_DIMENSIONS_MAX + 4 * QUERY_MEASURES_MAX)

struct sheet {
	const struct section *section;
	struct slice title;
	enum sheet_form form;
	enum sheet_state state;
	struct sheet_column *column;
	size_t columns;
	size_t dimensions; /* the first columns of SHEET_FIGURES */
	struct sheet_cell **row;
	size_t rows;
	size_t rows_left_out;     /* beyond `top` */
	struct sheet_cell *total; /* or NULL */
	size_t chart_column;
	bool unwanted; /* no such stage is expected, and none passed */
	bool compared; /* the period before is known */
	int32_t from;  /* the days of its figures */
	int32_t to;
	/* What a person must look at: rows, or what the figures count. */
	size_t alerts;
};

struct reason {
	const char *code; /* "fault", "stage_missing": for programs */
	struct slice text;
	enum hall_status status; /* DATA: incomplete; LOOK: to be looked at;
				    DONE: to be known */
};

struct document {
	struct slice report;
	struct slice title;
	struct slice hall;
	struct slice hall_name;
	int32_t day; /* of a report of one day, or DATE_NONE */
	struct span span;
	struct slice period;
	struct slice as_of; /* or empty */
	bool complete;
	enum hall_status status; /* how the command ends */
	struct reason *reason;
	size_t reasons;
	struct sheet *sheet;
	size_t sheets;
	const struct slice *signature;
	size_t signatures;
	struct figure **figure; /* of all sheets, in their order */
	size_t figures;
	size_t figures_size;
	struct show show;
	struct buffer text; /* to put a text together in */
	struct arena arena;
};

/* What a document is made of. */
struct document_source {
	const struct definition *definition;
	struct gathering *const *gathering; /* of each section; settled here */
	const struct config *config;        /* or NULL */
	const struct input *input;
	const bool *first_fault; /* status.h */
	struct slice hall;       /* or empty */
};

/* Fill the sheets; reasons are added by status.h.  NULL with USAGE. */
struct document *document_new(const struct document_source *, struct error *);
void document_free(struct document *);
/* The text in the document's buffer, settled in its arena. */
struct slice document_settle(struct document *);
/* Leave out the optional sections that have no rows, and unwanted ones. */
void document_hide(struct document *);
/* Show that section alone; USAGE with a suggestion when there is none. */
int document_keep(struct document *, struct slice section, struct error *);
/* Also makes it incomplete (but LOOK and DONE), or worse its status. */
void document_reason(
    struct document *, enum hall_status, const char *code, struct slice text);

#endif
