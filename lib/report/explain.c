#include "report/explain.h"

#include "base/message.h"
#include "base/text.h"
#include "record/row.h"
#include "report/definition.h"
#include "report/held.h"
#include "report/show.h"
#include "report/status.h"

#define AD_HOC "figures"

static void
copy_conditions(struct query *to, const struct query *from)
{
	to->conditions = from->conditions;
	memcpy(to->where, from->where, from->conditions * sizeof(*from->where));
}

/* A table and a list of faults are counted; figures have their measures. */
static int
check_measure(
    const struct section *section, struct slice metric, struct error *error)
{
	const struct query *query = &section->query;
	const char *names[QUERY_MEASURES_MAX + 1], *near;
	size_t count = 0;

	if (section->form != SECTION_FIGURES)
		names[count++] = "count";
	for (size_t i = 0; i < query->measures; i++)
		names[count++] = query->measure[i].text.text;
	for (size_t i = 0; i < count; i++)
		if (slice_is(metric, names[i]))
			return 0;
	near = suggest(metric, names, count);
	return near ? error_set(error, HALL_USAGE,
			  tr("section '%.*s' does not measure '%.*s' (did you "
			     "mean %s?)"),
			  SLICE_ARG(section->name), SLICE_ARG(metric), near)
		    : error_set(error, HALL_USAGE,
			  tr("section '%.*s' does not measure '%.*s'"),
			  SLICE_ARG(section->name), SLICE_ARG(metric));
}

/*
 * The section's query outlives its definition only through the arena of the
 * caller: texts are copied.
 */
static int
section_query(struct explanation *what, const struct config *config,
    struct query *query, struct arena *arena, struct error *error)
{
	const struct figure_id *id = what->parts;
	struct definition *definition = definition_load(
	    config, id->report, error);
	const struct section *section;

	if (!definition)
		return -1;
	section = definition_section(definition, id->section);
	if (!section) {
		definition_free(definition);
		return error_set(error, HALL_USAGE,
		    tr("%.*s has no section '%.*s'"), SLICE_ARG(id->report),
		    SLICE_ARG(id->section));
	}
	if (check_measure(section, figure_unescape(id->metric, arena), error) <
	    0) {
		definition_free(definition);
		return -1;
	}
	what->any_day = section->days == SECTION_ALL;
	what->faults = section->form == SECTION_FAULTS;
	what->mended = section->mended;
	query_init(query, arena_slice(arena, section->query.name));
	copy_conditions(query, &section->query);
	for (size_t i = 0; i < query->conditions; i++) {
		struct condition *c = &query->where[i];
		struct slice *value = arena_array(
		    arena, c->values, sizeof(*value));

		for (size_t j = 0; j < c->values; j++)
			value[j] = arena_slice(arena, c->value[j]);
		c->value = value;
		c->dimension.text = arena_slice(arena, c->dimension.text);
		c->dimension.column = arena_slice(arena, c->dimension.column);
	}
	definition_free(definition);
	return 0;
}

int
explain_find(struct explanation *what, const struct figure_id *id,
    const struct config *config, struct query *query, struct arena *arena,
    struct error *error)
{
	int result;

	what->parts = id;
	what->query = query;
	what->of_report = !slice_is(id->report, AD_HOC);
	result = what->of_report
		     ? section_query(what, config, query, arena, error)
		     : figure_section_query(id->section, query, arena, error);
	if (result < 0 || figure_dims_query(id->dims, query, arena, error) < 0)
		return -1;
	return query_measure(
	    query, figure_unescape(id->metric, arena), NULL, error);
}

struct run {
	const struct explanation *what;
	const struct config *config;
	struct writer *writer;
	struct query_view view;
	struct tally *tally;
	const struct heading *heading; /* that was printed last */
	bool masks;                    /* some column of it */
	struct buffer line;
	struct held *held; /* payments of a report, see held.h */
	int32_t from;      /* DATE_NONE: of any day */
	int32_t to;
	uint64_t count;
};

static void
put_heading(struct run *run, const struct heading *heading)
{
	if (run->heading == heading)
		return;
	run->heading = heading;
	run->masks = false;
	for (size_t i = 0; i < heading->columns; i++)
		run->masks |= show_is_masked(run->config, heading->column[i]);
	writer_heading(run->writer, heading);
}

static void
put_field(struct run *run, struct slice column, struct slice value)
{
	struct buffer masked = {0};

	if (show_is_masked(run->config, column)) {
		show_mask(&masked, column, value);
		value = buffer_view(&masked);
	}
	buffer_char(&run->line, ',');
	field_line(&run->line, value);
	buffer_release(&masked);
}

