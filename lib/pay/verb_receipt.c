#include "base/message.h"
#include "base/text.h"
#include "pay/find.h"
#include "pay/pay.h"
#include "pay/verb.h"

const struct cli_option pay_receipt_options[] = {
    {"kind", 0, "KIND", N_("the kind of receipt"), 0},
    {"code", 0, "CODE", N_("the code printed beside the number"), 0},
    {"stamped", 0, NULL, N_("the receipt bears the void stamp"), 0},
    {"copies", 0, "N", N_("copies that are here"), 0},
    {"paid", 0, "DATE", N_("the business day of the payment"), 0},
    {NULL, 0, NULL, NULL, 0},
};

static int64_t
copies_of(const struct verb *v)
{
	return node_int(verb_section(v, "receipts"), "copies", 0);
}

/* Fill what is known of a number: its book and kind. */
static void
start(struct verb *v, struct row *row, const char *event, struct slice number,
    const struct serial *serial)
{
	struct slice kind = verb_text(v, "kind"), none = {"", 0};
	const struct range *range = run_range(
	    &v->hall->runs, serial, v->staff, kind, none);

	row_start(row, KIND_RECEIPT);
	row_set(row, RECEIPT_ID, number);
	row_text(row, RECEIPT_EVENT, event);
	row_set(row, RECEIPT_CODE, verb_text(v, "code"));
	row_set(row, RECEIPT_KIND, kind);
	if (!range)
		return;
	row_set(row, RECEIPT_BOOK, range->book);
	row_set(row, RECEIPT_KIND, range->kind);
}

/*
 * A number far ahead is a slip of the finger: the next receipt would follow
 * it, and all between would count as missing.
 */
static int
check_follows(struct verb *v, struct slice number, const struct serial *serial)
{
	struct slice none = {"", 0};
	const struct range *range = run_range(
	    &v->hall->runs, serial, v->staff, verb_text(v, "kind"), none);
	char text[SERIAL_TEXT_MAX];
	uint64_t next, left;

	if (!range)
		return 0;
	next = range_next(range, &left);
	if (left == 0 || serial->value <= next)
		return 0;
	serial_format(&range->shape, next, text);
	return verb_refuse(v,
	    tr("%.*s does not follow: the next number of book %.*s is %s; "
	       "'hall-pay book lost' tells of numbers further on"),
	    SLICE_ARG(number), SLICE_ARG(range->book), text);
}

/* The reason, the stamp, and every copy. */
static int
void_number(struct verb *v, struct row *row)
{
	struct slice reason;
	int64_t copies;

	if (verb_reason(v, &reason) < 0)
		return -1;
	if (!cli_has(v->cli, "stamped"))
		return verb_refuse(
		    v, "%s", tr("stamp the receipt and say so with --stamped"));
	if (!cli_has(v->cli, "copies"))
		return verb_refuse(v, "%s",
		    tr("--copies must be given: how many copies are here"));
	if (verb_count(v, "copies", &copies) < 0)
		return -1;
	if (copies < copies_of(v))
		verb_tell(v,
		    tr("copies here: %lld of %lld; what is missing stays "
		       "open"),
		    (long long)copies, (long long)copies_of(v));
	row_text(row, RECEIPT_STAMPED, "yes");
	row_int(row, RECEIPT_COPIES, copies);
	row_set(row, RECEIPT_REASON, reason);
	return verb_add(v, row);
}

static int
lose_number(struct verb *v, struct row *row)
{
	struct slice reason;

	if (verb_reason(v, &reason) < 0)
		return -1;
	row_set(row, RECEIPT_REASON, reason);
	return verb_add(v, row);
}

static int
print_number(struct verb *v, struct row *row)
{
	row_set(row, RECEIPT_REASON, verb_text(v, "reason"));
	return verb_add(v, row);
}

static int
issue_found(struct verb *v, const struct found *found)
{
	struct slice number = found_receipt(v, found);
	struct row *row = &v->recording.row;
	char text[SERIAL_TEXT_MAX];
	const struct range *range;
	struct serial serial;
	uint64_t left, next;

	if (number.length)
		return verb_refuse(v, tr("%.*s has receipt %.*s"),
		    SLICE_ARG(found->id), SLICE_ARG(number));
	if (found->payment->voided)
		return verb_refuse(
		    v, tr("%.*s was voided"), SLICE_ARG(found->id));
	range = run_of(&v->hall->runs, v->staff, verb_text(v, "kind"), &left);
	if (!range)
		return verb_refuse(
		    v, tr("%.*s holds no receipt number"), SLICE_ARG(v->staff));
	next = range_next(range, &left);
	serial_format(&range->shape, next, text);
	if (serial_parse(slice_of(text), &serial) < 0)
		return verb_refuse(v, "%s", text);
	start(v, row, "issue", slice_of(text), &serial);
	row_set(row, RECEIPT_PAYMENT, found->id);
	row_money(row, RECEIPT_AMOUNT, found->payment->amount_fen);
	if (copies_of(v) > 0)
		row_int(row, RECEIPT_COPIES, copies_of(v));
	return verb_add(v, row);
}

/* A payment that was recorded without a receipt gets one. */
static int
issue(struct verb *v, struct slice payment)
{
	struct found found;
	int result = find_payment(v, payment, &found);

	if (result == 0)
		result = issue_found(v, &found);
	find_release(&found);
	return result;
}

static const struct {
	const char *name;
	int (*record)(struct verb *, struct row *);
} events[] = {
    {"issue", NULL},
    {"void", void_number},
    {"print", print_number},
    {"lost", lose_number},
};

#define EVENTS (sizeof(events) / sizeof(*events))

static int
refuse_event(struct verb *v, struct slice name)
{
	const char *names[EVENTS], *near;

	for (size_t i = 0; i < EVENTS; i++)
		names[i] = events[i].name;
	near = suggest(name, names, EVENTS);
	return verb_refuse(v,
	    near ? tr("receipt: '%.*s' is no event; did you mean '%s'?")
		 : tr("receipt: '%.*s' is no event: issue, void, print or "
		      "lost"),
	    SLICE_ARG(name), near);
}

static int
receipt(struct verb *v)
{
	struct slice name = slice_of(cli_operand(v->cli, 0));
	struct slice what = slice_of(cli_operand(v->cli, 1));
	struct row *row = &v->recording.row;
	struct serial serial;
	size_t i = 0;

	while (i < EVENTS && !slice_is(name, events[i].name))
		i++;
	if (i == EVENTS)
		return refuse_event(v, name);
	if (!events[i].record)
		return issue(v, what);
	if (serial_parse(what, &serial) < 0)
		return verb_refuse(v,
		    tr("'%.*s' is no receipt number: it ends in up to 18 "
		       "digits"),
		    SLICE_ARG(what));
	if (check_follows(v, what, &serial) < 0)
		return -1;
	start(v, row, events[i].name, what, &serial);
	return events[i].record(v, row);
}

enum hall_status
pay_receipt(struct cli *cli)
{
	return verb_run(cli, "receipt", receipt);
}
