/* misserve.c - what must not happen at a counter, planted. */
#include "serving.h"

#define ORDER_FROM (10 * 3600)
#define LONG_FROM (14 * 3600)
#define LONG_SECONDS (31 * 60)
#define VIP_FROM (9 * 3600 + 1800)
#define VIP_SECONDS (4 * 60)
/* The counter does not pause behind that. */
#define PAUSE_APART 600

static void
done(struct serving *s, enum plant plant, uint32_t ticket)
{
	char id[ID_SIZE];

	ticket_id(&s->day->tickets.list[ticket], s->day->date, id);
	planting_done(s->day->planting, plant, s->day->date, id, 0);
}

static bool
wanted(const struct serving *s, enum plant plant, bool planted)
{
	return !planted &&
	       planting_wants(s->day->planting, plant, s->day->date);
}

static bool
is_plain(const struct ticket *t)
{
	return t->class == CLASS_NORMAL && t->queue == QUEUE_PAYMENT &&
	       t->at == QUEUE_PAYMENT && t->course == COURSE_PLAIN;
}

/* The one behind goes first, and nobody says why. */
uint32_t
serving_plant_order(struct serving *s, const struct desk *d, uint32_t next)
{
	const struct ticket *list = s->day->tickets.list;
	uint32_t second;

	if (s->neglected != NOBODY && !list[s->neglected].gone &&
	    d->counter > s->plain)
		return s->neglected;
	if (!wanted(s, PLANT_OUT_OF_ORDER, s->planted_order) ||
	    list[next].taken < ORDER_FROM || !is_plain(&list[next]))
		return next;
	second = line_second(&s->line[QUEUE_PAYMENT][CLASS_NORMAL], list);
	if (second == NOBODY || !is_plain(&list[second]))
		return next;
	s->planted_order = true;
	done(s, PLANT_OUT_OF_ORDER, second);
	return second;
}

int32_t
serving_plant_long(
    struct serving *s, uint32_t ticket, int32_t called, int32_t needs)
{
	if (!wanted(s, PLANT_SERVICE_LONG, s->planted_long) ||
	    called < LONG_FROM || !is_plain(&s->day->tickets.list[ticket]))
		return needs;
	s->planted_long = true;
	done(s, PLANT_SERVICE_LONG, ticket);
	return LONG_SECONDS;
}

/* The next VIP who has not come yet, unless one is waiting. */
static uint32_t
next_vip(struct serving *s)
{
	const struct tickets *all = &s->day->tickets;

	if (line_first(&s->line[QUEUE_VIP][CLASS_VIP], all->list) != NOBODY)
		return NOBODY;
	for (size_t i = s->next; i < all->count; i++)
		if (all->list[i].queue == QUEUE_VIP)
			return (uint32_t)i;
	return NOBODY;
}

bool
serving_plant_vip(struct serving *s, struct desk *d)
{
	struct ticket *list = s->day->tickets.list;
	uint32_t vip;

	if (d->counter <= s->plain)
		return false;
	if (d->ready < s->frozen_until) {
		d->ready = s->frozen_until;
		return true;
	}
	if (!wanted(s, PLANT_VIP_WAITED, s->planted_vip) ||
	    d->ready < VIP_FROM || d->parked != NOBODY ||
	    d->ready + PAUSE_APART > d->pause_at)
		return false;
	vip = next_vip(s);
	if (vip == NOBODY)
		return false;
	s->planted_vip = true;
	s->early = s->neglected = vip;
	list[vip].taken = d->ready + 1;
	s->frozen_until = d->ready + 1 + VIP_SECONDS;
	d->ready = s->frozen_until;
	serving_admit(s, vip);
	done(s, PLANT_VIP_WAITED, vip);
	return true;
}
