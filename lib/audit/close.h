/*
 * close.h - opening and closing a business day.
 *
 * Shape:   the `day closed` fact, DAY.part, NEXT/carry.in, DAY.bgz,
 *          config/DIGEST.yaml, DAY.seal, checkpoint, away with the journal,
 *          NEXT/journal.csv: in that order.  What stands before the seal is
 *          made again by a close that is run again, and what stands behind
 *          it is only completed; both give the same bytes.
 * Source:  hall-audit(1), "Closing".
 * Errors:  USAGE: no such day, no key, not allowed; DATA: earlier days do
 *          not agree with the checkpoint, the journal with its seal;
 *          SYSTEM: another close holds the lock, the disk.
 */
#ifndef AUDIT_CLOSE_H
#define AUDIT_CLOSE_H

#include "audit/blockers.h"
#include "audit/derive.h"
#include "audit/seal.h"
#include "book/journal.h"

struct close_request {
	struct filter *filter; /* with the book */
	const struct fold_set *sets;
	const struct journal_options *recording;
	const char *key_file; /* or NULL: where keys are kept */
	bool force;
	int32_t day; /* DATE_NONE: the day that is open */
	/* Where the facts that are recorded are printed. */
	struct output *output;
};

enum close_end {
	CLOSE_DONE,      /* closed now, or its close completed */
	CLOSE_ALREADY,   /* there was nothing left to do */
	CLOSE_NOT_BEGUN, /* the open day is a day to come */
	CLOSE_BLOCKED,   /* see blockers */
	CLOSE_READY,     /* only checked: nothing blocks */
	CLOSE_HALFWAY,   /* only checked: a close was interrupted */
};

struct close_result {
	enum close_end end;
	int32_t day;
	int32_t next;
	struct blockers blockers;
	char *note; /* of the journal: a torn tail was set aside; or NULL */
	/* Of a day that was sealed now. */
	struct seal seal;
};

/* Say what blocks; nothing is written.  -1 with *error. */
int close_check(
    const struct close_request *, struct close_result *, struct error *);
int close_day(
    const struct close_request *, struct close_result *, struct error *);
void close_release(struct close_result *);

/*
 * The day behind a day: the next working day of the calendar `hall`, or
 * the next date when there is no such calendar.
 */
int day_after(
    const struct config *, int32_t day, int32_t *next, struct error *);

#endif
