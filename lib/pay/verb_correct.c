#include <stdlib.h>

#include "base/message.h"
#include "base/text.h"
#include "pay/find.h"
#include "pay/pay.h"
#include "pay/verb.h"
#include "record/reader.h"

const struct cli_option pay_correct_options[] = {
    {"column", 0, "COLUMN",
	N_("of a payment: method account ref service item channel payer"), 0},
    {"was", 0, "VALUE", N_("what it says; must agree"), 0},
    {"is", 0, "VALUE", N_("what it should say"), 0},
    {"replacement", 0, "LINE", N_("a whole line in place of a faulty one"), 0},
    {"paid", 0, "DATE", N_("the business day of the payment"), 0},
    {"approved-by", 0, "STAFF", N_("who agreed to it"), 0},
    {NULL, 0, NULL, NULL, 0},
};

static int
add_correct(
    struct verb *v, struct slice of, struct slice reason, struct slice was)
{
	struct row *row = &v->recording.row;

	row_start(row, KIND_CORRECT);
	row_set(row, CORRECT_OF, of);
	row_set(row, CORRECT_COLUMN, verb_text(v, "column"));
	row_set(row, CORRECT_WAS, was);
	row_set(row, CORRECT_IS, verb_text(v, "is"));
	row_set(row, CORRECT_REPLACEMENT, verb_text(v, "replacement"));
	row_set(row, CORRECT_REASON, reason);
	row_set(row, CORRECT_APPROVED_BY, verb_text(v, "approved-by"));
	return verb_add(v, row);
}

/* What the payment says must be what the person believes that it says. */
static int
correct_found(struct verb *v, const struct found *found, struct slice reason)
{
	struct slice column = verb_text(v, "column");
	struct slice was = verb_text(v, "was"), is = verb_text(v, "is");
	int place = kind_column(KIND_PAYMENT, column);
	struct slice now = rec_get(found->record, place);

	if (slice_is(column, "method"))
		now = slice_of(method_name(found->payment->method));
	if (cli_has(v->cli, "was") && !slice_equal(was, now))
		return verb_refuse(
		    v, tr("--was: the payment says '%.*s'"), SLICE_ARG(now));
	if (slice_equal(is, now))
		return verb_refuse(v,
		    tr("--is: the payment says '%.*s' already"),
		    SLICE_ARG(now));
	if (slice_is(column, "method") && method_find(is) < 0)
		return verb_refuse(v,
		    tr("--is: '%.*s' is no way to pay: cash, card, wechat, "
		       "alipay, bank or cheque"),
		    SLICE_ARG(is));
	return add_correct(v, found->id, reason, now);
}

/* Another column of a payment is money; what is none was mistyped. */
static int
refuse_column(struct verb *v, struct slice column)
{
	static const char *const columns[] = {
	    "method", "account", "ref", "service", "item", "channel", "payer"};
	const char *near = NULL;

	if (kind_column(KIND_PAYMENT, column) < 0)
		near = suggest(
		    column, columns, sizeof(columns) / sizeof(*columns));
	if (near)
		return verb_refuse(v,
		    tr("--column: a payment has no '%.*s'; did you mean '%s'?"),
		    SLICE_ARG(column), near);
	return verb_refuse(v,
	    tr("--column: '%.*s' cannot be corrected; money is voided "
	       "and taken again"),
	    SLICE_ARG(column));
}

static int
correct_column(struct verb *v, struct slice of, struct slice reason)
{
	struct slice column = verb_text(v, "column");
	struct found found;
	int result;

	if (!payment_column_may_change(column))
		return refuse_column(v, column);
	if (!cli_has(v->cli, "is"))
		return verb_refuse(v, "%s", tr("--is must be given"));
	result = find_payment(v, of, &found);
	if (result == 0)
		result = correct_found(v, &found, reason);
	find_release(&found);
	return result;
}

static const enum kind replaced[] = {KIND_PAYMENT, KIND_PAYLINE, KIND_VOID,
    KIND_REFUND, KIND_RECEIPT, KIND_BOOK, KIND_DRAWER, KIND_DEPOSIT, KIND_BATCH,
    KIND_OTHER};

