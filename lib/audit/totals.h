/*
 * totals.h - the control totals of a day's journal.
 *
 * Shape:   lines of a seal: `count KIND N` for each kind, faults under the
 *          kind `fault`, lines that cannot be read under `unreadable`;
 *          `money KIND AMOUNT` for what came in (payment) and went out
 *          (void, refund, payout); `hash payment.receipt N`, the sum of the
 *          last HASH_DIGITS digits of all receipt numbers.
 * Source:  the control and hash totals of auditors: cheap to add up again
 *          with any tool, and they tell a line that was left out.
 */
#ifndef AUDIT_TOTALS_H
#define AUDIT_TOTALS_H

#include "base/buffer.h"
#include "record/record.h"
#include "record/source.h"

#define HASH_DIGITS 9

struct totals;

struct totals *totals_new(void);
void totals_free(struct totals *);
void totals_take(struct totals *, const struct record *);
void totals_unreadable(struct totals *);
/* All records, of all kinds. */
uint64_t totals_records(const struct totals *);
void totals_write(const struct totals *, struct buffer *);

/*
 * Call for each record of a source, in its order, and count what cannot be
 * read.  Either may be NULL.  -1 with *error when it cannot be read to its
 * end.  The source is closed; NULL: -1, so that an open may be put in.
 */
int facts_each(struct source *,
    void (*see)(void *context, const struct record *), void *context,
    struct totals *, struct error *);

#endif
