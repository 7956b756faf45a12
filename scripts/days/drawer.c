/* drawer.c - the drawers of a day, and what the card terminals printed. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#include "day.h"

#define DROP_ABOVE_FEN 150000
#define DROP_UNIT_FEN 10000
#define SHORT_FEN 2000
#define SHORT_COUNTER 4
#define SESSIONS 2
#define RELIEF_COUNTER 2

struct drawer {
	uint16_t staff;
	int32_t opened, ended;
	int64_t cash_fen; /* in it, with the float */
	int64_t dropped_fen;
};

struct drawers {
	struct drawer (*of)[SESSIONS]; /* by counter, from 1 */
	uint16_t counters;
};

static struct event *
drawer_event(struct day *day, uint16_t counter, uint16_t session,
    const struct drawer *d, int32_t second, const char *name)
{
	struct event *e = events_add(&day->events, second, KIND_DRAWER, name);

	e->staff = d->staff;
	e->counter = counter;
	e->session = (uint16_t)(session + 1);
	return e;
}

static void
open_drawer(
    struct day *day, uint16_t counter, uint16_t session, struct drawer *d)
{
	drawer_event(day, counter, session, d, d->opened, "open");
	drawer_event(day, counter, session, d, d->opened + 20, "float")
	    ->amount_fen = FLOAT_FEN;
	d->cash_fen = FLOAT_FEN;
}

static void
open_drawers(struct day *day, struct drawers *all)
{
	const struct hall *hall = day->hall;

	for (uint16_t c = 1; c <= all->counters; c++) {
		struct drawer *d = all->of[c];

		d[0].staff = c;
		d[0].opened = OPENING - 600 + c;
		d[0].ended = CLOSING + c;
		if (c == RELIEF_COUNTER) {
			d[0].ended = RELIEF;
			d[1].staff = hall->relief;
			d[1].opened = RELIEF + 240;
			d[1].ended = CLOSING + c;
			open_drawer(day, c, 1, &d[1]);
		}
		open_drawer(day, c, 0, &d[0]);
	}
}

/* Too much money in the drawer goes to the safe. */
static void
drop_some(struct day *day, const struct event *at, struct drawer *d)
{
	int64_t fen = (d->cash_fen - FLOAT_FEN) / DROP_UNIT_FEN * DROP_UNIT_FEN;

	drawer_event(day, at->counter, (uint16_t)(at->session - 1), d,
	    at->second, "drop")
	    ->amount_fen = fen;
	d->cash_fen -= fen;
	d->dropped_fen += fen;
}

static void
move_cash(struct day *day, struct drawers *all, size_t place)
{
	struct event e = day->events.list[place]; /* the list may move */
	const struct payment *p;
	struct drawer *d;

	if (e.kind != KIND_PAYMENT && e.kind != KIND_VOID &&
	    e.kind != KIND_REFUND)
		return;
	p = e.kind == KIND_REFUND ? &day->refunded.list[e.payment]
				  : &day->payments.list[e.payment];
	if (e.counter == 0 || p->method != METHOD_CASH)
		return;
	d = &all->of[e.counter][e.session - 1];
	d->cash_fen += e.kind == KIND_PAYMENT ? e.amount_fen : -e.amount_fen;
	if (d->cash_fen - FLOAT_FEN >= DROP_ABOVE_FEN)
		drop_some(day, &e, d);
}

static void
plant_short(struct day *day, uint16_t counter, int64_t *counted_fen)
{
	char subject[ID_SIZE];

	if (!planting_wants(day->planting, PLANT_DRAWER_SHORT, day->date))
		return;
	*counted_fen -= SHORT_FEN;
	counter_text(counter, subject);
	planting_done(
	    day->planting, PLANT_DRAWER_SHORT, day->date, subject, SHORT_FEN);
}

static void
close_drawer(
    struct day *day, uint16_t counter, uint16_t session, struct drawer *d)
{
	uint16_t short_counter = (uint16_t)((SHORT_COUNTER - 1) %
						day->hall->options->counters +
					    1);
	int64_t counted_fen = d->cash_fen, in_fen;
	struct event *e;

	if (counter == short_counter && session == 0)
		plant_short(day, counter, &counted_fen);
	drawer_event(day, counter, session, d, d->ended + 60, "count")
	    ->amount_fen = counted_fen;
	e = drawer_event(day, counter, session, d, d->ended + 90, "close");
	e->first = ++day->hall->closes[counter];
	in_fen = d->dropped_fen + counted_fen - FLOAT_FEN;
	if (in_fen <= 0)
		return;
	e = events_add(&day->events, d->ended + 200, KIND_DEPOSIT, "handin");
	e->staff = d->staff;
	e->counter = counter;
	e->session = (uint16_t)(session + 1);
	e->amount_fen = in_fen;
}

static void
close_drawers(struct day *day, struct drawers *all)
{
	for (uint16_t c = 1; c <= all->counters; c++)
		for (uint16_t s = 0; s < SESSIONS; s++)
			if (all->of[c][s].ended)
				close_drawer(day, c, s, &all->of[c][s]);
}

/* What the card terminal of a counter took, less the voids. */
static void
print_batch(
    struct day *day, uint16_t counter, int64_t amount_fen, uint32_t count)
{
	struct event *e;

	if (count == 0)
		return;
	e = events_add(&day->events, CLOSING + 20 + counter, KIND_BATCH, NULL);
	e->staff = day->hall->cashier;
	e->counter = counter;
	e->amount_fen = amount_fen;
	e->first = count;
	e->number = day->hall->batches;
}

static void
print_batches(struct day *day)
{
	uint16_t counters = (uint16_t)day->hall->options->counters;
	int64_t *amount_fen = memory_array(counters + 1u, sizeof(int64_t));
	uint32_t *count = memory_array(counters + 1u, sizeof(uint32_t));

	for (size_t i = 0; i < day->payments.count; i++) {
		const struct payment *p = &day->payments.list[i];

		if (p->method != METHOD_CARD || p->flags & PAYMENT_VOIDED)
			continue;
		amount_fen[p->counter] += p->amount_fen;
		count[p->counter]++;
	}
	day->hall->batches++;
	for (uint16_t c = 1; c <= counters; c++)
		print_batch(day, c, amount_fen[c], count[c]);
	free(amount_fen);
	free(count);
}

void
day_keep_drawers(struct day *day)
{
	uint16_t counters = (uint16_t)day->hall->options->counters;
	size_t count = day->events.count;
	struct drawers all = {.counters = counters};

	all.of = memory_array(counters + 1u, sizeof(*all.of));
	open_drawers(day, &all);
	for (size_t i = 0; i < count; i++)
		move_cash(day, &all, i);
	close_drawers(day, &all);
	free(all.of);
	print_batches(day);
}
