#include <stdio.h>
#include <stdlib.h>

#include "pay/state.h"

#define GAPS_SHOWN 8 /* in why; the count says how many there are */

/* One row: a range on a day, or what was used outside every range. */
struct line {
	const char *id;
	const struct hall *hall;
	int32_t day;
	struct slice staff, book;
	struct serial shape;
	uint64_t first, last;
	uint64_t issued, voided, lost, returned, on_hand, missing;
	const char *code; /* of why */
	const char *numbers;
	bool bad;
};

struct lines {
	struct pay *pay;
	const struct hall *hall;
	struct line *line;
	size_t count, size;
};

/* The receipts of a range, or those outside, in the order of day and number. */
struct pages {
	const struct receipt **page;
	size_t count, size, at;
};

static struct line *
line_add(struct lines *lines)
{
	if (lines->count == lines->size) {
		lines->size = lines->size ? 2 * lines->size : 64;
		lines->line = memory_grow(
		    lines->line, lines->size, sizeof(*lines->line));
	}
	lines->line[lines->count] = (struct line){.hall = lines->hall};
	return &lines->line[lines->count++];
}

/* By day; what is outside every range then by who wrote it; by number. */
static int
page_order(const struct receipt *a, const struct receipt *b)
{
	int order;

	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	if (!a->range && (order = slice_compare(a->staff, b->staff)))
		return order;
	if (!a->range &&
	    (order = slice_compare(a->number.prefix, b->number.prefix)))
		return order;
	return (a->number.value > b->number.value) -
	       (a->number.value < b->number.value);
}

static int
page_compare(const void *left, const void *right)
{
	return page_order(*(const struct receipt *const *)left,
	    *(const struct receipt *const *)right);
}

/* Books are written page by page, so that there is seldom much to sort. */
static void
pages_collect(const struct receipts *list, struct pages *pages)
{
	bool sorted = true;

	pages->count = pages->at = 0;
	if (list->count > pages->size || !pages->page) {
		pages->size = 2 * list->count + 1;
		pages->page = memory_grow(
		    pages->page, pages->size, sizeof(*pages->page));
	}
	for (const struct receipt *r = list->first; r; r = r->next) {
		if (pages->count > 0 &&
		    page_order(pages->page[pages->count - 1], r) > 0)
			sorted = false;
		pages->page[pages->count++] = r;
	}
	if (!sorted)
		qsort(pages->page, pages->count, sizeof(*pages->page),
		    page_compare);
}

/* A list of numbers for people: 00012003-00012004;00012010. */
struct gaps {
	struct buffer text;
	size_t shown;
	uint64_t missing;
};

static void
gap_text(
    struct gaps *gaps, const struct serial *shape, uint64_t from, uint64_t to)
{
	char number[SERIAL_TEXT_MAX];

	if (gaps->shown++ >= GAPS_SHOWN) {
		if (gaps->shown == GAPS_SHOWN + 1)
			buffer_text(&gaps->text, ";...");
		return;
	}
	if (gaps->text.length)
		buffer_char(&gaps->text, ';');
	serial_format(shape, from, number);
	buffer_text(&gaps->text, number);
	if (to > from) {
		serial_format(shape, to, number);
		buffer_format(&gaps->text, "-%s", number);
	}
}

/* The loss that begins first at or behind `from`, within to; or NULL. */
static const struct range_cut *
next_loss(const struct range *range, uint64_t from, uint64_t to, int32_t day)
{
	const struct range_cut *best = NULL;

	for (const struct range_cut *cut = range->cuts; cut; cut = cut->next)
		if (cut->lost && cut->day <= day && cut->last >= from &&
		    cut->first <= to && (!best || cut->first < best->first))
			best = cut;
	return best;
}

/* from..to were used by nobody: what is not lost is missing. */
static void
gap_add(struct gaps *gaps, const struct range *range, uint64_t from,
    uint64_t to, int32_t day)
{
	while (from <= to) {
		const struct range_cut *cut = next_loss(range, from, to, day);
		uint64_t stop = cut ? cut->first : to + 1;

		if (stop > from) {
			gaps->missing += stop - from;
			gap_text(gaps, &range->shape, from, stop - 1);
		}
		if (!cut)
			return;
		from = cut->last + 1;
	}
}

