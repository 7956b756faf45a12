#include "report/status.h"

#include "base/map.h"
#include "base/message.h"
#include "report/sheet.h"

static void
add(struct document *d, enum hall_status status, const char *code)
{
	struct slice text = document_settle(d);

	document_reason(d, status, code, text);
}

const bool *
status_first_faults(const struct stream *stream, struct arena *arena)
{
	size_t count = stream_faults(stream);
	bool *first = arena_array(arena, count + 1, sizeof(*first)), mended;
	struct map *seen = map_new();

	for (size_t i = 0; i < count; i++) {
		const struct record *r = stream_fault_at(stream, i, &mended);
		void **place = map_put(seen, rec_get(r, FAULT_DIGEST));

		first[i] = *place == NULL;
		*place = seen;
	}
	map_free(seen);
	return first;
}

bool
status_concerns(const struct span *span, const struct input *input,
    const struct record *fault)
{
	int32_t day;

	/* A report of one day is told of all that came with it. */
	if (span->period.from == span->period.to && !span->compares)
		return true;
	if (date_parse(rec_get(fault, FAULT_DAY), &day) < 0)
		day = input_file_day(input, fault->place.file);
	return day == DATE_NONE || period_has(&span->period, day);
}

static size_t
open_faults(const struct document *d, const struct status_source *source)
{
	const struct stream *stream = source->input->stream;
	size_t count = 0;
	bool mended;

	for (size_t i = 0; i < stream_faults(stream); i++) {
		const struct record *r = stream_fault_at(stream, i, &mended);

		count += !mended && source->first_fault[i] &&
			 status_concerns(&d->span, source->input, r);
	}
	return count;
}

static bool
is_one_day(const struct document *d)
{
	return d->day != DATE_NONE;
}

/* Days in order, as " (2026-11-01..2026-11-03)", unless it is one day's. */
static void
add_days(struct document *d, const int32_t *day, size_t count)
{
	if (is_one_day(d) || count == 0)
		return;
	buffer_text(&d->text, tr(" ("));
	span_show_days(&d->text, day, count);
	buffer_text(&d->text, tr(")"));
}

/* The stage is needed on each day that came by. */
static void
judge_need(
    struct document *d, const struct status_source *source, struct slice tool)
{
	const struct span *span = &d->span;
	int32_t *day = arena_array(&d->arena, span->days + 1, sizeof(*day));
	size_t count = 0;

	for (size_t i = 0; i < span->days; i++)
		if (span->day[i].seen &&
		    !sheet_stage_passed(source->input, tool, span->day[i].day,
			span->day[i].day))
			day[count++] = span->day[i].day;
	if (count == 0 && (span->seen || sheet_stage_passed(source->input, tool,
					     DATE_NONE, DATE_NONE)))
		return;
	buffer_format(
	    &d->text, tr("%.*s did not run, or died"), SLICE_ARG(tool));
	add_days(d, day, count);
	add(d, HALL_DATA, "stage_missing");
}

static void
judge_needs(struct document *d, const struct status_source *source)
{
	const struct definition *definition = source->definition;

	for (size_t i = 0; i < definition->needs; i++)
		judge_need(d, source, definition->need[i]);
	for (size_t i = 0; i < definition->expects; i++)
		if (definition_expects(definition, source->input->config,
			definition->expect[i].tool))
			judge_need(d, source, definition->expect[i].tool);
}

/*
 * A stage that ended with 3 because of faults tells what was true then: if
 * all of them are mended now, nothing is left of it.
 */
static enum hall_status
stage_status(const struct record *stage, bool all_mended)
{
	long long worst = HALL_DONE, faults = 0;

	(void)slice_int(rec_get(stage, STAGE_WORST), &worst);
	(void)slice_int(rec_get(stage, STAGE_FAULTS), &faults);
	if (worst < HALL_DONE || worst > HALL_BUG)
		return HALL_DATA;
	if (worst == HALL_DATA && faults > 0 && all_mended)
		return HALL_DONE;
	return (enum hall_status)worst;
}

/*
 * A later line of the same tool says the same anew: of the same day of the
 * book, or, in what was put together of several days, of the same time.
 */
static bool
is_superseded(const struct document *d, const struct input *input, size_t n)
{
	const struct stream *stream = input->stream;
	const struct record *r = stream_stage_at(stream, n);
	int32_t day = input_file_day(input, r->place.file);

	for (size_t i = n + 1; i < stream_stages(stream); i++) {
		const struct record *later = stream_stage_at(stream, i);

		if (slice_equal(
			rec_get(later, STAGE_TOOL), rec_get(r, STAGE_TOOL)) &&
		    input_file_day(input, later->place.file) == day &&
		    (is_one_day(d) || day != DATE_NONE ||
			slice_equal(rec_get(later, STAGE_AS_OF),
			    rec_get(r, STAGE_AS_OF))))
			return true;
	}
	return false;
}

/* Of these stages the sections tell what must be looked at. */
static bool
is_shown(const struct definition *definition, struct slice tool)
{
	for (size_t i = 0; i < definition->needs; i++)
		if (slice_equal(definition->need[i], tool))
			return true;
	for (size_t i = 0; i < definition->expects; i++)
		if (slice_equal(definition->expect[i].tool, tool))
			return true;
	return false;
}

