/*
 * show.c - `show`: how a case stands, and the cases of an account.
 */
#include <stdlib.h>

#include "apply/apply.h"
#include "apply/ask.h"
#include "apply/progress.h"
#include "base/message.h"
#include "book/role.h"

const struct cli_option apply_show_options[] = {
    {"account", 0, "ACCOUNT", N_("the cases of this account"), 0},
    {"as-of", 0, "TIME", N_("as of that time, not of now"), 0},
    {NULL, 0, NULL, NULL, 0},
};

static void
line(struct question *q, const char *title, struct slice value)
{
	if (value.length == 0)
		return;
	ask_text(q, title);
	ask_cell(q, value);
	ask_row(q);
}

static void
line_time(
    struct question *q, const char *title, struct moment time, struct slice who)
{
	struct buffer text = {0};

	ask_time(&text, q->apply->zone, time.utc_seconds);
	if (who.length)
		buffer_text(&text, "  ");
	role_person_title(q->apply->config, who, &text);
	line(q, title, buffer_view(&text));
	buffer_release(&text);
}

/* "2026-11-10 24:00, 4:30:00 left", or how late it is. */
static void
add_due(struct question *q, const struct clock *k, int64_t left,
    struct buffer *text)
{
	const char *format = limit_in_working_time(k->limit)
				 ? tr(", %s of working time left")
				 : tr(", %s left");
	struct buffer time = {0};

	ask_time(text, q->apply->zone, k->due);
	if (!k->running && k->late_seconds == 0)
		return;
	if (k->late_seconds)
		format = tr(", %s late");
	ask_seconds(&time, k->late_seconds ? k->late_seconds : left);
	buffer_format(text, format, time.text);
	buffer_release(&time);
}

static int
line_due(struct question *q, const struct matter *m)
{
	const struct stage *answer = m->type ? type_answer(m->type) : NULL;
	size_t n = answer ? (size_t)(answer - m->type->stage) : 0;
	struct buffer text = {0};
	struct clock k;
	int64_t left = 0;
	int year = 0, result;

	if (answer && m->stage[n].is_started)
		result = clock_stage(q->apply, m, n, q->as_of, &k, &year);
	else
		result = clock_case(q->apply, m, q->as_of, &k, &year);
	if (result == 0)
		result = clock_left(&k, q->as_of, &left, &year);
	if (result < 0)
		return progress_no_year(m, year, &q->error);
	if (k.has_due) {
		add_due(q, &k, left, &text);
		line(q, tr("due"), buffer_view(&text));
	}
	buffer_release(&text);
	return 0;
}

static void
line_missing(struct question *q, const struct matter *m)
{
	struct buffer missing = {0}, text = {0};
	struct slice rest, one;

	progress_missing(m, &missing);
	rest = buffer_view(&missing);
	while (slice_cut(&rest, ' ', &one)) {
		const struct node *form = types_form(&q->apply->types, one);

		if (text.length)
			buffer_text(&text, tr(", "));
		if (form)
			buffer_format(&text, "%.*s %s", SLICE_ARG(one),
			    node_name(form, "name", "").text);
		else
			buffer_text(&text, word("column", one));
	}
	line(q, tr("missing"), buffer_view(&text));
	buffer_release(&missing);
	buffer_release(&text);
}

static int
show_head(struct question *q, const struct matter *m)
{
	struct buffer text = {0};

	buffer_format(
	    &text, "%.*s  %.*s", SLICE_ARG(m->id), SLICE_ARG(m->type_name));
	if (m->type && !slice_equal(type_title(m->type), m->type_name))
		buffer_format(&text, "  %.*s", SLICE_ARG(type_title(m->type)));
	ask_say(q, "%s", text.text);
	line(q, tr("state"),
	    slice_of(word("state", slice_of(state_name(m->state)))));
	buffer_clear(&text);
	role_person_title(q->apply->config, matter_owner(m), &text);
	line(q, tr("owner"), buffer_view(&text));
	buffer_release(&text);
	line(q, tr("account"), m->account);
	line(q, tr("customer"), m->customer);
	line(q, tr("phone"), m->phone);
	if (m->class.length)
		line(q, tr("class"), slice_of(word("class", m->class)));
	line(q, tr("refers to"), m->ref);
	line_time(q, tr("opened"), m->opened, m->opener);
	if (m->has_started && m->state != STATE_OPENED)
		line_time(q, tr("begins"), m->started, SLICE(""));
	if (m->closed_day != DATE_NONE)
		line_time(
		    q, word("column", SLICE("closed")), m->closed, SLICE(""));
	if (line_due(q, m) < 0)
		return -1;
	line_missing(q, m);
	ask_print(q, 2);
	return 0;
}

static const char *
mark_of(const struct matter *m, size_t n)
{
	if (m->stage[n].is_done)
		return tr("done");
	if (m->stage[n].is_skipped)
		return tr("skipped");
	if (matter_stage(m) == &m->type->stage[n])
		return tr("now");
	return m->stage[n].is_started ? tr("open") : "";
}

