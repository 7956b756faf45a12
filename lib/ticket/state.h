/*
 * state.h - what hall-ticket keeps of a stream: halls, their business days,
 * and of each day its queues, counters and tickets.
 *
 * Shape:   one struct room a run.  Tickets lie in a store of their own, some
 *          hundred bytes each, since all are printed at the end; all else is
 *          as many as a hall has queues and counters.
 * Source:  hall-ticket(1), "RECORDS" and "MEMORY".
 * Owner:   the fold (fold.c), which makes and ends it.
 */
#ifndef TICKET_STATE_H
#define TICKET_STATE_H

#include "base/arena.h"
#include "base/map.h"
#include "base/moment.h"
#include "record/stream.h"
#include "ticket/event.h"
#include "ticket/number.h"
#include "ticket/settings.h"
#include "ticket/store.h"
#include "ticket/waiting.h"

#define QUEUES_MAX 256     /* of a hall's day */
#define COUNTERS_MAX 1024  /* the same */
#define NAME_BYTES_MAX 100 /* of a hall, a queue, a counter, a person */

struct hall;
struct hall_day;
struct parked;

/* The highest number of a prefix. */
struct prefix {
	struct slice text;
	uint32_t high;
};

struct queue_day {
	struct hall_day *day;
	struct slice name;
	const struct queue_rule *rule; /* NULL: not configured */
	struct prefix *prefix;         /* of the ticket before */
	uint32_t index;                /* in the day, and in room->queue */
	uint32_t id;
	uint32_t waiting;
	struct waiting line[LANES];
};

/* A counter in one person's hands, all their turns of the day together. */
struct seat {
	struct slice staff;
	bool has_opened, has_closed;
	struct moment opened, closed;
	int64_t open_seconds, busy_seconds, paused_seconds;
	int64_t served;
	struct seat *next;
};

struct counter_day {
	struct hall_day *day;
	struct slice name;
	const struct counter_rule *rule; /* NULL: not configured */
	uint32_t id;
	enum counter_state state;
	struct ticket *current; /* called or served there, or NULL */
	int64_t last;           /* UTC seconds of its latest event */
	struct moment since;    /* open or paused from then on */
	struct moment opened;   /* this turn */
	struct seat *seat, *seats;
	uint32_t hours;                   /* bits: in which it was open */
	uint64_t serves[QUEUES_MAX / 64]; /* bits: which queues */
	struct waiting line[LANES];       /* who was sent to this counter */
	int step, used;                   /* of its order */
};

struct hall_day {
	struct hall *hall;
	int32_t day;
	/* "T20261102-": how those of its tickets begin. */
	char id[TICKET_ID_SIZE];
	size_t id_length;
	bool closed;
	int64_t closed_at;             /* UTC seconds, of the `day closed` */
	struct moment newest;          /* its latest event */
	struct map *queues, *counters; /* by name */
	struct queue_day **queue;      /* in the order in which they came */
	uint32_t queues_count, queues_size;
	struct counter_day **counter;
	uint32_t counters_count, counters_size;
	struct map *prefixes;
	struct map *numbers; /* of tickets whose id does not tell it */
	struct hall_day *older;
};

struct hall {
	struct slice name;
	struct hall_day *days; /* the one that came last first */
	struct hall_day *recent;
	struct map *by_date;
	int32_t newest; /* business day of its facts */
	struct hall *next;
};

/* Tickets of a day that was kept, as they were kept (asleep.h). */
struct asleep {
	struct hall_day *day;
	uint32_t count; /* 0: nobody sleeps */
	struct slice packed, texts;
};

struct room {
	struct stream *stream;
	struct arena arena;
	struct settings settings;
	struct store store;
	struct asleep asleep; /* part of them */
	struct map *hall_names;
	struct hall *halls;
	struct hall *recent;
	/* Of all days; tickets name them by their place here. */
	struct queue_day **queue;
	uint32_t queues, queues_size;
	struct counter_day **counter;
	uint32_t counters, counters_size;
	struct map *staff_names; /* kept once each */
	struct map *seats;       /* by counter and person */
	struct parked *parked;   /* facts that wait for their second */
	/* The day column most often says what it said before. */
	char day_text[DATE_TEXT_SIZE];
	int32_t day;
};

/* What every fact says, read once. */
struct fact {
	struct hall *hall;
	int32_t day;  /* the business day; of the time where none is named */
	bool has_day; /* it is named */
	struct moment time;
	struct slice staff;
};

/* NULL when there is none of that name, and make is false; or too many. */
struct hall *room_hall(struct room *, struct slice name, bool make);
struct hall_day *hall_day_of(
    struct room *, struct hall *, int32_t date, bool make);
struct queue_day *queue_of(
    struct room *, struct hall_day *, struct slice name, bool make);
struct counter_day *counter_of(
    struct room *, struct hall_day *, struct slice name, bool make);
void room_release_days(struct room *);
bool counter_serves(const struct counter_day *, const struct queue_day *);
void counter_will_serve(struct counter_day *, const struct queue_day *);
/* The same text again, which lives as long as the room. */
struct slice room_staff(struct room *, struct slice);

static inline struct queue_day *
ticket_queue(const struct room *room, const struct ticket *t)
{
	return room->queue[t->queue];
}

/* The queue in which it was taken: it counts there, whatever followed. */
static inline struct queue_day *
ticket_first_queue(const struct room *room, const struct ticket *t)
{
	return room->queue[t->first_queue];
}

/* Where it is, was last, or is sent to; NULL for nowhere. */
static inline struct counter_day *
ticket_counter(const struct room *room, const struct ticket *t)
{
	return t->counter == TICKET_NOWHERE ? NULL : room->counter[t->counter];
}

/* asleep.c: how many tickets there are; store_at gives each. */
uint32_t room_tickets(struct room *);

/* ticket.c, admit.c */
int ticket_take(struct room *, const struct fact *, const struct record *,
    struct complaint *);
/* Its queue, counter and destination are those of hall.yaml. */
int ticket_admit(struct room *, const struct record *, struct complaint *);
/* It was called often or long enough; `at` counts from the take. */
bool ticket_may_be_absent(
    const struct settings *, const struct ticket *, int64_t at);
/* counter.c, admit.c */
int counter_take(struct room *, const struct fact *, const struct record *,
    struct complaint *);
int counter_admit(struct room *, const struct record *, struct complaint *);
/* May that ticket come to that counter now?  -1 and the complaint. */
int counter_may_call(
    const struct counter_day *, const struct fact *, struct complaint *);
/* Time does not go back at a counter. */
int counter_in_time(
    const struct counter_day *, const struct fact *, struct complaint *);
/* Somebody was served there from then until now. */
void counter_was_busy(struct room *, struct counter_day *, struct slice staff,
    int64_t seconds, bool served);
/* The seat of that person at the counter, made when it is new. */
struct seat *seat_of(struct room *, struct counter_day *, struct slice staff);
/* Let what lasts at the end of the day count until then. */
void counter_end(struct counter_day *);
/* rating.c */
int rating_take(struct room *, const struct fact *, const struct record *,
    struct complaint *);

/* visit.c seat.c queueline.c: print all of them in the order of their ids. */
void visits_write(struct room *, struct writer *);
void seats_write(struct room *, struct writer *);
void queuelines_write(struct room *, struct writer *);

#endif
