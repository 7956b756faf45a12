/*
 * fact.h - rows of facts from what happened.
 */
#ifndef DAYS_FACT_H
#define DAYS_FACT_H

#include "record/row.h"

#include "day.h"

/* Fill the row with the columns of that event's kind. */
void fact_row(struct row *, const struct day *, const struct event *);
/* The moment of a second of the day. */
struct moment fact_moment(int32_t date, int64_t second);
/* A refund's own number, in the hall and in the channel. */
void refund_ref(const struct hall *, int32_t date, uint32_t number, enum method,
    char ref[REF_SIZE]);
/* The number of a deposit. */
void deposit_id(const struct day *, const struct event *, char id[ID_SIZE]);
/* 20261102 */
unsigned date_number(int32_t date);

#endif
