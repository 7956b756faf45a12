/*
 * figure.h - one number of a report, with the name by which it is found
 * again.
 *
 * Shape:   the id is REPORT/PERIOD/SECTION/METRIC/DIMS; dims are NAME=VALUE
 *          joined by '+'.  Of `hall-report figures` the section is the kind,
 *          and behind it each condition after a ';'.  What would break this
 *          is %-escaped.
 * Source:  hall-record(5), figure.
 * Owner:   the arena given.
 */
#ifndef REPORT_FIGURE_H
#define REPORT_FIGURE_H

#include "base/date.h"
#include "config/config.h"
#include "record/row.h"
#include "report/tally.h"

struct figure {
	struct slice id;
	struct slice report;
	struct slice section;
	struct slice period; /* 2026-11-02, or FROM..TO, or empty */
	int32_t from;
	int32_t to;
	struct slice hall;
	const struct measure *measure;
	struct slice dims;
	struct tally_value value;
	bool no_data;  /* nothing that could hold such records came by */
	bool compared; /* with what follows: the same of the period before */
	struct tally_value previous;
};

/* "2026-11-02" or "2026-10-01..2026-10-31". */
struct slice figure_period(int32_t from, int32_t to, struct arena *);
/* "method=cash+counter=C01" of a group; personal data masked. */
struct slice figure_dims(const struct query *, const struct tally *,
    size_t group, const struct config *, struct arena *);
/* "payment;method=cash": the section of a query that has no name. */
struct slice figure_section(const struct query *, struct arena *);
/* From report, period, section, measure and dims. */
void figure_name(struct figure *, struct arena *);
/*
 * (value - previous) / |previous|, in four places; false when there is no
 * previous value, or it is 0.
 */
bool figure_change(const struct figure *, number *change);
/* As a record. */
void figure_row(const struct figure *, struct row *);

/* An id taken apart; -1 when it is none. */
struct figure_id {
	struct slice report;
	struct slice period;
	struct slice section;
	struct slice metric;
	struct slice dims;
};
int figure_id_parse(struct slice id, struct figure_id *);
/* Make the query of an id's section part: "payment;method=cash". */
int figure_section_query(
    struct slice section, struct query *, struct arena *, struct error *);
/* Add the dims of an id as conditions. */
int figure_dims_query(
    struct slice dims, struct query *, struct arena *, struct error *);
/* Take %-escapes out; in the arena. */
struct slice figure_unescape(struct slice, struct arena *);
/* "2026-11-02" or "FROM..TO". */
int figure_period_parse(struct slice, int32_t *from, int32_t *to);

#endif
