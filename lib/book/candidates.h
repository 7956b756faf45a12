/*
 * candidates.h - what may be completed from a book: names of hall.yaml, days.
 *
 * Source:  HACKING.md, "Completion".
 * Errors:  fewer candidates, or none; never a word.
 */
#ifndef BOOK_CANDIDATES_H
#define BOOK_CANDIDATES_H

#include "base/buffer.h"
#include "book/filter.h"

/* Add one; the help is left out when it says no more. */
void candidate_add(struct buffer *, struct slice name, struct slice help);
/* Words "a b c", each by itself. */
void candidate_words(struct buffer *, const char *words);
/*
 * STAFF COUNTER QUEUE ROLE TYPE FORM SOURCE TOPIC and their like from
 * hall.yaml, DAY and DATE from the days of the book; false for another name.
 */
bool book_candidates(struct cli *, const char *wanted, struct buffer *);
/* The same, as what a tool has for all others. */
void book_candidates_only(struct cli *, const char *wanted, struct buffer *);

/*
 * The folds' view of the open day, which nobody holds up: nothing is locked.
 * NULL without one; *day is DATE_NONE then.  candidates_end in any case.
 */
struct stream *candidates_begin(struct filter *, struct cli *,
    const struct fold *const *folds, int32_t *day);
void candidates_end(struct filter *, struct stream *);

#endif
