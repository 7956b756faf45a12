#include "base/message.h"
#include "base/money.h"
#include "pay/find.h"
#include "pay/pay.h"
#include "pay/verb.h"

const struct cli_option pay_void_options[] = {
    {"approved-by", 0, "STAFF", N_("who agreed to it"), 0},
    {"counter", 0, "COUNTER", N_("where the cash goes out"), 0},
    {"stamped", 0, NULL, N_("the receipt bears the void stamp"), 0},
    {"copies", 0, "N", N_("copies of the receipt that are here"), 0},
    {NULL, 0, NULL, NULL, 0},
};

const struct cli_option pay_refund_options[] = {
    {"amount", 0, "AMOUNT", N_("a part of it; else all that is left"), 0},
    {"method", 0, "METHOD", N_("how it goes back; else as it came"), 0},
    {"ref", 0, "REF", N_("the number of the channel or terminal"), 0},
    {"paid", 0, "DATE", N_("the business day of the payment"), 0},
    {"approved-by", 0, "STAFF", N_("who agreed to it"), 0},
    {"counter", 0, "COUNTER", N_("where the cash goes out"), 0},
    {NULL, 0, NULL, NULL, 0},
};

/* The payment that is undone, and where its money goes back. */
struct undoing {
	struct found found;
	struct slice reason, approved_by;
	struct slice counter, session;
	int method;
};

/* Where it was taken, or where --counter says. */
static int
find_counter(struct verb *v, struct undoing *u)
{
	const struct payment *p = u->found.payment;
	struct till_place *place;
	struct session *s;

	u->counter = verb_text(v, "counter");
	if (u->counter.length == 0)
		u->counter = rec_get(u->found.record, PAYMENT_COUNTER);
	if (u->counter.length == 0)
		return 0;
	if (verb_counter(v, u->counter) < 0)
		return -1;
	place = till_place(v->pay, v->hall, v->day, u->counter);
	s = till_open_session(place);
	if (s)
		u->session = s->number;
	else if (p->day == v->day)
		u->session = rec_get(u->found.record, PAYMENT_SESSION);
	if (s || u->method != METHOD_CASH)
		return 0;
	return verb_refuse(v,
	    tr("the drawer of %.*s is not open: name with --counter an open "
	       "one, from which the cash goes back"),
	    SLICE_ARG(u->counter));
}

/* A void receipt is stamped, and none of its copies is missing. */
static int
void_receipt(struct verb *v, const struct undoing *u)
{
	struct slice number = found_receipt(v, &u->found);
	struct row *row = &v->recording.row;
	struct slice kind = {"", 0}, book = {"", 0};
	struct serial serial;
	struct range *range;
	int64_t copies;

	if (number.length == 0)
		return 0;
	if (!cli_has(v->cli, "stamped") || !cli_has(v->cli, "copies")) {
		verb_tell(v,
		    tr("receipt %.*s is still to be voided: 'hall-pay receipt "
		       "void %.*s --stamped --copies N --reason WHY'"),
		    SLICE_ARG(number), SLICE_ARG(number));
		return 0;
	}
	if (verb_count(v, "copies", &copies) < 0)
		return -1;
	range = serial_parse(number, &serial) < 0
		    ? NULL
		    : run_range(&v->hall->runs, &serial, v->staff, kind, book);
	row_start(row, KIND_RECEIPT);
	row_set(row, RECEIPT_ID, number);
	row_set(row, RECEIPT_BOOK, range ? range->book : book);
	row_text(row, RECEIPT_EVENT, "void");
	row_set(row, RECEIPT_KIND, range ? range->kind : kind);
	row_set(row, RECEIPT_PAYMENT, u->found.id);
	row_money(row, RECEIPT_AMOUNT, u->found.payment->amount_fen);
	row_int(row, RECEIPT_COPIES, copies);
	row_text(row, RECEIPT_STAMPED, "yes");
	row_set(row, RECEIPT_REASON, u->reason);
	return verb_add(v, row);
}

static int
add_void(struct verb *v, const struct undoing *u)
{
	const struct payment *p = u->found.payment;
	struct row *row = &v->recording.row;

	row_start(row, KIND_VOID);
	row_set(row, VOID_COUNTER, u->counter);
	row_set(row, VOID_SESSION, u->session);
	row_set(row, VOID_PAYMENT, u->found.id);
	row_money(row, VOID_AMOUNT, p->amount_fen);
	row_text(row, VOID_METHOD, method_name(p->method));
	row_set(row, VOID_RECEIPT, found_receipt(v, &u->found));
	row_set(row, VOID_REF, rec_get(u->found.record, PAYMENT_REF));
	row_set(row, VOID_REASON, u->reason);
	row_set(row, VOID_APPROVED_BY, u->approved_by);
	return verb_add(v, row);
}

