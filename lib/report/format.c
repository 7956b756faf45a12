#include "report/format.h"

#include "base/message.h"
#include "record/row.h"

const struct format formats[] = {
    {"text", ".txt", N_("for a terminal"), format_text},
    {"html", ".html", N_("one page, to read and to print"), format_html},
    {"csv", ".csv", N_("one cell a line, for a spreadsheet"), format_csv},
    {"json", ".json", N_("for programs"), format_json},
    {"records", ".records", N_("the figure records"), format_records},
    {NULL, NULL, NULL, NULL},
};

const struct format *
format_named(struct slice name)
{
	for (const struct format *f = formats; f->name; f++)
		if (slice_is(name, f->name))
			return f;
	return NULL;
}

const struct format *
format_of_file(const char *path)
{
	size_t length = strlen(path);

	for (const struct format *f = formats; f->name; f++) {
		size_t suffix = strlen(f->suffix);

		if (length > suffix &&
		    strcmp(path + length - suffix, f->suffix) == 0)
			return f;
	}
	return NULL;
}

number
format_number(const struct sheet_cell *cell)
{
	number value = 0;
	int places;

	(void)number_parse(cell->value, &value, &places);
	return value;
}

number
format_most(const struct sheet *sheet)
{
	number most = 0;

	for (size_t i = 0; i < sheet->rows; i++) {
		number value = format_number(
		    &sheet->row[i][sheet->chart_column]);

		if (value > most)
			most = value;
	}
	return most;
}

unsigned
format_share(number part, number whole)
{
	return part > 0 && whole > 0 ? (unsigned)(part * 1000 / whole) : 0;
}

void
format_records(const struct document *d, const struct format_options *o,
    struct output *output)
{
	struct writer *writer = writer_new(output);
	struct row row;

	(void)o;
	row_init(&row);
	for (size_t i = 0; i < d->figures; i++) {
		figure_row(d->figure[i], &row);
		writer_row(writer, &row);
	}
	row_release(&row);
	writer_free(writer);
}
