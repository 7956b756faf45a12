/* plant.c - faults that are put in on purpose, and the list of them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/money.h"
#include "base/output.h"

#include "plant.h"

const struct plant_info plants[PLANTS] = {
    [PLANT_HALL_ONLY] = {"hall-only", "hall_only", "break",
	"a WeChat payment that the channel does not have"},
    [PLANT_CHANNEL_ONLY] = {"channel-only", "channel_only", "break",
	"one in the channel that the hall does not have"},
    [PLANT_WRONG_AMOUNT] = {"wrong-amount", "amount_under", "break",
	"one for which the channel has 1.80 less"},
    [PLANT_FEE_OFF] = {"fee-off", "fee_diff", "break",
	"one whose fee is a fen too high"},
    [PLANT_RECEIPT_GAP] = {"receipt-gap", "stub_missing", "break",
	"two receipt numbers that nobody can account for"},
    [PLANT_VOID_NO_REASON] = {"void-no-reason", "stub_void", "break",
	"a void that says no reason"},
    [PLANT_DRAWER_SHORT] = {"drawer-short", "cash_short", "break",
	"a drawer that is 20.00 short"},
    [PLANT_DEPOSIT_LATE] = {"deposit-late", "deposit_late", "break",
	"yesterday's cash is at the bank after 12:00"},
    [PLANT_UNREADABLE] = {"unreadable", "unreadable", "match",
	"a payment of the kiosk whose amount is malformed"},
    [PLANT_OUT_OF_ORDER] = {"out-of-order", "out-of-order", "finding",
	"a customer who is called before the one in front"},
    [PLANT_VIP_WAITED] = {"vip-waited", "vip-wait", "finding",
	"a VIP to whom nobody comes for four minutes"},
    [PLANT_SERVICE_LONG] = {"service-long", "serve-long", "finding",
	"a service of 31 minutes"},
    [PLANT_CASE_LATE] = {"case-late", "stage-late", "finding",
	"a stage of a case that is one working day late"},
    [PLANT_NO_PHONE] = {"no-phone", "complaint-phone", "finding",
	"a complaint without a telephone number"},
    [PLANT_NO_MEETING] = {"no-meeting", "morning-meeting", "finding",
	"a morning meeting that is not logged"},
    [PLANT_NO_FIRE_CHECK] = {"no-fire-check", "fire-check", "finding",
	"a fire check that is left out on a Monday"},
    [PLANT_DEPOSIT_BEARER] = {"deposit-bearer", "deposit-manager", "finding",
	"3,000 or more brought to the bank by the cashier"},
    [PLANT_AUDITS_ONESELF] = {"audits-oneself", "collector-audits", "finding",
	"who took money audits it"},
};

/* The fourth day of the five: a Monday behind a weekend and a month's end. */
#define RIVERSIDE_DAY 3

struct request {
	enum plant plant;
	int32_t date;
};

struct done {
	char name[32];
	int32_t date;
	char subject[64];
	int64_t amount_fen;
	char code[32];
	const char *kind;
	size_t order;
};

struct planting {
	struct request *request;
	size_t requests;
	struct done *done;
	size_t count, size;
};

static enum plant
plant_find(struct slice name)
{
	int i = 0;

	while (i < PLANTS && !slice_is(name, plants[i].name))
		i++;
	return (enum plant)i;
}

static void
request(struct planting *p, enum plant plant, int32_t date)
{
	p->request = memory_grow(
	    p->request, p->requests + 1, sizeof(*p->request));
	p->request[p->requests++] = (struct request){plant, date};
}

/* NAME@DATE */
static int
read_request(struct planting *p, struct slice text, struct error *e)
{
	struct slice rest = text, name;
	enum plant plant;
	int32_t date;

	slice_cut(&rest, '@', &name);
	plant = plant_find(name);
	if (plant == PLANTS || !rest.text || date_parse(rest, &date) < 0)
		return error_set(e, HALL_USAGE,
		    "--plant: '%.*s' is not NAME@DATE", SLICE_ARG(text));
	request(p, plant, date);
	return 0;
}

