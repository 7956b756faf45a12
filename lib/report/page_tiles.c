#include "report/page.h"

#include <string.h>

#include "base/text.h"

#define STRIP_COLUMNS_MAX 100

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
			page_widen(name, sheet->column[j].title, PAGE_CELL_MAX);
		page_widen(
		    &value[place], sheet->row[0][j].shown, PAGE_CELL_MAX);
	}
}

/* A name and its number on each line, and what it is compared with. */
void
page_tiles(struct page *page, const struct sheet *sheet)
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
			    text_head(column->title, PAGE_CELL_MAX), name,
			    false);
		} else {
			place++;
			page_ink(page, INK_FAINT);
			buffer_text(&page->text, PAGE_GAP);
			if (column->role != ROLE_CHANGE)
				buffer_slice(&page->text, column->title);
		}
		buffer_text(&page->text, PAGE_GAP);
		text_pad(&page->text, text_head(cell->shown, PAGE_CELL_MAX),
		    value[place], true);
		page_plain(page);
		if (j + 1 == sheet->columns ||
		    begins_line(&sheet->column[j + 1]))
			page_end_line(page);
	}
}

/*
 * Sheets of a few numbers that follow each other make a strip: the title and
 * the names on one line, the numbers below, all in the same columns.
 */
struct strip {
	size_t title;
	size_t width[SHEET_COLUMNS_MAX];
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
	page_widen(&strip->title, sheet->title, PAGE_CELL_MAX);
	for (size_t j = 0; j < sheet->columns; j++) {
		page_widen(
		    &strip->width[j], sheet->column[j].title, PAGE_CELL_MAX);
		page_widen(
		    &strip->width[j], sheet->row[0][j].shown, PAGE_CELL_MAX);
	}
	if (sheet->columns > strip->columns)
		strip->columns = sheet->columns;
}

static size_t
strip_width(const struct strip *strip)
{
	size_t width = strip->title;

	for (size_t j = 0; j < strip->columns; j++)
		width += strlen(PAGE_GAP) + strip->width[j];
	return width;
}

static void
put_strip_cell(struct page *page, const struct strip *strip,
    const struct sheet *sheet, size_t j, struct slice text)
{
	buffer_text(&page->text, PAGE_GAP);
	text_pad(&page->text, text_head(text, PAGE_CELL_MAX), strip->width[j],
	    sheet->column[j].number);
}

static void
print_of_strip(
    struct page *page, const struct strip *strip, const struct sheet *sheet)
{
	bool alert = sheet->alerts > 0;

	page_ink(page, INK_TITLE);
	text_pad(&page->text, text_head(sheet->title, PAGE_CELL_MAX),
	    strip->title, false);
	page_plain(page);
	page_ink(page, INK_FAINT);
	for (size_t j = 0; j < sheet->columns; j++)
		put_strip_cell(page, strip, sheet, j, sheet->column[j].title);
	page_plain(page);
	page_end_line(page);
	if (alert)
		page_ink(page, INK_LOOK);
	text_pad(&page->text, slice_of(alert ? "! " : ""), strip->title, false);
	for (size_t j = 0; j < sheet->columns; j++)
		put_strip_cell(page, strip, sheet, j, sheet->row[0][j].shown);
	if (alert)
		page_plain(page);
	page_end_line(page);
}

size_t
page_strip(struct page *page, size_t first)
{
	const struct document *d = page->document;
	size_t most = page->options->columns;
	struct strip strip = {0};
	size_t end = first;

	if (!most || most > STRIP_COLUMNS_MAX)
		most = STRIP_COLUMNS_MAX;

	for (; end < d->sheets && is_of_strip(&d->sheet[end]); end++)
		strip_measure(&strip, &d->sheet[end]);
	if (end == first || strip_width(&strip) > most)
		return 0;
	buffer_char(&page->text, '\n');
	for (size_t i = first; i < end; i++)
		print_of_strip(page, &strip, &d->sheet[i]);
	return end - first;
}
