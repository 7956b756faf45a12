/*
 * verb.h - what the verbs of hall-audit share.
 */
#ifndef AUDIT_VERB_H
#define AUDIT_VERB_H

#include "book/filter.h"
#include "book/journal.h"

/* A verb's frame: the book, the folds' view of it, the output. */
struct frame {
	struct filter filter;
	struct journal_options recording;
	struct output *output;
	struct error error;
};

/* -1 with f->error; frame_close() follows all the same. */
int frame_open(struct frame *, struct cli *);
/* The status when `result` is 0; otherwise f->error is said. */
enum hall_status frame_close(
    struct frame *, int result, enum hall_status status);
/* The nth operand, a day; DATE_NONE when it is left out.  -1 with f->error. */
int frame_day(struct frame *, size_t n, int32_t *day);

/* Options that several of them have. */
#define KEY_FILE                                                      \
	{                                                             \
		"key-file", 0, "FILE",                                \
		    N_("the private key is in FILE, not in the home " \
		       "directory"),                                  \
		    0                                                 \
	}

#define STAFF                                                              \
	{                                                                  \
		"staff", 0, "STAFF", N_("act for this member of staff"), 0 \
	}

#endif
