/*
 * result.h - what a reconciliation says: match, matchline and break
 * records, to the output and to what --save keeps.
 *
 * Source:  hall-record(5); hall-reconcile(1), "CODES".
 */
#ifndef RECONCILE_RESULT_H
#define RECONCILE_RESULT_H

#include "reconcile/match.h"

struct result {
	struct writer *writer;
	struct writer *copy; /* for --save, or NULL */
	struct row row;
	const struct scope *scope;
	struct slice hall; /* of the book, or empty */
	uint64_t breaks;
	bool proofs_failed;
	bool not_run;
};

void result_init(struct result *, struct writer *, const struct scope *);
void result_release(struct result *);
void result_write(struct result *);

/* Begin a break record of the day; the rest is the caller's. */
struct row *result_break(
    struct result *, const char *code, struct slice set, struct slice record);

/* All matches of a set, waiting items among them. */
int matches_write(struct result *, struct matching *, struct error *);
/* Its breaks, and those of fees. */
int breaks_write(struct result *, struct matching *, struct error *);
/*
 * Its two proofs.  `rejected`: lines of the source's files that could not
 * be read.
 */
void proofs_write(struct result *, const struct matching *, uint64_t rejected);
/* A set that could not be matched, for want of its file. */
void proofs_not_run(struct result *, struct slice set);

#endif
