#include "base/message.h"
#include "base/money.h"
#include "base/text.h"
#include "pay/pay.h"
#include "pay/verb.h"

const struct cli_option pay_deposit_options[] = {
    {"amount", 0, "AMOUNT", N_("how much"), CLI_REQUIRED},
    {"days", 0, "DATE[,DATE]", N_("the business days of the money"), 0},
    {"lines", 0, "DATE:AMOUNT[,...]", N_("how much of each day"), 0},
    {"slip", 0, "SLIP", N_("the number of the bank's slip"), 0},
    {"account", 0, "ACCOUNT", N_("the account of the hall"), 0},
    {"method", 0, "METHOD", N_("cash (unless said) or cheque"), 0},
    {"escort", 0, "NAME", N_("who went along"), 0},
    {"collector", 0, "NAME", N_("who collected it"), 0},
    {NULL, 0, NULL, NULL, 0},
};

/* A deposit as it was ordered. */
struct order {
	const char *event;
	int64_t amount_fen;
	struct bank_line *lines;
	size_t count;
};

static int
find_event(struct verb *v, struct order *o)
{
	static const char *const names[] = {"handin", "made", "credited"};
	struct slice name = slice_of(cli_operand(v->cli, 0));
	const char *near;

	for (size_t i = 0; i < 3; i++)
		if (slice_is(name, names[i])) {
			o->event = names[i];
			return 0;
		}
	near = suggest(name, names, 3);
	return verb_refuse(v,
	    near ? tr("deposit: '%.*s' is no event; did you mean '%s'?")
		 : tr("deposit: '%.*s' is no event: handin, made or "
		      "credited"),
	    SLICE_ARG(name), near);
}

static bool
is_event(const struct order *o, const char *name)
{
	return strcmp(o->event, name) == 0;
}

/* The open day for a handin; for a deposit all that is still to bring. */
static int
default_days(struct verb *v, struct order *o)
{
	if (!is_event(o, "made")) {
		o->lines = arena_alloc(&v->pay->arena, sizeof(*o->lines));
		o->lines[0].day = v->day;
		o->count = 1;
		return 0;
	}
	o->count = banking_open_days(v->pay, &v->hall->bankings, &o->lines);
	if (o->count > 0)
		return 0;
	return verb_refuse(v, "%s",
	    tr("nothing is waiting to be deposited: name the business days "
	       "with --days"));
}

static int
refuse_future(struct verb *v, int32_t day)
{
	char text[DATE_TEXT_SIZE], open[DATE_TEXT_SIZE];

	date_format(day, text);
	date_format(v->day, open);
	return verb_refuse(
	    v, tr("%s has no money yet: the open day is %s"), text, open);
}

static int
read_days(struct verb *v, struct order *o)
{
	struct slice days = verb_text(v, "days");
	struct slice lines = verb_text(v, "lines");
	struct arena *arena = &v->pay->arena;

	if (days.length && lines.length)
		return verb_refuse(
		    v, "%s", tr("--days and --lines do not go together"));
	if (lines.length) {
		if (bank_lines_parse(lines, arena, &o->lines, &o->count) == 0)
			return 0;
		return verb_refuse(v,
		    tr("--lines: '%.*s': write 2026-11-01:1800.00, a day "
		       "once"),
		    SLICE_ARG(lines));
	}
	if (days.length == 0) {
		if (default_days(v, o) < 0)
			return -1;
	} else if (bank_days_parse(days, arena, &o->lines, &o->count) < 0) {
		return verb_refuse(v,
		    tr("--days: '%.*s': write 2026-11-01,2026-11-02"),
		    SLICE_ARG(days));
	}
	for (size_t i = 0; i < o->count; i++)
		if (o->lines[i].day > v->day)
			return refuse_future(v, o->lines[i].day);
	bank_lines_share(&v->hall->bankings, o->lines, o->count, o->amount_fen);
	return 0;
}

