#include "apply/handling.h"

#include <stdarg.h>
#include <stdio.h>

#include "apply/apply.h"
#include "apply/find.h"
#include "apply/progress.h"
#include "base/message.h"
#include "base/money.h"
#include "base/text.h"

#define PREFIX "CS" /* C is that of corrections */

int
handling_refuse(struct handling *h, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	error_list(&h->error, HALL_USAGE, format, list);
	va_end(list);
	return -1;
}

static struct slice
operand(const struct handling *h, size_t n)
{
	const char *text = cli_operand(h->cli, n);

	return slice_of(text ? text : "");
}

static struct slice
option(const struct handling *h, const char *name)
{
	const char *text = cli_get(h->cli, name);

	return slice_trim(slice_of(text ? text : ""));
}

/* What stands in a column of ids must look like one. */
static int
check_name(struct handling *h, const char *what, struct slice text)
{
	if (utf8_invalid_at(text) >= 0)
		return handling_refuse(
		    h, tr("%s: the text is not UTF-8"), what);
	if (text_is_name(text))
		return 0;
	return handling_refuse(h,
	    tr("%s: '%.*s' is no name: it holds no blanks, commas and quotes"),
	    what, SLICE_ARG(text));
}

static const struct {
	const char *option;
	int column;
	bool name; /* of people's words otherwise */
} details[] = {
    {"account", CASE_ACCOUNT, true},
    {"customer", CASE_CUSTOMER, true},
    {"phone", CASE_PHONE, false},
    {"channel", CASE_CHANNEL, true},
    {"class", CASE_CLASS, true},
    {"ticket", CASE_TICKET, true},
    {"ref", CASE_REF, true},
    {"text", CASE_TEXT, false},
};

/* The options that every verb has as columns. */
static int
set_details(struct handling *h, struct row *row)
{
	for (size_t i = 0; i < sizeof(details) / sizeof(*details); i++) {
		struct slice text = option(h, details[i].option);
		char what[32];

		if (text.length == 0)
			continue;
		snprintf(what, sizeof(what), "--%s", details[i].option);
		if (details[i].name && check_name(h, what, text) < 0)
			return -1;
		if (utf8_invalid_at(text) >= 0)
			return handling_refuse(
			    h, tr("%s: the text is not UTF-8"), what);
		row_set(row, details[i].column, text);
	}
	return 0;
}

static int
fill_open(struct handling *h, struct row *row)
{
	row_set(row, CASE_TYPE, operand(h, 0));
	return 0;
}

static int
fill_nothing(struct handling *h, struct row *row)
{
	(void)h;
	(void)row;
	return 0;
}

/* ITEM VALUE behind the case; the second may be left out for `done`. */
static int
fill_item(struct handling *h, struct row *row)
{
	row_set(row, CASE_ITEM, operand(h, 1));
	row_set(row, CASE_VALUE, operand(h, 2));
	if (operand(h, 2).length == 0)
		row_text(row, CASE_VALUE, "done");
	return 0;
}

/* A fee that is waived is one of nothing, with a reason. */
static int
fill_fee(struct handling *h, struct row *row)
{
	const char *amount = cli_get(h->cli, "amount");
	const char *waived = cli_get(h->cli, "waived");
	int64_t fen = 0;

	if ((amount != NULL) == (waived != NULL))
		return handling_refuse(
		    h, tr("either --amount or --waived must be given"));
	if (amount &&
	    (money_parse_loose(slice_of(amount), &fen) < 0 || fen < 0))
		return handling_refuse(h,
		    tr("--%s: '%s' is not an amount; write 12.30"), "amount",
		    amount);
	row_set(row, CASE_ITEM, operand(h, 1));
	row_money(row, CASE_VALUE, fen);
	if (waived)
		row_text(row, CASE_TEXT, waived);
	return check_name(h, tr("fee"), operand(h, 1));
}

static int
fill_hand(struct handling *h, struct row *row)
{
	row_set(row, CASE_TO, option(h, "to"));
	return check_name(h, "--to", option(h, "to"));
}

static int
fill_reason(struct handling *h, struct row *row)
{
	if (option(h, "reason").length == 0)
		return handling_refuse(
		    h, tr("--reason must be given: say why"));
	row_set(row, CASE_TEXT, option(h, "reason"));
	row_set(row, CASE_ITEM, option(h, "stage"));
	return check_name(h, "--stage", option(h, "stage"));
}

static int
fill_extend(struct handling *h, struct row *row)
{
	struct slice to = option(h, "to");
	int32_t date;

	if (date_parse(to, &date) < 0)
		return handling_refuse(h,
		    tr("--to: '%.*s' is not a date; write 2026-11-02"),
		    SLICE_ARG(to));
	row_date(row, CASE_DUE, date);
	return fill_reason(h, row);
}

static int
fill_callback(struct handling *h, struct row *row)
{
	row_set(row, CASE_VALUE, option(h, "result"));
	return check_name(h, "--result", option(h, "result"));
}

