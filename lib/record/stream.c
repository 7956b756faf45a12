#include "record/stream.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "record/faults.h"
#include "record/order.h"
#include "record/reader.h"
#include "record/stream_state.h"

static struct stream *
stream_new(const struct stream_options *options)
{
	struct stream *s = memory_new(sizeof(*s));
	struct arena *arena = &s->arena;

	s->o = *options;
	while (options->folds && options->folds[s->folds])
		s->folds++;
	s->state = arena_array(arena, s->folds + 1, sizeof(*s->state));
	s->faults = faults_new(options->tool);
	s->order = order_new();
	s->headings = headings_new();
	s->day = DATE_NONE;
	row_init(&s->row);
	if (options->output)
		s->writer = writer_new(options->output);
	return s;
}

void
stream_release(struct stream *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->opened; i++)
		if (s->o.folds[i]->close)
			s->o.folds[i]->close(s->state[i]);
	writer_free(s->writer);
	row_release(&s->row);
	faults_free(s->faults);
	order_free(s->order);
	headings_free(s->headings);
	buffer_release(&s->complaint.why);
	free(s->stage);
	arena_release(&s->arena);
	free(s);
}

/* Open the folds and note which kinds each eats and makes. */
static int
stream_open_folds(struct stream *s, struct error *error)
{
	for (size_t i = 0; i < s->folds; i++) {
		const struct fold *fold = s->o.folds[i];

		s->state[i] = fold->open(s, error);
		if (!s->state[i])
			return -1;
		s->opened++;
		for (const enum kind *k = fold->eats; k && *k; k++)
			s->eaten[*k] = true;
		for (const enum kind *k = fold->makes; k && *k; k++)
			s->mine[*k] = true;
	}
	return 0;
}

/* Say on stderr where the fault is and what is wrong. */
static void
tell_fault(
    const struct stream *s, const struct record *r, const struct complaint *c)
{
	struct buffer text = {0};

	if (s->o.quiet_faults)
		return;
	why_explain(&text, buffer_view(&c->why));
	if (c->column[0])
		say("%s:%llu: %s: %s", r->place.file,
		    (unsigned long long)r->place.line, c->column, text.text);
	else
		say("%s:%llu: %s", r->place.file,
		    (unsigned long long)r->place.line, text.text);
	buffer_release(&text);
}

static struct slice
day_of_record(const struct stream *s, const struct record *r)
{
	struct slice day = {"", 0};

	if (r->heading && common_columns(r->kind)->day >= 0)
		day = rec_get(r, common_columns(r->kind)->day);
	return day.length ? day : (struct slice){s->day_text, s->day_length};
}

static void
make_fault(struct stream *s, const struct record *r, const struct complaint *c,
    bool replace)
{
	tell_fault(s, r, c);
	faults_make(s->faults, r, c, replace, day_of_record(s, r), &s->row);
	if (s->writer)
		writer_row(s->writer, &s->row);
}

/*
 * Give a fact to the folds that eat its kind.  The first that refuses makes
 * it a fault, and the others do not get it.
 */
static int
feed(struct stream *s, const struct record *r, struct complaint *c)
{
	for (size_t i = 0; i < s->folds; i++) {
		const struct fold *fold = s->o.folds[i];
		const enum kind *k = fold->eats;

		while (k && *k && *k != r->kind)
			k++;
		if (k && *k && fold->take(s->state[i], r, c) < 0)
			return -1;
	}
	if (s->o.see)
		s->o.see(s->o.context, r);
	return 0;
}

int
stream_take(struct stream *s, const struct record *r, struct complaint *c)
{
	return feed(s, r, c);
}

/*
 * The newest business day, from facts other than corrections: those may
 * come from a later day only to say that a fault is mended.
 */
