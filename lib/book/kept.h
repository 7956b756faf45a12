/*
 * kept.h - what a tool knew of the open day, kept beside its journal, so that
 * recording a fact need not read ten thousand others.
 *
 * Shape:   DAY/TOOL.kept: a head; the headings in force and the last numbers
 *          of ids at some place of the journal; what the folds had taken.
 * Owner:   book_kept_load makes, book_kept_free frees.
 * Errors:  none: what cannot be read, or does not fit, is not there.
 *
 * Nothing depends on it.  The head names the program, the configuration and
 * a hash of all the bytes that stand before that place, which is taken again
 * of the journal at each use: it costs less than a tenth of folding them.
 * A journal that was put back, shortened or edited does not fit.  It is
 * never synced: half of it has another hash.
 */
#ifndef BOOK_KEPT_H
#define BOOK_KEPT_H

#include "book/inside.h"
#include "book/tail.h"

struct kept {
	uint64_t offset;       /* of the journal: what is before is known */
	struct tail tail;      /* the journal's there */
	struct slice headings; /* in force there, with '#' and LF */
	size_t headings_lines;
	struct slice ids;   /* "T20261102- 17", LF: the last of each */
	struct slice folds; /* for stream_options.kept */
	char *bytes;
};

/* What was kept of the journal `fd` of that day, or NULL. */
struct kept *book_kept_load(
    const struct book *, int32_t day, const char *tool, int fd);
void book_kept_free(struct kept *);
/* Keep what is known of the journal `fd` up to kept->offset; or do not. */
void book_kept_save(const struct book *, int32_t day, const char *tool, int fd,
    const struct kept *);
#endif
