#include "base/arena.h"
#include "base/message.h"
#include "base/money.h"
#include "base/text.h"
#include "pay/pay.h"
#include "pay/verb.h"

#define LINES_MAX 64 /* of one payment */

/* A payment as it was ordered, before it is a record. */
struct order {
	struct slice counter, account, service, device, channel, ref, payer;
	struct slice session;
	int method;
	int64_t amount_fen, tendered_fen, due_fen;
	bool tendered;
	char id[JOURNAL_ID_SIZE];
	/* The receipt that it gets. */
	const struct range *range;
	uint64_t left;
	char receipt[SERIAL_TEXT_MAX];
};

const struct cli_option pay_take_options[] = {
    {"counter", 0, "COUNTER", N_("where; else the post in hall.yaml"), 0},
    {"account", 0, "ACCOUNT", N_("whose account is paid"), 0},
    {"service", 0, "SERVICE", N_("what for: electricity, water"), 0},
    {"item", 0, "ITEM", N_("which fee"), 0},
    {"amount", 0, "AMOUNT", N_("what stays here"), CLI_REQUIRED},
    {"method", 0, "METHOD", N_("cash card wechat alipay bank cheque"),
	CLI_REQUIRED},
    {"tendered", 0, "AMOUNT", N_("cash handed over; change is computed"), 0},
    {"due", 0, "AMOUNT", N_("what was asked for; else the amount"), 0},
    {"bill", 0, "BILL[=AMOUNT]", N_("a bill that it pays"), CLI_REPEAT},
    {"line", 0, "ITEM=AMOUNT", N_("a part of it by name"), CLI_REPEAT},
    {"ref", 0, "REF", N_("the number of the channel or terminal"), 0},
    {"payer", 0, "NAME", N_("who pays, if another"), 0},
    {"channel", 0, "CHANNEL",
	N_("counter (unless said), kiosk, online, agent, bank"), 0},
    {"device", 0, "DEVICE", N_("kiosk or terminal"), 0},
    {"ticket", 0, "TICKET", N_("the ticket that was served"), 0},
    {"case", 0, "CASE", N_("the case that it belongs to"), 0},
    {"group", 0, "GROUP", N_("ties the payments of one transaction"), 0},
    {"promo", 0, "PROMO", N_("the promotion that applied"), 0},
    {"promo-told", 0, NULL, N_("the customer was told of it before"), 0},
    {"receipt-kind", 0, "KIND", N_("the kind of receipt to use"), 0},
    {"no-receipt", 0, NULL, N_("give no receipt"), 0},
    {NULL, 0, NULL, NULL, 0},
};

static int
read_method(struct verb *v, struct order *o)
{
	struct slice name = verb_text(v, "method");
	const char *near;

	o->method = method_find(name);
	if (o->method >= 0)
		return 0;
	near = suggest(name, method_names, METHOD_COUNT);
	if (near)
		return verb_refuse(v,
		    tr("--method: '%.*s' is no way to pay; did you mean "
		       "'%s'?"),
		    SLICE_ARG(name), near);
	return verb_refuse(v,
	    tr("--method: '%.*s' is no way to pay: cash, card, wechat, "
	       "alipay, bank or cheque"),
	    SLICE_ARG(name));
}

static int
read_amounts(struct verb *v, struct order *o)
{
	char amount[MONEY_TEXT_SIZE], tendered[MONEY_TEXT_SIZE];

	if (verb_money(v, "amount", &o->amount_fen) < 0 ||
	    verb_money_or(v, "tendered", o->amount_fen, &o->tendered_fen) < 0 ||
	    verb_money_or(v, "due", o->amount_fen, &o->due_fen) < 0)
		return -1;
	o->tendered = o->method == METHOD_CASH;
	if (!o->tendered && cli_has(v->cli, "tendered"))
		return verb_refuse(v, "%s",
		    tr("--tendered: only cash is handed over; others pay "
		       "the amount itself"));
	if (o->tendered_fen >= o->amount_fen)
		return 0;
	money_format(o->amount_fen, amount);
	money_format(o->tendered_fen, tendered);
	return verb_refuse(v, tr("--tendered: %s is less than the amount, %s"),
	    tendered, amount);
}