static int
fill_archive(struct handling *h, struct row *row)
{
	row_set(row, CASE_ITEM, option(h, "box"));
	return 0;
}

static int
fill_borrow(struct handling *h, struct row *row)
{
	if (cli_has(h->cli, "returned") == cli_has(h->cli, "to"))
		return handling_refuse(
		    h, tr("either --to or --returned must be given"));
	if (cli_has(h->cli, "returned"))
		row_text(row, CASE_VALUE, "returned");
	return fill_hand(h, row);
}

/* Who may do it, and what it says besides. */
static const struct rule {
	enum event event;
	const char *capability;
	int (*fill)(struct handling *, struct row *);
} rules[] = {
    {EVENT_OPEN, "serve", fill_open},
    {EVENT_ACCEPT, "serve", fill_nothing},
    {EVENT_DOC, "serve", fill_item},
    {EVENT_FEE, "serve", fill_fee},
    {EVENT_STEP, "serve", fill_item},
    {EVENT_HAND, "serve", fill_hand},
    {EVENT_HOLD, "serve", fill_reason},
    {EVENT_RESUME, "serve", fill_nothing},
    {EVENT_URGE, "serve", fill_nothing},
    {EVENT_EXTEND, "extend-case", fill_extend},
    {EVENT_REPLY, "serve", fill_nothing},
    {EVENT_OBJECTION, "serve", fill_nothing},
    {EVENT_CALLBACK, "serve", fill_callback},
    {EVENT_FINISH, "serve", fill_nothing},
    {EVENT_REJECT, "serve", fill_reason},
    {EVENT_CANCEL, "serve", fill_reason},
    {EVENT_ARCHIVE, "archive", fill_archive},
    {EVENT_BORROW, "archive", fill_borrow},
    {EVENT_REOPEN, "extend-case", fill_reason},
};

static const struct rule *
rule_of(const struct cli *cli)
{
	enum event event = event_find(slice_of(cli_verb_of(cli)->name));
	size_t i = 0;

	while (rules[i].event != event)
		i++;
	return &rules[i];
}

static int
begin(struct handling *h, const struct rule *rule)
{
	struct journal *journal = h->recording.journal;
	int32_t day = journal_day(journal);

	h->book = h->recording.filter.book;
	h->apply = recording_state(&h->recording, &apply_fold);
	h->hall = slice_of(book_hall(h->book));
	if (who_must(h->book, journal_who(journal)->staff, rule->capability,
		day, &h->error) < 0)
		return -1;
	if (rule->event == EVENT_OPEN) {
		journal_next_id(journal, PREFIX, h->id);
		return 0;
	}
	return find_case(h->apply, h->book, operand(h, 0), day, &h->matter,
	    &h->from_archive, &h->error);
}

static int
decide(struct handling *h, const struct rule *rule)
{
	struct row *row = &h->recording.row;

	if (begin(h, rule) < 0)
		return -1;
	row_start(row, KIND_CASE);
	row_set(row, CASE_ID, h->matter ? h->matter->id : slice_of(h->id));
	row_text(row, CASE_EVENT, event_name(rule->event));
	if (h->from_archive || (h->matter && h->matter->foreign)) {
		/* The day knows of the case by this line alone. */
		row_set(row, CASE_TYPE, h->matter->type_name);
		row_set(row, CASE_ACCOUNT, h->matter->account);
		row_set(row, CASE_CUSTOMER, h->matter->customer);
		row_set(row, CASE_PHONE, h->matter->phone);
		row_set(row, CASE_CLASS, h->matter->class);
	}
	if (set_details(h, row) < 0 || rule->fill(h, row) < 0)
		return -1;
	return recording_add(&h->recording, row, &h->error);
}

/* What the customer should be asked for while still here. */
static void
find_missing(const struct handling *h, struct buffer *missing)
{
	const struct matter *m = apply_find(h->apply, h->hall, slice_of(h->id));

	if (m)
		progress_missing(m, missing);
}

enum hall_status
apply_record(struct cli *cli)
{
	const struct rule *rule = rule_of(cli);
	struct handling h = {.cli = cli};
	struct buffer missing = {0};
	enum hall_status status = HALL_DONE;

	if (recording_begin(&h.recording, cli, apply_folds, NULL, &h.error) < 0)
		return cli_fail(&h.error);
	if (decide(&h, rule) < 0)
		return recording_fail(&h.recording, &h.error);
	if (rule->event == EVENT_OPEN)
		find_missing(&h, &missing);
	if (recording_commit(&h.recording, &h.error) < 0)
		status = recording_fail(&h.recording, &h.error);
	else if (missing.length)
		mention(tr("%s: still missing: %s"), h.id, missing.text);
	buffer_release(&missing);
	return status;
}

static const enum kind posted[] = {KIND_CASE, KIND_OTHER};

enum hall_status
apply_post(struct cli *cli)
{
	static const struct posting posting = {posted, "serve", posted};

	return recording_post(cli, apply_folds, NULL, &posting);
}
