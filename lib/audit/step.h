/*
 * step.h - the steps of a close, in their order.
 *
 * Each is done again without harm: before the seal it makes the same bytes
 * once more, behind it it looks whether it was done.
 */
#ifndef AUDIT_STEP_H
#define AUDIT_STEP_H

#include "audit/close.h"
#include "audit/ring.h"

struct closing {
	const struct close_request *request;
	struct book *book;
	int32_t day;
	int32_t next;
	bool sealed;
	int32_t previous; /* the last day with a seal before; or DATE_NONE */
	char chain_before[40];         /* of that seal; empty for none */
	char carried[DIGEST_HEX_SIZE]; /* what it handed over; the same */
	struct arena arena;
	struct ring ring;
	struct key *key; /* NULL: not signed */
};

/* Who seals, before anything is written: USAGE when the key is missing. */
int step_key(struct closing *, struct error *);
/* Everything up to and with the seal. */
int step_derive(struct closing *, struct error *);
int step_archive(struct closing *, const struct seal_journal *, struct error *);
int step_config(struct closing *, struct error *);
int step_seal(struct closing *, const struct seal_journal *, struct error *);
/*
 * What stands behind the seal.  *done says whether there was something to
 * do.
 */
int step_finish(
    struct closing *, const struct seal *, bool *done, struct error *);

/* DATA when a day that has no journal had one, and not only by its name. */
int step_journal_lost(const struct book *, int32_t day, struct error *);

/* The path of a day's journal, in the closing's arena. */
char *step_journal(struct closing *);
/* NULL for the first day of a book, as journal_verify wants it. */
const char *step_chain(const struct closing *);

#endif
