#include <stdlib.h>

#include "report/sheet.h"

/* Not zero, not "no" and not empty; of `ok`, all but "yes". */
static bool
is_alert(const struct sheet_column *column, struct slice value)
{
	number parsed;
	int places;

	if (slice_is(column->key, "ok"))
		return !slice_is(value, "yes");
	if (value.length == 0 || slice_is(value, "no"))
		return false;
	return number_parse(value, &parsed, &places) < 0 || parsed != 0;
}

static bool
column_alerts(const struct section *section, struct slice key)
{
	for (size_t i = 0; i < section->alerts; i++)
		if (slice_equal(section->alert[i], key))
			return true;
	return false;
}

/* How many things a figure counts. */
static size_t
counted(const struct sheet_cell *cell)
{
	const struct figure *figure = cell->figure;

	if (!figure || figure->measure->form != MEASURE_COUNT)
		return 0;
	return (size_t)(figure->value.value / NUMBER_ONE);
}

/* One for a row, or as many as its figures count. */
static size_t
mark_row(const struct sheet *sheet, struct sheet_cell *row)
{
	const struct section *section = sheet->section;
	bool any = section->alert_rows;
	size_t things = 0;

	for (size_t j = 0; j < sheet->columns; j++) {
		struct sheet_cell *cell = &row[j];

		if (!column_alerts(section, sheet->column[j].key))
			continue;
		cell->alert = is_alert(&sheet->column[j], cell->value);
		any |= cell->alert;
		if (cell->alert)
			things += counted(cell);
	}
	return things ? things : any;
}

static void
mark(struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->rows; i++) {
		struct sheet_cell *row = sheet->row[i];
		size_t found = row[0].calm ? 0 : mark_row(sheet, row);

		if (!row[0].told)
			sheet->alerts += found;
	}
}

/* Numbers by size, then all else by bytes. */
static int
compare_values(struct slice a, struct slice b)
{
	number left = 0, right = 0;
	int places;
	bool a_number = number_parse(a, &left, &places) == 0;
	bool b_number = number_parse(b, &right, &places) == 0;

	if (a_number != b_number)
		return a_number ? -1 : 1;
	if (left != right)
		return left < right ? -1 : 1;
	return slice_compare(a, b);
}

static int
compare_rows(const void *a, const void *b, void *context)
{
	const struct sheet *sheet = context;
	const struct sheet_cell *x = *(struct sheet_cell *const *)a;
	const struct sheet_cell *y = *(struct sheet_cell *const *)b;
	int order = 0;

	for (size_t i = 0; i < sheet->section->orders && !order; i++) {
		const struct order_key *key = &sheet->section->order[i];
		size_t j = 0;

		while (!slice_equal(sheet->column[j].key, key->text))
			j++;
		order = compare_values(x[j].value, y[j].value);
		if (key->descending)
			order = -order;
	}
	/* A full order, so that the input's does not shine through. */
	for (size_t j = 0; j < sheet->columns && !order; j++)
		order = compare_values(x[j].value, y[j].value);
	return order;
}

static void
add_figures(struct document *d, const struct sheet *sheet,
    const struct sheet_cell *cell)
{
	for (size_t j = 0; j < sheet->columns; j++)
		if (cell[j].figure)
			document_add_figure(d, cell[j].figure);
}

void
sheet_arrange(struct document *d, struct sheet *sheet)
{
	size_t top = sheet->section->top;

	mark(sheet);
	qsort_r(
	    sheet->row, sheet->rows, sizeof(*sheet->row), compare_rows, sheet);
	if (top && sheet->rows > top) {
		sheet->rows_left_out = sheet->rows - top;
		sheet->rows = top;
	}
	for (size_t i = 0; i < sheet->rows; i++)
		add_figures(d, sheet, sheet->row[i]);
	if (sheet->total)
		add_figures(d, sheet, sheet->total);
}
