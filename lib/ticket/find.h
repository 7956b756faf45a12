/*
 * find.h - looking for a ticket.
 */
#ifndef TICKET_FIND_H
#define TICKET_FIND_H

#include "ticket/state.h"

/* By its id; NULL when there is none. */
struct ticket *ticket_by_id(
    struct room *, const struct hall *, struct slice id);
/* By its number on a business day. */
struct ticket *ticket_by_number(
    struct room *, const struct hall_day *, struct slice number);
/* The first number of this prefix that is free, behind all that were given. */
uint32_t ticket_next_number(const struct hall_day *, struct slice text);
/* Remember that the number was given. */
void ticket_note_number(
    struct room *, struct queue_day *, const struct ticket *);

#endif