static bool
is_replaced(enum kind kind)
{
	const enum kind *k = replaced;

	while (*k != KIND_OTHER && *k != kind)
		k++;
	return *k != KIND_OTHER;
}

/*
 * The replacement as it will be read: the columns of its kind, and the open
 * day as its business day.
 */
static int
parse_replacement(struct verb *v, enum kind kind, struct slice line,
    struct record *r, struct complaint *c)
{
	struct arena *arena = &v->recording.arena;
	struct buffer text = {0};
	char day[DATE_TEXT_SIZE];
	struct heading *heading;

	buffer_text(&text, kinds[kind].name);
	for (size_t i = 0; i < kinds[kind].columns_own; i++)
		buffer_format(&text, ",%s", kinds[kind].columns[i]);
	buffer_text(&text, ",day");
	heading = heading_parse(
	    arena_slice(arena, buffer_view(&text)), arena, c);
	date_format(v->day, day);
	buffer_clear(&text);
	buffer_slice(&text, line);
	buffer_format(&text, ",%s", day);
	line = arena_slice(arena, buffer_view(&text));
	buffer_release(&text);
	return heading ? record_parse(line, heading, arena, r, c) : -1;
}

/* The folds must take it, or it would be a fault again. */
static int
check_replacement(struct verb *v, enum kind kind, struct slice line)
{
	struct complaint c = {0};
	struct buffer text = {0};
	struct record r;
	int result = parse_replacement(v, kind, line, &r, &c);

	if (result == 0)
		result = stream_take(v->recording.stream, &r, &c);
	if (result < 0) {
		complaint_explain(&text, &c);
		verb_refuse(v, "--replacement: %s", text.text);
	}
	buffer_release(&text);
	buffer_release(&c.why);
	return result;
}

/* A line is replaced by one of its own kind: nothing else slips in. */
static int
check_kind(struct verb *v, const struct record *fault, struct slice kind)
{
	struct slice was = rec_get(fault, FAULT_KIND);

	if (was.length == 0 || slice_equal(was, kind))
		return 0;
	return verb_refuse(v,
	    tr("--replacement: the faulty line is a %.*s, not a %.*s"),
	    SLICE_ARG(was), SLICE_ARG(kind));
}

static int
check_fault(struct verb *v, struct slice of, struct slice kind)
{
	struct found found;
	const struct record *fault;
	int result = find_fault(v, of, &found, &fault);

	if (result == 0 && fault)
		result = check_kind(v, fault, kind);
	else if (result == 0)
		result = verb_refuse(v, tr("no fault %.*s in the last %d days"),
		    SLICE_ARG(of), FIND_DAYS_MAX);
	find_release(&found);
	return result;
}

/* The line has the columns of its kind, without those of the journal. */
static int
replace(struct verb *v, struct slice of, struct slice reason)
{
	struct slice line = verb_text(v, "replacement"), rest = line, name;
	enum kind kind;

	slice_cut(&rest, ',', &name);
	kind = kind_find(name);
	if (!is_replaced(kind))
		return verb_refuse(v,
		    tr("--replacement: '%.*s' is no kind of hall-pay; "
		       "'hall-audit correct' corrects others"),
		    SLICE_ARG(name));
	if (check_fault(v, of, name) < 0 ||
	    check_replacement(v, kind, line) < 0)
		return -1;
	return add_correct(v, of, reason, SLICE(""));
}

static int
correct(struct verb *v)
{
	struct slice of = slice_of(cli_operand(v->cli, 0));
	struct slice reason;

	if (verb_reason(v, &reason) < 0 ||
	    verb_check_name(v, tr("operand"), of) < 0)
		return -1;
	if (cli_has(v->cli, "replacement") == cli_has(v->cli, "column"))
		return verb_refuse(v, "%s",
		    tr("give either --column with --is, or --replacement"));
	if (cli_has(v->cli, "replacement"))
		return replace(v, of, reason);
	return correct_column(v, of, reason);
}

enum hall_status
pay_correct(struct cli *cli)
{
	return verb_run(cli, "correct", correct);
}
