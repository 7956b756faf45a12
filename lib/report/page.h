/*
 * page.h - a document as text: what its tables, tiles and head share.
 *
 * Shape:   text is put at the end of the page, in columns of a terminal.
 *          Lines are as long as they must be, unless options->columns says
 *          how many there are: then tables fold.
 * Owner:   format_text.
 */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include "report/format.h"

#define PAGE_GAP "  "
#define PAGE_CELL_MAX 48 /* a longer text is cut */

/* What a terminal does between these. */
enum ink { INK_TITLE, INK_GOOD, INK_BAD, INK_LOOK, INK_FAINT, INK_BAR };

struct page {
	const struct document *document;
	const struct format_options *options;
	struct buffer text;
};

/* Nothing without colour. */
void page_ink(struct page *, enum ink);
void page_plain(struct page *);
/* At most that many columns, an ellipsis at the end of what was cut. */
void page_cut(struct page *, struct slice, size_t columns);
/* Nothing stands behind the last word of a line. */
void page_trim(struct page *);
void page_end_line(struct page *);
/* At least as wide as the text, but at most so wide. */
void page_widen(size_t *width, struct slice text, size_t most);

/* page_table.c: the rows of a sheet. */
void page_table(struct page *, const struct sheet *);
/* page_tiles.c: a name and its number on each line. */
void page_tiles(struct page *, const struct sheet *);
/*
 * The sheets of tiles from that one on, close together.  How many it took;
 * 0: these cannot be shown so.
 */
size_t page_strip(struct page *, size_t first);

#endif