/* The post of that person, from hall.yaml. */
static struct slice
post_of(const struct verb *v)
{
	const struct node *staff = node_in_force(
	    node_get_slice(verb_section(v, "staff"), v->staff), v->day);

	return node_text(staff, "post", "");
}

static int
check_channel(struct verb *v, struct slice channel)
{
	static const char *const channels[] = {
	    "counter", "kiosk", "online", "agent", "bank"};
	const size_t count = sizeof(channels) / sizeof(*channels);
	const char *near = suggest(channel, channels, count);

	for (size_t i = 0; i < count; i++)
		if (slice_is(channel, channels[i]))
			return 0;
	if (near)
		return verb_refuse(v,
		    tr("--channel: '%.*s' is no channel; did you mean '%s'?"),
		    SLICE_ARG(channel), near);
	return verb_refuse(v,
	    tr("--channel: '%.*s' is no channel: counter, kiosk, online, agent "
	       "or bank"),
	    SLICE_ARG(channel));
}

static int
read_place(struct verb *v, struct order *o)
{
	if (verb_name(v, "counter", &o->counter) < 0 ||
	    verb_name(v, "device", &o->device) < 0 ||
	    verb_name(v, "channel", &o->channel) < 0)
		return -1;
	if (o->channel.length == 0)
		o->channel = SLICE("counter");
	if (check_channel(v, o->channel) < 0)
		return -1;
	if (!slice_is(o->channel, "counter"))
		return o->counter.length ? verb_counter(v, o->counter) : 0;
	if (o->counter.length == 0)
		o->counter = post_of(v);
	if (o->counter.length == 0)
		return verb_refuse(v,
		    tr("--counter must be given: %.*s has no post in "
		       "hall.yaml"),
		    SLICE_ARG(v->staff));
	return verb_counter(v, o->counter);
}

/*
 * Cash goes into an open drawer, and only its custodian may touch it.
 */
static int
find_drawer(struct verb *v, struct order *o)
{
	struct till_place *place;
	struct session *s;

	if (o->counter.length == 0)
		return 0;
	place = till_place(v->pay, v->hall, v->day, o->counter);
	s = till_open_session(place);
	if (s)
		o->session = s->number;
	if (o->method != METHOD_CASH)
		return 0;
	if (!s)
		return verb_refuse(v,
		    tr("the drawer of %.*s is not open: 'hall-pay drawer open "
		       "%.*s' opens it"),
		    SLICE_ARG(o->counter), SLICE_ARG(o->counter));
	if (slice_equal(s->staff, v->staff))
		return 0;
	return verb_refuse(v,
	    tr("the drawer of %.*s is with %.*s: 'hall-pay drawer handover' "
	       "passes it on"),
	    SLICE_ARG(o->counter), SLICE_ARG(s->staff));
}

/* No clerk pays on behalf of a customer. */
static int
read_payer(struct verb *v, struct order *o)
{
	o->payer = verb_text(v, "payer");
	if (!slice_equal(o->payer, v->staff))
		return 0;
	return verb_refuse(v,
	    tr("--payer: %.*s takes the money and cannot pay it"),
	    SLICE_ARG(o->payer));
}

static int
read_order(struct verb *v, struct order *o)
{
	if (read_method(v, o) < 0 || read_amounts(v, o) < 0 ||
	    read_place(v, o) < 0 || read_payer(v, o) < 0)
		return -1;
	if (verb_name(v, "account", &o->account) < 0 ||
	    verb_name(v, "service", &o->service) < 0 ||
	    verb_name(v, "ref", &o->ref) < 0)
		return -1;
	return find_drawer(v, o);
}

