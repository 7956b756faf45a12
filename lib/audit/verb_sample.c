/*
 * verb_sample.c - whom to look at on a day, and who of them was.
 */
#include "audit/audit.h"
#include "audit/audit_state.h"
#include "audit/sample.h"
#include "audit/verb.h"
#include "audit/verbs.h"
#include "base/message.h"
#include "base/text.h"
#include "book/role.h"

#define NAME_COLUMNS 16

struct question {
	struct frame frame;
	struct stream *stream;
	struct arena arena;
	int32_t day;
	enum hall_status status;
};

static int
find_day(struct question *q)
{
	struct frame *f = &q->frame;

	if (frame_day(f, 0, &q->day) < 0)
		return -1;
	if (q->day != DATE_NONE)
		return 0;
	if (book_open_day(f->filter.book, &q->day, &f->error) < 0)
		return -1;
	if (q->day != DATE_NONE)
		return 0;
	return error_set(&f->error, HALL_USAGE, "%s",
	    tr("no day is open: 'hall-audit open' opens one"));
}

/* The facts of the day so far; nothing is locked. */
static int
load(struct question *q)
{
	struct frame *f = &q->frame;
	struct stream_options options = {
	    .tool = cli_tool_of(f->filter.cli)->name,
	    .folds = audit_folds,
	    .config = f->filter.config,
	    .context = &f->filter,
	    .quiet_faults = true,
	};
	char **inputs;

	if (book_day_inputs(f->filter.book, q->day, &q->arena, &inputs,
		&options.inputs_count, &f->error) < 0)
		return -1;
	options.inputs = inputs;
	book_opens(f->filter.book, &options);
	q->stream = stream_load(&options, &f->error);
	return q->stream ? 0 : -1;
}

/* "S03 陈静   checked" */
static void
print_lot(struct question *q, struct slice name, bool checked)
{
	struct buffer who = {0}, line = {0};

	role_person_title(q->frame.filter.config, name, &who);
	text_pad(&line, buffer_view(&who), checked ? NAME_COLUMNS : 0, false);
	buffer_format(&line, "%s\n", checked ? tr("checked") : "");
	output_slice(q->frame.output, buffer_view(&line));
	buffer_release(&line);
	buffer_release(&who);
}

static void
print_draw(struct question *q, const struct rule *rule, const struct term *t)
{
	size_t all, seen, done = 0;
	struct slice *of = sample_names(&rule->subject, t, &q->arena, &all);
	struct slice *one = sample_names(&rule->with, t, &q->arena, &seen);
	size_t due = (size_t)tiers_due(&rule->tiers, (int64_t)all);

	for (size_t i = 0; i < seen; i++)
		done += sample_has(of, all, one[i]);
	output_format(q->frame.output, tr("%.*s %s: %zu of %zu, %zu checked\n"),
	    SLICE_ARG(rule->name), t->name, due, all, done);
	sample_draw(rule, t, of, all);
	for (size_t i = 0; i < due; i++)
		print_lot(q, of[i], sample_has(one, seen, of[i]));
}

/* A day that goes on has facts alone; NULL when the rule asks for no more. */
static const struct kind_info *
derived_kind(const struct rule *rule)
{
	const struct kind_info *of = &kinds[rule->subject.kind];
	const struct kind_info *with = &kinds[rule->with.kind];

	return of->sort == KIND_SORT_DERIVED     ? of
	       : with->sort == KIND_SORT_DERIVED ? with
						 : NULL;
}

/* Says why a rule cannot be drawn by, as its finding would. */
static bool
cannot_draw(struct question *q, const struct rule *rule)
{
	struct buffer why = {0}, text = {0};
	const struct kind_info *kind = derived_kind(rule);

	if (rule->unready)
		why_format(&why, rule->unready, rule->unready_name,
		    rule->unready_value, NULL);
	else if (kind)
		why_format(&why, "not_drawn", "kind", kind->name, NULL);
	if (why.length) {
		why_explain(&text, buffer_view(&why));
		output_flush(q->frame.output);
		say("%.*s: %s", SLICE_ARG(rule->name), text.text);
	}
	buffer_release(&why);
	buffer_release(&text);
	return kind || rule->unready;
}

static int
show_rule(struct question *q, struct audit *audit, struct rule *rule)
{
	struct slice hall = slice_of(book_hall(q->frame.filter.book));
	struct term t;
	int due = rule_in_force(rule, q->day)
		      ? term_at(rule, hall, q->day, &t, &q->frame.error)
		      : 0;

	if (due <= 0)
		return due;
	if (cannot_draw(q, rule)) {
		q->status = HALL_LOOK;
		return 0;
	}
	audit_settle(audit, rule);
	term_sort(&rule->subject);
	term_sort(&rule->with);
	print_draw(q, rule, &t);
	return 0;
}

static int
show(struct question *q)
{
	struct audit *audit = stream_state(q->stream, &audit_fold);
	size_t samples = 0;

	for (size_t i = 0; i < audit->rules; i++) {
		struct rule *rule = &audit->rule[i];

		if (rule->mechanism != &rule_sample)
			continue;
		samples++;
		if (show_rule(q, audit, rule) < 0)
			return -1;
	}
	return samples > 0 ? 0
			   : error_set(&q->frame.error, HALL_USAGE, "%s",
				 tr("hall.yaml has no rule of the kind "
				    "sample"));
}

enum hall_status
audit_sample(struct cli *cli)
{
	struct question q = {.status = HALL_DONE};
	int result = frame_open(&q.frame, cli);

	if (result == 0)
		result = find_day(&q) < 0 || load(&q) < 0 ? -1 : show(&q);
	stream_release(q.stream);
	arena_release(&q.arena);
	return frame_close(&q.frame, result, q.status);
}