/* What one day did to a range, from the first free number on. */
struct day_sum {
	int32_t day;
	uint64_t first; /* the first free number as the day began */
	uint64_t limit; /* behind the last held as the day began */
	uint64_t returned;
	uint64_t fresh;    /* behind the highest used */
	uint64_t count[3]; /* by enum receipt_state */
	struct gaps gaps, twice;
};

static void
sum_returned(const struct range *range, struct day_sum *sum)
{
	sum->limit = range->last + 1;
	sum->returned = 0;
	for (const struct range_cut *cut = range->cuts; cut; cut = cut->next) {
		if (cut->lost)
			continue;
		if (cut->day < sum->day && cut->first < sum->limit)
			sum->limit = cut->first;
		else if (cut->day == sum->day)
			sum->returned += cut->last - cut->first + 1;
	}
}

/* The day's receipts; those below the first free number belong to nobody. */
static void
sum_pages(const struct range *range, struct pages *pages, struct day_sum *sum)
{
	sum->fresh = sum->first;
	for (; pages->at < pages->count &&
	       pages->page[pages->at]->day <= sum->day;
	     pages->at++) {
		const struct receipt *r = pages->page[pages->at];

		if (r->number.value < sum->fresh || r->day < sum->day)
			continue;
		if (r->number.value > sum->fresh)
			gap_add(&sum->gaps, range, sum->fresh,
			    r->number.value - 1, sum->day);
		if (r->twice)
			gap_text(&sum->twice, &r->number, r->number.value,
			    r->number.value);
		sum->count[r->state]++;
		sum->fresh = r->number.value + 1;
	}
}

static const char *
keep_text(struct lines *lines, const struct buffer *text)
{
	return arena_slice(&lines->pay->arena, buffer_view(text)).text;
}

static const char *
run_id(struct lines *lines, int32_t day, struct slice book, const char *rest)
{
	int year, month, of_month;

	date_split(day, &year, &month, &of_month);
	return arena_text(&lines->pay->arena, "R%04d%02d%02d-%.*s-%s", year,
	    month, of_month, SLICE_ARG(book), rest);
}

static void
add_day(
    struct lines *lines, const struct range *range, const struct day_sum *sum)
{
	struct line *line = line_add(lines);
	char first[SERIAL_TEXT_MAX];
	uint64_t last = sum->limit - 1, held = sum->limit - sum->returned;
	uint64_t unused = held > sum->fresh ? held - sum->fresh : 0;

	serial_format(&range->shape, sum->first, first);
	line->id = run_id(lines, sum->day, range->book, first);
	line->day = sum->day;
	line->staff = range->staff;
	line->book = range->book;
	line->shape = range->shape;
	line->first = sum->first;
	line->last = last;
	line->issued = sum->count[RECEIPT_USED];
	line->voided = sum->count[RECEIPT_VOID];
	line->lost = sum->count[RECEIPT_LOST] +
		     range_lost(range, sum->first, last, sum->day);
	line->returned = sum->returned;
	line->missing = sum->gaps.missing;
	line->on_hand = unused ? unused - range_lost(range, sum->fresh,
					      held - 1, sum->day)
			       : 0;
	line->bad = line->missing > 0 || sum->twice.shown > 0;
	if (line->missing > 0) {
		line->code = "gap";
		line->numbers = keep_text(lines, &sum->gaps.text);
	} else if (line->bad) {
		line->code = "used_twice";
		line->numbers = keep_text(lines, &sum->twice.text);
	}
}

/* The first free number of the next day. */
static uint64_t
after_day(const struct range *range, const struct day_sum *sum)
{
	uint64_t next = sum->fresh;
	const struct range_cut *cut;

	while ((cut = next_loss(range, next, next, sum->day)))
		next = cut->last + 1;
	return next;
}

static void
add_range(struct lines *lines, const struct range *range, struct pages *pages)
{
	const struct hall *hall = lines->hall;
	uint64_t first = range->first;

	pages_collect(&range->receipts, pages);
	for (size_t i = 0; i < hall->days; i++) {
		struct day_sum sum = {.day = hall->day[i], .first = first};

		if (sum.day < range->day ||
		    (range->opening && sum.day == range->day))
			continue;
		sum_returned(range, &sum);
		if (sum.first >= sum.limit)
			break;
		sum_pages(range, pages, &sum);
		add_day(lines, range, &sum);
		buffer_release(&sum.gaps.text);
		buffer_release(&sum.twice.text);
		first = after_day(range, &sum);
	}
}