/*
 * A kind that is one letter off another is a slip.  One that no book has
 * holds up nobody: the money is taken without a receipt.
 */
static int
check_receipt_kind(struct verb *v)
{
	struct slice kind = verb_text(v, "receipt-kind");
	struct arena arena = {0};
	const char *near = NULL, *one;
	bool known = kind.length == 0;

	for (const struct range *r = v->hall->runs.ranges; r && !known;
	     r = r->next) {
		known = slice_equal(r->kind, kind);
		one = arena_text(&arena, "%.*s", SLICE_ARG(r->kind));
		near = suggest(kind, &one, 1) ? one : near;
	}
	if (near && !known)
		verb_refuse(v,
		    tr("--receipt-kind: no book is of the kind '%.*s'; did you "
		       "mean '%s'?"),
		    SLICE_ARG(kind), near);
	arena_release(&arena);
	return near && !known ? -1 : 0;
}

/*
 * The next number of the books that this person holds.  Cash that was taken
 * is never lost for want of a receipt: it is recorded, and said.
 */
static void
find_receipt(struct verb *v, struct order *o)
{
	const struct node *receipts = verb_section(v, "receipts");
	uint64_t next, here;
	int64_t warn_left = node_int(receipts, "warn_left", 0);

	if (cli_has(v->cli, "no-receipt"))
		return;
	o->range = run_of(
	    &v->hall->runs, v->staff, verb_text(v, "receipt-kind"), &o->left);
	if (!o->range) {
		if (receipts)
			verb_tell(v,
			    tr("%.*s holds no receipt number: the payment is "
			       "recorded without one; 'hall-pay receipt "
			       "issue %s' gives it later"),
			    SLICE_ARG(v->staff), o->id);
		return;
	}
	next = range_next(o->range, &here);
	serial_format(&o->range->shape, next, o->receipt);
	if (o->left - 1 <= (uint64_t)warn_left)
		verb_tell(v, tr("%.*s: receipt numbers left: %llu"),
		    SLICE_ARG(v->staff), (unsigned long long)o->left - 1);
}

static void
fill_money(struct row *row, const struct order *o)
{
	row_money(row, PAYMENT_DUE, o->due_fen);
	row_money(row, PAYMENT_AMOUNT, o->amount_fen);
	if (!o->tendered)
		return;
	row_money(row, PAYMENT_TENDERED, o->tendered_fen);
	row_money(row, PAYMENT_CHANGE, o->tendered_fen - o->amount_fen);
}

static int
add_payment(struct verb *v, const struct order *o)
{
	static const struct {
		int column;
		const char *option;
	} plain[] = {{PAYMENT_TICKET, "ticket"}, {PAYMENT_CASE, "case"},
	    {PAYMENT_GROUP, "group"}, {PAYMENT_ITEM, "item"},
	    {PAYMENT_PROMO, "promo"}};
	struct row *row = &v->recording.row;

	row_start(row, KIND_PAYMENT);
	row_text(row, PAYMENT_ID, o->id);
	row_set(row, PAYMENT_COUNTER, o->counter);
	row_set(row, PAYMENT_SESSION, o->session);
	row_set(row, PAYMENT_DEVICE, o->device);
	row_set(row, PAYMENT_CHANNEL, o->channel);
	row_set(row, PAYMENT_ACCOUNT, o->account);
	row_set(row, PAYMENT_SERVICE, o->service);
	row_text(row, PAYMENT_METHOD, method_name(o->method));
	row_text(row, PAYMENT_RECEIPT, o->receipt);
	row_set(row, PAYMENT_REF, o->ref);
	row_set(row, PAYMENT_PAYER, o->payer);
	for (size_t i = 0; i < sizeof(plain) / sizeof(*plain); i++)
		row_set(row, plain[i].column, verb_text(v, plain[i].option));
	if (cli_has(v->cli, "promo"))
		row_text(row, PAYMENT_PROMO_TOLD,
		    cli_has(v->cli, "promo-told") ? "yes" : "no");
	fill_money(row, o);
	return verb_add(v, row);
}

