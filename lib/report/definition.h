/*
 * definition.h - what a report consists of, from YAML.
 *
 * Shape:   a title, the stages it needs, and sections.  A section shows
 *          figures (a kind grouped and measured), a table of records, or
 *          the faults.
 * Source:  hall.yaml(5), "reports"; lib/report/daily.yaml.
 * Owner:   definition_load makes, definition_free ends; texts are those of
 *          the configuration and live as long.
 * Errors:  NULL with HALL_USAGE and "daily.yaml:12: …".
 */
#ifndef REPORT_DEFINITION_H
#define REPORT_DEFINITION_H

#include "config/config.h"
#include "report/period.h"
#include "report/query.h"

#define DEFINITION_SECTIONS_MAX 100
#define DEFINITION_COLUMNS_MAX 32
#define DEFINITION_TOP_MAX 1000000

enum section_form { SECTION_FIGURES, SECTION_TABLE, SECTION_FAULTS };
enum section_chart { CHART_NONE, CHART_BAR, CHART_COLUMN, CHART_LINE };

/* The days of which a section shows records. */
enum section_days {
	SECTION_OWN,  /* of the report */
	SECTION_LAST, /* the last of them: how things stand in the end */
	SECTION_ALL,  /* every day that came by */
};

/* A metric, dimension or column to sort by. */
struct order_key {
	struct slice text;
	bool descending;
};

struct section {
	struct slice name;
	struct slice title;
	struct slice note; /* a line below the title, or empty */
	enum section_form form;
	bool mended; /* of faults: those that are mended */
	struct query query;
	const struct slice *column; /* of a table */
	size_t columns;
	const struct order_key *order;
	size_t orders;
	size_t top; /* 0: all rows */
	enum section_chart chart;
	struct slice of; /* the metric that the chart shows */
	/* What a person must look at: any row, or what is not zero here. */
	bool alert_rows;
	const struct slice *alert;
	size_t alerts;
	struct query calm; /* rows of a table that need no look after all */
	/* Sections before; a record that one of them names is told there. */
	const struct slice *told_by;
	size_t tellers;
	bool half;     /* half the width where there is room */
	bool optional; /* not shown when it has no rows */
	enum section_days days;
	/*
	 * Shown when the configuration has what `expects` names for this
	 * stage, or such records came by.  Empty: always.
	 */
	struct slice with;
	/* Of rows with the same value here the last one counts; or empty. */
	struct slice latest;
	/* Measures with the previous period beside them. */
	const struct slice *compare;
	size_t compares;
};

/* A stage that is needed where the configuration has something at a path. */
struct expectation {
	struct slice tool; /* hall-ticket */
	struct slice path; /* queues */
};

struct definition {
	struct slice name; /* daily */
	struct slice title;
	enum period_unit unit;
	bool compare;             /* with the previous period */
	bool open_day;            /* the day need not be closed */
	const struct slice *need; /* stages: hall-pay */
	size_t needs;
	const struct expectation *expect;
	size_t expects;
	const struct slice *signature; /* who signs below */
	size_t signatures;
	struct section *section;
	size_t sections;
	struct arena arena;
	struct config *file; /* when it is no part of hall.yaml */
	struct config *base; /* the same of the report that it is like */
};

/*
 * The definition of that name: of `reports:` in the configuration (which
 * may be NULL), else the shipped file.
 */
struct definition *definition_load(
    const struct config *, struct slice name, struct error *);
void definition_free(struct definition *);
/* The section of that name, or NULL. */
const struct section *definition_section(
    const struct definition *, struct slice name);

/*
 * Whether the configuration (which may be NULL) has what the definition
 * expects a stage for.
 */
bool definition_expects(
    const struct definition *, const struct config *, struct slice tool);

/* All reports that there are, by name; in the arena. */
struct definition_entry {
	struct slice name;
	struct slice title;
	const char *file; /* where it is defined */
};
struct definition_entry *definition_list(
    const struct config *, struct arena *, size_t *count);

#endif