static int
void_found(struct verb *v, struct undoing *u)
{
	const struct payment *p = u->found.payment;
	struct slice taker = rec_get(u->found.record, PAYMENT_STAFF);
	char day[DATE_TEXT_SIZE];

	if (p->day != v->day) {
		date_format(p->day, day);
		return verb_refuse(v,
		    tr("%.*s is of %s, which is closed: 'hall-pay refund "
		       "%.*s' pays it back"),
		    SLICE_ARG(p->id), day, SLICE_ARG(p->id));
	}
	u->method = p->method;
	if (verb_approval(v, "void", "approve-void", taker, &u->approved_by) <
		0 ||
	    find_counter(v, u) < 0 || add_void(v, u) < 0)
		return -1;
	return void_receipt(v, u);
}

/* Undo the payment that is named, for the reason that must be given. */
static int
undo(struct verb *v, int (*found)(struct verb *, struct undoing *))
{
	struct undoing u = {.method = -1};
	struct slice id = slice_of(cli_operand(v->cli, 0));
	int result;

	if (verb_reason(v, &u.reason) < 0)
		return -1;
	result = find_payment(v, id, &u.found);
	if (result == 0)
		result = found(v, &u);
	find_release(&u.found);
	return result;
}

static int
void_payment(struct verb *v)
{
	return undo(v, void_found);
}

enum hall_status
pay_void(struct cli *cli)
{
	return verb_run(cli, "void", void_payment);
}

static int
read_amount(struct verb *v, const struct undoing *u, int64_t *fen)
{
	const struct payment *p = u->found.payment;
	int64_t left = payment_left(p);
	char text[MONEY_TEXT_SIZE];

	if (p->voided)
		return verb_refuse(v, tr("%.*s was voided"), SLICE_ARG(p->id));
	if (left == 0)
		return verb_refuse(
		    v, tr("nothing is left of %.*s"), SLICE_ARG(p->id));
	if (verb_money_or(v, "amount", left, fen) < 0)
		return -1;
	if (*fen == 0)
		return verb_refuse(
		    v, "%s", tr("--amount: there must be something"));
	if (*fen <= left)
		return 0;
	money_format(left, text);
	return verb_refuse(
	    v, tr("only %s is left of %.*s"), text, SLICE_ARG(p->id));
}

static int
read_method(struct verb *v, struct undoing *u)
{
	struct slice name = verb_text(v, "method");

	u->method = name.length ? method_find(name) : u->found.payment->method;
	if (u->method >= 0)
		return 0;
	return verb_refuse(v,
	    tr("--method: '%.*s' is no way to pay: cash, card, wechat, "
	       "alipay, bank or cheque"),
	    SLICE_ARG(name));
}

static int
refund_found(struct verb *v, struct undoing *u)
{
	struct slice taker = rec_get(u->found.record, PAYMENT_STAFF);
	struct row *row = &v->recording.row;
	struct slice ref;
	int64_t fen = 0;

	if (verb_approval(
		v, "refund", "approve-refund", taker, &u->approved_by) < 0 ||
	    read_amount(v, u, &fen) < 0 || read_method(v, u) < 0 ||
	    verb_name(v, "ref", &ref) < 0 || find_counter(v, u) < 0)
		return -1;
	row_start(row, KIND_REFUND);
	row_set(row, REFUND_COUNTER, u->counter);
	row_set(row, REFUND_SESSION, u->session);
	row_set(row, REFUND_PAYMENT, u->found.id);
	row_money(row, REFUND_AMOUNT, fen);
	row_text(row, REFUND_METHOD, method_name(u->method));
	row_set(row, REFUND_RECEIPT, found_receipt(v, &u->found));
	row_set(row, REFUND_REF, ref);
	row_set(row, REFUND_REASON, u->reason);
	row_set(row, REFUND_APPROVED_BY, u->approved_by);
	return verb_add(v, row);
}

static int
refund_payment(struct verb *v)
{
	return undo(v, refund_found);
}

enum hall_status
pay_refund(struct cli *cli)
{
	return verb_run(cli, "refund", refund_payment);
}
