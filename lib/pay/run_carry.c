/*
 * run_carry.c - what the next day must know of receipt books.
 */
#include "pay/state.h"

/* A book of which something is still held, as the next day begins. */
static void
carry_span(struct pay *pay, const struct hall *hall, struct row *row,
    const char *event, struct slice book, struct slice kind,
    struct slice holder, const struct serial *shape, uint64_t first,
    uint64_t last, struct writer *writer)
{
	char text[SERIAL_TEXT_MAX];
	struct moment as_of;

	row_start(row, KIND_BOOK);
	row_set(row, BOOK_ID, book);
	if (stream_as_of(pay->stream, &as_of))
		row_time(row, BOOK_TIME, as_of);
	row_set(row, BOOK_HALL, hall->name);
	row_text(row, BOOK_EVENT, event);
	row_set(row, BOOK_KIND, kind);
	serial_format(shape, first, text);
	row_format(row, BOOK_FIRST, "%s", text);
	serial_format(shape, last, text);
	row_format(row, BOOK_LAST, "%s", text);
	row_set(row, BOOK_TO, holder);
	row_date(row, BOOK_DAY, stream_day(pay->stream));
	row_text(row, BOOK_SEQ, "0");
	writer_row(writer, row);
}

/* Losses that lie ahead, so that they are not taken for free numbers. */
static void
carry_losses(const struct range *range, uint64_t next, struct writer *writer)
{
	for (const struct range_cut *cut = range->cuts; cut; cut = cut->next)
		if (cut->lost && cut->last >= next)
			writer_record(writer, cut->record);
}

void
runs_carry(struct pay *pay, struct writer *writer)
{
	struct row row;

	row_init(&row);
	for (struct hall *hall = pay->halls; hall; hall = hall->next) {
		for (const struct stock *s = hall->runs.stock; s; s = s->next)
			carry_span(pay, hall, &row, "receive", s->book, s->kind,
			    s->staff, &s->shape, s->first, s->last, writer);
		for (const struct range *r = hall->runs.ranges; r;
		     r = r->next) {
			uint64_t left, next = range_next(r, &left);

			if (left == 0)
				continue;
			carry_span(pay, hall, &row, "issue", r->book, r->kind,
			    r->staff, &r->shape, next, r->limit - 1, writer);
			carry_losses(r, next, writer);
		}
	}
	row_release(&row);
}
