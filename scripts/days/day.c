/* day.c - one business day of a hall, made up as a whole. */
#include <stdlib.h>
#include <string.h>

#include "day.h"

struct event *
day_event(struct day *day, const struct payment *p, size_t place,
    int32_t second, enum kind kind, const char *event)
{
	struct event *e = events_add(&day->events, second, kind, event);

	e->payment = (uint32_t)place;
	e->staff = p->staff;
	e->counter = p->counter;
	e->session = p->session;
	e->amount_fen = p->amount_fen;
	return e;
}

/* Ids count the events of each kind in the order of the day. */
static void
number_events(struct day *day)
{
	uint32_t counts[KIND_COUNT] = {0};

	for (size_t i = 0; i < day->events.count; i++) {
		struct event *e = &day->events.list[i];

		if (e->kind == KIND_VOID || e->kind == KIND_REFUND ||
		    e->kind == KIND_DRAWER || e->kind == KIND_DEPOSIT ||
		    e->kind == KIND_LOG)
			e->number = ++counts[e->kind];
	}
}

void
day_make(
    struct day *day, struct hall *hall, int32_t date, struct planting *planting)
{
	memset(day, 0, sizeof(*day));
	day->hall = hall;
	day->date = date;
	day->planting = planting;
	day_take_tickets(day);
	day_take_payments(day);
	day_spoil(day);
	day_give_receipts(day);
	day_undo(day);
	events_sort(&day->events);
	day_keep_drawers(day);
	day_deposit(day);
	day_care_cases(day);
	day_keep_logs(day);
	events_sort(&day->events);
	number_events(day);
	day_audit_oneself(day);
	day_bring_deposit(day);
	day_tell_channels(day);
}

void
day_release(struct day *day)
{
	payments_release(&day->payments);
	payments_release(&day->refunded);
	free(day->tickets.list);
	free(day->services.list);
	events_release(&day->events);
	channel_release(&day->wechat);
	channel_release(&day->alipay);
	bank_release(&day->bank);
}
