#include "apply/progress.h"

#include <stdarg.h>
#include <stdlib.h>

#include "apply/clock.h"
#include "apply/state.h"
#include "base/message.h"

/* One run: the time of judgement, and what came of it. */
struct writing {
	struct apply *apply;
	struct writer *writer; /* may be NULL */
	struct error *error;
	struct moment as_of;
	int32_t day;
	enum hall_status worst;
	struct row row;
	struct buffer why, missing;
};

bool
progress_spares(struct apply *a, const struct matter *m,
    const struct stage *stage, struct moment as_of)
{
	return stage->if_missed && !clock_missed_target(a, m, as_of);
}

/* A call back that a late complaint still needs. */
static bool
waits_for_milestone(struct apply *a, const struct matter *m)
{
	if (!m->type || m->state != STATE_FINISHED)
		return false;
	for (size_t n = m->type->steps; n < m->type->stages; n++)
		if (m->type->stage[n].begin == BEGIN_FINISH &&
		    !m->stage[n].is_done &&
		    !progress_spares(a, m, &m->type->stage[n], m->closed))
			return true;
	return false;
}

bool
progress_is_open(struct apply *a, const struct matter *m)
{
	bool open = state_is_running(m->state) || matter_has_steps_left(m) ||
		    waits_for_milestone(a, m);

	arena_clear(&a->scratch);
	return open && !m->foreign;
}

static struct slice
need_of(const struct matter *m, int column)
{
	switch (column) {
	case CASE_ACCOUNT:
		return m->account;
	case CASE_CUSTOMER:
		return m->customer;
	case CASE_PHONE:
		return m->phone;
	case CASE_CHANNEL:
		return m->channel;
	case CASE_TICKET:
		return m->ticket;
	case CASE_REF:
		return m->ref;
	default:
		return m->text;
	}
}

static void
add_word(struct buffer *out, struct slice word)
{
	if (out->length)
		buffer_char(out, ' ');
	buffer_slice(out, word);
}

void
progress_needs(const struct matter *m, struct buffer *out)
{
	for (size_t i = 0; m->type && i < m->type->needs; i++)
		if (need_of(m, m->type->need[i].column).length == 0)
			add_word(out, m->type->need[i].name);
}

/* A form of a stage is missed when that stage is done without it. */
static bool
is_missing(const struct matter *m, const struct form_need *form)
{
	struct slice value = matter_form(m, form->code);

	if (form->optional || slice_is(value, "received") ||
	    slice_is(value, "signed"))
		return false;
	return form->stage >= m->type->stages || m->stage[form->stage].is_done;
}

void
progress_missing(const struct matter *m, struct buffer *out)
{
	for (size_t i = 0; m->type && i < m->type->forms; i++)
		if (is_missing(m, &m->type->form[i]))
			add_word(out, m->type->form[i].code);
	progress_needs(m, out);
}

int
progress_no_year(const struct matter *m, int year, struct error *error)
{
	return error_set(error, HALL_USAGE,
	    tr("case %.*s: its calendar has no data for %d: add the year "
	       "below calendars: in hall.yaml"),
	    SLICE_ARG(m->id), year);
}

static void
add_why(struct writing *w, const char *code, ...)
{
	va_list list;

	if (w->why.length)
		buffer_char(&w->why, ' ');
	va_start(list, code);
	why_list(&w->why, code, list);
	va_end(list);
}

static void
add_late(struct writing *w, const char *code, const struct clock *k)
{
	char limit[LIMIT_TEXT_SIZE], used[CLOCK_TEXT_SIZE];

	if (k->late_seconds == 0)
		return;
	clock_used_text(k, used);
	if (!k->has_limit) {
		add_why(w, "late_extended", "used", used, NULL);
		return;
	}
	limit_format(k->limit, limit);
	add_why(w, code, "limit", limit, "used", used, NULL);
}

static void
look(struct writing *w)
{
	w->worst = status_worst(w->worst, HALL_LOOK);
}

static void
add_needs(struct writing *w, const struct matter *m)
{
	struct buffer needs = {0};
	struct slice rest, need;
	char text[32];

	progress_needs(m, &needs);
	rest = buffer_view(&needs);
	while (slice_cut(&rest, ' ', &need)) {
		snprintf(text, sizeof(text), "%.*s", SLICE_ARG(need));
		add_why(w, "needs", "what", text, NULL);
		look(w);
	}
	buffer_release(&needs);
}

/* It was to be entered on the day on which it came. */
static void
add_entry(struct writing *w, const struct matter *m)
{
	char came[DATE_TEXT_SIZE], entered[DATE_TEXT_SIZE];

	if (!m->type || !m->type->same_day || m->entered_day == DATE_NONE ||
	    m->entered_day <= moment_date(m->opened))
		return;
	date_format(moment_date(m->opened), came);
	date_format(m->entered_day, entered);
	add_why(w, "entered_late", "came", came, "entered", entered, NULL);
	look(w);
}

