/*
 * new_ticket.h - giving a number.
 */
#ifndef TICKET_NEW_TICKET_H
#define TICKET_NEW_TICKET_H

#include "ticket/desk.h"

/*
 * Add the fact of a take with the queue's next number; --class, --customer
 * and --reason as they were given.  NULL with d->error.
 */
struct ticket *new_ticket(struct desk *, const struct queue_rule *,
    const char *channel, const char *papers);

#endif
