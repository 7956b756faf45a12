#include "report/sheet.h"

#include <stdlib.h>

#include "base/message.h"
#include "record/stream.h"

#define HOURS 24

/* Which stage makes a derived kind: without it nothing is known. */
static const struct {
	enum kind kind;
	const char *tool;
} makers[] = {
    {KIND_VISIT, "hall-ticket"},
    {KIND_SEAT, "hall-ticket"},
    {KIND_QUEUELINE, "hall-ticket"},
    {KIND_PROGRESS, "hall-apply"},
    {KIND_STEP, "hall-apply"},
    {KIND_TILL, "hall-pay"},
    {KIND_RUN, "hall-pay"},
    {KIND_HOLDING, "hall-pay"},
    {KIND_BANKING, "hall-pay"},
    {KIND_JOURNAL, "hall-pay"},
    {KIND_ARREAR, "hall-pay"},
    {KIND_ALLOCATION, "hall-pay"},
    {KIND_STATEMENT, "hall-reconcile"},
    {KIND_MATCH, "hall-reconcile"},
    {KIND_MATCHLINE, "hall-reconcile"},
    {KIND_BREAK, "hall-reconcile"},
    {KIND_PROOF, "hall-reconcile"},
    {KIND_FINDING, "hall-audit"},
    {KIND_SEAL, "hall-audit"},
};

static bool
stage_passed(const struct stream *stream, const char *tool)
{
	for (size_t i = 0; i < stream_stages(stream); i++)
		if (slice_is(
			rec_get(stream_stage_at(stream, i), STAGE_TOOL), tool))
			return true;
	return false;
}

bool
sheet_has_data(
    const struct document_source *source, const struct gathering *gathering)
{
	enum kind kind = gathering->section->query.kind;

	if (!source->day_seen)
		return false;
	if (gathering->seen)
		return true;
	for (size_t i = 0; i < sizeof(makers) / sizeof(*makers); i++)
		if (makers[i].kind == kind)
			return stage_passed(source->stream, makers[i].tool);
	return true;
}

static struct sheet_column *
add_column(struct document *d, struct sheet *sheet, struct slice key,
    struct column_type type)
{
	struct sheet_column *column = &sheet->column[sheet->columns++];

	column->key = key;
	column->title = document_settle(d);
	column->type = type;
	column->number = value_type_is_number(type.type);
	return column;
}

static void
figure_columns(struct document *d, struct sheet *sheet)
{
	const struct query *query = &sheet->section->query;

	sheet->column = arena_array(&d->arena,
	    query->dimensions + query->measures, sizeof(*sheet->column));
	for (size_t i = 0; i < query->dimensions; i++) {
		show_dimension(&d->text, query->name, &query->by[i]);
		add_column(d, sheet, query->by[i].text, query->by[i].type);
	}
	sheet->dimensions = query->dimensions;
	for (size_t i = 0; i < query->measures; i++) {
		if (slice_equal(query->measure[i].text, sheet->section->of))
			sheet->chart_column = sheet->columns;
		show_measure(&d->text, query->name, &query->measure[i]);
		add_column(
		    d, sheet, query->measure[i].text, query->measure[i].type);
	}
}

static struct slice
shown_dimension(
    struct document *d, const struct dimension *dimension, struct slice value)
{
	if (value.length)
		show_value(&d->show, &d->text, dimension->type,
		    dimension->column, value);
	else
		buffer_text(&d->text, tr("(none)"));
	return document_settle(d);
}

/* The value as data; masked where it is shown masked. */
static struct slice
data_value(struct document *d, struct slice column, struct slice value)
{
	if (show_is_masked(d->show.config, column))
		show_mask(&d->text, column, value);
	else
		buffer_slice(&d->text, value);
	return document_settle(d);
}

static void
fill_measures(struct document *d, const struct sheet *sheet,
    struct sheet_cell *cell, const struct tally *tally, size_t group,
    struct slice dims)
{
	const struct query *query = &sheet->section->query;
	bool no_data = sheet->state == SHEET_NO_DATA;

	for (size_t i = 0; i < query->measures; i++, cell++) {
		const struct measure *measure = &query->measure[i];
		struct tally_value value = tally
					       ? tally_measure(tally, group, i)
					       : tally_of_nothing(measure);

		cell->figure = document_figure(
		    d, sheet->section, measure, dims, value, no_data);
		if (no_data)
			buffer_text(&d->text, tr("no data"));
		else
			show_number(&d->text, measure->type, &value);
		cell->shown = document_settle(d);
		if (!no_data)
			show_data(&d->text, &value);
		cell->value = document_settle(d);
	}
}

