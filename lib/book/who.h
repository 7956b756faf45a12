/*
 * who.h - the member of staff who acts, and what they may do.
 *
 * Source:  hall.yaml(5): staff, roles, acting.  Rules bind to capabilities,
 *          never to titles.
 */
#ifndef BOOK_WHO_H
#define BOOK_WHO_H

#include <stdbool.h>

#include "base/error.h"
#include "book/book.h"

struct who {
	struct slice staff; /* S07: the staff member the fact is about */
	struct slice login; /* the user who typed, always the truth */
};

/*
 * Whose `login:` is the effective user on that date; or the staff named by
 * --staff when the user's role can `act`.  USAGE with what to do when the
 * user is nobody, the staff is unknown, or may not act.
 */
int who_am_i(const struct book *, const char *staff, int32_t date, struct who *,
    struct error *);
/* True when that person's role (or a dated acting role) has it. */
bool who_can(const struct book *, struct slice staff, const char *capability,
    int32_t date);
/* USAGE "S03 (clerk) may not void; monitor and manager may" unless so. */
int who_must(const struct book *, struct slice staff, const char *capability,
    int32_t date, struct error *);
/* The role in force on that date: a title for records and reports. */
struct slice who_role(const struct book *, struct slice staff, int32_t date);
bool who_known(const struct book *, struct slice staff);

#endif
