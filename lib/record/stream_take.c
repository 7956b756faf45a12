#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "record/faults.h"
#include "record/order.h"
#include "record/reader.h"
#include "record/stream_state.h"

/* Say on stderr where the fault is and what is wrong. */
static void
tell_fault(
    const struct stream *s, const struct record *r, const struct complaint *c)
{
	struct buffer text = {0};

	if (s->o.quiet_faults)
		return;
	complaint_explain(&text, c);
	say("%s:%llu: %s", r->place.file, (unsigned long long)r->place.line,
	    text.text);
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

void
stream_make_fault(struct stream *s, const struct record *r,
    const struct complaint *c, bool replace)
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
feed_folds(struct stream *s, const struct record *r, struct complaint *c)
{
	for (size_t i = 0; i < s->folds; i++) {
		const struct fold *fold = s->o.folds[i];

		if (s->eats[i][r->kind] && fold->take(s->state[i], r, c) < 0)
			return -1;
	}
	return 0;
}

static inline int
feed(struct stream *s, const struct record *r, struct complaint *c)
{
	if (s->eaten[r->kind] && feed_folds(s, r, c) < 0)
		return -1;
	if (s->o.see)
		s->o.see(s->o.context, r);
	return 0;
}

int
stream_take(struct stream *s, const struct record *r, struct complaint *c)
{
	for (size_t i = 0; i < s->folds; i++) {
		const struct fold *fold = s->o.folds[i];

		if (fold->admit && s->eats[i][r->kind] &&
		    fold->admit(s->state[i], r, c) < 0)
			return -1;
	}
	return feed(s, r, c);
}

void
stream_note_offset(struct stream *s, int32_t offset_seconds)
{
	if (s->has_offset && s->offset_seconds <= offset_seconds)
		return;
	s->has_offset = true;
	s->offset_seconds = offset_seconds;
}

/* False when it cannot be read. */
static bool
note_offset(struct stream *s, struct slice time)
{
	struct moment moment;

	if (moment_parse(time, &moment) < 0)
		return false;
	stream_note_offset(s, moment.offset_seconds);
	return true;
}

/*
 * The newest business day, from facts other than corrections: those may
 * come from a later day only to say that a fault is mended.  False when
 * another fact of the same stretch may tell more.
 */
static bool
note_day(struct stream *s, const struct record *r)
{
	const struct common_columns *c = common_columns(r->kind);
	struct slice time, day;
	int32_t date;

	if (kinds[r->kind].sort != KIND_SORT_FACT || r->kind == KIND_CORRECT)
		return true;
	day = c->day >= 0 ? rec_get(r, c->day) : (struct slice){"", 0};
	time = c->time >= 0 ? rec_get(r, c->time) : (struct slice){"", 0};
	if (day.length == 0 && time.length > 10)
		day = (struct slice){time.text, 10};
	if (slice_equal(day, (struct slice){s->day_text, s->day_length}))
		return note_offset(s, time);
	if (date_parse(day, &date) < 0 ||
	    (s->day != DATE_NONE && date <= s->day))
		return true;
	s->day = date;
	s->day_length = day.length;
	memcpy(s->day_text, day.text, day.length);
	s->has_offset = false;
	s->offset_seconds = 0;
	return note_offset(s, time);
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
int
stream_take_turn(struct stream *s, const struct record *r, struct complaint *c)
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

	if (r->stretch == 0 || r->stretch != s->noted)
		s->noted = note_day(s, r) ? r->stretch : 0;
	if (!wanted(s, r) || faults_name(s->faults, r))
		return 0;
	switch (order_judge(s->order, r, keep)) {
	case ORDER_TAKE:
		return stream_take_turn(s, r, &s->complaint);
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
	long long status, faults = 0;

	if (s->stages == s->stages_size) {
		s->stages_size = s->stages_size ? 2 * s->stages_size : 8;
		s->stage = memory_grow(
		    s->stage, s->stages_size, sizeof(struct record *));
	}
	s->stage[s->stages++] = record_keep(r, &s->arena);
	if (own || slice_int(worst, &status) < 0 || status < HALL_DONE ||
	    status > HALL_BUG)
		return;
	(void)slice_int(rec_get(r, STAGE_FAULTS), &faults);
	/* Faults may be mended by now: stream_finish() knows. */
	if (status != HALL_DATA || faults <= 0)
		s->worst = status_worst(s->worst, (enum hall_status)status);
	else if (faults > s->told_faults)
		s->told_faults = faults;
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

void
stream_take_heading(struct stream *s, const struct record *r)
{
	/* Faults and stages write theirs with the first line that needs it. */
	bool lazy = r->kind == KIND_FAULT || r->kind == KIND_STAGE;

	if (s->writer && !s->o.only && !lazy && !s->mine[r->kind])
		writer_heading(s->writer, r->heading);
}

bool
stream_too_many(const struct stream *s, struct error *error)
{
	size_t made = faults_made(s->faults);

	if (s->o.strict && made > 0) {
		error_set(error, HALL_DATA, tr("stopped at the first fault"));
		return true;
	}
	if (s->o.faults_max && made > s->o.faults_max) {
		error_set(error, HALL_DATA,
		    tr("stopped: more faults than %llu"),
		    (unsigned long long)s->o.faults_max);
		return true;
	}
	return false;
}

int
stream_take_record(struct stream *s, struct record *r, struct error *error)
{
	bool told = r->kind == KIND_FAULT || r->kind == KIND_STAGE;

	r->stretch = stretch_of(&s->stretch, r);
	if (!passes(s, r))
		return 0;
	if (told && s->o.see)
		s->o.see(s->o.context, r);
	if (!told && consider(s, r) < 0) {
		stream_make_fault(s, r, &s->complaint, false);
		pass(s, r);
		return stream_too_many(s, error) ? -1 : 0;
	}
	pass(s, r);
	return 0;
}