static void
judge_stage(struct document *d, const struct status_source *source,
    const struct record *r, bool open)
{
	enum hall_status status = stage_status(r, !open);
	int32_t day = input_file_day(source->input, r->place.file);
	struct slice tool = rec_get(r, STAGE_TOOL);

	/* The faults themselves were told already. */
	if (status == HALL_DATA && open)
		return;
	if (status == HALL_LOOK)
		d->status = status_worst(d->status, HALL_LOOK);
	if (status == HALL_DONE ||
	    (status == HALL_LOOK && is_shown(source->definition, tool)))
		return;
	if (status == HALL_LOOK)
		buffer_format(&d->text, tr("%.*s has something to look at"),
		    SLICE_ARG(tool));
	else
		buffer_format(&d->text, tr("%.*s ended with status %d"),
		    SLICE_ARG(tool), (int)status);
	if (day != DATE_NONE)
		add_days(d, &day, 1);
	add(d, status, "stage");
}

static void
judge_stages(struct document *d, const struct status_source *source, bool open)
{
	const struct input *input = source->input;

	for (size_t i = 0; i < stream_stages(input->stream); i++) {
		const struct record *r = stream_stage_at(input->stream, i);
		int32_t day = input_file_day(input, r->place.file);

		if ((day == DATE_NONE || period_has(&d->span.period, day)) &&
		    !is_superseded(d, input, i))
			judge_stage(d, source, r, open);
	}
}

/* Of one day. */
static void
judge_day(struct document *d, const struct status_source *source)
{
	const struct input *input = source->input;

	if (!input_has_day(input, d->day)) {
		buffer_format(&d->text, tr("no records of %.*s came in"),
		    SLICE_ARG(d->period));
		add(d, HALL_DATA, "no_records");
		return;
	}
	if (input->day_said != d->day || !input->day_opened ||
	    input->day_closed)
		return;
	buffer_text(&d->text, tr("the day is still open"));
	add(d, source->definition->open_day ? HALL_DONE : HALL_DATA,
	    "day_open");
}

/* Of several: what is missing, what is to come. */
static void
judge_days(struct document *d, const struct input *input)
{
	const struct span *span = &d->span;
	int32_t *day = arena_array(&d->arena, span->days + 1, sizeof(*day));
	size_t count = 0;

	for (size_t i = 0; i < span->days; i++)
		if (!span->day[i].seen && span->day[i].worked)
			day[count++] = span->day[i].day;
	if (count) {
		buffer_text(&d->text, tr("no records of "));
		span_show_days(&d->text, day, count);
		add(d, HALL_DATA, "no_records");
	}
	if (input->day_opened && !input->day_closed &&
	    period_has(&span->period, input->day_said)) {
		buffer_text(&d->text, tr("the day is still open"));
		add_days(d, &input->day_said, 1);
		add(d, HALL_DATA, "day_open");
	}
	if (!span->running)
		return;
	buffer_text(&d->text, tr("the period is not over"));
	add(d, HALL_DATA, "running");
}

static void
judge_comparison(struct document *d)
{
	const struct period *before = &d->span.before;
	struct slice text;

	if (!d->span.compares)
		return;
	text = figure_period(before->from, before->to, &d->arena);
	buffer_format(&d->text,
	    d->span.before_known
		? tr("compared with %.*s")
		: tr("nothing to compare with: %.*s is not all here"),
	    SLICE_ARG(text));
	add(d, HALL_DONE, d->span.before_known ? "compared" : "no_previous");
}

static void
judge_sets(struct document *d, const struct status_source *source)
{
	const struct status_set *set = source->not_run;
	size_t count = source->not_run_count, same;
	int32_t *day = arena_array(&d->arena, count + 1, sizeof(*day));

	for (size_t i = 0; i < count; i += same) {
		for (same = 0; i + same < count &&
			       slice_equal(set[i].name, set[i + same].name);
		     same++)
			day[same] = set[i + same].day;
		buffer_text(&d->text, tr("not reconciled: "));
		show_value(&d->show, &d->text,
		    (struct column_type){VALUE_WORD, "set"}, SLICE("set"),
		    set[i].name);
		add_days(d, day, same);
		add(d, HALL_DATA, "not_run");
	}
}

static void
judge_alerts(struct document *d)
{
	for (size_t i = 0; i < d->sheets; i++) {
		const struct sheet *sheet = &d->sheet[i];

		if (sheet->alerts == 0)
			continue;
		buffer_format(&d->text, tr("%.*s: %zu"),
		    SLICE_ARG(sheet->title), sheet->alerts);
		add(d, HALL_LOOK, "alert");
	}
}

void
status_judge(struct document *d, const struct status_source *source)
{
	size_t open = open_faults(d, source);

	if (d->span.period.from == DATE_NONE) {
		buffer_text(&d->text, tr("no records came in"));
		add(d, HALL_DATA, "no_records");
	} else if (is_one_day(d)) {
		judge_day(d, source);
	} else {
		judge_days(d, source->input);
	}
	if (open) {
		buffer_format(&d->text, tr("records with faults: %zu"), open);
		add(d, HALL_DATA, "faults");
	}
	judge_needs(d, source);
	judge_stages(d, source, open > 0);
	judge_sets(d, source);
	judge_comparison(d);
	judge_alerts(d);
}

void
status_line(const struct document *d, struct buffer *out)
{
	const char *mark = tr(": ");

	buffer_format(out, "%.*s %.*s %s",
	    SLICE_ARG(d->period.length ? d->period : SLICE("-")),
	    SLICE_ARG(d->hall.length ? d->hall : SLICE("-")),
	    d->complete ? tr("COMPLETE") : tr("INCOMPLETE"));
	for (size_t i = 0; i < d->reasons; i++) {
		if (d->reason[i].status == HALL_DONE)
			continue;
		buffer_text(out, mark);
		buffer_slice(out, d->reason[i].text);
		mark = tr("; ");
	}
}
