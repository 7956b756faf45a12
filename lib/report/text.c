#include "report/format.h"

#include "base/message.h"
#include "base/text.h"

#define CELL_COLUMNS_MAX 48 /* a longer text is cut */
#define WHY_COLUMNS_MAX 90  /* a sentence */
#define LAST_COLUMNS_MAX 240
#define TITLE_COLUMNS_MAX 120
#define BAR_COLUMNS 24
#define STRIP_COLUMNS_MAX 100
#define GAP "  "

/* What a terminal does between these. */
enum ink { INK_TITLE, INK_GOOD, INK_BAD, INK_LOOK, INK_FAINT, INK_BAR };

static const char *const inks[] = {
    [INK_TITLE] = "\033[1m",
    [INK_GOOD] = "\033[1;32m",
    [INK_BAD] = "\033[1;31m",
    [INK_LOOK] = "\033[33m",
    [INK_FAINT] = "\033[2m",
    [INK_BAR] = "\033[36m",
};

struct page {
	const struct document *document;
	const struct format_options *options;
	struct buffer text;
};

static void
ink(struct page *page, enum ink ink)
{
	if (page->options->color)
		buffer_text(&page->text, inks[ink]);
}

static void
plain(struct page *page)
{
	if (page->options->color)
		buffer_text(&page->text, "\033[0m");
}

/* At most that many columns, an ellipsis at the end of what was cut. */
static void
put_cut(struct page *page, struct slice text, size_t columns)
{
	if (text_width(text) <= columns) {
		buffer_slice(&page->text, text);
		return;
	}
	buffer_slice(&page->text, text_head(text, columns - 1));
	buffer_text(&page->text, "…");
}

static void
print_head(struct page *page)
{
	const struct document *d = page->document;

	ink(page, INK_TITLE);
	if (d->hall_name.length) {
		put_cut(page, d->hall_name, TITLE_COLUMNS_MAX);
		buffer_text(&page->text, GAP);
	} else if (d->hall.length) {
		buffer_format(&page->text, "%.*s" GAP, SLICE_ARG(d->hall));
	}
	put_cut(page, d->title, TITLE_COLUMNS_MAX);
	if (d->span.period.from != DATE_NONE) {
		buffer_text(&page->text, GAP);
		period_show(&page->text, &d->span.period);
	}
	plain(page);
	buffer_char(&page->text, '\n');
}

static void
print_reason(struct page *page, const struct reason *reason)
{
	bool look = reason->status == HALL_LOOK;
	bool note = reason->status == HALL_DONE;

	ink(page, look ? INK_LOOK : note ? INK_FAINT : INK_BAD);
	buffer_text(&page->text, look ? "  ! " : note ? "  - " : "  x ");
	put_cut(page, reason->text, LAST_COLUMNS_MAX);
	plain(page);
	buffer_char(&page->text, '\n');
}

static void
print_status(struct page *page)
{
	const struct document *d = page->document;

	ink(page, d->complete ? INK_GOOD : INK_BAD);
	buffer_text(
	    &page->text, d->complete ? tr("COMPLETE") : tr("INCOMPLETE"));
	plain(page);
	if (d->as_of.length) {
		ink(page, INK_FAINT);
		buffer_text(&page->text, GAP);
		buffer_format(
		    &page->text, tr("as of %.*s"), SLICE_ARG(d->as_of));
		plain(page);
	}
	buffer_char(&page->text, '\n');
	for (size_t i = 0; i < d->reasons; i++)
		print_reason(page, &d->reason[i]);
}

