#include "report/figures.h"

#include <stdlib.h>

#include "base/message.h"
#include "record/row.h"
#include "report/figure.h"
#include "report/suggestion.h"

#define REPORT_NAME "figures"

struct run {
	const struct query *query;
	const struct input *input;
	struct query_view view;
	struct tally *tally;
	int32_t from; /* of the records that count, or DATE_NONE */
	int32_t to;
	uint32_t stretch; /* the last of which the day was noted */
};

static void
note_day(struct run *run, int32_t day)
{
	if (day == DATE_NONE)
		return;
	if (run->from == DATE_NONE || day < run->from)
		run->from = day;
	if (run->to == DATE_NONE || day > run->to)
		run->to = day;
}

static int
take(void *context, const struct record *r, struct complaint *c)
{
	struct run *run = context;

	if (!query_is_of_kind(run->query, r))
		return 0;
	query_look(run->query, &run->view, r);
	if (!query_holds(run->query, &run->view, r) ||
	    !query_of_day(r, run->input->on))
		return 0;
	if (tally_take(run->tally, &run->view, 0, r, c) < 0)
		return -1;
	if (r->stretch == 0 || r->stretch != run->stretch)
		note_day(run, query_day(r));
	run->stretch = r->stretch;
	return 0;
}

/* One thread's part of a large file. */
static void *
part_begin(void *context)
{
	const struct run *whole = context;
	struct run *part = memory_new(sizeof(*part));

	part->query = whole->query;
	part->input = whole->input;
	part->tally = tally_new(whole->query, false);
	part->from = part->to = DATE_NONE;
	return part;
}

static void
part_join(void *context, void *other)
{
	struct run *whole = context;
	const struct run *part = other;

	tally_join(whole->tally, part->tally);
	if (part->view.heading)
		whole->view = part->view;
	if (part->from != DATE_NONE &&
	    (whole->from == DATE_NONE || part->from < whole->from))
		whole->from = part->from;
	if (part->to != DATE_NONE &&
	    (whole->to == DATE_NONE || part->to > whole->to))
		whole->to = part->to;
}

static void
part_end(void *context)
{
	struct run *part = context;

	tally_free(part->tally);
	free(part);
}

static void
print_group(const struct run *run, struct figure *figure, size_t group,
    bool any, struct row *row, struct writer *writer)
{
	struct arena arena = {0};

	figure->dims = any ? figure_dims(run->query, run->tally, group,
				 run->input->config, &arena)
			   : (struct slice){"", 0};
	for (size_t i = 0; i < run->query->measures; i++) {
		figure->measure = &run->query->measure[i];
		figure->value = any ? tally_measure(run->tally, group, i)
				    : tally_of_nothing(figure->measure);
		figure_name(figure, &arena);
		figure_row(figure, row);
		writer_row(writer, row);
	}
	arena_release(&arena);
}

static void
print(const struct run *run, struct output *output)
{
	struct arena arena = {0};
	struct writer *writer = writer_new(output);
	size_t groups = tally_groups(run->tally);
	struct row row;
	struct figure figure = {
	    .report = SLICE(REPORT_NAME),
	    .from = run->from,
	    .to = run->to,
	    .period = figure_period(run->from, run->to, &arena),
	    .hall = input_hall(run->input),
	    .section = figure_section(run->query, &arena),
	};

	row_init(&row);
	for (size_t i = 0; i < groups; i++)
		print_group(run, &figure, i, true, &row, writer);
	/* Without dimensions there is a figure of nothing, too. */
	if (groups == 0 && run->query->dimensions == 0)
		print_group(run, &figure, 0, false, &row, writer);
	row_release(&row);
	writer_free(writer);
	arena_release(&arena);
}

static int
check(const struct run *run, struct error *error)
{
	struct slice unknown;

	if (!run->view.heading && run->query->kind == KIND_OTHER)
		return suggest_kind(run->query->name, error);
	if (query_unknown_column(run->query, run->view.heading, &unknown))
		return suggest_column(
		    run->query, run->view.heading, unknown, error);
	return 0;
}

enum hall_status
figures_run(const struct query *query, struct input *input,
    struct output *output, struct error *error)
{
	struct run run = {.query = query,
	    .input = input,
	    .tally = tally_new(query, false),
	    .from = DATE_NONE,
	    .to = DATE_NONE};
	enum hall_status status = HALL_USAGE;

	input->part = part_begin;
	input->part_join = part_join;
	input->part_end = part_end;
	if (input_read(input, take, &run, error) < 0) {
		status = error->status;
	} else if (check(&run, error) == 0) {
		tally_seal(run.tally);
		print(&run, output);
		status = stream_finish(input->stream, NULL, error);
	}
	tally_free(run.tally);
	return status;
}
