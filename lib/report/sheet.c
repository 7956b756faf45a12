#include "report/sheet.h"

#include <stdlib.h>

#include "base/message.h"
#include "book/derived.h"
#include "record/stream.h"
#include "report/status.h"

bool
sheet_stage_passed(
    const struct input *input, struct slice tool, int32_t from, int32_t to)
{
	for (size_t i = 0; i < stream_stages(input->stream); i++) {
		const struct record *r = stream_stage_at(input->stream, i);
		int32_t day;

		if (!slice_equal(rec_get(r, STAGE_TOOL), tool))
			continue;
		/* What no file of a book holds is about all that was read. */
		day = input_file_day(input, r->place.file);
		if (day == DATE_NONE || (day >= from && day <= to))
			return true;
	}
	return false;
}

/* Whether anybody derived such records on these days. */
static bool
was_derived(const struct input *input, enum kind kind, int32_t from, int32_t to)
{
	const char *tool = derived_by(kind);

	return !tool || sheet_stage_passed(input, slice_of(tool), from, to);
}

bool
sheet_has_data(const struct document *d, const struct document_source *source,
    const struct gathering *gathering)
{
	const struct span *span = &d->span;

	if (!span->seen)
		return false;
	return gathering->seen ||
	       was_derived(source->input, gathering->section->query.kind,
		   span->period.from, span->period.to);
}

bool
sheet_had_data(const struct document *d, const struct document_source *source,
    const struct gathering *g)
{
	const struct span *span = &d->span;

	if (!g->before || !span->before_known)
		return false;
	return tally_groups(g->before_total) ||
	       was_derived(source->input, g->section->query.kind,
		   span->before.from, span->before.to);
}

struct sheet_column *
sheet_add_column(struct document *d, struct sheet *sheet, struct slice key,
    struct column_type type)
{
	struct sheet_column *column = &sheet->column[sheet->columns++];

	column->key = key;
	column->title = document_settle(d);
	column->type = type;
	column->number = value_type_is_number(type.type);
	return column;
}

struct slice
sheet_data(struct document *d, struct slice column, struct slice value)
{
	if (show_is_masked(d->show.config, column))
		show_mask(&d->text, column, value);
	else
		buffer_slice(&d->text, value);
	return document_settle(d);
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
	document_add_figure(d, document_figure(d, sheet, &count_measure,
				   (struct slice){"", 0}, value));
}

static struct sheet_cell
table_cell(
    struct document *d, const struct sheet_column *column, struct slice value)
{
	struct sheet_cell cell = {0};

	show_value(&d->show, &d->text, column->type, column->key, value);
	cell.shown = document_settle(d);
	cell.value = sheet_data(d, column->key, value);
	return cell;
}

static bool
is_teller(const struct section *section, struct slice name)
{
	for (size_t i = 0; i < section->tellers; i++)
		if (slice_equal(section->told_by[i], name))
			return true;
	return false;
}

/* The records that the sheets of those sections name. */
static struct map *
told_records(const struct document *d, const struct section *section)
{
	struct map *told = map_new();

	for (size_t n = 0; n < d->sheets; n++) {
		const struct sheet *sheet = &d->sheet[n];
		size_t at = 0;

		if (!is_teller(section, sheet->section->name))
			continue;
		while (!slice_is(sheet->column[at].key, "record"))
			at++;
		for (size_t i = 0; i < sheet->rows; i++)
			*map_put(told, sheet->row[i][at].value) = told;
	}
	return told;
}

void
sheet_table(struct document *d, struct sheet *sheet,
    const struct document_source *source, const struct gathering *g)
{
	const struct section *section = g->section;
	struct map *told = told_records(d, section);

	sheet->form = SHEET_TABLE;
	sheet->column = arena_array(
	    &d->arena, section->columns, sizeof(*sheet->column));
	for (size_t i = 0; i < section->columns; i++) {
		show_column(&d->text, section->query.name, section->column[i]);
		sheet_add_column(d, sheet, section->column[i],
		    column_type(section->query.name, section->column[i]));
	}
	sheet->row = arena_array(&d->arena, g->count + 1, sizeof(*sheet->row));
	for (size_t i = 0; i < g->count; i++) {
		struct sheet_cell *cell;

		if (g->row[i].day < g->from || g->row[i].day > g->to ||
		    g->row[i].gone)
			continue;
		cell = arena_array(&d->arena, sheet->columns, sizeof(*cell));
		for (size_t j = 0; j < sheet->columns; j++)
			cell[j] = table_cell(
			    d, &sheet->column[j], g->row[i].value[j]);
		cell[0].calm = g->row[i].calm;
		cell[0].told = map_get(told, g->row[i].id) != NULL;
		sheet->row[sheet->rows++] = cell;
	}
	sheet->state = sheet->rows                    ? SHEET_ROWS
		       : sheet_has_data(d, source, g) ? SHEET_EMPTY
						      : SHEET_NO_DATA;
	count_rows(d, sheet);
	map_free(told);
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
	const struct stream *stream = source->input->stream;
	size_t count = stream_faults(stream);
	bool mended;

	sheet->form = SHEET_TABLE;
	sheet->column = arena_array(
	    &d->arena, FAULT_CELLS, sizeof(*sheet->column));
	for (size_t i = 0; i < FAULT_CELLS; i++) {
		show_column(
		    &d->text, SLICE("fault"), slice_of(fault_columns[i].key));
		sheet_add_column(d, sheet, slice_of(fault_columns[i].key),
		    (struct column_type){
			fault_columns[i].type, fault_columns[i].sort});
	}
	sheet->row = arena_array(&d->arena, count + 1, sizeof(*sheet->row));
	for (size_t i = 0; i < count; i++) {
		const struct record *r = stream_fault_at(stream, i, &mended);
		struct sheet_cell *cell;

		if (mended != sheet->section->mended ||
		    !source->first_fault[i] ||
		    !status_concerns(&d->span, source->input, r))
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
