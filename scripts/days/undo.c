/* undo.c - voids of the day, refunds of the day before. */
#include <stdio.h>

#include "base/date.h"

#include "day.h"

#define VOIDS_PER_MILLE 12
#define REFUND_MAX_FEN 50000
#define REFUNDS_PER_DAY 2
#define PLANTED_VOID_AFTER (13 * 3600)

static const char *const void_reasons[] = {
    "账号录错", "金额录错", "客户改用其他方式"};
static const char *const refund_reasons[] = {"重复缴费", "多收退还"};

/* The last moment at which the drawer of that payment is still open. */
static int32_t
session_end(const struct payment *p)
{
	return p->counter == 2 && p->session == 1 ? RELIEF : CLOSING;
}

static bool
may_void(const struct payment *p)
{
	return p->counter && p->flags == 0 &&
	       (p->method == METHOD_CASH || p->method == METHOD_CARD);
}

static void
void_payment(struct day *day, size_t place, int32_t second, const char *reason)
{
	struct payment *p = &day->payments.list[place];
	struct event *e;

	p->flags |= PAYMENT_VOIDED;
	e = day_event(day, p, place, second, KIND_VOID, NULL);
	e->text = reason;
	e = day_event(day, p, place, second, KIND_RECEIPT, "void");
	e->text = reason ? reason : void_reasons[0];
}

static void
plant_void(struct day *day, size_t place, int32_t second, bool *done)
{
	const struct payment *p = &day->payments.list[place];
	char subject[ID_SIZE];

	if (*done || p->second < PLANTED_VOID_AFTER || p->method != METHOD_CASH)
		return;
	snprintf(subject, sizeof(subject), "%08u", p->receipt);
	void_payment(day, place, second, NULL);
	planting_done(day->planting, PLANT_VOID_NO_REASON, day->date, subject,
	    p->amount_fen);
	*done = true;
}

static void
void_some(struct day *day, struct random *r)
{
	bool done = !planting_wants(
	    day->planting, PLANT_VOID_NO_REASON, day->date);

	for (size_t i = 0; i < day->payments.count; i++) {
		const struct payment *p = &day->payments.list[i];
		int32_t second = p->second +
				 (int32_t)random_between(r, 90, 600);
		bool chance = random_chance(r, VOIDS_PER_MILLE);

		if (!may_void(p) || second >= session_end(p))
			continue;
		if (chance)
			void_payment(
			    day, i, second, void_reasons[random_below(r, 3)]);
		else
			plant_void(day, i, second, &done);
	}
}

/* Of the payments of the day before, some whole, some half. */
static void
refund_some(struct day *day, struct random *r)
{
	struct hall *hall = day->hall;

	for (unsigned i = 0; i < hall->refundable_count; i++) {
		struct payment p = hall->refundable[i];
		struct event *e;

		p.counter = 1;
		p.staff = 1;
		p.session = 1;
		payments_add(&day->refunded, &p);
		e = day_event(day, &p, i,
		    (int32_t)random_between(r, 9 * 3600, 16 * 3600),
		    KIND_REFUND, NULL);
		if (i % 2 == 1) /* in tens of fen, for cash */
			e->amount_fen = p.amount_fen / 20 * 10;
		e->text = refund_reasons[i % 2];
	}
	hall->refundable_count = 0;
}

static bool
may_refund(const struct payment *p)
{
	return p->counter && p->flags == 0 && p->method != METHOD_CARD &&
	       p->method != METHOD_BANK && p->method != METHOD_CHEQUE &&
	       p->amount_fen <= REFUND_MAX_FEN && p->amount_fen >= 100;
}

static void
keep_refundable(struct day *day, struct random *r)
{
	struct hall *hall = day->hall;
	size_t count = day->payments.count;

	for (int tries = 0; tries < 50 && count; tries++) {
		const struct payment *p = &day->payments
					       .list[random_below(r, count)];

		if (!may_refund(p) ||
		    (hall->refundable_count &&
			hall->refundable[0].number == p->number))
			continue;
		hall->refundable[hall->refundable_count++] = *p;
		if (hall->refundable_count == REFUNDS_PER_DAY)
			break;
	}
}

void
day_undo(struct day *day)
{
	struct random r;

	random_start(&r, day->hall->options->seed, day->hall->number, day->date,
	    RANDOM_ODD);
	void_some(day, &r);
	refund_some(day, &r);
	keep_refundable(day, &r);
}