static int
show_stage(struct question *q, const struct matter *m, size_t n)
{
	const struct stage *stage = &m->type->stage[n];
	struct buffer due = {0}, done = {0};
	struct moment started;
	struct clock k = {.has_due = false};
	int64_t left = 0;
	int year = 0, result = 0;

	if (progress_spares(q->apply, m, stage, q->as_of))
		return 0;
	if (clock_stage_begun(m, n, &started))
		result = clock_stage(q->apply, m, n, q->as_of, &k, &year);
	if (result == 0)
		result = clock_left(&k, q->as_of, &left, &year);
	if (result < 0)
		return progress_no_year(m, year, &q->error);
	if (k.has_due)
		add_due(q, &k, left, &due);
	if (m->stage[n].is_done)
		ask_time(&done, q->apply->zone, m->stage[n].done.utc_seconds);
	ask_text(q, mark_of(m, n));
	ask_cell(q, stage->name);
	ask_cell(q, stage_title(stage));
	ask_text(q, role_title(q->apply->config, stage->owner));
	ask_cell(q, buffer_view(&done));
	ask_cell(q, buffer_view(&due));
	ask_row(q);
	buffer_release(&due);
	buffer_release(&done);
	return 0;
}

static void
heading(struct question *q, const char *const *titles)
{
	for (; *titles; titles++)
		ask_text(q, tr(*titles));
	ask_row(q);
}

static int
show_stages(struct question *q, const struct matter *m)
{
	static const char *const titles[] = {
	    "", N_("stage"), "", N_("owner"), N_("done"), N_("due"), NULL};

	if (!m->type || m->type->stages == 0)
		return 0;
	output_text(q->output, "\n");
	heading(q, titles);
	for (size_t n = 0; n < m->type->stages; n++) {
		if (show_stage(q, m, n) < 0)
			return -1;
		arena_clear(&q->apply->scratch);
	}
	ask_print(q, 2);
	return 0;
}

/* What people call the item of an event: a stage, a form, a fee. */
static struct slice
item_title(struct question *q, const struct matter *m, const struct record *r)
{
	struct slice item = rec_get(r, CASE_ITEM);
	const struct node *form = types_form(&q->apply->types, item);
	struct slice title;

	for (size_t n = 0; m->type && n < m->type->stages; n++)
		if (slice_equal(m->type->stage[n].name, item))
			return stage_title(&m->type->stage[n]);
	title = node_name(form, "name", "");
	return title.length ? title : item;
}

static void
add_part(struct question *q, const struct matter *m, const struct record *r,
    int column, struct buffer *out)
{
	struct slice value = rec_get(r, column);

	if (value.length == 0)
		return;
	buffer_text(out, out->length ? " " : "");
	if (column == CASE_ITEM)
		buffer_slice(out, item_title(q, m, r));
	else if (column == CASE_VALUE)
		buffer_text(out, word("result", value));
	else if (column == CASE_TO)
		role_person_title(q->apply->config, value, out);
	else
		buffer_slice(out, value);
}

/* One event with what it says besides. */
static void
show_event(
    struct question *q, const struct matter *m, const struct matter_line *event)
{
	static const int columns[] = {
	    CASE_ITEM, CASE_VALUE, CASE_TO, CASE_DUE, CASE_TEXT};
	struct buffer when = {0}, who = {0}, what = {0};
	struct moment time = {0, 0};
	struct record record;
	const struct record *r = &record;

	matter_record(m, event, &q->apply->scratch, &record);
	moment_parse(rec_get(r, CASE_TIME), &time);
	ask_time(&when, q->apply->zone, time.utc_seconds);
	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
		add_part(q, m, r, columns[i], &what);
	role_person_title(q->apply->config, rec_get(r, CASE_STAFF), &who);
	ask_cell(q, buffer_view(&when));
	ask_text(q, word("case", rec_get(r, CASE_EVENT)));
	ask_cell(q, buffer_view(&who));
	ask_cell(q, buffer_view(&what));
	ask_row(q);
	buffer_release(&who);
	buffer_release(&when);
	buffer_release(&what);
}

static void
show_events(struct question *q, const struct matter *m)
{
	static const char *const titles[] = {
	    N_("time"), N_("event"), N_("staff"), "", NULL};

	output_text(q->output, "\n");
	heading(q, titles);
	for (const struct matter_line *l = m->lines; l; l = l->next)
		show_event(q, m, l);
	ask_print(q, 2);
}

static int
show_case(struct question *q)
{
	struct matter *m;

	if (ask_case(q, &m) < 0 || show_head(q, m) < 0 || show_stages(q, m) < 0)
		return -1;
	show_events(q, m);
	return 0;
}

static int
show_account(struct question *q, struct slice account)
{
	size_t count;
	struct matter **all = apply_sorted(q->apply, &count);
	struct buffer text = {0};

	for (size_t i = 0; i < count; i++) {
		const struct matter *m = all[i];
		const struct stage *stage = matter_stage(m);

		if (!slice_equal(m->account, account))
			continue;
		buffer_clear(&text);
		ask_time(&text, q->apply->zone, m->opened.utc_seconds);
		ask_cell(q, m->id);
		ask_cell(q, buffer_view(&text));
		ask_cell(q, m->type ? type_title(m->type) : m->type_name);
		ask_text(q, word("state", slice_of(state_name(m->state))));
		ask_cell(q, stage ? stage_title(stage) : SLICE(""));
		ask_row(q);
	}
	ask_print(q, 0);
	buffer_release(&text);
	free(all);
	return 0;
}

static int
show(struct question *q)
{
	const char *account = cli_get(q->filter.cli, "account");

	if ((account != NULL) == (cli_operands(q->filter.cli) > 0))
		return error_set(&q->error, HALL_USAGE, "%s",
		    tr("either a case or --account must be given"));
	return account ? show_account(q, slice_of(account)) : show_case(q);
}

enum hall_status
apply_show(struct cli *cli)
{
	struct question q;
	int result = ask_begin(&q, cli);

	if (result == 0)
		result = show(&q);
	return ask_end(&q, result, HALL_DONE);
}
