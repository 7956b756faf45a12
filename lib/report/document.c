#include "report/document.h"

#include <stdlib.h>

#include "base/message.h"
#include "base/text.h"
#include "record/stream.h"
#include "report/sheet.h"

struct slice
document_settle(struct document *d)
{
	struct slice settled = arena_slice(&d->arena, buffer_view(&d->text));

	buffer_clear(&d->text);
	return settled;
}

struct figure *
document_figure(struct document *d, const struct sheet *sheet,
    const struct measure *measure, struct slice dims, struct tally_value value)
{
	struct figure *figure = arena_alloc(&d->arena, sizeof(*figure));

	figure->report = d->report;
	figure->section = sheet->section->name;
	figure->period = figure_period(sheet->from, sheet->to, &d->arena);
	figure->from = sheet->from;
	figure->to = sheet->to;
	figure->hall = d->hall;
	figure->measure = measure;
	figure->dims = dims;
	figure->value = value;
	figure->no_data = sheet->state == SHEET_NO_DATA;
	figure_name(figure, &d->arena);
	return figure;
}

void
document_add_figure(struct document *d, struct figure *figure)
{
	if (d->figures == d->figures_size) {
		d->figures_size = d->figures_size ? 2 * d->figures_size : 64;
		d->figure = memory_grow(
		    d->figure, d->figures_size, sizeof(*d->figure));
	}
	d->figure[d->figures++] = figure;
}

static bool
is_unwanted(
    const struct document_source *source, const struct gathering *gathering)
{
	struct slice tool = gathering->section->with;

	return tool.length && gathering->seen == 0 &&
	       !definition_expects(source->definition, source->config, tool);
}

static void
fill_sheet(struct document *d, struct sheet *sheet,
    const struct document_source *source, struct gathering *gathering)
{
	const struct section *section = gathering->section;

	sheet->section = section;
	sheet->unwanted = is_unwanted(source, gathering);
	sheet->from = section->days == SECTION_LAST ? gathering->from
						    : d->span.period.from;
	sheet->to = section->days == SECTION_LAST ? gathering->to
						  : d->span.period.to;
	show_clean(&d->text, section->title);
	sheet->title = document_settle(d);
	if (section->form == SECTION_FIGURES)
		sheet_figures(d, sheet, source, gathering);
	else if (section->form == SECTION_TABLE)
		sheet_table(d, sheet, source, gathering);
	else
		sheet_faults(d, sheet, source);
	sheet_arrange(d, sheet);
}

/* The hall's name from the configuration, when it is that hall's. */
static struct slice
hall_name(const struct document_source *source)
{
	const struct node *hall = source->config
				      ? node_get(
					    config_root(source->config), "hall")
				      : NULL;

	if (!slice_equal(node_text(hall, "id", ""), source->hall))
		return (struct slice){"", 0};
	return node_name(hall, "name", "");
}

static void
fill_head(struct document *d, const struct document_source *source)
{
	const struct period *period = &d->span.period;
	char text[MOMENT_TEXT_SIZE];
	struct moment as_of;

	d->report = source->definition->name;
	d->day = period->from == period->to ? period->from : DATE_NONE;
	d->period = figure_period(period->from, period->to, &d->arena);
	show_clean(&d->text, source->definition->title);
	d->title = document_settle(d);
	show_clean(&d->text, source->hall);
	d->hall = document_settle(d);
	show_clean(&d->text, hall_name(source));
	d->hall_name = document_settle(d);
	if (stream_as_of(source->input->stream, &as_of)) {
		moment_format(as_of, text);
		buffer_text(&d->text, text);
	}
	d->as_of = document_settle(d);
	d->signature = source->definition->signature;
	d->signatures = source->definition->signatures;
	d->complete = true;
	d->show = (struct show){source->config, d->day};
}

struct document *
document_new(const struct document_source *source, struct error *error)
{
	struct document *d = memory_new(sizeof(*d));
	const struct definition *definition = source->definition;

	if (span_make(&d->span, source->input, input_today(source->input),
		&d->arena, error) < 0) {
		document_free(d);
		return NULL;
	}
	fill_head(d, source);
	d->sheet = arena_array(
	    &d->arena, definition->sections + 1, sizeof(*d->sheet));
	for (size_t i = 0; i < definition->sections; i++) {
		gathering_settle(source->gathering[i], &d->span);
		fill_sheet(
		    d, &d->sheet[d->sheets++], source, source->gathering[i]);
	}
	return d;
}

void
document_free(struct document *d)
{
	if (!d)
		return;
	free(d->figure);
	free(d->reason);
	buffer_release(&d->text);
	arena_release(&d->arena);
	free(d);
}

/* The figures of one section, or all but these. */
static void
keep_figures(struct document *d, struct slice section, bool keep)
{
	size_t kept = 0;

	for (size_t i = 0; i < d->figures; i++)
		if (slice_equal(d->figure[i]->section, section) == keep)
			d->figure[kept++] = d->figure[i];
	d->figures = kept;
}

/* No row, or a row of figures alone that all came to nothing. */
static bool
is_empty(const struct sheet *sheet)
{
	if (sheet->form != SHEET_TILES || sheet->state == SHEET_NO_DATA)
		return sheet->rows == 0;
	for (size_t j = 0; j < sheet->columns; j++)
		if (sheet->row[0][j].figure &&
		    sheet->row[0][j].figure->value.value != 0)
			return false;
	return true;
}

void
document_hide(struct document *d)
{
	size_t kept = 0;

	for (size_t i = 0; i < d->sheets; i++) {
		const struct sheet *sheet = &d->sheet[i];

		if (sheet->unwanted)
			keep_figures(d, sheet->section->name, false);
		else if (!is_empty(sheet) || !sheet->section->optional)
			d->sheet[kept++] = *sheet;
	}
	d->sheets = kept;
}

int
document_keep(struct document *d, struct slice section, struct error *error)
{
	const char *names[DEFINITION_SECTIONS_MAX], *near;

	for (size_t i = 0; i < d->sheets; i++) {
		names[i] = d->sheet[i].section->name.text;
		if (!slice_equal(d->sheet[i].section->name, section))
			continue;
		d->sheet[0] = d->sheet[i];
		d->sheets = 1;
		keep_figures(d, section, true);
		return 0;
	}
	near = suggest(section, names, d->sheets);
	if (near)
		return error_set(error, HALL_USAGE,
		    tr("no section '%.*s' (did you mean %s?)"),
		    SLICE_ARG(section), near);
	return error_set(
	    error, HALL_USAGE, tr("no section '%.*s'"), SLICE_ARG(section));
}

void
document_reason(struct document *d, enum hall_status status, const char *code,
    struct slice text)
{
	d->reason = memory_grow(d->reason, d->reasons + 1, sizeof(*d->reason));
	show_clean(&d->text, text);
	d->reason[d->reasons++] = (struct reason){
	    code, document_settle(d), status};
	d->status = status_worst(d->status, status);
	if (status != HALL_LOOK && status != HALL_DONE)
		d->complete = false;
}
