#include "pay/verb.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/message.h"
#include "base/money.h"
#include "base/text.h"
#include "pay/pay.h"

int
verb_refuse(struct verb *v, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	error_list(&v->error, HALL_USAGE, format, list);
	va_end(list);
	return -1;
}

void
verb_tell(struct verb *v, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	buffer_list(&v->told, format, list);
	va_end(list);
	buffer_char(&v->told, '\n');
}

static void
say_told(const struct verb *v)
{
	struct slice rest = buffer_view(&v->told), line;

	while (slice_cut(&rest, '\n', &line))
		if (line.length)
			say("%.*s", SLICE_ARG(line));
}

static int
begin(struct verb *v, const char *capability)
{
	v->book = v->recording.filter.book;
	v->pay = recording_state(&v->recording, &pay_fold);
	v->hall = pay_hall(v->pay, slice_of(book_hall(v->book)));
	v->staff = journal_who(v->recording.journal)->staff;
	v->day = journal_day(v->recording.journal);
	return capability ? verb_must(v, capability) : 0;
}

enum hall_status
verb_run(struct cli *cli, const char *capability, int (*decide)(struct verb *))
{
	struct verb v = {.cli = cli};

	if (recording_begin(&v.recording, cli, pay_folds, NULL, &v.error) < 0)
		return cli_fail(&v.error);
	if (begin(&v, capability) < 0 || decide(&v) < 0 ||
	    recording_commit(&v.recording, &v.error) < 0)
		v.status = recording_fail(&v.recording, &v.error);
	else
		say_told(&v);
	buffer_release(&v.told);
	return v.status;
}

int
verb_add(struct verb *v, struct row *row)
{
	return recording_add(&v->recording, row, &v->error);
}

struct slice
verb_text(const struct verb *v, const char *option)
{
	const char *text = cli_get(v->cli, option);

	return slice_of(text ? text : "");
}

int
verb_check_name(struct verb *v, const char *what, struct slice text)
{
	if (text_is_name(text))
		return 0;
	return verb_refuse(v,
	    tr("%s: '%.*s' is no name: it holds no blanks, commas and quotes"),
	    what, SLICE_ARG(text));
}

int
verb_name(struct verb *v, const char *option, struct slice *text)
{
	char what[64];

	*text = verb_text(v, option);
	snprintf(what, sizeof(what), "--%s", option);
	return verb_check_name(v, what, *text);
}

int
verb_money_or(
    struct verb *v, const char *option, int64_t otherwise_fen, int64_t *fen)
{
	const char *text = cli_get(v->cli, option);

	*fen = otherwise_fen;
	if (!text)
		return 0;
	if (money_parse_loose(slice_of(text), fen) < 0)
		return verb_refuse(v,
		    tr("--%s: '%s' is not an amount; write 12.30"), option,
		    text);
	if (*fen < 0)
		return verb_refuse(
		    v, tr("--%s: %s is below zero"), option, text);
	return 0;
}

int
verb_money(struct verb *v, const char *option, int64_t *fen)
{
	if (!cli_has(v->cli, option))
		return verb_refuse(v, tr("--%s must be given"), option);
	if (verb_money_or(v, option, 0, fen) < 0)
		return -1;
	if (*fen == 0)
		return verb_refuse(
		    v, tr("--%s: there must be something"), option);
	return 0;
}

int
verb_count(struct verb *v, const char *option, int64_t *count)
{
	struct slice text = verb_text(v, option);
	long long number;

	if (slice_int(text, &number) < 0 || number < 0)
		return verb_refuse(v, tr("--%s: '%.*s' is not a count"), option,
		    SLICE_ARG(text));
	*count = number;
	return 0;
}

const struct node *
verb_section(const struct verb *v, const char *name)
{
	return node_get(config_root(book_config(v->book)), name);
}

int
verb_counter(struct verb *v, struct slice counter)
{
	const struct node *counters = verb_section(v, "counters");

	if (verb_check_name(v, tr("counter"), counter) < 0)
		return -1;
	if (!counters || node_get_slice(counters, counter))
		return 0;
	return verb_refuse(
	    v, tr("hall.yaml names no counter %.*s"), SLICE_ARG(counter));
}

int
verb_reason(struct verb *v, struct slice *reason)
{
	*reason = slice_trim(verb_text(v, "reason"));
	if (reason->length)
		return 0;
	return verb_refuse(v, "%s", tr("--reason must be given: say why"));
}

bool
verb_can(const struct verb *v, struct slice staff, const char *capability)
{
	return who_can(v->book, staff, capability, v->day);
}

int
verb_must(struct verb *v, const char *capability)
{
	return who_must(v->book, v->staff, capability, v->day, &v->error);
}

static int
check_approver(struct verb *v, struct slice approver, const char *approval,
    struct slice concerned)
{
	if (!who_known(v->book, approver))
		return verb_refuse(v,
		    tr("--approved-by: hall.yaml names no staff %.*s"),
		    SLICE_ARG(approver));
	if (slice_equal(approver, v->staff))
		return verb_refuse(v,
		    tr("--approved-by: %.*s cannot approve what they do "
		       "themselves"),
		    SLICE_ARG(approver));
	if (slice_equal(approver, concerned))
		return verb_refuse(v,
		    tr("--approved-by: %.*s took the payment and cannot "
		       "approve this"),
		    SLICE_ARG(approver));
	return who_must(v->book, approver, approval, v->day, &v->error);
}

int
verb_approval(struct verb *v, const char *capability, const char *approval,
    struct slice concerned, struct slice *approved_by)
{
	*approved_by = verb_text(v, "approved-by");
	if (verb_must(v, capability) < 0)
		return -1;
	if (approved_by->length)
		return check_approver(v, *approved_by, approval, concerned);
	if (slice_equal(v->staff, concerned))
		return verb_refuse(v,
		    tr("%.*s took the payment: name with --approved-by who "
		       "agrees"),
		    SLICE_ARG(v->staff));
	return 0;
}
