/*
 * serving.c - the counters of a day: who is called when, and for how long.
 *
 * A clerk serves one customer at a time and calls whom hall-ticket(1) would
 * call; the two must agree, or the days would be full of findings.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#include "line.h"
#include "serving.h"

#define RELIEF_COUNTER 2
#define RELIEF_SECONDS 240
#define PAUSE_SECONDS 480
/* Who still waits then goes home. */
#define LAST_CALL (CLOSING - 600)
#define ATTENDED_AFTER 150
/* From here on everybody is served in one go. */
#define NO_DETOURS (CLOSING - 1800)
/* So many customers a counter serves at an ordinary pace. */
#define TICKETS_PER_COUNTER 62

static struct event *
ticket_event(
    struct serving *s, uint32_t ticket, int32_t second, const char *name)
{
	struct event *e = events_add(
	    &s->day->events, second, KIND_TICKET, name);

	e->payment = ticket;
	e->queue = s->day->tickets.list[ticket].at;
	return e;
}

static struct event *
desk_event(struct serving *s, const struct desk *d, uint32_t ticket,
    int32_t second, const char *name)
{
	struct event *e = ticket_event(s, ticket, second, name);

	e->counter = d->counter;
	e->staff = d->staff;
	return e;
}

static void
counter_event(
    struct serving *s, const struct desk *d, int32_t second, const char *name)
{
	struct event *e = events_add(
	    &s->day->events, second, KIND_COUNTER, name);

	e->counter = d->counter;
	e->staff = d->staff;
}

/* A pace at which all who come can be served, in thousandths. */
static int32_t
pace(const struct serving *s, int64_t seconds)
{
	return (int32_t)(seconds * s->pace / 1000);
}

static int32_t
draw_seconds(struct serving *s, int64_t low, int64_t high)
{
	return pace(s, random_between(s->random, low, high));
}

static struct line *
line_of(struct serving *s, const struct ticket *t)
{
	return &s->line[t->at][t->class];
}

void
serving_admit(struct serving *s, uint32_t ticket)
{
	struct ticket *t = &s->day->tickets.list[ticket];
	struct event *e;

	e = ticket_event(s, ticket, t->taken, "take");
	if (t->by_hand)
		e->staff = s->day->hall->relief;
	line_add(line_of(s, t), s->day->tickets.list, ticket);
	if (t->course == COURSE_LEAVE || t->course == COURSE_DIVERT)
		coming_add(&s->leaving, t->taken + t->patience, ticket);
	/* The monitor sees to a VIP whom no counter calls. */
	if (t->class == CLASS_VIP && ticket != s->neglected)
		coming_add(&s->leaving, t->taken + ATTENDED_AFTER, ticket);
}

static void
go_away(struct serving *s, uint32_t ticket, int32_t second)
{
	struct ticket *t = &s->day->tickets.list[ticket];
	struct event *e;

	if (t->class == CLASS_VIP) {
		t->gone = second >= LAST_CALL;
		ticket_event(s, ticket, second, t->gone ? "escalate" : "attend")
		    ->staff = s->day->hall->monitor;
		return;
	}
	t->gone = 1;
	if (t->course != COURSE_DIVERT) {
		ticket_event(s, ticket, second, "leave");
		return;
	}
	e = ticket_event(s, ticket, second, "divert");
	e->staff = s->day->hall->monitor;
	e->text = "kiosk";
}

/* Everything that happens in the hall up to that second. */
static void
let_happen(struct serving *s, int32_t second)
{
	struct tickets *all = &s->day->tickets;
	uint32_t ticket;
	int32_t at;

	while (s->next < all->count && all->list[s->next].taken <= second) {
		ticket = (uint32_t)s->next++;
		if (ticket != s->early)
			serving_admit(s, ticket);
	}
	while (coming_take(&s->moving, second, &ticket, &at))
		line_add(line_of(s, &all->list[ticket]), all->list, ticket);
	while (coming_take(&s->leaving, second, &ticket, &at))
		if (!all->list[ticket].gone)
			go_away(s, ticket, at);
}

static bool
desk_serves(const struct serving *s, const struct desk *d, enum queue queue)
{
	return queue == QUEUE_PAYMENT || d->counter > s->plain;
}

static uint32_t
first_of_class(struct serving *s, const struct desk *d, enum class class)
{
	struct tickets *all = &s->day->tickets;
	uint32_t best = NOBODY, one;

	for (int q = 0; q < QUEUES; q++) {
		if (!desk_serves(s, d, (enum queue)q))
			continue;
		one = line_first(&s->line[q][class], all->list);
		if (one != NOBODY &&
		    (best == NOBODY || ticket_before(all->list, one, best)))
			best = one;
	}
	return best;
}

