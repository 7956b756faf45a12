#include "report/status.h"

#include "base/map.h"
#include "base/message.h"

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

static size_t
open_faults(const struct status_source *source)
{
	const struct stream *stream = source->input->stream;
	size_t count = 0;
	bool mended;

	for (size_t i = 0; i < stream_faults(stream); i++) {
		stream_fault_at(stream, i, &mended);
		count += !mended && source->first_fault[i];
	}
	return count;
}

/* The last stage line of a tool, or NULL. */
static const struct record *
stage_of(const struct stream *stream, struct slice tool)
{
	for (size_t i = stream_stages(stream); i-- > 0;) {
		const struct record *r = stream_stage_at(stream, i);

		if (slice_equal(rec_get(r, STAGE_TOOL), tool))
			return r;
	}
	return NULL;
}

static void
judge_needs(struct document *d, const struct status_source *source)
{
	for (size_t i = 0; i < source->definition->needs; i++) {
		struct slice tool = source->definition->need[i];

		if (stage_of(source->input->stream, tool))
			continue;
		buffer_format(
		    &d->text, tr("%.*s did not run, or died"), SLICE_ARG(tool));
		add(d, HALL_DATA, "stage_missing");
	}
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

static void
judge_stages(struct document *d, const struct stream *stream, size_t open)
{
	for (size_t i = 0; i < stream_stages(stream); i++) {
		const struct record *r = stream_stage_at(stream, i);
		struct slice tool = rec_get(r, STAGE_TOOL);
		enum hall_status status = stage_status(r, open == 0);

		if (stage_of(stream, tool) != r)
			continue;
		/* The faults themselves were told already. */
		if (status == HALL_DATA && open > 0)
			continue;
		if (status == HALL_LOOK)
			d->status = status_worst(d->status, HALL_LOOK);
		if (status == HALL_DONE || status == HALL_LOOK)
			continue;
		buffer_format(&d->text, tr("%.*s ended with status %d"),
		    SLICE_ARG(tool), (int)status);
		add(d, status, "stage");
	}
}

static void
judge_day(struct document *d, const struct input *input)
{
	if (d->day == DATE_NONE || !input_has_day(input, d->day)) {
		if (d->day == DATE_NONE)
			buffer_text(&d->text, tr("no records came in"));
		else
			buffer_format(&d->text,
			    tr("no records of %.*s came in"),
			    SLICE_ARG(d->period));
		add(d, HALL_DATA, "no_records");
		return;
	}
	if (input->day_said != d->day || !input->day_opened ||
	    input->day_closed)
		return;
	buffer_text(&d->text, tr("the day is still open"));
	add(d, HALL_DATA, "day_open");
}

static void
judge_sets(struct document *d, const struct status_source *source)
{
	for (size_t i = 0; i < source->not_run_count; i++) {
		buffer_text(&d->text, tr("not reconciled: "));
		show_value(&d->show, &d->text,
		    (struct column_type){VALUE_WORD, "set"}, SLICE("set"),
		    source->not_run[i]);
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
	const struct stream *stream = source->input->stream;
	size_t open = open_faults(source);

	judge_day(d, source->input);
	if (open) {
		buffer_format(&d->text, tr("records with faults: %zu"), open);
		add(d, HALL_DATA, "faults");
	}
	judge_needs(d, source);
	judge_stages(d, stream, open);
	judge_sets(d, source);
	judge_alerts(d);
}

void
status_line(const struct document *d, struct buffer *out)
{
	const char *mark = ": ";

	buffer_format(out, "%.*s %.*s %s",
	    SLICE_ARG(d->period.length ? d->period : SLICE("-")),
	    SLICE_ARG(d->hall.length ? d->hall : SLICE("-")),
	    d->complete ? tr("COMPLETE") : tr("INCOMPLETE"));
	for (size_t i = 0; i < d->reasons; i++) {
		buffer_text(out, mark);
		buffer_slice(out, d->reason[i].text);
		mark = "; ";
	}
}