/* A large sum goes to the bank with the manager. */
static void
tell_manager(struct verb *v, const struct order *o)
{
	const struct node *deposits = verb_section(v, "deposits");
	int64_t from = node_money(deposits, "manager_from", INT64_MAX);
	struct slice manager = node_text(deposits, "manager", "manager");
	struct slice role = who_role(v->book, v->staff, v->day);
	char text[MONEY_TEXT_SIZE];

	if (o->amount_fen < from || slice_equal(role, manager))
		return;
	money_format(from, text);
	verb_tell(v,
	    tr("from %s on the %.*s makes the deposit, not %.*s (%.*s)"), text,
	    SLICE_ARG(manager), SLICE_ARG(v->staff), SLICE_ARG(role));
}

/* What differs from what was handed in is recorded all the same, and said. */
static void
tell_difference(struct verb *v, const struct bank_line *line)
{
	const struct bank_day *day = banking_day(&v->hall->bankings, line->day);
	char text[DATE_TEXT_SIZE], left[MONEY_TEXT_SIZE];
	char amount[MONEY_TEXT_SIZE];
	int64_t open = day && day->handed ? day->handed_fen - day->deposited_fen
					  : 0;

	date_format(line->day, text);
	money_format(open, left);
	money_format(line->fen, amount);
	if (!day || !day->handed)
		verb_tell(v, tr("%s: nothing handed in is on record"), text);
	else if (line->fen != open)
		verb_tell(v,
		    tr("%s: %s was to be deposited, %s is: the difference "
		       "stays open"),
		    text, left, amount);
}

/* "2026-11-01 2026-11-02" and "2026-11-01:1800.00 2026-11-02:900.00". */
static void
fill_lines(struct verb *v, struct row *row, const struct order *o)
{
	struct buffer days = {0}, lines = {0};
	char day[DATE_TEXT_SIZE], amount[MONEY_TEXT_SIZE];

	for (size_t i = 0; i < o->count; i++) {
		date_format(o->lines[i].day, day);
		money_format(o->lines[i].fen, amount);
		buffer_format(&days, "%s%s", i ? " " : "", day);
		buffer_format(&lines, "%s%s:%s", i ? " " : "", day, amount);
	}
	row_set(
	    row, DEPOSIT_DAYS, arena_slice(&v->pay->arena, buffer_view(&days)));
	if (is_event(o, "made"))
		row_set(row, DEPOSIT_LINES,
		    arena_slice(&v->pay->arena, buffer_view(&lines)));
	buffer_release(&days);
	buffer_release(&lines);
}

static int
fill(struct verb *v, struct row *row, const struct order *o)
{
	static const struct {
		int column;
		const char *option;
	} texts[] = {{DEPOSIT_ACCOUNT, "account"}, {DEPOSIT_SLIP, "slip"},
	    {DEPOSIT_ESCORT, "escort"}, {DEPOSIT_COLLECTOR, "collector"}};
	struct slice method = verb_text(v, "method");

	if (method.length && method_find(method) < 0)
		return verb_refuse(v,
		    tr("--method: '%.*s' is no way to pay: cash, card, "
		       "wechat, alipay, bank or cheque"),
		    SLICE_ARG(method));
	row_start(row, KIND_DEPOSIT);
	row_text(row, DEPOSIT_EVENT, o->event);
	row_money(row, DEPOSIT_AMOUNT, o->amount_fen);
	row_set(row, DEPOSIT_METHOD, method.length ? method : SLICE("cash"));
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		row_set(row, texts[i].column, verb_text(v, texts[i].option));
	fill_lines(v, row, o);
	return 0;
}

static int
deposit(struct verb *v)
{
	struct order o = {.event = ""};
	struct row *row = &v->recording.row;

	if (find_event(v, &o) < 0 ||
	    verb_must(v, is_event(&o, "handin") ? "drawer" : "deposit") < 0 ||
	    verb_money(v, "amount", &o.amount_fen) < 0)
		return -1;
	if (is_event(&o, "made") && verb_text(v, "slip").length == 0)
		return verb_refuse(v, "%s",
		    tr("--slip must be given: the number of the bank's slip"));
	if (read_days(v, &o) < 0 || fill(v, row, &o) < 0)
		return -1;
	if (is_event(&o, "made")) {
		tell_manager(v, &o);
		for (size_t i = 0; i < o.count; i++)
			tell_difference(v, &o.lines[i]);
	}
	return verb_add(v, row);
}

enum hall_status
pay_deposit(struct cli *cli)
{
	return verb_run(cli, NULL, deposit);
}