/* "NAME=AMOUNT", or a name alone, which stands for the whole. */
static int
read_line(struct verb *v, const char *text, bool whole, int64_t amount_fen,
    struct slice *name, int64_t *fen)
{
	struct slice rest = slice_of(text);

	*fen = amount_fen;
	slice_cut(&rest, '=', name);
	if (verb_check_name(v, whole ? "--bill" : "--line", *name) < 0)
		return -1;
	if (whole && !rest.text)
		return 0;
	if (rest.text && money_parse_loose(rest, fen) == 0 && *fen > 0)
		return 0;
	return verb_refuse(
	    v, tr("'%s': write a name, '=' and an amount such as 12.30"), text);
}

static int
add_lines(
    struct verb *v, const struct order *o, const char *option, int64_t *sum)
{
	bool bill = strcmp(option, "bill") == 0;
	struct row *row = &v->recording.row;
	const char *text;
	struct slice name;
	int64_t fen;

	for (size_t n = 0; (text = cli_get_nth(v->cli, option, n)); n++) {
		if (n == LINES_MAX)
			return verb_refuse(v, tr("--%s: more than %d lines"),
			    option, LINES_MAX);
		if (read_line(v, text, bill, o->amount_fen, &name, &fen) < 0)
			return -1;
		row_start(row, KIND_PAYLINE);
		row_text(row, PAYLINE_PAYMENT, o->id);
		row_set(row, bill ? PAYLINE_BILL : PAYLINE_ITEM, name);
		row_money(row, PAYLINE_AMOUNT, fen);
		if (money_add(sum, fen) < 0 || verb_add(v, row) < 0)
			return -1;
	}
	return 0;
}

/* What a payment was for adds up to what was paid. */
static int
add_paylines(struct verb *v, const struct order *o)
{
	char sum_text[MONEY_TEXT_SIZE], amount[MONEY_TEXT_SIZE];
	int64_t sum = 0;

	if (add_lines(v, o, "bill", &sum) < 0 ||
	    add_lines(v, o, "line", &sum) < 0)
		return -1;
	if (sum == 0 || sum == o->amount_fen)
		return 0;
	money_format(sum, sum_text);
	money_format(o->amount_fen, amount);
	return verb_refuse(v, tr("the lines add up to %s, the payment is %s"),
	    sum_text, amount);
}

static int
add_receipt(struct verb *v, const struct order *o)
{
	struct row *row = &v->recording.row;
	int64_t copies = node_int(verb_section(v, "receipts"), "copies", 0);

	if (!o->range)
		return 0;
	row_start(row, KIND_RECEIPT);
	row_text(row, RECEIPT_ID, o->receipt);
	row_set(row, RECEIPT_BOOK, o->range->book);
	row_text(row, RECEIPT_EVENT, "issue");
	row_set(row, RECEIPT_KIND, o->range->kind);
	row_text(row, RECEIPT_PAYMENT, o->id);
	row_money(row, RECEIPT_AMOUNT, o->amount_fen);
	if (copies > 0)
		row_int(row, RECEIPT_COPIES, copies);
	return verb_add(v, row);
}

static int
take(struct verb *v)
{
	struct order o = {.method = -1};

	if (read_order(v, &o) < 0)
		return -1;
	journal_next_id(
	    v->recording.journal, journal_prefix(KIND_PAYMENT), o.id);
	if (check_receipt_kind(v) < 0)
		return -1;
	find_receipt(v, &o);
	if (add_payment(v, &o) < 0 || add_paylines(v, &o) < 0)
		return -1;
	return add_receipt(v, &o);
}

enum hall_status
pay_take(struct cli *cli)
{
	return verb_run(cli, "take", take);
}
