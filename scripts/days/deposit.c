/* deposit.c - yesterday's cash goes to the bank, and what else is there. */
#include <stdio.h>

#include "base/date.h"

#include "day.h"
#include "fact.h"

#define DEPOSIT_MADE (9 * 3600 + 40 * 60)
#define DEPOSIT_LATE (12 * 3600 + 40 * 60)
#define DEPOSIT_BOOKED 360 /* seconds later */
#define MANAGER_FROM_FEN 300000
#define SETTLED (10 * 3600)
#define SWEEP (17 * 3600)
#define SWEEP_KEEPS_FEN 5000000
#define SWEEP_UNIT_FEN 1000000

static void
slip_text(const struct day *day, char slip[REF_SIZE])
{
	char date[DATE_TEXT_SIZE];

	date_format(day->date, date);
	snprintf(slip, REF_SIZE, "SL%.4s%.2s%.2s%04u", date, date + 5, date + 8,
	    day->hall->number);
}

static void
make_deposit(struct day *day)
{
	bool late = planting_wants(
	    day->planting, PLANT_DEPOSIT_LATE, day->date);
	int32_t second = late ? DEPOSIT_LATE : DEPOSIT_MADE;
	int64_t fen = day->hall->handed_in_fen;
	char subject[DATE_TEXT_SIZE];
	struct bank_row *row;
	struct event *e;

	if (fen == 0)
		return;
	e = events_add(&day->events, second, KIND_DEPOSIT, "made");
	e->staff = day->hall->cashier;
	e->amount_fen = fen;
	row = bank_add(&day->bank, BANK_DEPOSIT, second + DEPOSIT_BOOKED, fen);
	slip_text(day, row->voucher);
	if (!late)
		return;
	date_format(day->date - 1, subject);
	planting_done(
	    day->planting, PLANT_DEPOSIT_LATE, day->date, subject, fen);
}

static void
hand_in(struct day *day)
{
	int64_t fen = 0;

	for (size_t i = 0; i < day->events.count; i++) {
		const struct event *e = &day->events.list[i];

		if (e->kind == KIND_DEPOSIT && e->event[0] == 'h')
			fen += e->amount_fen;
	}
	day->hall->handed_in_fen = fen;
}

static void
settle_one(struct day *day, enum bank_sort sort, int64_t fen)
{
	if (fen)
		bank_add(&day->bank, sort, SETTLED + 60 * (int32_t)sort, fen);
}

static void
settle(struct day *day)
{
	const struct settlement *s = &day->hall->settlement;

	settle_one(day, BANK_WECHAT, s->wechat_fen);
	settle_one(day, BANK_ALIPAY, s->alipay_fen);
	settle_one(day, BANK_CARD, s->card_fen);
	settle_one(day, BANK_CHEQUE, s->cheque_fen);
}

/* The bank has the money before the counter enters the slip. */
static void
receive_transfers(struct day *day)
{
	struct random r;

	random_start(&r, day->hall->options->seed, day->hall->number, day->date,
	    RANDOM_BANK);
	for (size_t i = 0; i < day->payments.count; i++) {
		const struct payment *p = &day->payments.list[i];
		struct bank_row *row;

		if (p->method != METHOD_BANK)
			continue;
		row = bank_add(&day->bank, BANK_TRANSFER,
		    p->second - (int32_t)random_between(&r, 300, 2400),
		    p->amount_fen);
		row->account = p->account;
		payment_ref(p, day->hall, row->voucher);
	}
}

/* The company takes what is above the balance that the hall keeps. */
static void
sweep(struct day *day)
{
	struct hall *hall = day->hall;
	int64_t fen;

	day->bank.opening_fen = hall->balance_fen;
	for (size_t i = 0; i < day->bank.count; i++)
		hall->balance_fen += day->bank.list[i].amount_fen;
	fen = (hall->balance_fen - SWEEP_KEEPS_FEN) / SWEEP_UNIT_FEN *
	      SWEEP_UNIT_FEN;
	if (fen <= 0 || date_weekday(day->date) > 5)
		return;
	/* The last transfers come before; what is late waits for tomorrow. */
	bank_add(&day->bank, BANK_SWEEP, SWEEP + 1800, -fen);
	hall->balance_fen -= fen;
}

/*
 * So much is the manager's to bring, and the cashier's when that is planted.
 * Ids are known by now.
 */
void
day_bring_deposit(struct day *day)
{
	enum plant plant = PLANT_DEPOSIT_BEARER;
	char id[ID_SIZE];

	for (size_t i = 0; i < day->events.count; i++) {
		struct event *e = &day->events.list[i];

		if (e->kind != KIND_DEPOSIT || e->event[0] != 'm' ||
		    e->amount_fen < MANAGER_FROM_FEN)
			continue;
		if (!planting_wants(day->planting, plant, day->date)) {
			e->staff = day->hall->manager;
			continue;
		}
		deposit_id(day, e, id);
		planting_done(
		    day->planting, plant, day->date, id, e->amount_fen);
	}
}

void
day_deposit(struct day *day)
{
	make_deposit(day);
	hand_in(day);
	settle(day);
	receive_transfers(day);
	sweep(day);
	bank_sort(&day->bank);
}