static bool
outside_together(const struct receipt *a, const struct receipt *b)
{
	return a->day == b->day && slice_equal(a->staff, b->staff);
}

/* What was used outside every range, by day and person. */
static void
add_outside(struct lines *lines, struct pages *pages)
{
	const struct receipt *first = pages->page[pages->at];
	struct gaps numbers = {0};
	struct line *line;
	uint64_t count = 0;

	for (; pages->at < pages->count &&
	       outside_together(first, pages->page[pages->at]);
	     pages->at++) {
		const struct receipt *r = pages->page[pages->at];

		/* One that was used earlier may be made void today. */
		if (r->state != RECEIPT_USED)
			continue;
		gap_text(
		    &numbers, &r->number, r->number.value, r->number.value);
		count++;
	}
	if (count > 0) {
		line = line_add(lines);
		line->id = run_id(lines, first->day, SLICE("outside"),
		    first->staff.length ? first->staff.text : "");
		line->day = first->day;
		line->staff = first->staff;
		line->issued = count;
		line->bad = lines->hall->runs.ranges != NULL;
		line->code = line->bad ? "outside" : "no_range";
		line->numbers = keep_text(lines, &numbers.text);
	}
	buffer_release(&numbers.text);
}

static int
day_compare(const void *left, const void *right)
{
	const int32_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

static void
sort_days(struct hall *hall)
{
	size_t count = 0;

	if (hall->days == 0)
		return;
	qsort(hall->day, hall->days, sizeof(*hall->day), day_compare);
	for (size_t i = 0; i < hall->days; i++)
		if (count == 0 || hall->day[count - 1] != hall->day[i])
			hall->day[count++] = hall->day[i];
	hall->days = count;
}

static void
add_hall(struct lines *lines, struct hall *hall, struct pages *pages)
{
	lines->hall = hall;
	sort_days(hall);
	for (const struct range *r = hall->runs.ranges; r; r = r->next)
		add_range(lines, r, pages);
	pages_collect(&hall->runs.outside, pages);
	while (pages->at < pages->count)
		add_outside(lines, pages);
}

static void
fill(struct row *row, const struct line *line)
{
	char text[SERIAL_TEXT_MAX];

	row_start(row, KIND_RUN);
	row_text(row, RUN_ID, line->id);
	row_date(row, RUN_DAY, line->day);
	row_set(row, RUN_HALL, line->hall->name);
	row_set(row, RUN_STAFF, line->staff);
	row_set(row, RUN_BOOK, line->book);
	row_int(row, RUN_ISSUED, (int64_t)line->issued);
	if (line->book.length) {
		serial_format(&line->shape, line->first, text);
		row_format(row, RUN_FIRST, "%s", text);
		serial_format(&line->shape, line->last, text);
		row_format(row, RUN_LAST, "%s", text);
		row_int(row, RUN_VOIDED, (int64_t)line->voided);
		row_int(row, RUN_LOST, (int64_t)line->lost);
		row_int(row, RUN_RETURNED, (int64_t)line->returned);
		row_int(row, RUN_ON_HAND, (int64_t)line->on_hand);
		row_int(row, RUN_MISSING, (int64_t)line->missing);
	}
	if (line->code)
		row_why(
		    row, RUN_WHY, line->code, "numbers", line->numbers, NULL);
}

static int
line_compare(const void *left, const void *right)
{
	const struct line *a = left, *b = right;
	int order = strcmp(a->id, b->id);

	return order ? order : slice_compare(a->hall->name, b->hall->name);
}

enum hall_status
runs_write(struct pay *pay, struct writer *writer)
{
	struct lines lines = {.pay = pay};
	struct pages pages = {.page = NULL};
	enum hall_status worst = HALL_DONE;
	struct row row;

	for (struct hall *hall = pay->halls; hall; hall = hall->next)
		add_hall(&lines, hall, &pages);
	free(pages.page);
	if (lines.count > 0)
		qsort(
		    lines.line, lines.count, sizeof(*lines.line), line_compare);
	row_init(&row);
	for (size_t i = 0; i < lines.count; i++) {
		fill(&row, &lines.line[i]);
		if (lines.line[i].bad)
			worst = HALL_LOOK;
		if (writer)
			writer_row(writer, &row);
	}
	row_release(&row);
	free(lines.line);
	return worst;
}

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
