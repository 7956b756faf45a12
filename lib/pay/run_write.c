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

/* The sheets of a range, or those outside, by day and who wrote them. */
struct pile {
	struct sheet **sheet;
	size_t count, size, at;
	struct pieces pieces;
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

static int
sheet_compare(const void *left, const void *right)
{
	const struct sheet *a = *(const struct sheet *const *)left;
	const struct sheet *b = *(const struct sheet *const *)right;
	int order;

	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	if (!a->range && (order = slice_compare(a->staff, b->staff)))
		return order;
	return (a->index > b->index) - (a->index < b->index);
}

static void
pile_collect(struct pile *pile, const struct sheets *sheets)
{
	pile->count = pile->at = 0;
	if (sheets->count > pile->size || !pile->sheet) {
		pile->size = 2 * sheets->count + 1;
		pile->sheet = memory_grow(
		    pile->sheet, pile->size, sizeof(struct sheet *));
	}
	for (struct sheet *s = sheets->first; s; s = s->next)
		pile->sheet[pile->count++] = s;
	if (pile->count > 1)
		qsort(pile->sheet, pile->count, sizeof(struct sheet *),
		    sheet_compare);
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

/* Numbers below the first free one belong to nobody. */
static void
sum_piece(const struct range *range, struct piece piece, struct day_sum *sum)
{
	uint64_t value = piece.first.value, below = 0;

	if (value < sum->fresh)
		below = sum->fresh - value;
	if (below >= piece.count)
		return;
	value += below;
	piece.count -= below;
	if (value > sum->fresh)
		gap_add(&sum->gaps, range, sum->fresh, value - 1, sum->day);
	if (piece.twice)
		gap_text(&sum->twice, &piece.first, value, value);
	sum->count[piece.state] += piece.count;
	sum->fresh = value + piece.count;
}

/* The day's receipts. */
static void
sum_sheets(const struct hall *hall, const struct range *range,
    struct pile *pile, struct day_sum *sum)
{
	size_t from;

	while (pile->at < pile->count && pile->sheet[pile->at]->day < sum->day)
		pile->at++;
	from = pile->at;
	while (pile->at < pile->count && pile->sheet[pile->at]->day == sum->day)
		pile->at++;
	pieces_collect(
	    &hall->runs, pile->sheet + from, pile->at - from, &pile->pieces);
	sum->fresh = sum->first;
	for (size_t i = 0; i < pile->pieces.count; i++)
		sum_piece(range, pile->pieces.piece[i], sum);
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
add_range(struct lines *lines, const struct range *range, struct pile *pile)
{
	const struct hall *hall = lines->hall;
	uint64_t first = range->first;

	pile_collect(pile, &range->sheets);
	for (size_t i = 0; i < hall->days; i++) {
		struct day_sum sum = {.day = hall->day[i], .first = first};

		if (sum.day < range->day ||
		    (range->opening && sum.day == range->day))
			continue;
		sum_returned(range, &sum);
		if (sum.first >= sum.limit)
			break;
		sum_sheets(hall, range, pile, &sum);
		add_day(lines, range, &sum);
		buffer_release(&sum.gaps.text);
		buffer_release(&sum.twice.text);
		first = after_day(range, &sum);
	}
}

static bool
outside_together(const struct sheet *a, const struct sheet *b)
{
	return a->day == b->day && slice_equal(a->staff, b->staff);
}

/* Each number by itself, as many as are shown. */
static uint64_t
numbers_outside(const struct pieces *pieces, struct gaps *numbers)
{
	uint64_t count = 0;

	for (size_t i = 0; i < pieces->count; i++) {
		const struct piece *piece = &pieces->piece[i];
		uint64_t value = piece->first.value;

		/* One that was used earlier may be made void today. */
		if (piece->state != RECEIPT_USED)
			continue;
		count += piece->count;
		for (uint64_t n = 0;
		     n < piece->count && numbers->shown <= GAPS_SHOWN; n++)
			gap_text(numbers, &piece->first, value + n, value + n);
	}
	return count;
}

/* What was used outside every range, by day and person. */
static void
add_outside(struct lines *lines, struct pile *pile)
{
	const struct sheet *first = pile->sheet[pile->at];
	struct gaps numbers = {0};
	struct line *line;
	uint64_t count;
	size_t from = pile->at;

	while (pile->at < pile->count &&
	       outside_together(first, pile->sheet[pile->at]))
		pile->at++;
	pieces_collect(&lines->hall->runs, pile->sheet + from, pile->at - from,
	    &pile->pieces);
	count = numbers_outside(&pile->pieces, &numbers);
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
add_hall(struct lines *lines, struct hall *hall, struct pile *pile)
{
	lines->hall = hall;
	sort_days(hall);
	for (const struct range *r = hall->runs.ranges; r; r = r->next)
		add_range(lines, r, pile);
	pile_collect(pile, &hall->runs.outside);
	while (pile->at < pile->count)
		add_outside(lines, pile);
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
	struct pile pile = {.sheet = NULL};
	enum hall_status worst = HALL_DONE;
	struct row row;

	for (struct hall *hall = pay->halls; hall; hall = hall->next)
		add_hall(&lines, hall, &pile);
	free(pile.sheet);
	free(pile.pieces.piece);
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
