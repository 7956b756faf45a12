/*
 * handling.h - the recording verbs of hall-apply, which are all one: a fact
 * of a case, with the event that the verb is named after.
 *
 * Source:  hall-apply(1), "Verbs that record".
 * Errors:  what is refused is said; nothing is recorded then.
 */
#ifndef APPLY_HANDLING_H
#define APPLY_HANDLING_H

#include "apply/state.h"
#include "book/recording.h"

struct handling {
	struct cli *cli;
	struct recording recording;
	struct book *book;
	struct apply *apply;
	struct slice hall;
	struct matter *matter; /* NULL when a case is opened */
	bool from_archive;     /* it was closed on an earlier day */
	char id[JOURNAL_ID_SIZE];
	struct error error;
};

/* Fill h->error with USAGE and return -1. */
int handling_refuse(struct handling *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
