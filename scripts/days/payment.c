/* payment.c - one payment, as it was made up. */
#include <assert.h>
#include <stdio.h>

#include "base/date.h"

#include "fact.h"
#include "hall.h"
#include "payment.h"

const char *const method_names[METHODS] = {
    "cash", "card", "wechat", "alipay", "bank", "cheque"};

static const unsigned counter_methods[METHODS] = {22, 14, 36, 24, 3, 1};
static const unsigned kiosk_methods[METHODS] = {
    [METHOD_WECHAT] = 60, [METHOD_ALIPAY] = 40};
static const unsigned item_weights[ITEMS] = {70, 22, 8};

/* Electricity bills of a month in fen: the tenths of their distribution. */
static const int64_t bill_tenths_fen[] = {
    1250, 2680, 4120, 5530, 6980, 8640, 10750, 13980, 19640, 31200, 88000};
static const int64_t prepay_fen[] = {
    5000, 10000, 10000, 10000, 20000, 20000, 30000, 50000};
static const int64_t business_fen[] = {2000, 4000, 12000, 26000, 180000};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static int64_t
draw_bill(struct random *r)
{
	size_t tenth = random_below(r, COUNT(bill_tenths_fen) - 1);

	return random_between(
	    r, bill_tenths_fen[tenth], bill_tenths_fen[tenth + 1] - 1);
}

static int64_t
draw_amount(struct payment *p, struct random *r)
{
	/* Firms pay by transfer and cheque. */
	if (p->method == METHOD_BANK || p->method == METHOD_CHEQUE)
		return random_between(r, 60000, 2400000);
	switch (p->item) {
	case ITEM_PREPAY:
		return prepay_fen[random_below(r, COUNT(prepay_fen))];
	case ITEM_BUSINESS:
		return business_fen[random_below(r, COUNT(business_fen))];
	default:
		return draw_bill(r);
	}
}

/* What a customer puts on the counter: exact money, or the next notes. */
static int64_t
draw_tendered(int64_t amount_fen, struct random *r)
{
	static const int64_t notes_fen[] = {1000, 5000, 10000, 10000};
	int64_t note;

	if (random_chance(r, 200))
		return amount_fen;
	note = notes_fen[random_below(r, COUNT(notes_fen))];
	return (amount_fen + note - 1) / note * note;
}

static void
draw(struct payment *p, const struct hall *hall, const unsigned *methods,
    struct random *r)
{
	p->method = (uint8_t)random_weighted(r, methods, METHODS);
	p->item = (uint8_t)random_weighted(r, item_weights, ITEMS);
	p->account = (uint32_t)random_below(r, hall->accounts) + 1;
	p->amount_fen = draw_amount(p, r);
	if (p->method == METHOD_CASH) {
		/* Coins of one and of five fen are no longer used. */
		p->amount_fen = (p->amount_fen + 9) / 10 * 10;
		p->tendered_fen = draw_tendered(p->amount_fen, r);
	}
}

void
payment_draw(struct payment *p, const struct hall *hall, struct random *r)
{
	draw(p, hall, counter_methods, r);
}

void
payment_draw_kiosk(struct payment *p, const struct hall *hall, struct random *r)
{
	draw(p, hall, kiosk_methods, r);
	p->staff = 0;
	p->counter = 0;
	p->session = 0;
}

void
payment_id(const struct payment *p, char id[ID_SIZE])
{
	snprintf(id, ID_SIZE, "%c%u-%04u", p->counter ? 'P' : 'K',
	    date_number(p->made), p->number);
}

void
payment_ref(
    const struct payment *p, const struct hall *hall, char ref[REF_SIZE])
{
	static const char *const prefixes[METHODS] = {
	    NULL, "R", "HP", "HP", "BT", "CQ"};
	const char *prefix = prefixes[p->method];

	ref[0] = '\0';
	if (prefix)
		snprintf(ref, REF_SIZE, "%s%u%04u%c%06u", prefix,
		    date_number(p->made), hall->number, p->counter ? 'C' : 'K',
		    p->number);
}

void
account_text(const struct hall *hall, uint32_t account, char text[ID_SIZE])
{
	snprintf(text, ID_SIZE, "A%04u%07u", hall->number, account);
}

/* Two digits change places: 86.40 is keyed in as 84.60. */
int64_t
payment_channel_fen(const struct payment *p)
{
	if (p->flags & PAYMENT_AMOUNT_OFF)
		return p->amount_fen - 180;
	return p->amount_fen;
}
