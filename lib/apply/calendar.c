/*
 * calendar.c - `calendar`: what the calendars of hall.yaml say.
 *
 * check  the working days of each year and month, and which year is missing
 * add    when a limit ends that begins on a date, or at a time
 * count  the working days between two dates, or the time between two times
 */
#include "apply/apply.h"
#include "apply/ask.h"
#include "base/message.h"
#include "base/text.h"
#include "config/worktimes.h"
#include "record/lines.h"

#define CALENDAR_DEFAULT "office"
/* The next year's holidays are announced in November. */
#define ANNOUNCED_MONTH 12
#define YEAR_COLUMNS 15 /* name, year, its days, those of each month */

const struct cli_option apply_calendar_options[] = {
    {"calendar", 0, "NAME", N_("which calendar, if not office"), 0},
    {"as-of", 0, "TIME", N_("as of that time, not of now"), 0},
    {NULL, 0, NULL, NULL, 0},
};

static const char *
calendar_name(const struct question *q)
{
	const char *name = cli_get(q->filter.cli, "calendar");

	return name ? name : CALENDAR_DEFAULT;
}

static int
no_data(struct question *q, int year)
{
	return error_set(&q->error, HALL_USAGE,
	    tr("calendar '%s' has no data for %d: add the year below "
	       "calendars: in hall.yaml"),
	    calendar_name(q), year);
}

static int
worked_in(const struct calendar *c, int32_t first, int32_t last)
{
	int days = 0;

	for (int32_t date = first; date <= last; date++)
		days += calendar_is_worked(c, date, NULL) == 1;
	return days;
}

static void
add_year(
    struct question *q, const char *name, const struct calendar *c, int year)
{
	int32_t first = 0, last = 0;

	(void)date_join(year, 1, 1, &first);
	(void)date_join(year, 12, 31, &last);
	ask_text(q, name);
	ask_format(q, "%d", year);
	ask_format(q, "%d", worked_in(c, first, last));
	for (int month = 1; month <= 12; month++) {
		(void)date_join(year, month, 1, &first);
		last = first + date_days_in_month(year, month) - 1;
		ask_format(q, "%d", worked_in(c, first, last));
	}
	ask_row(q);
}

/* This year, and from December the next, must be there. */
static enum hall_status
check_years(
    const struct question *q, const char *name, const struct calendar *c)
{
	enum hall_status status = HALL_DONE;
	int year, month, day;
	int32_t date;

	date_split(moment_date(q->as_of), &year, &month, &day);
	for (int y = year; y <= year + (month >= ANNOUNCED_MONTH); y++) {
		if (date_join(y, 1, 1, &date) < 0 ||
		    calendar_is_worked(c, date, NULL) >= 0)
			continue;
		say(tr("calendar '%s' has no data for %d: add the year below "
		       "calendars: in hall.yaml"),
		    name, y);
		status = HALL_LOOK;
	}
	return status;
}

static enum hall_status
check_calendar(struct question *q, const char *name, const struct node *node)
{
	const struct calendar *c = config_calendar(
	    q->filter.config, name, &q->error);
	const struct node *years = node_get(node, "years");
	long long year = 0;

	if (!years) {
		ask_text(q, name);
		ask_text(q, tr("every day of every year"));
		ask_row(q);
		return HALL_DONE;
	}
	for (size_t i = 0; i < years->children; i++)
		if (slice_int(years->key[i], &year) == 0)
			add_year(q, name, c, (int)year);
	return check_years(q, name, c);
}

static enum hall_status
check(struct question *q)
{
	const struct node *all = node_get(
	    config_root(q->filter.config), "calendars");
	enum hall_status status = HALL_DONE;

	ask_columns(q, YEAR_COLUMNS);
	for (size_t i = 0; all && i < all->children; i++)
		status = status_worst(
		    status, check_calendar(q, all->key[i].text, all->child[i]));
	for (size_t i = 1; i < YEAR_COLUMNS; i++)
		q->grid.right[i] = true;
	ask_print(q, 0);
	return status;
}

/* A date alone, or a time; *date is DATE_NONE for a time. */
static int
read_when(struct question *q, struct slice text, int32_t *date, int64_t *utc)
{
	const struct zone *zone = config_zone(q->filter.config);
	struct moment moment = {0, 0};

	if (date_parse(text, date) == 0) {
		*utc = zone_local(zone, *date, 0).utc_seconds;
		return 0;
	}
	*date = DATE_NONE;
	if (moment_parse_loose(text, zone, DATE_NONE, &moment) < 0)
		return error_set(&q->error, HALL_USAGE,
		    tr("'%.*s' is neither a date nor a time; write 2026-11-02 "
		       "or '2026-11-02 16:00'"),
		    SLICE_ARG(text));
	*utc = moment.utc_seconds;
	return 0;
}

/* A number alone counts working days. */
static int
read_limit(struct question *q, const char *text, struct limit *limit)
{
	long long days;

	if (limit_parse(slice_of(text), limit) == 0)
		return 0;
	if (slice_int(slice_of(text), &days) == 0 && days >= 0 &&
	    days <= LIMIT_DAYS_MAX) {
		*limit = (struct limit){days, LIMIT_WD};
		return 0;
	}
	return error_set(&q->error, HALL_USAGE, tr("'%s' is not %s"), text,
	    tr("a limit (7wd, 4wh, 90wm, 10cd, 24h, 45m, same-day)"));
}

/*
 * Of a date, that date is day 0 whatever its hours; of a time, the rules of
 * a case hold.
 */
