/*
 * progress.h - the derived records of cases: progress and step.
 *
 * Source:  hall-apply(1), "RECORDS".
 */
#ifndef APPLY_PROGRESS_H
#define APPLY_PROGRESS_H

#include "apply/matter.h"
#include "record/row.h"

struct apply;

/*
 * One progress for each open case and for each that was closed on a day of
 * the stream; one step for each stage that was done on such a day, and for
 * those in work.  LOOK when something is late or missing that must not be;
 * USAGE when a calendar has no data for a year to come; a writer of NULL
 * only judges.
 */
enum hall_status progress_write(
    struct apply *, struct writer *, struct error *);

/* Something is still to be done or watched: it goes into the carry. */
bool progress_is_open(struct apply *, const struct matter *);
/* The stage does not concern this case. */
bool progress_spares(struct apply *, const struct matter *,
    const struct stage *, struct moment as_of);
/* "A5 A12 phone": forms and needs, in the order of the configuration. */
void progress_missing(const struct matter *, struct buffer *);
/* Of the needs, those that are missing. */
void progress_needs(const struct matter *, struct buffer *);
/* "calendar 'office' has no data for 2027 …" */
int progress_no_year(const struct matter *, int year, struct error *);

#endif
