#include "report/csv.h"

#include "base/message.h"
#include "record/row.h"
#include "report/format.h"
#include "report/number.h"

/* What begins a formula; the wide forms do where Chinese is typed. */
static const char *const formula_signs[] = {
    "=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};

static bool
is_formula(struct slice text)
{
	bool begins = false;
	number value;
	int places;

	for (size_t i = 0; i < sizeof(formula_signs) / sizeof(char *); i++) {
		size_t length = strlen(formula_signs[i]);

		begins |= text.length >= length &&
			  memcmp(text.text, formula_signs[i], length) == 0;
	}
	/* A dash alone is what people write for nothing. */
	if (!begins || slice_is(text, "-"))
		return false;
	return number_parse(text, &value, &places) < 0;
}

void
csv_field(struct buffer *out, struct slice text)
{
	struct buffer safe = {0};

	if (!is_formula(text)) {
		field_line(out, text);
		return;
	}
	buffer_char(&safe, '\'');
	buffer_slice(&safe, text);
	field_line(out, buffer_view(&safe));
	buffer_release(&safe);
}

struct lines {
	struct buffer text;
	struct output *output;
};

static void
put(struct lines *lines, struct slice field, char mark)
{
	csv_field(&lines->text, field);
	buffer_char(&lines->text, mark);
}

/* What every line has: section,row,column,value,text and their titles. */
struct line {
	struct slice section;
	struct slice row;
	struct slice column;
	struct slice value;
	struct slice text;
	struct slice section_title;
	struct slice row_title;
	struct slice column_title;
	struct slice figure;
};

static void
put_line(struct lines *lines, const struct line *line)
{
	put(lines, line->section, ',');
	put(lines, line->row, ',');
	put(lines, line->column, ',');
	put(lines, line->value, ',');
	put(lines, line->text, ',');
	put(lines, line->section_title, ',');
	put(lines, line->row_title, ',');
	put(lines, line->column_title, ',');
	put(lines, line->figure, '\n');
	output_slice(lines->output, buffer_view(&lines->text));
	buffer_clear(&lines->text);
}

static void
put_head(struct lines *lines, const char *column, struct slice value,
    struct slice text)
{
	struct line line = {.section = SLICE("report"),
	    .column = slice_of(column),
	    .value = value,
	    .text = text};

	put_line(lines, &line);
}

static void
put_heads(struct lines *lines, const struct document *d)
{
	put_head(lines, "title", d->report, d->title);
	put_head(lines, "hall", d->hall, d->hall_name);
	put_head(lines, "period", d->period, d->period);
	put_head(lines, "as_of", d->as_of, d->as_of);
	put_head(lines, "status",
	    d->complete ? SLICE("complete") : SLICE("incomplete"),
	    slice_of(d->complete ? tr("COMPLETE") : tr("INCOMPLETE")));
	for (size_t i = 0; i < d->reasons; i++)
		put_head(lines, "reason", slice_of(d->reason[i].code),
		    d->reason[i].text);
}

/* 现金 / C01: how the dimensions of a row are shown. */
static struct slice
row_title(const struct sheet *sheet, const struct sheet_cell *cell,
    struct buffer *text)
{
	buffer_clear(text);
	for (size_t j = 0; j < sheet->dimensions; j++) {
		buffer_text(text, j ? " / " : "");
		buffer_slice(text, cell[j].shown);
	}
	return buffer_view(text);
}

static void
put_cells(struct lines *lines, const struct sheet *sheet,
    const struct sheet_cell *cell, struct slice row, struct buffer *text)
{
	struct line line = {.section = sheet->section->name,
	    .section_title = sheet->title,
	    .row = row,
	    .row_title = row_title(sheet, cell, text)};

	for (size_t j = sheet->dimensions; j < sheet->columns; j++) {
		line.column = sheet->column[j].key;
		line.column_title = sheet->column[j].title;
		line.value = cell[j].value;
		line.text = cell[j].shown;
		line.figure = cell[j].figure ? cell[j].figure->id
					     : (struct slice){"", 0};
		put_line(lines, &line);
	}
}

static void
put_sheet(struct lines *lines, const struct sheet *sheet)
{
	struct buffer count = {0}, text = {0};

	for (size_t i = 0; i < sheet->rows; i++) {
		const struct sheet_cell *cell = sheet->row[i];
		const struct figure *figure = cell[sheet->columns - 1].figure;

		buffer_clear(&count);
		buffer_format(&count, "%zu", i + 1);
		put_cells(lines, sheet, cell,
		    figure ? figure->dims : buffer_view(&count), &text);
	}
	if (sheet->total)
		put_cells(lines, sheet, sheet->total, SLICE(""), &text);
	if (sheet->rows == 0 && !sheet->total) {
		struct line line = {.section = sheet->section->name,
		    .section_title = sheet->title,
		    .text = slice_of(sheet->state == SHEET_EMPTY
					 ? tr("none")
					 : tr("no data"))};

		put_line(lines, &line);
	}
	buffer_release(&count);
	buffer_release(&text);
}

/* One section as people see it: a table for a spreadsheet. */
static void
put_table(struct lines *lines, const struct sheet *sheet)
{
	for (size_t j = 0; j < sheet->columns; j++)
		put(lines, sheet->column[j].title,
		    j + 1 < sheet->columns ? ',' : '\n');
	for (size_t i = 0; i < sheet->rows; i++)
		for (size_t j = 0; j < sheet->columns; j++)
			put(lines,
			    sheet->column[j].number ? sheet->row[i][j].value
						    : sheet->row[i][j].shown,
			    j + 1 < sheet->columns ? ',' : '\n');
	output_slice(lines->output, buffer_view(&lines->text));
	buffer_clear(&lines->text);
}

void
format_csv(const struct document *d, const struct format_options *options,
    struct output *output)
{
	struct lines lines = {.output = output};

	if (options->bom)
		output_text(output, CSV_BOM);
	if (options->alone) {
		for (size_t i = 0; i < d->sheets; i++)
			put_table(&lines, &d->sheet[i]);
	} else {
		output_text(output,
		    "section,row,column,value,text,section_title,row_title,"
		    "column_title,figure\n");
		put_heads(&lines, d);
		for (size_t i = 0; i < d->sheets; i++)
			put_sheet(&lines, &d->sheet[i]);
	}
	buffer_release(&lines.text);
}
