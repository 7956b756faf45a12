#include "report/page.h"

#include "base/text.h"

static const char *const inks[] = {
    [INK_TITLE] = "\033[1m",
    [INK_GOOD] = "\033[1;32m",
    [INK_BAD] = "\033[1;31m",
    [INK_LOOK] = "\033[33m",
    [INK_FAINT] = "\033[2m",
    [INK_BAR] = "\033[36m",
};

void
page_ink(struct page *page, enum ink ink)
{
	if (page->options->color)
		buffer_text(&page->text, inks[ink]);
}

void
page_plain(struct page *page)
{
	if (page->options->color)
		buffer_text(&page->text, "\033[0m");
}

void
page_cut(struct page *page, struct slice text, size_t columns)
{
	if (text_width(text) <= columns) {
		buffer_slice(&page->text, text);
		return;
	}
	buffer_slice(&page->text, text_head(text, columns - 1));
	buffer_text(&page->text, "…");
}

void
page_widen(size_t *width, struct slice text, size_t most)
{
	size_t columns = text_width(text);

	if (columns > most)
		columns = most;
	if (columns > *width)
		*width = columns;
}

void
page_trim(struct page *page)
{
	struct buffer *text = &page->text;

	while (text->length && text->text[text->length - 1] == ' ')
		text->text[--text->length] = '\0';
}

void
page_end_line(struct page *page)
{
	page_trim(page);
	buffer_char(&page->text, '\n');
}
