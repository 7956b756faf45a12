/*
 * turn.h - a ticket's fact on its way, for the files that take it.
 *
 * Shape:   what was read of the fact, the ticket it is about, and the state
 *          that comes of it.  A handler checks all before it changes
 *          anything.
 */
#ifndef TICKET_TURN_H
#define TICKET_TURN_H

#include "ticket/state.h"

struct turn {
	struct room *room;
	const struct fact *fact;
	const struct record *record;
	struct complaint *complaint;
	struct ticket *ticket; /* NULL for a first take */
	struct slice id;
	enum ticket_event event;
	enum ticket_state next;
	int32_t at; /* seconds after the take */
};

static inline struct slice
turn_column(const struct turn *s, int number)
{
	return rec_get(s->record, number);
}

static inline int16_t
turn_offset_minutes(const struct turn *s)
{
	return (int16_t)(s->fact->time.offset_seconds / 60);
}

/* A name that is printed again and again, so it must be short. */
int turn_name(struct turn *, int number, size_t bytes_max, struct slice *);
/* In front of which counter the ticket stands, or NULL. */
struct counter_day *turn_counter(const struct turn *);
/* Nothing more happens on that day. */
bool turn_is_over(const struct turn *, const struct hall_day *);
/* The ticket begins to wait in a queue, or for a counter alone. */
void turn_wait(struct turn *, struct queue_day *, const struct counter_day *);
/* The counter is free again; what was served there counts. */
void turn_leave_counter(struct turn *, bool served);

/* take.c */
int turn_take(struct turn *);
/* call.c */
int turn_call(struct turn *);
int turn_recall(struct turn *);
int turn_start(struct turn *);
int turn_hold(struct turn *);
int turn_resume(struct turn *);
/* go.c */
int turn_transfer(struct turn *);
int turn_attend(struct turn *);
int turn_absent(struct turn *);
int turn_send_away(struct turn *);
int turn_finish(struct turn *);

#endif
