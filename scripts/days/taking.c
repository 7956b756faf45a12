/* taking.c - the payments of a day. */
#include "base/date.h"

#include "day.h"
#include "traffic.h"

#define KIOSK_PERCENT 7
#define TWICE_PER_MILLE 8
#define TWICE_AFTER 15
#define SATURDAY 6
/* Around the relief nobody is served at its counter. */
#define RELIEF_BEFORE 180
#define RELIEF_AFTER 360
#define RELIEF_COUNTER 2

void
payment_place(struct payment *p, const struct hall *hall)
{
	bool relieved;

	if (p->counter == RELIEF_COUNTER &&
	    p->second >= RELIEF - RELIEF_BEFORE &&
	    p->second < RELIEF + RELIEF_AFTER)
		p->counter = 1;
	relieved = p->counter == RELIEF_COUNTER && p->second >= RELIEF;
	p->staff = relieved ? hall->relief : p->counter;
	p->session = relieved ? 2 : 1;
}

/* Some pay the same amount for the same account again, a moment later. */
static void
pay_twice(struct day *day)
{
	size_t count = day->payments.count;

	for (size_t i = 0; i < count; i++) {
		struct payment p = day->payments.list[i];

		if (!(p.flags & PAYMENT_TWICE))
			continue;
		day->payments.list[i].flags = p.flags = 0;
		p.second += TWICE_AFTER;
		p.number++;
		payment_place(&p, day->hall);
		payments_add(&day->payments, &p);
	}
}

static void
take_counters(struct day *day, unsigned count, struct random *when)
{
	struct hall *hall = day->hall;
	struct random r;

	random_start(
	    &r, hall->options->seed, hall->number, day->date, RANDOM_PAYMENT);
	for (unsigned i = 0; i < count; i++) {
		struct payment p = {.made = day->date, .number = 2 * i};

		p.second = traffic_second(when);
		p.counter = (uint16_t)(random_below(
					   when, hall->options->counters) +
				       1);
		payment_place(&p, hall);
		payment_draw(&p, hall, &r);
		if (random_chance(when, TWICE_PER_MILLE))
			p.flags = PAYMENT_TWICE;
		payments_add(&day->payments, &p);
	}
}

static void
take_kiosk(struct day *day, unsigned count, struct random *when)
{
	for (unsigned i = 0; i < count; i++) {
		struct payment p = {.made = day->date, .number = 2 * i};

		p.second = traffic_kiosk_second(when);
		payment_draw_kiosk(&p, day->hall, when);
		payments_add(&day->payments, &p);
	}
}

/* Ids and references count what each side takes on a date. */
static void
number_payments(struct day *day)
{
	uint32_t counters = 0;

	for (size_t i = 0; i < day->payments.count; i++) {
		struct payment *p = &day->payments.list[i];

		if (p->made != day->date)
			continue;
		p->number = p->counter ? ++counters : ++day->kiosk_count;
	}
}

/* Yesterday evening's payments belong to this day. */
static void
take_over_evening(struct day *day)
{
	struct payments *evening = &day->hall->evening;

	for (size_t i = 0; i < evening->count; i++) {
		evening->list[i].second -= SECONDS_PER_DAY;
		payments_add(&day->payments, &evening->list[i]);
	}
	evening->count = 0;
}

/*
 * What the kiosk takes tonight.  On Saturdays the last one comes so late
 * that the channel counts it to Sunday.
 */
static void
take_evening(struct day *day, struct random *r)
{
	struct hall *hall = day->hall;
	unsigned count = hall->options->per_day / 300;

	for (unsigned i = 0; i < (count ? count : 1); i++) {
		struct payment p = {.made = day->date, .number = i};

		p.second = traffic_evening_second(r);
		payment_draw_kiosk(&p, hall, r);
		if (i == 0) /* one at least that waits in WeChat's file */
			p.method = METHOD_WECHAT;
		if (i + 1 >= count && date_weekday(day->date) == SATURDAY) {
			p.second = SECONDS_PER_DAY - 3;
			p.flags = PAYMENT_MIDNIGHT;
		}
		payments_add(&hall->evening, &p);
	}
	payments_sort(&hall->evening);
	for (size_t i = 0; i < hall->evening.count; i++)
		hall->evening.list[i].number = ++day->kiosk_count;
}

void
day_take_payments(struct day *day)
{
	struct hall *hall = day->hall;
	struct random when;
	unsigned count, kiosk;

	random_start(&when, hall->options->seed, hall->number, day->date,
	    RANDOM_TRAFFIC);
	count = traffic_count(hall->options->per_day, day->date, &when);
	kiosk = count * KIOSK_PERCENT / 100;
	take_counters(day, count - kiosk, &when);
	day_join_services(day);
	pay_twice(day);
	take_over_evening(day);
	take_kiosk(day, kiosk, &when);
	payments_sort(&day->payments);
	number_payments(day);
	take_evening(day, &when);
	for (size_t i = 0; i < day->payments.count; i++) {
		const struct payment *p = &day->payments.list[i];

		day_event(day, p, i, p->second, KIND_PAYMENT, NULL);
	}
}