static void
note_day(struct stream *s, const struct record *r)
{
	const struct common_columns *c = common_columns(r->kind);
	struct slice time, day;
	int32_t date;

	if (kinds[r->kind].sort != KIND_SORT_FACT || r->kind == KIND_CORRECT)
		return;
	day = c->day >= 0 ? rec_get(r, c->day) : (struct slice){"", 0};
	time = c->time >= 0 ? rec_get(r, c->time) : (struct slice){"", 0};
	if (day.length == 0 && time.length > 10)
		day = (struct slice){time.text, 10};
	if (day.length == s->day_length &&
	    memcmp(day.text, s->day_text, day.length) == 0)
		return;
	if (date_parse(day, &date) < 0 ||
	    (s->day != DATE_NONE && date <= s->day))
		return;
	s->day = date;
	s->day_length = day.length;
	memcpy(s->day_text, day.text, day.length);
	if (time.length == MOMENT_TEXT_SIZE - 1)
		moment_parse(time, &s->day_moment);
}

/* A line that puts another in the place of one that could not be read. */
static int
take_replacement(
    struct stream *s, const struct record *correct, struct complaint *c)
{
	struct slice line = rec_get(correct, CORRECT_REPLACEMENT);
	struct record r;
	int32_t day;

	faults_mend(s->faults, rec_get(correct, CORRECT_OF));
	if (line.length == 0)
		return 0;
	if (date_parse(rec_get(correct, CORRECT_DAY), &day) == 0 &&
	    s->day != DATE_NONE && day > s->day)
		return 0;
	if (replacement_parse(line, correct, &s->arena, &r, c) < 0)
		return -1;
	return feed(s, &r, c);
}

/* A fact whose turn has come. */
static int
take(struct stream *s, const struct record *r, struct complaint *c)
{
	if (feed(s, r, c) < 0)
		return -1;
	if (r->kind == KIND_CORRECT)
		return take_replacement(s, r, c);
	return 0;
}

static bool
wanted(const struct stream *s, const struct record *r)
{
	return s->eaten[r->kind] || s->o.see || r->kind == KIND_CORRECT;
}

/* Let the folds have the record, now or later.  -1: it is a fault. */
static int
consider(struct stream *s, const struct record *r)
{
	bool keep = s->eaten[r->kind] || r->kind == KIND_CORRECT;

	note_day(s, r);
	if (!wanted(s, r) || faults_name(s->faults, r))
		return 0;
	switch (order_judge(s->order, r, keep)) {
	case ORDER_TAKE:
		return take(s, r, &s->complaint);
	case ORDER_HOLD:
		if (!keep && order_first_time(s->order, r))
			s->o.see(s->o.context, r);
		return 0;
	case ORDER_AGAIN:
		return 0;
	case ORDER_CONFLICT:
		return complain(&s->complaint, "seq", "conflict", NULL);
	}
	return 0;
}

static void
keep_stage(struct stream *s, const struct record *r)
{
	struct slice worst = rec_get(r, STAGE_WORST);
	bool own = slice_is(rec_get(r, STAGE_TOOL), s->o.tool);
	long long status;

	if (s->stages == s->stages_size) {
		s->stages_size = s->stages_size ? 2 * s->stages_size : 8;
		s->stage = memory_grow(
		    s->stage, s->stages_size, sizeof(struct record *));
	}
	s->stage[s->stages++] = record_keep(r, &s->arena);
	if (!own && slice_int(worst, &status) == 0 && status >= HALL_DONE &&
	    status <= HALL_BUG)
		s->worst = status_worst(s->worst, (enum hall_status)status);
}

/* True when the line goes on into the output. */
static bool
passes(struct stream *s, const struct record *r)
{
	if (r->kind == KIND_FAULT)
		return faults_see(s->faults, r);
	if (r->kind == KIND_STAGE) {
		keep_stage(s, r);
		return !slice_is(rec_get(r, STAGE_TOOL), s->o.tool);
	}
	return !s->mine[r->kind];
}