/* The round of hall.yaml: two of vip, one special, one of the rest. */
static const int quotas[CLASSES] = {2, 1, 1};

static uint32_t
choose(struct serving *s, const struct desk *d)
{
	uint32_t one = NOBODY;

	for (int i = 0; i < CLASSES && one == NOBODY; i++)
		one = first_of_class(
		    s, d, (enum class)((d->step + i) % CLASSES));
	return one;
}

static void
count_call(struct desk *d, enum class class)
{
	if ((int)class != d->step)
		d->used = 0;
	d->step = (int)class;
	if (++d->used >= quotas[class]) {
		d->step = (d->step + 1) % CLASSES;
		d->used = 0;
	}
}

static void
rate(struct serving *s, const struct desk *d, uint32_t ticket, int32_t second)
{
	struct event *e;

	if (!random_chance(s->random, 450))
		return;
	e = events_add(&s->day->events, second, KIND_RATING, NULL);
	e->payment = ticket;
	e->staff = d->staff;
	e->first = random_chance(s->random, 780)   ? 5
		   : random_chance(s->random, 850) ? 4
						   : 3;
}

/* From the start, or from the resume after a hold. */
static void
note_service(struct serving *s, const struct desk *d, uint32_t ticket,
    int32_t from, int32_t to)
{
	struct services *all = &s->day->services;

	if (all->count == all->size) {
		all->size = all->size ? all->size * 2 : 256;
		all->list = memory_grow(
		    all->list, all->size, sizeof(*all->list));
	}
	all->list[all->count++] = (struct service){
	    from, to, ticket, d->counter, d->staff};
}

static void
finish(struct serving *s, struct desk *d, uint32_t ticket, int32_t from,
    int32_t second)
{
	note_service(s, d, ticket, from, second);
	desk_event(s, d, ticket, second, "finish");
	rate(s, d, ticket, second + pace(s, 4));
	d->ready = second + draw_seconds(s, 4, 25);
}

static void
call_in_vain(struct serving *s, struct desk *d, uint32_t ticket, int32_t second)
{
	desk_event(s, d, ticket, second + pace(s, 45), "recall");
	desk_event(s, d, ticket, second + pace(s, 90), "recall");
	desk_event(s, d, ticket, second + pace(s, 185), "absent");
	d->ready = second + pace(s, 190);
}

/* The first leg ends at the wrong counter. */
static void
transfer(struct serving *s, struct desk *d, uint32_t ticket, int32_t second)
{
	struct ticket *t = &s->day->tickets.list[ticket];

	desk_event(s, d, ticket, second, "transfer")
	    ->text = queue_words[QUEUE_BUSINESS].name;
	t->at = QUEUE_BUSINESS;
	t->gone = 0;
	t->course = COURSE_PLAIN;
	coming_add(&s->moving, second, ticket);
	d->ready = second + draw_seconds(s, 4, 25);
}

static void
hold(struct serving *s, struct desk *d, uint32_t ticket, int32_t second)
{
	desk_event(s, d, ticket, second, "hold");
	d->parked = ticket;
	d->parked_until = second + draw_seconds(s, 150, 400);
	d->ready = second + pace(s, 5);
}

static void
serve(struct serving *s, struct desk *d, uint32_t ticket, int32_t called)
{
	const struct ticket *t = &s->day->tickets.list[ticket];
	int32_t start = called + draw_seconds(s, 6, 45), needs;

	desk_event(s, d, ticket, start, "start");
	needs = t->at == QUEUE_PAYMENT ? draw_seconds(s, 60, 420)
				       : draw_seconds(s, 150, 720);
	needs = serving_plant_long(s, ticket, called, needs);
	if (called >= NO_DETOURS)
		finish(s, d, ticket, start, start + needs);
	else if (t->course == COURSE_TRANSFER)
		transfer(s, d, ticket, start + needs / 4);
	else if (t->course == COURSE_HOLD && d->parked == NOBODY)
		hold(s, d, ticket, start + needs / 2);
	else
		finish(s, d, ticket, start, start + needs);
}

static void
call(struct serving *s, struct desk *d, uint32_t ticket)
{
	struct ticket *t = &s->day->tickets.list[ticket];
	int32_t now = d->ready;

	line_drop(line_of(s, t), ticket);
	t->gone = 1;
	count_call(d, (enum class)t->class);
	desk_event(s, d, ticket, now, "call");
	if (t->course == COURSE_ABSENT)
		call_in_vain(s, d, ticket, now);
	else
		serve(s, d, ticket, now);
}

