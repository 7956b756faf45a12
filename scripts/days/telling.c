/* telling.c - what the channels write down about a calendar day. */
#include "base/rate.h"

#include "day.h"

#define CARD_FEE_PER_MILLE 5
#define STRANGER_FEN 12830
#define STRANGER_SECOND (14 * 3600 + 12 * 60 + 9)
/* A number of a reference that no counter reaches. */
#define STRANGER_NUMBER 900001

static struct channel_rows *
rows_of(struct day *day, unsigned method)
{
	switch (method) {
	case METHOD_WECHAT:
		return &day->wechat;
	case METHOD_ALIPAY:
		return &day->alipay;
	default:
		return NULL;
	}
}

/* The channel was asked before the counter wrote it down. */
static void
tell(struct day *day, const struct payment *p, struct random *r)
{
	struct channel_rows *rows = rows_of(day, p->method);
	int32_t before = (int32_t)random_below(r, 3);

	if (!rows || p->made != day->date ||
	    p->flags & (PAYMENT_NOT_IN_CHANNEL | PAYMENT_MIDNIGHT))
		return;
	channel_add(rows, p, p->second - before, payment_channel_fen(p));
}

/* Three seconds to midnight at the kiosk is the next day in the channel. */
static void
tell_midnight(struct day *day)
{
	struct hall *hall = day->hall;

	if (hall->has_midnight)
		channel_add(rows_of(day, hall->midnight.method),
		    &hall->midnight, 2, hall->midnight.amount_fen);
	hall->has_midnight = false;
	for (size_t i = 0; i < hall->evening.count; i++) {
		if (!(hall->evening.list[i].flags & PAYMENT_MIDNIGHT))
			continue;
		hall->midnight = hall->evening.list[i];
		hall->has_midnight = true;
	}
}

static void
tell_refunds(struct day *day)
{
	for (size_t i = 0; i < day->events.count; i++) {
		const struct event *e = &day->events.list[i];
		const struct payment *p;
		struct channel_rows *rows;

		if (e->kind != KIND_REFUND)
			continue;
		p = &day->refunded.list[e->payment];
		rows = rows_of(day, p->method);
		if (rows)
			channel_add(rows, p, e->second, -e->amount_fen)
			    ->refund_number = e->number;
	}
}

/* A payment that the hall knows nothing of. */
static void
tell_stranger(struct day *day)
{
	struct payment p = {.made = day->date,
	    .number = STRANGER_NUMBER,
	    .account = day->hall->accounts + 1,
	    .counter = 1,
	    .method = METHOD_WECHAT,
	    .amount_fen = STRANGER_FEN};
	char ref[REF_SIZE];

	if (!planting_wants(day->planting, PLANT_CHANNEL_ONLY, day->date))
		return;
	channel_add(&day->wechat, &p, STRANGER_SECOND, p.amount_fen);
	payment_ref(&p, day->hall, ref);
	planting_done(
	    day->planting, PLANT_CHANNEL_ONLY, day->date, ref, p.amount_fen);
}

/* The list of what must carry is written beside that of the faults. */
static void
note_evening(struct day *day)
{
	const struct payments *evening = &day->hall->evening;
	char ref[REF_SIZE];

	for (size_t i = 0; i < evening->count; i++) {
		const struct payment *p = &evening->list[i];

		if (p->flags & PAYMENT_MIDNIGHT)
			continue;
		payment_ref(p, day->hall, ref);
		planting_carries(day->planting, "evening-kiosk", day->date, ref,
		    p->amount_fen, "cutover");
		planting_carries(day->planting, "evening-before", day->date + 1,
		    ref, p->amount_fen, "carried");
	}
}

static void
keep_settlement(struct day *day)
{
	struct settlement *s = &day->hall->settlement;
	int64_t card_fen = 0, cheque_fen = 0;

	for (size_t i = 0; i < day->payments.count; i++) {
		const struct payment *p = &day->payments.list[i];

		if (p->flags & PAYMENT_VOIDED)
			continue;
		if (p->method == METHOD_CARD)
			card_fen += p->amount_fen;
		if (p->method == METHOD_CHEQUE)
			cheque_fen += p->amount_fen;
	}
	s->wechat_fen = channel_net_fen(&day->wechat, METHOD_WECHAT);
	s->alipay_fen = channel_net_fen(&day->alipay, METHOD_ALIPAY);
	s->card_fen = card_fen - divide_round(card_fen * CARD_FEE_PER_MILLE,
				     1000, ROUND_HALF_UP);
	s->cheque_fen = cheque_fen;
}

void
day_tell_channels(struct day *day)
{
	const struct payments *evening = &day->hall->evening;
	struct random r;

	random_start(&r, day->hall->options->seed, day->hall->number, day->date,
	    RANDOM_CHANNEL);
	tell_midnight(day);
	for (size_t i = 0; i < day->payments.count; i++)
		tell(day, &day->payments.list[i], &r);
	for (size_t i = 0; i < evening->count; i++)
		tell(day, &evening->list[i], &r);
	tell_refunds(day);
	tell_stranger(day);
	note_evening(day);
	channel_sort(&day->wechat);
	channel_sort(&day->alipay);
	keep_settlement(day);
}
