#include "report/page.h"

#include "base/message.h"

#define LAST_COLUMNS_MAX 240
#define TITLE_COLUMNS_MAX 120

static void
print_head(struct page *page)
{
	const struct document *d = page->document;

	page_ink(page, INK_TITLE);
	if (d->hall_name.length) {
		page_cut(page, d->hall_name, TITLE_COLUMNS_MAX);
		buffer_text(&page->text, PAGE_GAP);
	} else if (d->hall.length) {
		buffer_format(&page->text, "%.*s" PAGE_GAP, SLICE_ARG(d->hall));
	}
	page_cut(page, d->title, TITLE_COLUMNS_MAX);
	if (d->span.period.from != DATE_NONE) {
		buffer_text(&page->text, PAGE_GAP);
		period_show(&page->text, &d->span.period);
	}
	page_plain(page);
	buffer_char(&page->text, '\n');
}

static void
print_reason(struct page *page, const struct reason *reason)
{
	bool look = reason->status == HALL_LOOK;
	bool note = reason->status == HALL_DONE;

	page_ink(page, look ? INK_LOOK : note ? INK_FAINT : INK_BAD);
	buffer_text(&page->text, look ? "  ! " : note ? "  - " : "  x ");
	page_cut(page, reason->text, LAST_COLUMNS_MAX);
	page_plain(page);
	buffer_char(&page->text, '\n');
}

static void
print_status(struct page *page)
{
	const struct document *d = page->document;

	page_ink(page, d->complete ? INK_GOOD : INK_BAD);
	buffer_text(
	    &page->text, d->complete ? tr("COMPLETE") : tr("INCOMPLETE"));
	page_plain(page);
	if (d->as_of.length) {
		page_ink(page, INK_FAINT);
		buffer_text(&page->text, PAGE_GAP);
		buffer_format(
		    &page->text, tr("as of %.*s"), SLICE_ARG(d->as_of));
		page_plain(page);
	}
	buffer_char(&page->text, '\n');
	for (size_t i = 0; i < d->reasons; i++)
		print_reason(page, &d->reason[i]);
}

static void
print_sheet(struct page *page, const struct sheet *sheet)
{
	buffer_char(&page->text, '\n');
	page_ink(page, INK_TITLE);
	page_cut(page, sheet->title, TITLE_COLUMNS_MAX);
	page_plain(page);
	buffer_char(&page->text, '\n');
	if (sheet->form == SHEET_TILES)
		page_tiles(page, sheet);
	else if (sheet->state == SHEET_ROWS)
		page_table(page, sheet);
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
		strip = page_strip(&page, i);
		if (strip == 0)
			print_sheet(&page, &d->sheet[i]);
		output_slice(output, buffer_view(&page.text));
		buffer_clear(&page.text);
	}
	output_slice(output, buffer_view(&page.text));
	buffer_release(&page.text);
}
