/*
 * reading.h - what one record says to each measure of a query.
 *
 * Errors:  -1 and a complaint (money, number) when a field is no number.
 */
#ifndef REPORT_READING_H
#define REPORT_READING_H

#include "report/number.h"
#include "report/query.h"

struct reading {
	number value;
	number below; /* the line, of a rate */
	uint8_t places;
	bool empty; /* no value, or one that does not count */
};

/* Fill one for each measure. */
int reading_take(const struct query *, const struct query_view *,
    const struct record *, struct reading *, struct complaint *);
/* Whether the measure has numbers to add up and compare. */
bool measure_is_numeric(enum measure_form);

#endif
