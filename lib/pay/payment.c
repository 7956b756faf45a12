#include "pay/payment.h"

#include <limits.h>

#include "base/money.h"
#include "pay/state.h"

int64_t
payment_left(const struct payment *p)
{
	return p->voided ? 0 : p->amount_fen - p->refunded_fen;
}

static int
complain_fen(struct complaint *c, const char *column, const char *code,
    const char *name, int64_t fen)
{
	char text[MONEY_TEXT_SIZE];

	money_format(fen, text);
	return complain(c, column, code, name, text, NULL);
}

static int
read_method(
    const struct record *r, int column, int *method, struct complaint *c)
{
	struct slice name;

	if (rec_text(r, column, &name, c) < 0)
		return -1;
	*method = method_find(name);
	if (*method < 0)
		return pay_complain(c, "method", "method", "value", name);
	return 0;
}

/* An amount of money that moved: never below zero. */
static int
read_amount(
    const struct record *r, int column, int64_t *fen, struct complaint *c)
{
	if (rec_money(r, column, fen, c) < 0)
		return -1;
	if (*fen < 0)
		return complain_fen(c, "amount", "negative", "value", *fen);
	return 0;
}

/* What was handed over less what was given back is what stays. */
static int
check_change(const struct record *r, int64_t amount_fen, struct complaint *c)
{
	int64_t tendered, change, stays;
	char text[MONEY_TEXT_SIZE], amount[MONEY_TEXT_SIZE];

	if (rec_money_or(r, PAYMENT_TENDERED, amount_fen, &tendered, c) < 0 ||
	    rec_money_or(r, PAYMENT_CHANGE, 0, &change, c) < 0)
		return -1;
	stays = tendered;
	if (change >= 0 && money_subtract(&stays, change) == 0 &&
	    stays == amount_fen)
		return 0;
	money_format(stays, text);
	money_format(amount_fen, amount);
	return complain(
	    c, "change", "change", "stays", text, "amount", amount, NULL);
}

/* A kiosk is a place of its own, and so is a channel without a device. */
static struct slice
place_name(const struct record *r)
{
	struct slice name = rec_get(r, PAYMENT_COUNTER);

	if (name.length == 0)
		name = rec_get(r, PAYMENT_DEVICE);
	if (name.length == 0)
		name = rec_get(r, PAYMENT_CHANNEL);
	return name;
}

static int32_t
read_seq(const struct record *r)
{
	long long seq;

	if (slice_int(rec_get(r, PAYMENT_SEQ), &seq) < 0 || seq < 0 ||
	    seq > INT_MAX)
		return 0;
	return (int32_t)seq;
}

int
payment_take(struct pay *pay, const struct fact *fact, const struct record *r,
    struct complaint *c)
{
	struct kept_payment *place;
	struct payment p = {.day = fact->day, .seq = read_seq(r)};
	int method;

	if (rec_text(r, PAYMENT_ID, &p.id, c) < 0 ||
	    read_amount(r, PAYMENT_AMOUNT, &p.amount_fen, c) < 0 ||
	    read_method(r, PAYMENT_METHOD, &method, c) < 0 ||
	    check_change(r, p.amount_fen, c) < 0)
		return -1;
	place = payments_place(pay, fact->hall, p.id);
	if (!place)
		return pay_complain(c, "id", "twice", "id", p.id);
	p.method = (uint8_t)method;
	p.session = till_session(pay,
	    till_place(pay, fact->hall, fact->day, place_name(r)),
	    rec_get(r, PAYMENT_SESSION), fact->staff, c);
	if (!p.session ||
	    till_move(p.session, method, MOVE_TAKEN, p.amount_fen, 1, c) < 0)
		return -1;
	payments_fill(pay, fact->hall, place, &p);
	receipt_use(pay, fact, rec_get(r, PAYMENT_RECEIPT), p.id,
	    rec_get(r, PAYMENT_GROUP));
	return 0;
}

/* A payline names no hall: that of the payment before it, most often. */
static struct hall *
find_anywhere(const struct pay *pay, struct slice id, struct payment *p)
{
	if (pay->hall && payments_find(pay, pay->hall, id, p))
		return pay->hall;
	for (struct hall *h = pay->halls; h; h = h->next)
		if (h != pay->hall && payments_find(pay, h, id, p))
			return h;
	return NULL;
}

