/*
 * ticket.h - the room of tickets: what cmd/hall-ticket.c puts together.
 *
 * Source:  hall-ticket(1).
 */
#ifndef TICKET_TICKET_H
#define TICKET_TICKET_H

#include "record/stream.h"

/* ticket counter rating -> visit seat queueline */
extern const struct fold ticket_fold;
extern const struct fold *const ticket_folds[]; /* it alone, for filter_run */

#endif
