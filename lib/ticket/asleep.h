/*
 * asleep.h - the tickets of a day that was kept.
 *
 * Shape:   each is what differs from the one before it, some dozen bytes,
 *          in the order of the store.  Recalled are those who are still in
 *          the hall; the others, of thousands that a day has seen, sleep as
 *          they were kept until somebody asks for one of them, or for all.
 * Errors:  tickets_recall believes nothing; what it lets pass can be woken.
 */
#ifndef TICKET_ASLEEP_H
#define TICKET_ASLEEP_H

#include "base/buffer.h"
#include "ticket/state.h"

/* All of them; every id is one that follows from day and number. */
void tickets_keep(struct room *, struct buffer *);
/* So many, of that day; the bytes must live as long as the room. */
bool tickets_recall(
    struct room *, struct hall_day *, uint32_t count, struct slice *in);
/* Wake all if that one may be among those who sleep; false: it is not. */
bool room_wake_for(struct room *, const struct hall *, struct slice id);

#endif