static struct sheet_cell *
figure_row_cells(struct document *d, const struct sheet *sheet,
    const struct tally *tally, size_t group)
{
	const struct query *query = &sheet->section->query;
	struct sheet_cell *cell = arena_array(
	    &d->arena, sheet->columns, sizeof(*cell));

	for (size_t i = 0; i < query->dimensions; i++) {
		const struct dimension *by = &query->by[i];
		struct slice value = tally_dimension(tally, group, i);

		cell[i].shown = shown_dimension(d, by, value);
		cell[i].value = data_value(d, by->column, value);
	}
	fill_measures(d, sheet, cell + query->dimensions, tally, group,
	    figure_dims(query, tally, group, d->show.config, &d->arena));
	return cell;
}

/* The total of the day; of nothing when nothing was there. */
static struct sheet_cell *
total_cells(struct document *d, const struct sheet *sheet,
    const struct tally *total, int32_t day)
{
	struct sheet_cell *cell = arena_array(
	    &d->arena, sheet->columns, sizeof(*cell));
	size_t group = 0;

	while (group < tally_groups(total) && tally_day(total, group) != day)
		group++;
	for (size_t i = 0; i < sheet->dimensions; i++)
		cell[i].shown = cell[i].value = (struct slice){"", 0};
	fill_measures(d, sheet, cell + sheet->dimensions,
	    group < tally_groups(total) ? total : NULL, group,
	    (struct slice){"", 0});
	return cell;
}

static void
add_quiet_hour(struct document *d, struct sheet *sheet, unsigned hour)
{
	const struct dimension *by = &sheet->section->query.by[0];
	struct sheet_cell *cell = arena_array(
	    &d->arena, sheet->columns, sizeof(*cell));

	buffer_format(&d->text, "%02u", hour);
	cell[0].value = document_settle(d);
	cell[0].shown = shown_dimension(d, by, cell[0].value);
	buffer_format(&d->text, "%.*s=%.*s", SLICE_ARG(by->text),
	    SLICE_ARG(cell[0].value));
	fill_measures(d, sheet, cell + 1, NULL, 0, document_settle(d));
	sheet->row[sheet->rows++] = cell;
}

/* An hour between two others in which nothing happened is zero. */
static void
add_quiet_hours(struct document *d, struct sheet *sheet)
{
	const struct query *query = &sheet->section->query;
	bool busy[HOURS] = {false};
	unsigned first = HOURS, last = 0;

	if (query->dimensions != 1 || query->by[0].form != DIMENSION_HOUR)
		return;
	for (size_t i = 0; i < sheet->rows; i++) {
		long long hour;

		if (slice_int(sheet->row[i][0].value, &hour) < 0 || hour < 0 ||
		    hour >= HOURS)
			continue;
		busy[hour] = true;
		first = (unsigned)hour < first ? (unsigned)hour : first;
		last = (unsigned)hour > last ? (unsigned)hour : last;
	}
	for (unsigned hour = first; hour < last; hour++)
		if (!busy[hour])
			add_quiet_hour(d, sheet, hour);
}

void
sheet_figures(struct document *d, struct sheet *sheet,
    const struct document_source *source, struct gathering *g)
{
	int32_t day = gathering_day(g, d->day);
	size_t groups;

	tally_seal(g->rows);
	tally_seal(g->total);
	groups = tally_groups(g->rows);
	figure_columns(d, sheet);
	sheet->form = sheet->dimensions ? SHEET_FIGURES : SHEET_TILES;
	sheet->state = sheet_has_data(source, g) ? SHEET_ROWS : SHEET_NO_DATA;
	sheet->row = arena_array(
	    &d->arena, groups + 1 + HOURS, sizeof(*sheet->row));
	if (sheet->form == SHEET_TILES) {
		sheet->row[sheet->rows++] = total_cells(
		    d, sheet, g->total, day);
		return;
	}
	for (size_t i = 0; i < groups; i++)
		if (tally_day(g->rows, i) == day)
			sheet->row[sheet->rows++] = figure_row_cells(
			    d, sheet, g->rows, i);
	add_quiet_hours(d, sheet);
	if (sheet->state == SHEET_ROWS && sheet->rows == 0)
		sheet->state = SHEET_EMPTY;
	sheet->total = total_cells(d, sheet, g->total, day);
}

