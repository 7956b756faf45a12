/*
 * joining.c - which payment is whose of those who are served.
 *
 * The payments of the counters are dealt out to the services in the order of
 * the day; so each names its ticket, and lies between start and finish.
 */
#include <stdlib.h>

#include "day.h"

/* More than that, and the numbers are those of another hall. */
#define PAYMENTS_PER_SERVICE 3
/* Then the clerks count. */
#define LAST_PAYMENT (CLOSING - 600)

/* The n-th payment of a service, from 0: half of it has passed, or more. */
static int32_t
paid_at(const struct service *s, int32_t n)
{
	return s->to - (s->to - s->from) / (n + 2);
}

static bool
move_to(struct payment *p, const struct service *s, int32_t n,
    const struct hall *hall)
{
	p->second = paid_at(s, n);
	p->counter = s->counter;
	payment_place(p, hall);
	p->ticket = s->ticket + 1;
	return p->counter == s->counter && p->staff == s->staff &&
	       p->second < LAST_PAYMENT;
}

/* Around the relief, and when the clerks count, nobody pays. */
static bool
can_take(const struct service *s, const struct hall *hall)
{
	struct payment first = {0}, last = {0};

	return move_to(&first, s, 0, hall) &&
	       move_to(&last, s, PAYMENTS_PER_SERVICE - 1, hall);
}

static void
leave_out_others(struct services *all, const struct hall *hall)
{
	size_t kept = 0;

	for (size_t i = 0; i < all->count; i++)
		if (can_take(&all->list[i], hall))
			all->list[kept++] = all->list[i];
	all->count = kept;
}

static int
compare_paid(const void *a, const void *b)
{
	const struct service *x = a, *y = b;
	int32_t s = paid_at(x, 0), t = paid_at(y, 0);

	if (s != t)
		return s < t ? -1 : 1;
	return (x->ticket > y->ticket) - (x->ticket < y->ticket);
}

/* Only payments of the counters are there as yet. */
void
day_join_services(struct day *day)
{
	struct services *services = &day->services;
	size_t count = day->payments.count, before = SIZE_MAX;
	int32_t n = 0;

	leave_out_others(services, day->hall);
	if (count > services->count * PAYMENTS_PER_SERVICE)
		return;
	payments_sort(&day->payments);
	qsort(services->list, services->count, sizeof(*services->list),
	    compare_paid);
	for (size_t i = 0; i < count; i++) {
		size_t place = i * services->count / count;

		n = place == before ? n + 1 : 0;
		before = place;
		move_to(&day->payments.list[i], &services->list[place], n,
		    day->hall);
	}
}
