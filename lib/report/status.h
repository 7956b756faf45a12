/*
 * status.h - is the report complete, and must a person look at something?
 *
 * Shape:   reasons of a document.  INCOMPLETE (status 3): a fault that is
 *          not mended, a stage that is missing or ended badly, a set that
 *          was not reconciled, a day that is not closed.  TO BE LOOKED AT
 *          (status 1): the sections that alert.
 */
#ifndef REPORT_STATUS_H
#define REPORT_STATUS_H

#include "report/document.h"
#include "report/input.h"

/* A set that was not reconciled on a day. */
struct status_set {
	struct slice name;
	int32_t day;
};

/* What the records said beside the sections. */
struct status_source {
	const struct definition *definition;
	const struct input *input;
	const bool *first_fault;
	/* Of proof records with ok=not-run, by name and day. */
	const struct status_set *not_run;
	size_t not_run_count;
};

/*
 * A line that several tools found fault with is one fault: true for each
 * that is the first of its digest.
 */
const bool *status_first_faults(const struct stream *, struct arena *);
/* Whether a fault is one of the report's days, or of none. */
bool status_concerns(
    const struct span *, const struct input *, const struct record *fault);
void status_judge(struct document *, const struct status_source *);
/* "2026-11-02 H01 COMPLETE: …", one line without LF. */
void status_line(const struct document *, struct buffer *);

#endif
