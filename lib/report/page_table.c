#include "report/page.h"

#include <string.h>

#include "base/message.h"
#include "base/text.h"

#define WHY_COLUMNS_MAX 90 /* a sentence */
#define LAST_COLUMNS_MAX 240
#define BAR_COLUMNS 24
#define MARGIN "  "
#define FOLDED "    "

/* Its columns: how wide each is, and which begin another line. */
struct layout {
	size_t width[SHEET_COLUMNS_MAX];
	bool folds[SHEET_COLUMNS_MAX];
	size_t longest, last; /* lines, with their margin */
};

/* Full blocks, then eighths of one. */
static void
print_bar(struct page *page, unsigned thousandths)
{
	static const char *const eighths[] = {
	    "", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
	unsigned eighth = thousandths * BAR_COLUMNS * 8 / 1000;

	if (eighth == 0 && thousandths)
		eighth = 1;
	buffer_text(&page->text, PAGE_GAP);
	page_ink(page, INK_BAR);
	for (unsigned i = 0; i < eighth / 8; i++)
		buffer_text(&page->text, "█");
	buffer_text(&page->text, eighths[eighth % 8]);
	page_plain(page);
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
	return column->type.type == VALUE_WHY ? WHY_COLUMNS_MAX : PAGE_CELL_MAX;
}

static void
measure_columns(const struct sheet *sheet, size_t *width)
{
	for (size_t j = 0; j < sheet->columns; j++) {
		const struct sheet_column *column = &sheet->column[j];
		const size_t most = widest(column);

		width[j] = 0;
		page_widen(&width[j], column->title, most);
		for (size_t i = 0; i < sheet->rows; i++)
			page_widen(&width[j], sheet->row[i][j].shown, most);
		if (sheet->total)
			page_widen(&width[j], sheet->total[j].shown, most);
	}
	if (sheet->total && width[0] < text_width(slice_of(tr("Total"))))
		width[0] = text_width(slice_of(tr("Total")));
}

/* What does not fit into the columns of the page goes on in another line. */
static void
fold(struct layout *layout, const struct sheet *sheet, size_t columns)
{
	size_t used = strlen(MARGIN) + layout->width[0];

	layout->longest = used;
	for (size_t j = 1; j < sheet->columns; j++) {
		size_t width = layout->width[j];

		used += strlen(PAGE_GAP) + width;
		layout->folds[j] = columns && used > columns;
		if (layout->folds[j])
			used = strlen(FOLDED) + width;
		if (used > layout->longest)
			layout->longest = used;
	}
	layout->last = used;
}

/* A part of a row in which nothing stands is no line. */
static void
end_part(struct page *page)
{
	struct buffer *text = &page->text;

	page_trim(page);
	if (text->length && text->text[text->length - 1] != '\n')
		buffer_char(text, '\n');
}

/* One cell at the end of the page, padded unless it is the last. */
static void
put_cell(struct page *page, const struct sheet *sheet,
    const struct layout *layout, size_t j, struct slice text)
{
	bool last = j + 1 == sheet->columns;
	size_t most = last ? LAST_COLUMNS_MAX : widest(&sheet->column[j]);
	size_t columns = at_most(text_width(text), most);
	size_t width = layout->width[j];
	size_t blanks = columns < width ? width - columns : 0;

	if (layout->folds[j]) {
		end_part(page);
		buffer_text(&page->text, FOLDED);
	} else if (j) {
		buffer_text(&page->text, PAGE_GAP);
	}
	if (sheet->column[j].number)
		text_pad(&page->text, SLICE(""), blanks, false);
	page_cut(page, text, most);
	if (!sheet->column[j].number && !last)
		text_pad(&page->text, SLICE(""), blanks, false);
}

static void
print_titles(
    struct page *page, const struct sheet *sheet, const struct layout *layout)
{
	buffer_text(&page->text, MARGIN);
	page_ink(page, INK_FAINT);
	for (size_t j = 0; j < sheet->columns; j++)
		put_cell(page, sheet, layout, j, sheet->column[j].title);
	page_plain(page);
	buffer_char(&page->text, '\n');
}

static bool
has_room(const struct page *page, size_t columns)
{
	size_t most = page->options->columns;

	return !most || columns <= most;
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
print_row(struct page *page, const struct sheet *sheet,
    const struct layout *layout, size_t i, number most)
{
	bool alert = row_alerts(sheet, i);

	if (alert)
		page_ink(page, INK_LOOK);
	buffer_text(&page->text, alert ? "! " : MARGIN);
	for (size_t j = 0; j < sheet->columns; j++)
		put_cell(page, sheet, layout, j, sheet->row[i][j].shown);
	if (alert)
		page_plain(page);
	if (page->options->color && sheet->section->chart != CHART_NONE &&
	    has_room(page, layout->last + strlen(PAGE_GAP) + BAR_COLUMNS))
		print_bar(page,
		    format_share(
			format_number(&sheet->row[i][sheet->chart_column]),
			most));
	end_part(page);
}

static void
print_total(
    struct page *page, const struct sheet *sheet, const struct layout *layout)
{
	buffer_text(&page->text, MARGIN);
	page_ink(page, INK_FAINT);
	for (size_t i = strlen(MARGIN); i < layout->longest; i++)
		buffer_text(&page->text, "─");
	page_plain(page);
	buffer_text(&page->text, "\n" MARGIN);
	page_ink(page, INK_TITLE);
	for (size_t j = 0; j < sheet->columns; j++)
		put_cell(page, sheet, layout, j,
		    j == 0 ? slice_of(tr("Total")) : sheet->total[j].shown);
	page_plain(page);
	buffer_char(&page->text, '\n');
}

void
page_table(struct page *page, const struct sheet *sheet)
{
	struct layout layout = {0};
	number most = format_most(sheet);

	measure_columns(sheet, layout.width);
	fold(&layout, sheet, page->options->columns);
	print_titles(page, sheet, &layout);
	for (size_t i = 0; i < sheet->rows; i++)
		print_row(page, sheet, &layout, i, most);
	if (sheet->total && sheet->rows > 1)
		print_total(page, sheet, &layout);
	if (sheet->rows_left_out) {
		buffer_text(&page->text, MARGIN);
		buffer_format(
		    &page->text, tr("and %zu more"), sheet->rows_left_out);
		buffer_char(&page->text, '\n');
	}
}