static void
put_record(struct run *run, const struct record *r)
{
	put_heading(run, r->heading);
	if (!run->masks && !run->held) {
		writer_line(run->writer, r->line);
		return;
	}
	buffer_clear(&run->line);
	field_line(&run->line, rec_field(r, 0));
	for (size_t i = 1; i < r->fields; i++)
		put_field(run, r->heading->column[i - 1], rec_field(r, i));
	writer_line(run->writer, buffer_view(&run->line));
}

static bool
in_period(const struct run *run, const struct record *r)
{
	int32_t day = query_day(r);

	return run->from == DATE_NONE || day == DATE_NONE ||
	       (day >= run->from && day <= run->to);
}

/* Print the record if it is behind the figure. */
static int
consider(struct run *run, const struct record *r, struct complaint *c)
{
	const struct query *query = run->what->query;

	query_look(query, &run->view, r);
	if (!query_holds(query, &run->view, r) || !in_period(run, r) ||
	    (query->measure[0].conditional &&
		!query_counts(&run->view, query, 0, r)))
		return 0;
	if (tally_take(run->tally, &run->view, 0, r, c) < 0)
		return -1;
	run->count++;
	put_record(run, r);
	return 0;
}

static int
take(void *context, const struct record *r, struct complaint *c)
{
	struct run *run = context;

	if (r->kind == KIND_CORRECT && run->held)
		held_correct(run->held, r);
	if (!query_is_of_kind(run->what->query, r))
		return 0;
	if (!run->held)
		return consider(run, r, c);
	held_add(run->held, r);
	return 0;
}

static void
take_held(void *context, const struct record *payment)
{
	struct complaint c = {.why = {0}};

	(void)consider(context, payment, &c);
	buffer_release(&c.why);
}

/*
 * A fault's line without `raw`: what could not be read may hold a name in
 * any place.
 */
static void
put_fault(struct run *run, const struct record *r)
{
	struct row row;

	row_init(&row);
	row_start(&row, KIND_FAULT);
	for (int i = 0; i < FAULT_COLUMNS; i++)
		if (i != FAULT_RAW)
			row_set(&row, i, rec_get(r, i));
	writer_row(run->writer, &row);
	row_release(&row);
}

static void
put_faults(struct run *run, const struct stream *stream)
{
	struct arena arena = {0};
	struct complaint c = {.why = {0}};
	const bool *first = status_first_faults(stream, &arena);
	bool mended;

	for (size_t i = 0; i < stream_faults(stream); i++) {
		const struct record *r = stream_fault_at(stream, i, &mended);

		if (!first[i] || mended != run->what->mended)
			continue;
		query_look(run->what->query, &run->view, r);
		(void)tally_take(run->tally, &run->view, 0, r, &c);
		run->count++;
		put_fault(run, r);
	}
	buffer_release(&c.why);
	arena_release(&arena);
}

/* The figure, counted anew from these records. */
static void
put_figure(const struct run *run, const struct input *input)
{
	const struct figure_id *id = run->what->parts;
	struct figure figure = {
	    .id = run->what->id,
	    .report = id->report,
	    .section = id->section,
	    .period = id->period,
	    .dims = id->dims,
	    .from = DATE_NONE,
	    .to = DATE_NONE,
	    .hall = input_hall(input),
	    .measure = &run->what->query->measure[0],
	};
	struct row row;

	(void)figure_period_parse(id->period, &figure.from, &figure.to);
	tally_seal(run->tally);
	figure.value = tally_groups(run->tally)
			   ? tally_measure(run->tally, 0, 0)
			   : tally_of_nothing(figure.measure);
	row_init(&row);
	figure_row(&figure, &row);
	writer_row(run->writer, &row);
	row_release(&row);
}

enum hall_status
explain_run(const struct explanation *what, struct input *input,
    struct output *output, uint64_t *records, struct error *error)
{
	struct run run = {.what = what,
	    .config = input->config,
	    .writer = writer_new(output),
	    .tally = tally_new(what->query, false),
	    .from = DATE_NONE,
	    .to = DATE_NONE};
	enum hall_status status;

	if (!what->any_day)
		(void)figure_period_parse(
		    what->parts->period, &run.from, &run.to);
	if (what->of_report)
		input_eat(input, what->query->kind);
	if (what->of_report && what->query->kind == KIND_PAYMENT)
		run.held = held_new();
	if (input_read(input, take, &run, error) < 0) {
		status = error->status;
	} else {
		if (run.held)
			held_each(run.held, take_held, &run);
		if (what->faults)
			put_faults(&run, input->stream);
		put_figure(&run, input);
		status = stream_finish(input->stream, NULL, error);
	}
	*records = run.count;
	held_free(run.held);
	tally_free(run.tally);
	buffer_release(&run.line);
	writer_free(run.writer);
	return status;
}
