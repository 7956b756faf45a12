/*
 * explain.c - `explain`: the day-by-day ledger of the time of a case.
 *
 * Every second between its beginning and its end is used, paused or off;
 * the days add up to the whole, and the whole to the wall clock.
 */
#include <assert.h>

#include "apply/apply.h"
#include "apply/ask.h"
#include "apply/progress.h"
#include "base/message.h"

static const char *const weekdays[] = {"", N_("Mon"), N_("Tue"), N_("Wed"),
    N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun")};

struct ledger {
	struct question *q;
	const struct clock *clock;
	struct time_used sum;
	int32_t days_before; /* used, by the days before this one */
};

static void
add_seconds(struct question *q, int64_t seconds)
{
	struct buffer text = {0};

	ask_seconds(&text, seconds);
	ask_cell(q, buffer_view(&text));
	buffer_release(&text);
}

/* Why a day counted, or did not. */
static const char *
note_of(const struct ledger *l, int32_t date, const struct time_used *until,
    int32_t day_zero)
{
	if (!limit_in_days(l->clock->limit))
		return "";
	if (date < day_zero)
		return tr("before day 0");
	if (date == day_zero)
		return tr("day 0");
	if (until->used_days > l->days_before)
		return "";
	return until->paused_days > l->sum.paused_days ? tr("paused")
						       : tr("free");
}

static void
add_row(struct ledger *l, int32_t date, const struct time_used *day,
    const struct time_used *until, int32_t day_zero)
{
	struct question *q = l->q;
	char text[DATE_TEXT_SIZE];

	date_format(date, text);
	ask_text(q, text);
	ask_text(q, tr(weekdays[date_weekday(date)]));
	add_seconds(q, day->used_seconds);
	add_seconds(q, day->paused_seconds);
	add_seconds(q, day->off_seconds);
	add_seconds(
	    q, day->used_seconds + day->paused_seconds + day->off_seconds);
	if (limit_in_days(l->clock->limit))
		ask_format(q, "%d", (int)until->used_days);
	else
		add_seconds(q, until->used_seconds);
	ask_text(q, note_of(l, date, until, day_zero));
	ask_row(q);
}

static void
add_titles(struct question *q, struct limit limit)
{
	static const char *const titles[] = {N_("date"), "", N_("used"),
	    N_("paused"), N_("off"), N_("wall"), NULL};

	for (const char *const *t = titles; *t; t++)
		ask_text(q, *t[0] ? tr(*t) : "");
	ask_text(q, limit_in_days(limit) ? tr("days") : tr("in all"));
	ask_row(q);
	for (size_t i = 2; i <= 6; i++)
		q->grid.right[i] = true;
}

/* One day of the ledger: what lies in it, and what is used until its end. */
static int
add_day(struct ledger *l, int32_t date, int32_t day_zero, int *year)
{
	const struct clock *k = l->clock;
	int64_t from = worktime_midnight(k->worktime, date);
	int64_t to = worktime_midnight(k->worktime, date + 1);
	struct time_used day, until;

	from = from < k->span.from ? k->span.from : from;
	to = to > k->span.to ? k->span.to : to;
	if (worktime_used(k->worktime, k->limit.unit, from, to, k->pauses, &day,
		year) < 0 ||
	    worktime_used(k->worktime, k->limit.unit, k->span.from, to,
		k->pauses, &until, year) < 0)
		return -1;
	add_row(l, date, &day, &until, day_zero);
	l->sum.used_seconds += day.used_seconds;
	l->sum.paused_seconds += day.paused_seconds;
	l->sum.off_seconds += day.off_seconds;
	l->sum.paused_days = until.paused_days;
	l->days_before = until.used_days;
	return 0;
}

static int
find_day_zero(const struct clock *k, int32_t *date, int *year)
{
	int64_t begin = k->span.from;

	if (k->limit.unit == LIMIT_WD &&
	    worktime_begin(k->worktime, begin, &begin, year) < 0)
		return -1;
	*date = worktime_date(k->worktime, begin);
	return 0;
}

static int
add_days(struct ledger *l, int *year)
{
	const struct clock *k = l->clock;
	int32_t first, last, day_zero;

	if (k->span.to <= k->span.from)
		return 0;
	first = worktime_date(k->worktime, k->span.from);
	last = worktime_date(k->worktime, k->span.to - 1);
	if (find_day_zero(k, &day_zero, year) < 0)
		return -1;
	for (int32_t date = first; date <= last; date++)
		if (add_day(l, date, day_zero, year) < 0)
			return -1;
	return 0;
}

/* The last line: the sums, which are those of the clock and of the wall. */
static void
add_sum(struct ledger *l)
{
	const struct time_used *s = &l->sum, *whole = &l->clock->used;
	struct question *q = l->q;

	assert(s->used_seconds == whole->used_seconds);
	assert(s->paused_seconds == whole->paused_seconds);
	assert(s->off_seconds == whole->off_seconds);
	assert(s->used_seconds + s->paused_seconds + s->off_seconds ==
	       l->clock->span.to - l->clock->span.from);
	ask_text(q, tr("sum"));
	ask_text(q, "");
	add_seconds(q, s->used_seconds);
	add_seconds(q, s->paused_seconds);
	add_seconds(q, s->off_seconds);
	add_seconds(q, l->clock->span.to - l->clock->span.from);
	ask_row(q);
}

static void
print_times(struct question *q, const struct clock *k)
{
	struct buffer text = {0};

	buffer_format(&text, "  %s ", tr("from"));
	ask_time(&text, q->apply->zone, k->span.from);
	buffer_format(&text, " %s ", k->running ? tr("until now,") : tr("to"));
	ask_time(&text, q->apply->zone, k->span.to);
	if (k->has_due) {
		buffer_format(&text, "%s%s ", tr("; "), tr("due"));
		ask_time(&text, q->apply->zone, k->due);
	}
	output_format(q->output, "%s\n", text.text);
	buffer_release(&text);
}

static int
print_ledger(struct question *q, const struct matter *m, struct slice title,
    const struct clock *k, bool assumed)
{
	struct ledger ledger = {.q = q, .clock = k};
	struct buffer text = {0};
	int year = 0, result;

	if (k->has_limit) {
		buffer_format(&text, "%s ", tr("limit"));
		ask_limit(&text, k->limit, assumed);
	} else {
		buffer_text(&text, tr("no limit"));
	}
	ask_say(q, "%.*s  %.*s%s%s", SLICE_ARG(m->id), SLICE_ARG(title),
	    tr(": "), text.text);
	buffer_release(&text);
	print_times(q, k);
	ask_columns(q, 8);
	add_titles(q, k->limit);
	result = add_days(&ledger, &year);
	if (result < 0)
		return progress_no_year(m, year, &q->error);
	add_sum(&ledger);
	ask_print(q, 2);
	return 0;
}

static int
explain_whole(struct question *q, const struct matter *m)
{
	struct clock k;
	int year = 0;

	if (clock_case(q->apply, m, q->as_of, &k, &year) < 0)
		return progress_no_year(m, year, &q->error);
	if (!m->has_started) {
		ask_say(q, "%.*s  %s", SLICE_ARG(m->id),
		    tr("was not accepted yet: no time runs"));
		return 0;
	}
	return print_ledger(q, m, slice_of(tr("the whole")), &k,
	    m->type && (matter_is_green(m) && m->type->has_green
			       ? m->type->green_assumed
			       : m->type->total_assumed));
}

static int
explain_stage(struct question *q, const struct matter *m, struct slice name)
{
	size_t n = m->type ? type_stage(m->type, name) : 0;
	const char *near;
	struct moment started;
	struct clock k;
	int year = 0;

	if (!m->type || n == m->type->stages) {
		near = m->type
			   ? type_suggest_stage(m->type, m->type->stages, name)
			   : NULL;
		return error_set(&q->error, HALL_USAGE,
		    near ? tr("a case of type %.*s has no stage '%.*s' (did "
			      "you mean '%s'?)")
			 : tr("a case of type %.*s has no stage '%.*s'"),
		    SLICE_ARG(m->type_name), SLICE_ARG(name), near);
	}
	if (!clock_stage_begun(m, n, &started))
		return error_set(&q->error, HALL_USAGE,
		    tr("stage %.*s of %.*s has not begun"), SLICE_ARG(name),
		    SLICE_ARG(m->id));
	if (clock_stage(q->apply, m, n, q->as_of, &k, &year) < 0)
		return progress_no_year(m, year, &q->error);
	return print_ledger(
	    q, m, name, &k, m->type->stage[n].assumed && k.has_limit);
}

enum hall_status
apply_explain(struct cli *cli)
{
	struct question q;
	struct matter *m;
	const char *stage = cli_operand(cli, 1);
	int result = ask_begin(&q, cli);

	if (result == 0)
		result = ask_case(&q, &m);
	if (result == 0)
		result = stage ? explain_stage(&q, m, slice_of(stage))
			       : explain_whole(&q, m);
	return ask_end(&q, result, HALL_DONE);
}