int
payline_take(struct pay *pay, const struct record *r, struct complaint *c)
{
	struct slice id;
	struct payment p;
	struct hall *hall;
	int64_t amount, sum;

	if (rec_text(r, PAYLINE_PAYMENT, &id, c) < 0 ||
	    read_amount(r, PAYLINE_AMOUNT, &amount, c) < 0)
		return -1;
	hall = find_anywhere(pay, id, &p);
	if (!hall)
		return pay_complain(c, "payment", "no_payment", "id", id);
	sum = p.lined_fen;
	if (money_add(&sum, amount) < 0 || sum > p.amount_fen)
		return complain_fen(
		    c, "amount", "lines_over", "amount", p.amount_fen);
	p.lined_fen = sum;
	payments_change(pay, hall, &p);
	return 0;
}

/*
 * Where money goes back: at the counter named, in its open drawer; else
 * where the payment was taken.
 */
static struct session *
back_session(struct pay *pay, const struct fact *fact, const struct payment *p,
    struct slice counter, struct slice number, struct complaint *c)
{
	struct till_place *place;

	if (counter.length == 0 && p)
		return p->session;
	place = till_place(pay, fact->hall, fact->day, counter);
	if (number.length == 0 && !till_open_session(place) && p &&
	    p->session->place == place)
		return p->session;
	return till_session(pay, place, number, fact->staff, c);
}

static int
complain_day(const struct payment *p, struct complaint *c)
{
	char day[DATE_TEXT_SIZE];

	date_format(p->day, day);
	return complain(c, "payment", "other_day", "day", day, NULL);
}

/* A void or refund must not say another method than it means. */
static int
check_void(const struct payment *p, const struct fact *fact,
    const struct record *r, struct complaint *c)
{
	struct slice method = rec_get(r, VOID_METHOD);
	int64_t amount;

	if (rec_money_or(r, VOID_AMOUNT, p->amount_fen, &amount, c) < 0)
		return -1;
	if (p->voided)
		return pay_complain(c, "payment", "voided", "id", p->id);
	if (p->day != fact->day)
		return complain_day(p, c);
	if (p->refunded_fen > 0)
		return complain_fen(
		    c, "payment", "refunded", "refunded", p->refunded_fen);
	if (amount != p->amount_fen)
		return complain_fen(
		    c, "amount", "differs", "is", p->amount_fen);
	if (method.length && method_find(method) != p->method)
		return complain(
		    c, "method", "differs", "is", method_name(p->method), NULL);
	return 0;
}

int
void_take(struct pay *pay, const struct fact *fact, const struct record *r,
    struct complaint *c)
{
	struct slice id;
	struct session *session;
	struct payment p;

	if (rec_text(r, VOID_PAYMENT, &id, c) < 0)
		return -1;
	if (!payments_find(pay, fact->hall, id, &p))
		return pay_complain(c, "payment", "no_payment", "id", id);
	if (check_void(&p, fact, r, c) < 0)
		return -1;
	session = back_session(pay, fact, &p, rec_get(r, VOID_COUNTER),
	    rec_get(r, VOID_SESSION), c);
	if (!session ||
	    till_move(session, p.method, MOVE_VOIDED, p.amount_fen, 1, c) < 0)
		return -1;
	p.voided = true;
	payments_change(pay, fact->hall, &p);
	return 0;
}

/* How much and by which method; what is not said is as the payment was. */
static int
read_refund(const struct payment *p, const struct record *r, int64_t *amount,
    int *method, struct complaint *c)
{
	bool said = rec_get(r, REFUND_METHOD).length > 0;

	*amount = p ? payment_left(p) : 0;
	if ((!p || rec_get(r, REFUND_AMOUNT).length) &&
	    read_amount(r, REFUND_AMOUNT, amount, c) < 0)
		return -1;
	*method = p ? p->method : -1;
	if ((!p || said) && read_method(r, REFUND_METHOD, method, c) < 0)
		return -1;
	return 0;
}

/*
 * A payment that is not in the stream was taken on an earlier day: the verb
 * looked it up there, and the fold believes it.
 */
