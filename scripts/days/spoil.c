/* spoil.c - the faults that are planted among a day's payments. */
#include "base/date.h"

#include "day.h"

/* 36.50, which the kiosk will write as 36.5O. */
#define UNREADABLE_FEN 3650
#define AMOUNT_MIN_FEN 3000
#define AMOUNT_MAX_FEN 50000

/* No other payment of the day could be taken for this one. */
static bool
account_is_alone(const struct day *day, size_t place)
{
	const struct payment *list = day->payments.list;

	for (size_t i = 0; i < day->payments.count; i++)
		if (i != place && list[i].account == list[place].account)
			return false;
	return true;
}

static bool
may_spoil(const struct day *day, size_t place, bool kiosk)
{
	const struct payment *p = &day->payments.list[place];

	return p->flags == 0 && p->method == METHOD_WECHAT && p->second >= 0 &&
	       (p->counter == 0) == kiosk && p->amount_fen >= AMOUNT_MIN_FEN &&
	       p->amount_fen <= AMOUNT_MAX_FEN && account_is_alone(day, place);
}

/* A payment to spoil, chosen by chance, or NULL when there is none. */
static struct payment *
choose(struct day *day, bool kiosk, struct random *r)
{
	size_t count = day->payments.count;
	size_t start = random_below(r, count);

	for (size_t i = 0; i < count; i++) {
		size_t place = (start + i) % count;

		if (may_spoil(day, place, kiosk))
			return &day->payments.list[place];
	}
	return NULL;
}

static void
spoil(struct day *day, enum plant plant, enum payment_flags flag)
{
	const struct hall *hall = day->hall;
	struct payment *p;
	struct random r;
	char ref[REF_SIZE];

	if (!planting_wants(day->planting, plant, day->date))
		return;
	random_start(&r, hall->options->seed + (uint64_t)plant, hall->number,
	    day->date, RANDOM_PLANT);
	p = choose(day, plant == PLANT_UNREADABLE, &r);
	if (!p)
		return;
	p->flags |= (uint8_t)flag;
	if (plant == PLANT_UNREADABLE)
		p->amount_fen = UNREADABLE_FEN;
	payment_ref(p, hall, ref);
	planting_done(day->planting, plant, day->date, ref, p->amount_fen);
	/* A correction of the next morning makes it a payment of that day. */
	if (plant == PLANT_UNREADABLE)
		planting_carries(day->planting, "unreadable-mended",
		    day->date + 1, ref, p->amount_fen, "carried");
}

void
day_spoil(struct day *day)
{
	spoil(day, PLANT_HALL_ONLY, PAYMENT_NOT_IN_CHANNEL);
	spoil(day, PLANT_WRONG_AMOUNT, PAYMENT_AMOUNT_OFF);
	spoil(day, PLANT_FEE_OFF, PAYMENT_FEE_OFF);
	spoil(day, PLANT_UNREADABLE, PAYMENT_UNREADABLE);
}
