/*
 * missing_verb.c - which files are expected and not here.
 */
#include "base/message.h"
#include "base/moment.h"
#include "base/output.h"
#include "book/book.h"
#include "reconcile/files.h"
#include "reconcile/sources_verb.h"

const struct cli_option missing_options[] = {
    {"on", 0, N_("DAY"), N_("the day that the files are about"), 0},
    {NULL, 0, NULL, NULL, 0},
};

struct search {
	const struct book *book;
	struct arena arena;
	struct file_facts facts;
	int32_t day;
	struct moment now;
	struct output *output;
	bool overdue;
};

/* The day that --on names, or the newest closed one. */
static int
find_day(struct search *s, const char *on, struct error *e)
{
	if (on) {
		if (date_parse(slice_of(on), &s->day) < 0)
			return error_set(e, HALL_USAGE,
			    tr("--on: '%s' is not a date; write 2026-11-02"),
			    on);
		return 0;
	}
	if (book_last_closed(s->book, &s->day, e) < 0)
		return -1;
	if (s->day == DATE_NONE)
		return error_set(e, HALL_USAGE,
		    tr("no day is closed yet: name one with --on"));
	return 0;
}

static bool
is_here(const struct search *s, struct slice source)
{
	for (size_t i = 0; i < s->facts.count; i++) {
		const struct file_fact *f = &s->facts.list[i];

		if (slice_equal(f->source, source) && f->from != DATE_NONE &&
		    f->from <= s->day && s->day <= f->to)
			return true;
	}
	return false;
}

/* By that hour of the next day, or of the next working day. */
static int
find_due(const struct search *s, const struct node *expect, struct moment *due,
    struct error *e)
{
	const struct config *config = book_config(s->book);
	struct slice name = node_text(expect, "calendar", "");
	const struct calendar *calendar;
	int32_t date = s->day + 1;
	int year;

	if (name.length) {
		calendar = config_calendar(config, name.text, e);
		if (!calendar)
			return -1;
		if (calendar_add(calendar, s->day, 1, &date, &year) < 0)
			return error_set(e, HALL_USAGE,
			    tr("the calendar has no data of the year %d"),
			    year);
	}
	*due = zone_local(
	    config_zone(config), date, node_clock(expect, "next_day", 0));
	return 0;
}

static int
judge(struct search *s, struct slice source, const struct node *node,
    struct error *e)
{
	const struct node *expect = node_get(node, "expect_by");
	char date[DATE_TEXT_SIZE], text[MOMENT_TEXT_SIZE];
	struct moment due = {0};
	bool late;

	if (!expect || is_here(s, source))
		return 0;
	if (find_due(s, expect, &due, e) < 0)
		return -1;
	late = moment_compare(s->now, due) > 0;
	s->overdue = s->overdue || late;
	date_format(s->day, date);
	moment_format(due, text);
	output_format(s->output,
	    late ? tr("%.*s of %s is not here; it was expected by %s")
		 : tr("%.*s of %s is not here yet; it is expected by %s"),
	    SLICE_ARG(source), date, text);
	output_text(s->output, "\n");
	return 0;
}

static int
run(struct search *s, const char *on, struct error *e)
{
	const struct config *config = book_config(s->book);
	const struct node *sources = node_get(config_root(config), "sources");

	s->now = moment_now(config_zone(config));
	if (find_day(s, on, e) < 0 ||
	    files_load(s->book, s->day, &s->arena, &s->facts, e) < 0)
		return -1;
	for (size_t i = 0; sources && i < sources->children; i++)
		if (judge(s, sources->key[i], sources->child[i], e) < 0)
			return -1;
	return 0;
}

static int
print(struct search *s, const struct cli *cli, struct error *e)
{
	s->output = output_open(cli_get(cli, "output"), e);
	if (!s->output)
		return -1;
	if (run(s, cli_get(cli, "on"), e) == 0)
		return output_close(s->output, e);
	output_abandon(s->output);
	return -1;
}

enum hall_status
missing_verb(struct cli *cli)
{
	struct search s = {.day = DATE_NONE};
	struct error e = {HALL_DONE, ""};
	struct book *book = NULL;
	enum hall_status status = HALL_DONE;

	if (book_from_cli(cli, true, &book, &e) < 0)
		return cli_fail(&e);
	s.book = book;
	if (print(&s, cli, &e) < 0)
		status = cli_fail(&e);
	else if (s.overdue)
		status = HALL_LOOK;
	arena_release(&s.arena);
	book_close(book);
	return status;
}