/* Every table has one figure: how many rows it has. */
static const struct measure count_measure = {
    .text = {"count", 5}, .form = MEASURE_COUNT, .type = {VALUE_COUNT, NULL}};

static void
count_rows(struct document *d, const struct sheet *sheet)
{
	struct tally_value value = tally_of_nothing(&count_measure);

	value.n = sheet->rows;
	value.value = (number)sheet->rows * NUMBER_ONE;
	document_add_figure(d,
	    document_figure(d, sheet->section, &count_measure,
		(struct slice){"", 0}, value, sheet->state == SHEET_NO_DATA));
}

static struct sheet_cell
table_cell(
    struct document *d, const struct sheet_column *column, struct slice value)
{
	struct sheet_cell cell = {0};

	show_value(&d->show, &d->text, column->type, column->key, value);
	cell.shown = document_settle(d);
	cell.value = data_value(d, column->key, value);
	return cell;
}

void
sheet_table(struct document *d, struct sheet *sheet,
    const struct document_source *source, const struct gathering *g)
{
	const struct section *section = g->section;

	sheet->form = SHEET_TABLE;
	sheet->column = arena_array(
	    &d->arena, section->columns, sizeof(*sheet->column));
	for (size_t i = 0; i < section->columns; i++) {
		show_column(&d->text, section->query.name, section->column[i]);
		add_column(d, sheet, section->column[i],
		    column_type(section->query.name, section->column[i]));
	}
	sheet->row = arena_array(&d->arena, g->count + 1, sizeof(*sheet->row));
	for (size_t i = 0; i < g->count; i++) {
		struct sheet_cell *cell;

		if (g->row[i].day != gathering_day(g, d->day))
			continue;
		cell = arena_array(&d->arena, sheet->columns, sizeof(*cell));
		for (size_t j = 0; j < sheet->columns; j++)
			cell[j] = table_cell(
			    d, &sheet->column[j], g->row[i].value[j]);
		cell[0].calm = g->row[i].calm;
		sheet->row[sheet->rows++] = cell;
	}
	sheet->state = sheet->rows                 ? SHEET_ROWS
		       : sheet_has_data(source, g) ? SHEET_EMPTY
						   : SHEET_NO_DATA;
	count_rows(d, sheet);
}

/* What a report tells of a fault; the line itself may hold names. */
static const struct {
	const char *key;
	int column;
	enum value_type type;
	const char *sort;
} fault_columns[] = {
    {"file", FAULT_FILE, VALUE_TEXT, NULL},
    {"line", FAULT_LINE, VALUE_ID, NULL},
    {"kind", FAULT_KIND, VALUE_WORD, "kind"},
    {"column", FAULT_COLUMN, VALUE_WORD, "column"},
    {"why", FAULT_WHY, VALUE_WHY, NULL},
    {"tool", FAULT_TOOL, VALUE_TEXT, NULL},
    {"digest", FAULT_DIGEST, VALUE_ID, NULL},
};

#define FAULT_CELLS (sizeof(fault_columns) / sizeof(*fault_columns))

void
sheet_faults(struct document *d, struct sheet *sheet,
    const struct document_source *source)
{
	size_t count = stream_faults(source->stream);
	bool mended;

	sheet->form = SHEET_TABLE;
	sheet->column = arena_array(
	    &d->arena, FAULT_CELLS, sizeof(*sheet->column));
	for (size_t i = 0; i < FAULT_CELLS; i++) {
		show_column(
		    &d->text, SLICE("fault"), slice_of(fault_columns[i].key));
		add_column(d, sheet, slice_of(fault_columns[i].key),
		    (struct column_type){
			fault_columns[i].type, fault_columns[i].sort});
	}
	sheet->row = arena_array(&d->arena, count + 1, sizeof(*sheet->row));
	for (size_t i = 0; i < count; i++) {
		const struct record *r = stream_fault_at(
		    source->stream, i, &mended);
		struct sheet_cell *cell;

		if (mended != sheet->section->mended || !source->first_fault[i])
			continue;
		cell = arena_array(&d->arena, FAULT_CELLS, sizeof(*cell));
		for (size_t j = 0; j < FAULT_CELLS; j++)
			cell[j] = table_cell(d, &sheet->column[j],
			    rec_get(r, fault_columns[j].column));
		sheet->row[sheet->rows++] = cell;
	}
	sheet->state = sheet->rows ? SHEET_ROWS : SHEET_EMPTY;
	count_rows(d, sheet);
}
