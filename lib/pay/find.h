/*
 * find.h - a payment of the open day or of an earlier one, with all that
 * was done to it since.
 *
 * Owner:   find_payment makes, find_release frees; the record lives as long.
 * Errors:  -1 with v->error: no such payment, a day that cannot be read.
 */
#ifndef PAY_FIND_H
#define PAY_FIND_H

#include "pay/verb.h"

struct found {
	struct filter filter; /* first: folds ask for it */
	struct slice id;
	const struct record *record;
	const struct payment *payment;
	struct stream *stream;
	struct arena arena;
};

/*
 * Read the days from that of the payment (of its id, or --paid) up to the
 * open one.
 */
int find_payment(struct verb *, struct slice id, struct found *);
void find_release(struct found *);
/* The day that an id such as P20261102-0007 names, or DATE_NONE. */
int32_t find_day_of(struct slice id);

/* The receipt that the payment has, as it is printed; empty for none. */
struct slice found_receipt(const struct verb *, const struct found *);

/*
 * The fault of that digest or id on the newest of the last FIND_DAYS_MAX
 * days: its record, whose file is released with the other; NULL when there
 * is none.  USAGE when a correction mended it already.
 */
#define FIND_DAYS_MAX 62
int find_fault(
    struct verb *, struct slice of, struct found *, const struct record **);

#endif