static void
pass(struct stream *s, const struct record *r)
{
	/* Faults are left out: the next run would count ours among them. */
	s->lines += r->kind != KIND_FAULT && r->kind != KIND_STAGE;
	if (s->writer && !s->o.only)
		writer_record(s->writer, r);
}

static void
take_heading(struct stream *s, const struct record *r)
{
	/* Faults and stages write theirs with the first line that needs it. */
	bool lazy = r->kind == KIND_FAULT || r->kind == KIND_STAGE;

	if (s->writer && !s->o.only && !lazy && !s->mine[r->kind])
		writer_heading(s->writer, r->heading);
}

static bool
too_many(const struct stream *s, struct error *error)
{
	size_t made = faults_made(s->faults);

	if (s->o.strict && made > 0) {
		error_set(error, HALL_DATA, tr("stopped at the first fault"));
		return true;
	}
	if (s->o.faults_max && made > s->o.faults_max) {
		error_set(error, HALL_DATA,
		    tr("stopped: more than %llu faults"),
		    (unsigned long long)s->o.faults_max);
		return true;
	}
	return false;
}

static int
take_record(struct stream *s, const struct record *r, struct error *error)
{
	if (!passes(s, r))
		return 0;
	if (r->kind != KIND_FAULT && r->kind != KIND_STAGE &&
	    consider(s, r) < 0) {
		make_fault(s, r, &s->complaint, false);
		pass(s, r);
		return too_many(s, error) ? -1 : 0;
	}
	pass(s, r);
	return 0;
}

static int
read_source(struct stream *s, struct source *source, struct error *error)
{
	struct reader *reader = reader_new(source, s->headings);
	struct record r;
	int result = 0;

	for (;;) {
		enum reader_event event = reader_next(reader, &r);

		if (event == READER_END)
			break;
		if (event == READER_RECORD) {
			result = take_record(s, &r, error);
		} else if (event == READER_HEADING) {
			take_heading(s, &r);
		} else if (event == READER_FAULT) {
			make_fault(s, &r, reader_complaint(reader), true);
			result = too_many(s, error) ? -1 : 0;
		} else {
			*error = *reader_error(reader);
			result = -1;
		}
		if (result < 0)
			break;
	}
	reader_free(reader);
	return result;
}

static int
read_file(struct stream *s, const char *path, struct error *error)
{
	struct source *source = source_open(path, error);
	int result;

	if (!source)
		return -1;
	result = read_source(s, source, error);
	source_close(source);
	return result;
}

static int
read_extra(struct stream *s, struct error *error)
{
	struct source *source;
	int result;

	if (s->o.extra.length == 0)
		return 0;
	source = source_of("later-days", s->o.extra.text, s->o.extra.length);
	result = read_source(s, source, error);
	source_close(source);
	return result;
}

/* The facts that waited, now that all are there. */
static int
take_kept(struct stream *s, struct error *error)
{
	size_t count = order_sort(s->order);

	for (size_t i = 0; i < count; i++) {
		const struct record *r = order_kept(s->order, i);

		if (faults_name(s->faults, r))
			continue;
		if (take(s, r, &s->complaint) < 0) {
			make_fault(s, r, &s->complaint, false);
			if (too_many(s, error))
				return -1;
		}
	}
	return 0;
}

static int
read_all(struct stream *s, struct error *error)
{
	if (s->o.inputs_count == 0 && read_file(s, "-", error) < 0)
		return -1;
	for (size_t i = 0; i < s->o.inputs_count; i++)
		if (read_file(s, s->o.inputs[i], error) < 0)
			return -1;
	if (read_extra(s, error) < 0)
		return -1;
	return take_kept(s, error);
}

