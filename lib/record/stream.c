#include "record/stream.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "record/crowd.h"
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
	s->eats = arena_array(arena, s->folds + 1, sizeof(*s->eats));
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

static void
note_eaten(struct stream *s, size_t i)
{
	const struct fold *fold = s->o.folds[i];

	for (const enum kind *k = fold->eats; k && *k; k++)
		s->eats[i][*k] = true;
	for (int k = KIND_OTHER + 1; k < KIND_COUNT; k++) {
		if (fold->wants && fold->wants(s->state[i], (enum kind)k))
			s->eats[i][k] = true;
		s->eaten[k] |= s->eats[i][k];
	}
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
		note_eaten(s, i);
		for (const enum kind *k = fold->makes; k && *k; k++)
			s->mine[*k] = true;
	}
	return 0;
}

struct stream *
stream_begin(const struct stream_options *options, struct error *error)
{
	struct stream *s = stream_new(options);

	if (stream_open_folds(s, error) < 0) {
		stream_release(s);
		return NULL;
	}
	return s;
}

static int
read_source(struct stream *s, struct source *source, struct error *error)
{
	struct reader *reader = reader_new(source, s->headings);
	struct record r;
	int result = 0;

	order_new_file(s->order);
	for (;;) {
		enum reader_event event = reader_next(reader, &r);

		if (event == READER_END)
			break;
		if (event == READER_RECORD) {
			result = stream_take_record(s, &r, error);
		} else if (event == READER_HEADING) {
			stream_take_heading(s, &r);
		} else if (event == READER_FAULT) {
			stream_make_fault(
			    s, &r, reader_complaint(reader), true);
			result = stream_too_many(s, error) ? -1 : 0;
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

struct source *
stream_open(const struct stream *s, const char *path, struct error *error)
{
	return s->o.open ? s->o.open(s->o.opener, path, error)
			 : source_open(path, error);
}

static int
read_alone(struct stream *s, const char *path, struct error *error)
{
	struct source *source;
	int result;

	source = stream_open(s, path, error);
	if (!source)
		return -1;
	source_threads(source, s->o.threads);
	result = read_source(s, source, error);
	source_close(source);
	return result;
}

/* By threads, or by one alone when the file is not ordinary. */
static int
read_file(struct stream *s, char *path, bool last, struct error *error)
{
	struct crowd_files files = crowd_fits(s, &path, 1);
	int result = 0;

	if (files.count > 0)
		result = crowd_read(s, files, last, error);
	if (result == 0)
		return read_alone(s, path, error);
	return result < 0 ? -1 : 0;
}

/*
 * Files that stand side by side together, if they are all ordinary; else each
 * by itself, of which some may be.
 */
static int
read_files(
    struct stream *s, char *const *path, size_t paths, struct error *error)
{
	bool extra = s->o.extra.length > 0;
	size_t i = 0;

	while (i < paths) {
		struct crowd_files files = crowd_fits(s, path + i, paths - i);
		size_t many = files.count, end = i + (many ? many : 1);
		int result = 0;

		if (many)
			result = crowd_read(
			    s, files, end == paths && !extra, error);
		for (; i < end && result == 0; i++)
			if ((many > 1 ? read_file(s, path[i],
					    i + 1 == paths && !extra, error)
				      : read_alone(s, path[i], error)) < 0)
				return -1;
		if (result < 0)
			return -1;
		i = end;
	}
	return 0;
}

static int
read_text(
    struct stream *s, const char *name, struct slice text, struct error *error)
{
	struct source *source;
	int result;

	if (text.length == 0)
		return 0;
	source = source_of(name, text.text, text.length);
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
		if (stream_take_turn(s, r, &s->complaint) < 0) {
			stream_make_fault(s, r, &s->complaint, false);
			if (stream_too_many(s, error))
				return -1;
		}
	}
	return 0;
}

static int
read_all(struct stream *s, struct error *error)
{
	if (read_text(s, "derived", s->o.ahead, error) < 0)
		return -1;
	if (s->o.inputs_count == 0 && read_alone(s, "-", error) < 0)
		return -1;
	if (read_files(s, s->o.inputs, s->o.inputs_count, error) < 0)
		return -1;
	if (read_text(s, "later-days", s->o.extra, error) < 0)
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
	/* What a stage told of must have come by, and be mended. */
	if (faults_open(s->faults) > 0 ||
	    s->told_faults > (long long)stream_faults(s))
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

static int
recall(struct stream *s, struct error *error)
{
	if (s->o.kept.length == 0 || stream_recall(s, s->o.kept))
		return 0;
	return error_set(error, HALL_DATA, "%s", tr("what was kept is broken"));
}

static struct stream *
read_into_folds(
    const struct stream_options *options, bool loaded, struct error *error)
{
	struct stream *s = stream_begin(options, error);

	if (!s)
		return NULL;
	s->loaded = loaded;
	if (recall(s, error) < 0 || read_all(s, error) < 0) {
		stream_release(s);
		return NULL;
	}
	return s;
}

struct stream *
stream_load(const struct stream_options *options, struct error *error)
{
	return read_into_folds(options, true, error);
}

bool
stream_is_loaded(const struct stream *s)
{
	return s->loaded;
}

enum hall_status
stream_run(const struct stream_options *options, struct error *error)
{
	struct stream *s;
	enum hall_status status;

	error->text[0] = '\0';
	error->status = HALL_DONE;
	s = read_into_folds(options, false, error);
	if (!s)
		return error->status;
	status = stream_finish(s, s->writer, error);
	if (s->writer && !s->o.no_stage)
		write_stage(s, status);
	stream_release(s);
	return status;
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
	zone.offset_seconds = s->offset_seconds;
	*as_of = zone_local(&zone, s->day + 1, 0);
	return true;
}

void
stream_fault(
    struct stream *s, const struct record *r, const struct complaint *c)
{
	stream_make_fault(s, r, c, false);
}

void
stream_fault_line(
    struct stream *s, const struct record *r, const struct complaint *c)
{
	if (!faults_passed(s->faults, r, c))
		stream_make_fault(s, r, c, true);
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