/* Full blocks, then eighths of one. */
static void
print_bar(struct page *page, unsigned thousandths)
{
	static const char *const eighths[] = {
	    "", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
	unsigned eighth = thousandths * BAR_COLUMNS * 8 / 1000;

	if (eighth == 0 && thousandths)
		eighth = 1;
	buffer_text(&page->text, GAP);
	ink(page, INK_BAR);
	for (unsigned i = 0; i < eighth / 8; i++)
		buffer_text(&page->text, "█");
	buffer_text(&page->text, eighths[eighth % 8]);
	plain(page);
}

static size_t
at_most(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* How wide a column that others follow may become. */
static size_t
widest(const struct sheet_column *column)
{
	return column->type.type == VALUE_WHY ? WHY_COLUMNS_MAX
					      : CELL_COLUMNS_MAX;
}

static void
widen(size_t *width, struct slice text, size_t most)
{
	size_t columns = at_most(text_width(text), most);

	if (columns > *width)
		*width = columns;
}

static void
measure_columns(const struct sheet *sheet, size_t *width)
{
	for (size_t j = 0; j < sheet->columns; j++) {
		const struct sheet_column *column = &sheet->column[j];
		const size_t most = widest(column);

		width[j] = 0;
		widen(&width[j], column->title, most);
		for (size_t i = 0; i < sheet->rows; i++)
			widen(&width[j], sheet->row[i][j].shown, most);
		if (sheet->total)
			widen(&width[j], sheet->total[j].shown, most);
	}
	if (sheet->total && width[0] < text_width(slice_of(tr("Total"))))
		width[0] = text_width(slice_of(tr("Total")));
}

/* One cell at the end of the page, padded unless it is the last. */
static void
put_cell(struct page *page, const struct sheet *sheet, const size_t *width,
    size_t j, struct slice text)
{
	bool last = j + 1 == sheet->columns;
	size_t most = last ? LAST_COLUMNS_MAX : widest(&sheet->column[j]);
	size_t columns = at_most(text_width(text), most);
	size_t blanks = columns < width[j] ? width[j] - columns : 0;

	buffer_text(&page->text, j ? GAP : "");
	if (sheet->column[j].number)
		text_pad(&page->text, SLICE(""), blanks, false);
	put_cut(page, text, most);
	if (!sheet->column[j].number && !last)
		text_pad(&page->text, SLICE(""), blanks, false);
}

/* Nothing stands behind the last word of a line. */
static void
end_line(struct page *page)
{
	struct buffer *text = &page->text;

	while (text->length && text->text[text->length - 1] == ' ')
		text->text[--text->length] = '\0';
	buffer_char(text, '\n');
}

static void
print_titles(struct page *page, const struct sheet *sheet, const size_t *width)
{
	buffer_text(&page->text, "  ");
	ink(page, INK_FAINT);
	for (size_t j = 0; j < sheet->columns; j++)
		put_cell(page, sheet, width, j, sheet->column[j].title);
	plain(page);
	buffer_char(&page->text, '\n');
}

static bool
row_alerts(const struct sheet *sheet, size_t i)
{
	for (size_t j = 0; j < sheet->columns; j++)
		if (sheet->row[i][j].alert)
			return true;
	return sheet->section->alert_rows && !sheet->row[i][0].calm;
}

static void
print_row(struct page *page, const struct sheet *sheet, const size_t *width,
    size_t i, number most)
{
	bool alert = row_alerts(sheet, i);

	if (alert)
		ink(page, INK_LOOK);
	buffer_text(&page->text, alert ? "! " : "  ");
	for (size_t j = 0; j < sheet->columns; j++)
		put_cell(page, sheet, width, j, sheet->row[i][j].shown);
	if (alert)
		plain(page);
	if (page->options->color && sheet->section->chart != CHART_NONE)
		print_bar(page,
		    format_share(
			format_number(&sheet->row[i][sheet->chart_column]),
			most));
	end_line(page);
}

static void
print_total(struct page *page, const struct sheet *sheet, const size_t *width)
{
	size_t line = 2 * (sheet->columns - 1);

	for (size_t j = 0; j < sheet->columns; j++)
		line += width[j];
	buffer_text(&page->text, "  ");
	ink(page, INK_FAINT);
	while (line-- > 0)
		buffer_text(&page->text, "─");
	plain(page);
	buffer_text(&page->text, "\n  ");
	ink(page, INK_TITLE);
	for (size_t j = 0; j < sheet->columns; j++)
		put_cell(page, sheet, width, j,
		    j == 0 ? slice_of(tr("Total")) : sheet->total[j].shown);
	plain(page);
	buffer_char(&page->text, '\n');
}

static void
print_table(struct page *page, const struct sheet *sheet)
{
	size_t width[QUERY_DIMENSIONS_MAX + QUERY_MEASURES_MAX] = {0};
	number most = format_most(sheet);

	measure_columns(sheet, width);
	print_titles(page, sheet, width);
	for (size_t i = 0; i < sheet->rows; i++)
		print_row(page, sheet, width, i, most);
	if (sheet->total && sheet->rows > 1)
		print_total(page, sheet, width);
	if (sheet->rows_left_out) {
		buffer_text(&page->text, "  ");
		buffer_format(
		    &page->text, tr("and %zu more"), sheet->rows_left_out);
		buffer_char(&page->text, '\n');
	}
}

/* A column of figures stands on a line of its own, what belongs to it behind.
 */
static bool
begins_line(const struct sheet_column *column)
{
	return column->role == ROLE_VALUE;
}

/* How wide the names are, and the numbers of each place in a line. */
static void
measure_tiles(const struct sheet *sheet, size_t *name, size_t *value)
{
	size_t place = 0;

	for (size_t j = 0; j < sheet->columns; j++) {
		place = begins_line(&sheet->column[j]) ? 0 : place + 1;
		if (place == 0)
			widen(name, sheet->column[j].title, CELL_COLUMNS_MAX);
		widen(&value[place], sheet->row[0][j].shown, CELL_COLUMNS_MAX);
	}
}

/* A name and its number on each line, and what it is compared with. */
static void
print_tiles(struct page *page, const struct sheet *sheet)
{
	size_t name = 0, value[QUERY_MEASURES_MAX] = {0}, place = 0;

	measure_tiles(sheet, &name, value);
	for (size_t j = 0; j < sheet->columns; j++) {
		const struct sheet_column *column = &sheet->column[j];
		const struct sheet_cell *cell = &sheet->row[0][j];

		if (begins_line(column)) {
			place = 0;
			buffer_text(&page->text, cell->alert ? "! " : "  ");
			text_pad(&page->text,
			    text_head(column->title, CELL_COLUMNS_MAX), name,
			    false);
		} else {
			place++;
			ink(page, INK_FAINT);
			buffer_text(&page->text, GAP);
			if (column->role != ROLE_CHANGE)
				buffer_slice(&page->text, column->title);
		}
		buffer_text(&page->text, GAP);
		text_pad(&page->text, text_head(cell->shown, CELL_COLUMNS_MAX),
		    value[place], true);
		plain(page);
		if (j + 1 == sheet->columns ||
		    begins_line(&sheet->column[j + 1]))
			end_line(page);
	}
}

/*
 * Sheets of a few numbers that follow each other make a strip: the title and
 * the names on one line, the numbers below, all in the same columns.
 */
struct strip {
	size_t title;
	size_t width[QUERY_MEASURES_MAX];
	size_t columns;
};

static bool
is_of_strip(const struct sheet *sheet)
{
	if (sheet->form != SHEET_TILES)
		return false;
	for (size_t j = 0; j < sheet->columns; j++)
		if (sheet->column[j].role == ROLE_PREVIOUS ||
		    sheet->column[j].role == ROLE_CHANGE)
			return false;
	return true;
}

static void
strip_measure(struct strip *strip, const struct sheet *sheet)
{
	widen(&strip->title, sheet->title, CELL_COLUMNS_MAX);
	for (size_t j = 0; j < sheet->columns; j++) {
		widen(
		    &strip->width[j], sheet->column[j].title, CELL_COLUMNS_MAX);
		widen(
		    &strip->width[j], sheet->row[0][j].shown, CELL_COLUMNS_MAX);
	}
	if (sheet->columns > strip->columns)
		strip->columns = sheet->columns;
}

static size_t
strip_width(const struct strip *strip)
{
	size_t width = strip->title;

	for (size_t j = 0; j < strip->columns; j++)
		width += strlen(GAP) + strip->width[j];
	return width;
}

static void
put_strip_cell(struct page *page, const struct strip *strip,
    const struct sheet *sheet, size_t j, struct slice text)
{
	buffer_text(&page->text, GAP);
	text_pad(&page->text, text_head(text, CELL_COLUMNS_MAX),
	    strip->width[j], sheet->column[j].number);
}

static void
print_of_strip(
    struct page *page, const struct strip *strip, const struct sheet *sheet)
{
	bool alert = sheet->alerts > 0;

	ink(page, INK_TITLE);
	text_pad(&page->text, text_head(sheet->title, CELL_COLUMNS_MAX),
	    strip->title, false);
	plain(page);
	ink(page, INK_FAINT);
	for (size_t j = 0; j < sheet->columns; j++)
		put_strip_cell(page, strip, sheet, j, sheet->column[j].title);
	plain(page);
	end_line(page);
	if (alert)
		ink(page, INK_LOOK);
	text_pad(&page->text, slice_of(alert ? "! " : ""), strip->title, false);
	for (size_t j = 0; j < sheet->columns; j++)
		put_strip_cell(page, strip, sheet, j, sheet->row[0][j].shown);
	if (alert)
		plain(page);
	end_line(page);
}

/* How many sheets it took; 0: none, they make no strip. */
static size_t
print_strip(struct page *page, size_t first)
{
	const struct document *d = page->document;
	struct strip strip = {0};
	size_t end = first;

	for (; end < d->sheets && is_of_strip(&d->sheet[end]); end++)
		strip_measure(&strip, &d->sheet[end]);
	if (end == first || strip_width(&strip) > STRIP_COLUMNS_MAX)
		return 0;
	buffer_char(&page->text, '\n');
	for (size_t i = first; i < end; i++)
		print_of_strip(page, &strip, &d->sheet[i]);
	return end - first;
}

static void
print_sheet(struct page *page, const struct sheet *sheet)
{
	buffer_char(&page->text, '\n');
	ink(page, INK_TITLE);
	put_cut(page, sheet->title, TITLE_COLUMNS_MAX);
	plain(page);
	buffer_char(&page->text, '\n');
	if (sheet->form == SHEET_TILES)
		print_tiles(page, sheet);
	else if (sheet->state == SHEET_ROWS)
		print_table(page, sheet);
	else
		buffer_format(&page->text, "  %s\n",
		    sheet->state == SHEET_EMPTY ? tr("none") : tr("no data"));
}

void
format_text(const struct document *d, const struct format_options *options,
    struct output *output)
{
	struct page page = {.document = d, .options = options};

	print_head(&page);
	print_status(&page);
	for (size_t i = 0, strip; i < d->sheets; i += strip ? strip : 1) {
		strip = print_strip(&page, i);
		if (strip == 0)
			print_sheet(&page, &d->sheet[i]);
		output_slice(output, buffer_view(&page.text));
		buffer_clear(&page.text);
	}
	output_slice(output, buffer_view(&page.text));
	buffer_release(&page.text);
}