static int
add_to_date(struct question *q, const struct calendar *c, int32_t date,
    struct limit limit, int32_t *end)
{
	int year = 0;

	*end = date + (int32_t)limit.amount;
	if (limit.unit == LIMIT_WD &&
	    calendar_add(c, date, (int)limit.amount, end, &year) < 0)
		return no_data(q, year);
	return 0;
}

struct adding {
	struct question *q;
	const struct calendar *calendar;
	struct worktime *worktime;
	struct limit limit;
};

static int
add_one(struct adding *a, struct slice text, bool with_weekday)
{
	static const char *const weekdays[] = {"", N_("Mon"), N_("Tue"),
	    N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun")};
	struct question *q = a->q;
	char end[MOMENT_TEXT_SIZE];
	int32_t date = DATE_NONE;
	int64_t utc = 0;
	int year = 0;

	if (read_when(q, text, &date, &utc) < 0)
		return -1;
	if (date != DATE_NONE && limit_in_days(a->limit)) {
		if (add_to_date(q, a->calendar, date, a->limit, &date) < 0)
			return -1;
		date_format(date, end);
		output_text(q->output, end);
		if (with_weekday)
			output_format(
			    q->output, " %s", tr(weekdays[date_weekday(date)]));
	} else {
		if (worktime_due(a->worktime, a->limit, utc,
			(struct spans){NULL, 0}, &utc, &year) < 0)
			return no_data(q, year);
		moment_format(
		    zone_moment(config_zone(q->filter.config), utc), end);
		output_text(q->output, end);
	}
	output_text(q->output, "\n");
	return 0;
}

/* Dates and times from stdin, one a line. */
static int
add_lines(struct adding *a)
{
	struct source *source = source_open("-", &a->q->error);
	struct lines *lines;
	enum line_state state;
	struct line line;
	int result = 0;

	if (!source)
		return -1;
	lines = lines_new(source);
	while (result == 0 && (state = lines_next(lines, &line)) != LINE_NONE) {
		if (state == LINE_FAILED) {
			a->q->error = *lines_error(lines);
			result = -1;
		} else {
			result = add_one(a, line.text, false);
		}
	}
	lines_free(lines);
	source_close(source);
	return result;
}

static int
add(struct question *q, const char *when, const char *limit)
{
	struct adding a = {.q = q};
	int result = -1;

	a.calendar = config_calendar(
	    q->filter.config, calendar_name(q), &q->error);
	if (!a.calendar || read_limit(q, limit, &a.limit) < 0)
		return -1;
	a.worktime = config_worktime(
	    q->filter.config, calendar_name(q), &q->error);
	if (a.worktime)
		result = slice_is(slice_of(when), "-")
			     ? add_lines(&a)
			     : add_one(&a, slice_of(when), true);
	worktime_free(a.worktime);
	return result;
}

static int
count_time(struct question *q, int64_t from, int64_t to)
{
	struct worktime *w = config_worktime(
	    q->filter.config, calendar_name(q), &q->error);
	struct buffer text = {0};
	struct time_used used;
	int year = 0, result;

	if (!w)
		return -1;
	result = worktime_used(
	    w, LIMIT_WH, from, to, (struct spans){NULL, 0}, &used, &year);
	if (result == 0) {
		ask_seconds(&text, used.used_seconds);
		output_format(q->output, "%s\n", text.text);
	} else {
		no_data(q, year);
	}
	buffer_release(&text);
	worktime_free(w);
	return result;
}

static int
count(struct question *q, const char *first, const char *last)
{
	const struct calendar *c = config_calendar(
	    q->filter.config, calendar_name(q), &q->error);
	int32_t from = DATE_NONE, to = DATE_NONE;
	int64_t from_utc = 0, to_utc = 0;
	int days = 0, year = 0;

	if (!c || read_when(q, slice_of(first), &from, &from_utc) < 0 ||
	    read_when(q, slice_of(last), &to, &to_utc) < 0)
		return -1;
	if (from == DATE_NONE || to == DATE_NONE)
		return count_time(q, from_utc, to_utc);
	if (calendar_count(c, from, to, &days, &year) < 0)
		return no_data(q, year);
	output_format(q->output, "%d\n", days);
	return 0;
}

static int
run(struct question *q, enum hall_status *status)
{
	static const char *const what[] = {"check", "add", "count"};
	const struct cli *cli = q->filter.cli;
	struct slice name = slice_of(cli_operand(cli, 0));
	const char *near = suggest(name, what, 3);

	if (slice_is(name, "check") && cli_operands(cli) == 1) {
		*status = check(q);
		return 0;
	}
	if (slice_is(name, "add") && cli_operands(cli) == 3)
		return add(q, cli_operand(cli, 1), cli_operand(cli, 2));
	if (slice_is(name, "count") && cli_operands(cli) == 3)
		return count(q, cli_operand(cli, 1), cli_operand(cli, 2));
	if (near && !slice_is(name, near))
		return error_set(&q->error, HALL_USAGE,
		    tr("calendar: '%.*s' is nothing it does (did you mean "
		       "'%s'?)"),
		    SLICE_ARG(name), near);
	return error_set(&q->error, HALL_USAGE,
	    tr("calendar: write 'check', 'add DATE LIMIT' or 'count FROM "
	       "TO'"));
}

enum hall_status
apply_calendar(struct cli *cli)
{
	struct question q;
	enum hall_status status = HALL_DONE;
	int result = ask_begin_config(&q, cli);

	if (result == 0)
		result = run(&q, &status);
	return ask_end(&q, result, status);
}