static void
add_states(struct writing *w, const struct matter *m)
{
	char text[MOMENT_TEXT_SIZE];

	if (m->state == STATE_HELD) {
		const struct hold *h = *m->holds_end;

		moment_format(zone_moment(w->apply->zone, h->from), text);
		add_why(w, "held", "since", text, NULL);
	}
	if (m->extended_to != DATE_NONE) {
		date_format(m->extended_to, text);
		add_why(w, "extended", "to", text, NULL);
	}
	if (!m->type)
		add_why(w, "no_type", NULL);
}

static void
set_due(struct writing *w, int column, const struct clock *k)
{
	if (k->has_due)
		row_time(&w->row, column, zone_moment(w->apply->zone, k->due));
}

/*
 * A year to come is for the configuration to add.  A time of long ago, or one
 * that lies ahead, is a wrong time, which the case's first line is told for,
 * once: it must not keep a day from closing.
 */
static int
no_year(struct writing *w, struct matter *m, int year)
{
	bool ahead = moment_compare(m->last, w->as_of) > 0;
	struct complaint c = {0};
	struct record first;
	int this_year, month, day;
	char text[16];

	date_split(w->day, &this_year, &month, &day);
	if (year >= this_year && !ahead)
		return progress_no_year(m, year, w->error);
	if (!m->has_bad_time) {
		snprintf(text, sizeof(text), "%d", year);
		complain(&c, "time", "no_year", "year", text, NULL);
		matter_record(m, m->lines, &w->apply->scratch, &first);
		stream_fault(w->apply->stream, &first, &c);
		buffer_release(&c.why);
	}
	m->has_bad_time = true;
	return 0;
}

/* The stage in work, and when it is due. */
static int
set_stage(struct writing *w, struct matter *m)
{
	const struct stage *stage = matter_stage(m);
	struct clock k;
	int year = 0, result;

	if (!stage)
		return 0;
	row_set(&w->row, PROGRESS_STAGE, stage->name);
	result = clock_stage(
	    w->apply, m, (size_t)(stage - m->type->stage), w->as_of, &k, &year);
	if (result == 0)
		set_due(w, PROGRESS_STAGE_DUE, &k);
	return result < 0 ? no_year(w, m, year) : 0;
}

/* What the case is due by: the whole, or else its answer. */
static int
clock_due(struct writing *w, const struct matter *m, struct clock *k,
    int *year_missing)
{
	const struct stage *answer = m->type ? type_answer(m->type) : NULL;
	size_t n = answer ? (size_t)(answer - m->type->stage) : 0;

	if (!answer || !m->stage[n].is_started)
		return 0;
	return clock_stage(w->apply, m, n, w->as_of, k, year_missing);
}

static int
set_clock(struct writing *w, struct matter *m)
{
	struct clock k;
	int64_t left = 0;
	int year = 0;

	if (clock_case(w->apply, m, w->as_of, &k, &year) < 0)
		return no_year(w, m, year);
	if (m->has_started)
		row_int(&w->row, PROGRESS_USED, k.used.used_seconds);
	if (clock_due(w, m, &k, &year) < 0 ||
	    clock_left(&k, w->as_of, &left, &year) < 0)
		return no_year(w, m, year);
	set_due(w, PROGRESS_DUE, &k);
	if (k.has_due && k.running)
		row_int(&w->row, PROGRESS_LEFT, left);
	if (k.has_due)
		row_int(&w->row, PROGRESS_LATE, k.late_seconds);
	add_late(w, "late", &k);
	if (k.late_seconds)
		look(w);
	return 0;
}

static void
fill(struct writing *w, const struct matter *m)
{
	struct row *row = &w->row;
	bool closed = m->closed_day != DATE_NONE;

	row_start(row, KIND_PROGRESS);
	row_set(row, PROGRESS_ID, m->id);
	row_date(row, PROGRESS_DAY, closed ? m->closed_day : w->day);
	row_set(row, PROGRESS_HALL, m->hall);
	row_set(row, PROGRESS_TYPE, m->type_name);
	row_set(row, PROGRESS_ACCOUNT, m->account);
	row_set(row, PROGRESS_CLASS, m->class);
	row_set(row, PROGRESS_OWNER, matter_owner(m));
	row_time(row, PROGRESS_OPENED, m->opened);
	row_text(row, PROGRESS_STATE, state_name(m->state));
	if (closed)
		row_time(row, PROGRESS_CLOSED, m->closed);
	row_int(row, PROGRESS_URGES, m->urges);
}