static void
write_stage(struct stream *s, enum hall_status worst)
{
	struct row *row = &s->row;
	struct moment as_of;

	row_start(row, KIND_STAGE);
	row_text(row, STAGE_TOOL, s->o.tool);
	row_text(row, STAGE_VERSION, HALL_VERSION);
	if (s->o.config_digest)
		row_format(row, STAGE_CONFIG, "%.16s", s->o.config_digest);
	if (stream_as_of(s, &as_of))
		row_time(row, STAGE_AS_OF, as_of);
	row_int(row, STAGE_LINES, (int64_t)s->lines);
	row_int(row, STAGE_FAULTS, (int64_t)faults_open(s->faults));
	row_int(row, STAGE_WORST, worst);
	writer_row(s->writer, row);
}

enum hall_status
stream_finish(struct stream *s, struct writer *writer, struct error *error)
{
	enum hall_status worst = s->worst;

	for (size_t i = 0; i < s->folds; i++) {
		enum hall_status status = HALL_DONE;

		if (s->o.folds[i]->finish)
			status = s->o.folds[i]->finish(
			    s->state[i], writer, error);
		if (status == HALL_SYSTEM || status == HALL_USAGE)
			return status;
		worst = status_worst(worst, status);
	}
	if (faults_open(s->faults) > 0)
		worst = status_worst(worst, HALL_DATA);
	return worst;
}

void
stream_carry(struct stream *s, struct writer *writer)
{
	for (size_t i = 0; i < s->folds; i++)
		if (s->o.folds[i]->carry)
			s->o.folds[i]->carry(s->state[i], writer);
}

enum hall_status
stream_run(const struct stream_options *options, struct error *error)
{
	struct stream *s = stream_new(options);
	enum hall_status status;

	error->text[0] = '\0';
	error->status = HALL_DONE;
	if (stream_open_folds(s, error) < 0 || read_all(s, error) < 0) {
		stream_release(s);
		return error->status;
	}
	status = stream_finish(s, s->writer, error);
	if (s->writer && !s->o.no_stage)
		write_stage(s, status);
	stream_release(s);
	return status;
}

struct stream *
stream_load(const struct stream_options *options, struct error *error)
{
	struct stream *s = stream_new(options);

	if (stream_open_folds(s, error) < 0 || read_all(s, error) < 0) {
		stream_release(s);
		return NULL;
	}
	return s;
}

void *
stream_state(const struct stream *s, const struct fold *fold)
{
	for (size_t i = 0; i < s->folds; i++)
		if (s->o.folds[i] == fold)
			return s->state[i];
	return NULL;
}

const struct config *
stream_config(const struct stream *s)
{
	return s->o.config;
}

void *
stream_context(const struct stream *s)
{
	return s->o.context;
}

int32_t
stream_day(const struct stream *s)
{
	return s->day;
}

bool
stream_as_of(const struct stream *s, struct moment *as_of)
{
	struct zone zone = {.fixed = true};

	if (s->o.as_of.length)
		return moment_parse(s->o.as_of, as_of) == 0;
	if (s->day == DATE_NONE)
		return false;
	zone.offset_seconds = s->day_moment.offset_seconds;
	*as_of = zone_local(&zone, s->day + 1, 0);
	return true;
}

void
stream_fault(
    struct stream *s, const struct record *r, const struct complaint *c)
{
	make_fault(s, r, c, false);
}

void
stream_fault_line(
    struct stream *s, const struct record *r, const struct complaint *c)
{
	if (!faults_passed(s->faults, r, c))
		make_fault(s, r, c, true);
}

void
stream_wrote(struct stream *s, uint64_t lines)
{
	s->lines += lines;
}

size_t
stream_faults(const struct stream *s)
{
	return faults_count(s->faults);
}

const struct record *
stream_fault_at(const struct stream *s, size_t n, bool *mended)
{
	return faults_at(s->faults, n, mended);
}

size_t
stream_stages(const struct stream *s)
{
	return s->stages;
}

const struct record *
stream_stage_at(const struct stream *s, size_t n)
{
	return s->stage[n];
}
