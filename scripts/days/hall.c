/* hall.c - a service hall, and what one day leaves to the next. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#include "hall.h"

#define ACCOUNTS_MIN 2000
#define BALANCE_FIRST_FEN 5000000

void
hall_init(struct hall *hall, const struct options *options, unsigned number)
{
	uint16_t clerks = (uint16_t)options->counters;

	memset(hall, 0, sizeof(*hall));
	hall->options = options;
	hall->number = number;
	snprintf(hall->id, sizeof(hall->id), "H%02u", number);
	hall->trade = &trades[options->trade];
	if (number == 1)
		snprintf(hall->name, sizeof(hall->name), "%s",
		    hall->trade->hall_name);
	else
		snprintf(hall->name, sizeof(hall->name), "第%u营业厅", number);
	hall->accounts = options->per_day * 10;
	if (hall->accounts < ACCOUNTS_MIN)
		hall->accounts = ACCOUNTS_MIN;
	hall->relief = (uint16_t)(clerks + 1);
	hall->cashier = (uint16_t)(clerks + 2);
	hall->monitor = (uint16_t)(clerks + 3);
	hall->manager = (uint16_t)(clerks + 4);
	hall->auditor = (uint16_t)(clerks + 5);
	stubs_init(&hall->stubs, hall->relief);
	hall->closes = memory_array(clerks + 1u, sizeof(*hall->closes));
	hall->balance_fen = BALANCE_FIRST_FEN;
	snprintf(hall->chain, sizeof(hall->chain), "%032d", 0);
}

void
hall_release(struct hall *hall)
{
	stubs_release(&hall->stubs);
	free(hall->closes);
	payments_release(&hall->evening);
	matters_release(&hall->matters);
}

void
payments_add(struct payments *p, const struct payment *payment)
{
	if (p->count == p->size) {
		p->size = p->size ? p->size * 2 : 256;
		p->list = memory_grow(p->list, p->size, sizeof(*p->list));
	}
	p->list[p->count++] = *payment;
}

/* number is the place in the order of adding until the day numbers them. */
static int
compare_time(const void *a, const void *b)
{
	const struct payment *x = a, *y = b;

	if (x->second != y->second)
		return x->second < y->second ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

void
payments_sort(struct payments *p)
{
	if (p->count > 1)
		qsort(p->list, p->count, sizeof(*p->list), compare_time);
}

void
payments_release(struct payments *p)
{
	free(p->list);
	memset(p, 0, sizeof(*p));
}

void
staff_text(uint16_t staff, char text[ID_SIZE])
{
	if (staff)
		snprintf(text, ID_SIZE, "S%02u", staff);
	else
		snprintf(text, ID_SIZE, "K01");
}

void
counter_text(uint16_t counter, char text[ID_SIZE])
{
	if (counter)
		snprintf(text, ID_SIZE, "C%02u", counter);
	else
		snprintf(text, ID_SIZE, "K01");
}

void
terminal_text(uint16_t counter, char text[ID_SIZE])
{
	snprintf(text, ID_SIZE, "POS%02u", counter);
}
