/*
 * clock.h - how the time of a case was used: when it is due, what is used,
 * paused and off, and by how much it is late.
 *
 * Source:  hall-apply(1), "WORKING TIME".
 * Errors:  -1 and the year when a calendar has no data for it.
 */
#ifndef APPLY_CLOCK_H
#define APPLY_CLOCK_H

#include "apply/matter.h"

/* Of a whole case, or of one stage. */
struct clock {
	struct worktime *worktime;
	struct limit limit; /* amount -1: none */
	bool has_limit, has_due;
	bool running;        /* it has not ended by the time of judgement */
	struct span span;    /* from its beginning to its end, or until now */
	struct spans pauses; /* in the scratch arena */
	struct time_used used;
	int64_t due;
	int64_t late_seconds;
};

/* Until `as_of`; the scratch arena is the caller's to clear. */
int clock_case(struct apply *, const struct matter *, struct moment as_of,
    struct clock *, int *year_missing);
/* The n-th stage of its type, which has begun. */
int clock_stage(struct apply *, const struct matter *, size_t n,
    struct moment as_of, struct clock *, int *year_missing);
/* When the n-th stage began; false when it has not. */
bool clock_stage_begun(const struct matter *, size_t n, struct moment *started);
/* It took longer than its target, or does already. */
bool clock_missed_target(
    struct apply *, const struct matter *, struct moment as_of);
/* Seconds of working time until it is due, 0 when it is over or late. */
int clock_left(const struct clock *, struct moment as_of, int64_t *seconds,
    int *year_missing);
/* "2wd", "26h10m", "3wh20wm": what is used, as the limit counts. */
#define CLOCK_TEXT_SIZE 48
void clock_used_text(const struct clock *, char text[CLOCK_TEXT_SIZE]);

#endif