static void
take_up(struct serving *s, struct desk *d)
{
	uint32_t ticket = d->parked;

	d->parked = NOBODY;
	desk_event(s, d, ticket, d->ready, "resume");
	finish(s, d, ticket, d->ready, d->ready + draw_seconds(s, 60, 200));
}

static bool
rest(struct serving *s, struct desk *d)
{
	int32_t now = d->ready;

	if (d->parked != NOBODY)
		return false;
	if (d->relieved_at && now >= d->relieved_at) {
		counter_event(s, d, now, "close");
		d->staff = s->day->hall->relief;
		d->relieved_at = 0;
		d->ready = now + RELIEF_SECONDS;
		counter_event(s, d, d->ready, "open");
		return true;
	}
	if (!d->pause_at || now < d->pause_at)
		return false;
	d->pause_at = 0;
	d->ready = now + PAUSE_SECONDS;
	counter_event(s, d, now, "pause");
	counter_event(s, d, d->ready, "resume");
	return true;
}

/* Nobody waits: until somebody comes, or there is something else to do. */
static void
wait(struct serving *s, struct desk *d)
{
	const struct tickets *all = &s->day->tickets;
	int32_t until = CLOSING + d->counter, now = d->ready;

	if (s->next < all->count && all->list[s->next].taken < until)
		until = all->list[s->next].taken;
	if (coming_next(&s->moving) < until)
		until = coming_next(&s->moving);
	if (d->parked != NOBODY && d->parked_until < until)
		until = d->parked_until;
	if (d->parked == NOBODY && d->pause_at && d->pause_at < until)
		until = d->pause_at;
	if (until > now) {
		d->ready = until;
		return;
	}
	d->closed = true;
	counter_event(s, d, now, "close");
}

static void
turn(struct serving *s, struct desk *d)
{
	uint32_t ticket;

	let_happen(s, d->ready);
	if (rest(s, d) || serving_plant_vip(s, d))
		return;
	if (d->parked != NOBODY && d->parked_until <= d->ready) {
		take_up(s, d);
		return;
	}
	ticket = d->ready < LAST_CALL ? choose(s, d) : NOBODY;
	if (ticket == NOBODY && d->parked != NOBODY && d->ready >= CLOSING)
		take_up(s, d);
	else if (ticket == NOBODY)
		wait(s, d);
	else
		call(s, d, serving_plant_order(s, d, ticket));
}

static struct desk *
next_desk(struct serving *s)
{
	struct desk *next = NULL;

	for (size_t i = 0; i < s->desks; i++)
		if (!s->desk[i].closed &&
		    (!next || s->desk[i].ready < next->ready))
			next = &s->desk[i];
	return next;
}

static void
open_desks(struct serving *s)
{
	for (size_t i = 0; i < s->desks; i++) {
		struct desk *d = &s->desk[i];

		d->counter = d->staff = (uint16_t)(i + 1);
		d->parked = NOBODY;
		d->ready = OPENING - 120 + (int32_t)(i % 60);
		d->pause_at = (int32_t)random_between(s->random, 38000, 41000);
		if (d->counter == RELIEF_COUNTER)
			d->relieved_at = RELIEF;
		counter_event(s, d, d->ready, "open");
		d->ready = OPENING;
	}
}

static void
send_home(struct serving *s)
{
	struct tickets *all = &s->day->tickets;

	let_happen(s, LAST_CALL);
	for (uint32_t i = 0; i < all->count; i++)
		if (!all->list[i].gone)
			go_away(s, i, LAST_CALL);
}

void
day_serve_tickets(struct day *day, struct random *r)
{
	uint32_t counters = day->hall->options->counters;
	uint64_t able = (uint64_t)counters * TICKETS_PER_COUNTER;
	uint32_t skilled = counters / 2 ? counters / 2 : 1;
	struct serving s = {.day = day, .random = r, .desks = counters};
	struct desk *d;

	s.plain = counters - skilled;
	s.pace = day->tickets.count > able
		     ? (int64_t)(1000 * able / day->tickets.count)
		     : 1000;
	s.early = s.neglected = NOBODY;
	s.desk = memory_array(counters, sizeof(*s.desk));
	open_desks(&s);
	while ((d = next_desk(&s)))
		turn(&s, d);
	send_home(&s);
	for (int q = 0; q < QUEUES; q++)
		for (int c = 0; c < CLASSES; c++)
			line_release(&s.line[q][c]);
	coming_release(&s.moving);
	coming_release(&s.leaving);
	free(s.desk);
}