static int
write_case(struct writing *w, struct matter *m)
{
	buffer_clear(&w->why);
	buffer_clear(&w->missing);
	fill(w, m);
	if (set_clock(w, m) < 0 || set_stage(w, m) < 0)
		return -1;
	add_needs(w, m);
	add_entry(w, m);
	add_states(w, m);
	progress_missing(m, &w->missing);
	row_set(&w->row, PROGRESS_MISSING, buffer_view(&w->missing));
	row_set(&w->row, PROGRESS_WHY, buffer_view(&w->why));
	if (w->writer)
		writer_row(w->writer, &w->row);
	return 0;
}

static void
fill_step(struct writing *w, const struct matter *m, size_t n)
{
	const struct stage *stage = &m->type->stage[n];
	const struct stage_state *s = &m->stage[n];
	struct row *row = &w->row;

	row_start(row, KIND_STEP);
	row_format(row, STEP_ID, "%.*s-%.*s", SLICE_ARG(m->id),
	    SLICE_ARG(stage->name));
	row_date(row, STEP_DAY, s->is_done ? s->done_day : w->day);
	row_set(row, STEP_HALL, m->hall);
	row_set(row, STEP_CASE, m->id);
	row_set(row, STEP_STAGE, stage->name);
	row_set(row, STEP_OWNER, stage->owner);
	if (s->is_done)
		row_time(row, STEP_DONE, s->done);
}

static void
add_failures(struct writing *w, const struct stage_state *s)
{
	char text[16];

	if (s->failures == 0)
		return;
	snprintf(text, sizeof(text), "%u", s->failures);
	add_why(w, "failed", "times", text, NULL);
}

static int
write_step(struct writing *w, struct matter *m, size_t n)
{
	const struct stage *stage = &m->type->stage[n];
	struct moment started;
	struct clock k;
	int year = 0;

	buffer_clear(&w->why);
	if (clock_stage(w->apply, m, n, w->as_of, &k, &year) < 0)
		return no_year(w, m, year);
	fill_step(w, m, n);
	(void)clock_stage_begun(m, n, &started);
	row_time(&w->row, STEP_STARTED, started);
	set_due(w, STEP_DUE, &k);
	row_int(&w->row, STEP_USED, k.used.used_seconds);
	add_late(w, stage->soft ? "late_target" : "late", &k);
	/* A target is to be striven for: missing it is no lateness. */
	if (k.has_due && !stage->soft)
		row_int(&w->row, STEP_LATE, k.late_seconds);
	if (k.late_seconds && !stage->soft)
		look(w);
	add_failures(w, &m->stage[n]);
	row_set(&w->row, STEP_WHY, buffer_view(&w->why));
	if (w->writer)
		writer_row(w->writer, &w->row);
	return 0;
}

/*
 * Done on a day of this stream, or in work.  What was done before, and came
 * with the carry, stands in the part of that day.
 */
static bool
shows_step(struct writing *w, const struct matter *m, size_t n)
{
	const struct stage *stage = &m->type->stage[n];
	const struct stage_state *s = &m->stage[n];
	struct moment started;

	if (!clock_stage_begun(m, n, &started) ||
	    progress_spares(w->apply, m, stage, w->as_of))
		return false;
	if (s->is_done)
		return apply_has_day(w->apply, s->done_day);
	return state_is_running(m->state) || stage->begin == BEGIN_FINISH;
}

static bool
shows_case(const struct writing *w, const struct matter *m)
{
	if (m->foreign)
		return false;
	return state_is_running(m->state) ||
	       apply_has_day(w->apply, m->closed_day);
}

static int
write_steps(struct writing *w, struct matter *m)
{
	for (size_t n = 0; m->type && n < m->type->stages; n++) {
		bool shown = !m->foreign && shows_step(w, m, n);

		if (shown && write_step(w, m, n) < 0)
			return -1;
		arena_clear(&w->apply->scratch);
	}
	return 0;
}

static int
write_all(struct writing *w, struct matter *const *all, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (shows_case(w, all[i]) && write_case(w, all[i]) < 0)
			return -1;
		arena_clear(&w->apply->scratch);
	}
	for (size_t i = 0; i < count; i++)
		if (write_steps(w, all[i]) < 0)
			return -1;
	return 0;
}

enum hall_status
progress_write(struct apply *a, struct writer *writer, struct error *error)
{
	struct writing w = {.apply = a,
	    .writer = writer,
	    .error = error,
	    .day = stream_day(a->stream)};
	struct matter **all;
	size_t count;

	/* Without a day there is no fact, and so no case. */
	if (!stream_as_of(a->stream, &w.as_of))
		return HALL_DONE;
	all = apply_sorted(a, &count);
	row_init(&w.row);
	if (write_all(&w, all, count) < 0)
		w.worst = error->status;
	row_release(&w.row);
	buffer_release(&w.why);
	buffer_release(&w.missing);
	free(all);
	return w.worst;
}
