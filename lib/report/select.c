#include "report/select.h"

#include <stdlib.h>

#include "base/message.h"
#include "record/row.h"
#include "report/csv.h"
#include "report/show.h"
#include "report/suggestion.h"

/* A column that is printed. */
struct column {
	struct slice name;
	size_t at; /* under the heading in force */
	bool masked;
};

struct run {
	const struct selection *selection;
	const struct input *input;
	struct query_view view;
	struct column *column;
	size_t columns;
	bool named;  /* the columns are those that were asked for */
	bool *found; /* some heading had it */
	struct buffer line;
	struct buffer *missed;
	struct arena arena;
};

static void
set_columns(struct run *run, const struct slice *name, size_t count)
{
	run->columns = count;
	run->column = arena_array(&run->arena, count + 1, sizeof(*run->column));
	run->found = arena_array(&run->arena, count + 1, sizeof(*run->found));
	for (size_t i = 0; i < count; i++) {
		run->column[i].name = arena_slice(&run->arena, name[i]);
		run->column[i].masked = show_is_masked(
		    run->input->config, name[i]);
	}
}

static void
print_names(struct run *run)
{
	buffer_clear(&run->line);
	for (size_t i = 0; i < run->columns; i++) {
		if (i)
			buffer_char(&run->line, ',');
		field_line(&run->line, run->column[i].name);
	}
	buffer_char(&run->line, '\n');
	output_slice(run->selection->output, buffer_view(&run->line));
}

/* A column of a later heading that has no place in the file. */
static void
miss(struct run *run, struct slice name)
{
	struct slice rest = buffer_view(run->missed), one;

	for (size_t i = 0; i < run->columns; i++)
		if (slice_equal(run->column[i].name, name))
			return;
	while (rest.length && slice_cut(&rest, ',', &one))
		if (slice_equal(one, name))
			return;
	if (run->missed->length)
		buffer_char(run->missed, ',');
	buffer_slice(run->missed, name);
}

static void
look(struct run *run, const struct record *r)
{
	const struct heading *heading = r->heading;

	if (run->view.heading == heading)
		return;
	if (!run->column) {
		set_columns(run, heading->column, heading->columns);
		print_names(run);
	}
	query_look(run->selection->query, &run->view, r);
	for (size_t i = 0; i < run->columns; i++) {
		run->column[i].at = heading_find(heading, run->column[i].name);
		run->found[i] |= run->column[i].at != 0;
	}
	for (size_t i = 0; i < heading->columns && !run->named; i++)
		miss(run, heading->column[i]);
}

static void
print_cell(struct run *run, const struct column *column, struct slice value)
{
	struct buffer masked = {0};

	if (column->masked) {
		show_mask(&masked, column->name, value);
		value = buffer_view(&masked);
	}
	if (run->selection->exact)
		field_line(&run->line, value);
	else
		csv_field(&run->line, value);
	buffer_release(&masked);
}

static int
take(void *context, const struct record *r, struct complaint *c)
{
	struct run *run = context;
	const struct selection *selection = run->selection;
	const struct query *query = selection->query;

	(void)c;
	if (!query_is_of_kind(query, r))
		return 0;
	look(run, r);
	if (!query_holds(query, &run->view, r) ||
	    !query_of_day(r, run->input->on))
		return 0;
	buffer_clear(&run->line);
	for (size_t i = 0; i < run->columns; i++) {
		if (i)
			buffer_char(&run->line, ',');
		print_cell(
		    run, &run->column[i], rec_column(r, run->column[i].at));
	}
	buffer_char(&run->line, '\n');
	output_slice(selection->output, buffer_view(&run->line));
	return 0;
}

/* Nothing of the kind came by: only the names of its columns. */
static int
without_records(struct run *run, struct error *error)
{
	const struct query *query = run->selection->query;
	const struct kind_info *kind = &kinds[query->kind];
	struct slice name[RECORD_COLUMNS_MAX];

	if (run->view.heading)
		return 0;
	if (query->kind == KIND_OTHER)
		return suggest_kind(query->name, error);
	if (run->column)
		return 0;
	for (size_t i = 0; i < kind->columns_count; i++)
		name[i] = slice_of(kind->columns[i]);
	set_columns(run, name, kind->columns_count);
	print_names(run);
	return 0;
}

static int
check_columns(const struct run *run, struct error *error)
{
	const struct query *query = run->selection->query;
	struct slice unknown;

	if (query_unknown_column(query, run->view.heading, &unknown))
		return suggest_column(query, run->view.heading, unknown, error);
	for (size_t i = 0; i < run->columns; i++)
		if (!run->found[i] &&
		    (query->kind == KIND_OTHER ||
			kind_column(query->kind, run->column[i].name) < 0))
			return suggest_column(query, run->view.heading,
			    run->column[i].name, error);
	return 0;
}

enum hall_status
select_run(const struct selection *selection, struct input *input,
    struct buffer *missed, struct error *error)
{
	struct run run = {
	    .selection = selection, .input = input, .missed = missed};
	enum hall_status status = HALL_USAGE;

	if (selection->columns) {
		run.named = true;
		set_columns(&run, selection->column, selection->columns);
		print_names(&run);
	}
	if (input_read(input, take, &run, error) < 0)
		status = error->status;
	else if (without_records(&run, error) == 0 &&
		 check_columns(&run, error) == 0)
		status = stream_finish(input->stream, NULL, error);
	if (missed->length)
		status = status_worst(status, HALL_LOOK);
	buffer_release(&run.line);
	arena_release(&run.arena);
	return status;
}
