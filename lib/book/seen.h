/*
 * seen.h - facts that stand in a journal already, by kind and id.
 *
 * Owner:   texts and paths given are borrowed until seen_free.
 */
#ifndef BOOK_SEEN_H
#define BOOK_SEEN_H

#include "record/record.h"

struct seen;

struct seen *seen_new(void);
void seen_free(struct seen *);
/* All facts of a journal's text; the path is for messages. */
void seen_add_text(struct seen *, const char *path, struct slice text);
/* One that was added now; its line and heading are borrowed. */
void seen_add(struct seen *, const struct record *);
bool seen_fault(const struct seen *, struct slice digest);
/*
 * 1 when the same fact is there, 0 when it is new, -1 and a complaint when
 * its id was used for another one.  A subject of events has many facts
 * under one id, and of customers and accounts the newest counts: these
 * never complain.
 */
int seen_judge(const struct seen *, const struct record *, struct complaint *);

#endif
