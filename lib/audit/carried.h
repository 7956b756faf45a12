/*
 * carried.h - what an audit hands over to the next day: facts that a rule
 * still waits for.
 *
 * Shape:   the facts as they stood, and for each hall a line `log` of the
 *          topic audit-days with the days that were audited, as far back as
 *          its rules look: to the first of a week, a month, a half-year.
 */
#ifndef AUDIT_CARRIED_H
#define AUDIT_CARRIED_H

#include "audit/rule.h"
#include "record/row.h"

struct carried {
	const struct item **item;
	size_t count, size;
};

/* Called by mechanisms: this record must be there tomorrow. */
void carried_add(struct carried *, const struct item *);
/* True for a line that an audit wrote of its own days. */
bool carried_days(const struct record *);
/* Note the days that such a line tells. */
void carried_take(struct audit *, const struct record *);
/* All of it, in an order that does not depend on that of the input. */
void carried_write(struct audit *, struct writer *);

#endif
