/*
 * term.h - the days, weeks, months, … in which something is due.
 *
 * Shape:   a rule says with `every:` which periods it judges; each is judged
 *          once, when its last worked day is in the stream or was left out.
 * Source:  hall.yaml(5), "Rules".
 * Owner:   the caller; the hall's name is that of the audit's days.
 * Errors:  -1 with *error: a calendar has no data of the year.
 */
#ifndef AUDIT_TERM_H
#define AUDIT_TERM_H

#include "audit/rule.h"

#define TERM_NAME_SIZE 32

struct term {
	struct slice hall;
	int32_t first, last;       /* both in it; last: the last worked */
	char name[TERM_NAME_SIZE]; /* 2026-11-02, 2026-W45, 2026-H2, … */
};

/* `day`: the last one of the period that the stream holds. */
typedef int term_judge(struct audit *, const struct rule *, const struct term *,
    int32_t day, struct error *);

/* Each period that ends in the stream. */
int terms_judge(
    struct audit *, const struct rule *, term_judge *, struct error *);
/*
 * 1 when days of it are not in the stream, so that who finds too little
 * cannot say that it is: then the rule was not run.  0 when all are.
 */
int term_cut_off(
    struct audit *, const struct rule *, const struct term *, struct error *);
/*
 * The shortest of the rule's periods in which that day is: 1, or 0 when
 * nothing is due on it.
 */
int term_at(const struct rule *, struct slice hall, int32_t day, struct term *,
    struct error *);
/* The first day that the periods around a day hold. */
int32_t term_back(unsigned every, int32_t day);

/* By hall and day, so that a period is a run of items. */
void term_sort(struct side *);
/* That run, or NULL; the side is sorted so. */
struct item **term_items(
    const struct side *, const struct term *, size_t *count);
/* A routine's and a sample's: what the periods that go on need. */
void term_carry(
    struct audit *, const struct rule *, const struct side *, struct carried *);

#endif