struct planting *
planting_new(const struct options *o, struct error *e)
{
	struct planting *p = memory_new(sizeof(*p));
	struct slice rest = slice_of(o->plant), part;

	if (o->plant && strcmp(o->plant, "riverside") == 0) {
		for (int i = 0; i < PLANTS; i++)
			request(p, (enum plant)i, o->from + RIVERSIDE_DAY);
		return p;
	}
	while (slice_cut(&rest, ',', &part)) {
		if (read_request(p, part, e) < 0) {
			planting_free(p);
			return NULL;
		}
	}
	return p;
}

void
planting_free(struct planting *p)
{
	if (!p)
		return;
	free(p->request);
	free(p->done);
	free(p);
}

bool
planting_wants(const struct planting *p, enum plant plant, int32_t date)
{
	for (size_t i = 0; i < p->requests; i++)
		if (p->request[i].plant == plant && p->request[i].date == date)
			return true;
	return false;
}

static void
add_done(struct planting *p, const char *name, int32_t date,
    const char *subject, int64_t amount_fen, const char *code, const char *kind)
{
	struct done *d;

	if (p->count == p->size) {
		p->size = p->size ? p->size * 2 : 64;
		p->done = memory_grow(p->done, p->size, sizeof(*p->done));
	}
	d = &p->done[p->count];
	snprintf(d->name, sizeof(d->name), "%s", name);
	snprintf(d->subject, sizeof(d->subject), "%s", subject);
	snprintf(d->code, sizeof(d->code), "%s", code);
	d->date = date;
	d->amount_fen = amount_fen;
	d->kind = kind;
	d->order = p->count++;
}

void
planting_carries(struct planting *p, const char *name, int32_t date,
    const char *subject, int64_t amount_fen, const char *code)
{
	add_done(p, name, date, subject, amount_fen, code, "match");
}

void
planting_done(struct planting *p, enum plant plant, int32_t date,
    const char *subject, int64_t amount_fen)
{
	add_done(p, plants[plant].name, date, subject, amount_fen,
	    plants[plant].code, plants[plant].kind);
}

static int
compare_done(const void *a, const void *b)
{
	const struct done *x = a, *y = b;
	int order = (x->date > y->date) - (x->date < y->date);

	if (!order)
		order = strcmp(x->name, y->name);
	return order ? order : (x->order > y->order) - (x->order < y->order);
}

/* What was asked for and could not be done is not passed over. */
static int
check_requests(const struct planting *p, struct error *e)
{
	for (size_t i = 0; i < p->requests; i++) {
		const struct request *r = &p->request[i];
		char date[DATE_TEXT_SIZE];
		size_t d = 0;

		while (d < p->count &&
		       (p->done[d].date != r->date ||
			   strcmp(p->done[d].name, plants[r->plant].name) != 0))
			d++;
		if (d < p->count)
			continue;
		date_format(r->date, date);
		return error_set(e, HALL_USAGE,
		    "--plant: nothing on %s that %s could be planted in", date,
		    plants[r->plant].name);
	}
	return 0;
}

int
planting_write(struct planting *p, const char *path, struct error *e)
{
	char date[DATE_TEXT_SIZE], amount[MONEY_TEXT_SIZE];
	struct output *output;

	if (check_requests(p, e) < 0)
		return -1;
	output = output_open(path, e);
	if (!output)
		return -1;
	if (p->count)
		qsort(p->done, p->count, sizeof(*p->done), compare_done);
	output_text(output, "name,day,subject,amount,code,kind\n");
	for (size_t i = 0; i < p->count; i++) {
		const struct done *d = &p->done[i];

		date_format(d->date, date);
		money_format(d->amount_fen, amount);
		output_format(output, "%s,%s,%s,%s,%s,%s\n", d->name, date,
		    d->subject, d->amount_fen ? amount : "", d->code, d->kind);
	}
	p->count = 0;
	return output_close(output, e);
}
