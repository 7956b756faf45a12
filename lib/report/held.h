/*
 * held.h - payments, held until it is known what later facts call them.
 *
 * Shape:   a correction of the same business day changes a descriptive
 *          column of a payment (its service, say); then all payments are
 *          gone through again with what they are called now.
 * Source:  hall-pay(1), correct: a correction of a later day changes no
 *          figure of a day that was closed.
 * Memory:  the line of each payment.
 * Owner:   held_new makes, held_free ends.
 */
#ifndef REPORT_HELD_H
#define REPORT_HELD_H

#include "record/record.h"

struct held;

struct held *held_new(void);
void held_free(struct held *);
void held_add(struct held *, const struct record *);
/* Note what a `correct` fact changes, if it is one of these payments. */
void held_correct(struct held *, const struct record *);
bool held_changed(const struct held *);
/* Hand out every payment in order, as it is called now. */
void held_each(const struct held *,
    void (*take)(void *context, const struct record *), void *context);

#endif