int
refund_take(struct pay *pay, const struct fact *fact, const struct record *r,
    struct complaint *c)
{
	struct slice id;
	struct session *session;
	struct payment known, *p = NULL;
	int64_t amount;
	int method;

	if (rec_text(r, REFUND_PAYMENT, &id, c) < 0)
		return -1;
	if (payments_find(pay, fact->hall, id, &known))
		p = &known;
	if (p && p->voided)
		return pay_complain(c, "payment", "voided", "id", id);
	if (read_refund(p, r, &amount, &method, c) < 0)
		return -1;
	if (p && amount > payment_left(p))
		return complain_fen(
		    c, "amount", "left", "left", payment_left(p));
	session = back_session(pay, fact, p, rec_get(r, REFUND_COUNTER),
	    rec_get(r, REFUND_SESSION), c);
	if (!session ||
	    till_move(session, method, MOVE_REFUNDED, amount, 1, c) < 0)
		return -1;
	if (p) {
		p->refunded_fen += amount;
		payments_change(pay, fact->hall, p);
	}
	return 0;
}

bool
payment_column_may_change(struct slice column)
{
	static const char *const columns[] = {
	    "method", "account", "ref", "service", "item", "channel", "payer"};

	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
		if (slice_is(column, columns[i]))
			return true;
	return false;
}

/* What day/seq names, and the payment that it is. */
struct sought {
	int32_t day;
	long long seq;
	bool found;
	struct payment *payment;
	struct arena *arena;
};

static void
seek_place(void *context, const struct payment *p)
{
	struct sought *s = context;

	if (s->found || p->day != s->day || p->seq != s->seq || p->seq == 0)
		return;
	s->found = true;
	*s->payment = *p;
	s->payment->id = arena_slice(s->arena, p->id);
}

/* By day/seq, which only corrections made by hand use. */
static bool
find_place(struct pay *pay, const struct hall *hall, struct slice of,
    struct payment *p)
{
	struct sought sought = {.payment = p, .arena = &pay->arena};
	struct slice rest = of, day_text;

	if (!memchr(of.text, '/', of.length) ||
	    !slice_cut(&rest, '/', &day_text) ||
	    date_parse(day_text, &sought.day) < 0 ||
	    slice_int(rest, &sought.seq) < 0)
		return false;
	payments_each(pay, hall, seek_place, &sought);
	return sought.found;
}

/* The payment moves to another row of its till. */
static int
change_method(struct payment *p, const struct fact *fact,
    const struct record *r, struct complaint *c)
{
	struct slice was = rec_get(r, CORRECT_WAS);
	int method;

	if (read_method(r, CORRECT_IS, &method, c) < 0)
		return -1;
	if (was.length && method_find(was) != p->method)
		return complain(
		    c, "was", "differs", "is", method_name(p->method), NULL);
	if (p->voided)
		return pay_complain(c, "of", "voided", "id", p->id);
	/* The figures of an earlier day stand as they were closed. */
	if (p->day == fact->day) {
		if (till_move(p->session, p->method, MOVE_TAKEN, p->amount_fen,
			-1, c) < 0)
			return -1;
		if (till_move(p->session, method, MOVE_TAKEN, p->amount_fen, 1,
			c) < 0) {
			till_move(p->session, p->method, MOVE_TAKEN,
			    p->amount_fen, 1, c);
			return -1;
		}
	}
	p->method = (uint8_t)method;
	return 0;
}

int
correct_take(struct pay *pay, const struct fact *fact, const struct record *r,
    struct complaint *c)
{
	struct slice of = rec_get(r, CORRECT_OF);
	struct slice column = rec_get(r, CORRECT_COLUMN);
	struct payment p;

	if (rec_get(r, CORRECT_REPLACEMENT).length || column.length == 0)
		return 0;
	if (!payments_find(pay, fact->hall, of, &p) &&
	    !find_place(pay, fact->hall, of, &p))
		return 0;
	if (!payment_column_may_change(column))
		return pay_complain(c, "column", "column", "column", column);
	if (!slice_is(column, "method"))
		return 0;
	if (change_method(&p, fact, r, c) < 0)
		return -1;
	payments_change(pay, fact->hall, &p);
	return 0;
}
