/*
 * reconcile.h - the fold of hall-reconcile.
 *
 * Shape:   facts and the rows of files in; statement, match, matchline,
 *          break and proof records out.  Kept in memory: one compact item
 *          for each payment, void, refund, deposit, batch and row; and what
 *          clerks counted.  Their lines lie in pages (spool.h).
 * Source:  hall-reconcile(1).
 */
#ifndef RECONCILE_RECONCILE_H
#define RECONCILE_RECONCILE_H

#include "record/stream.h"

/* What the command line says; the context of the filter. */
struct reconcile_options {
	/* SOURCE=FILE, as given. */
	const char *const *with;
	size_t withs;
	const char *on;    /* the day, or NULL: all that is read */
	const char *open;  /* items carried in, or NULL */
	const char *carry; /* where items carried out go, or NULL */
	bool save;         /* beside the archive of the day */
};

extern const struct fold reconcile_fold;

#endif
