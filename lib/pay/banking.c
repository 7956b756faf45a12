#include "pay/banking.h"

#include <stdlib.h>

#include "base/money.h"
#include "pay/state.h"

enum { RANK_HANDIN, RANK_MADE, RANK_CREDITED };

/* A deposit that names more days than this is a mistake. */
#define BANK_DAYS_MAX 366

void
bankings_release(struct bankings *bankings)
{
	map_free(bankings->days);
	*bankings = (struct bankings){0};
}

struct bank_day *
banking_day(const struct bankings *bankings, int32_t day)
{
	char text[DATE_TEXT_SIZE];
	size_t length = date_format(day, text);

	if (!bankings->days)
		return NULL;
	return map_get(bankings->days, (struct slice){text, length});
}

static struct bank_day *
day_of(struct pay *pay, struct bankings *bankings, int32_t day)
{
	char text[DATE_TEXT_SIZE];
	size_t length = date_format(day, text);
	struct bank_day *d;
	void **slot;

	if (!bankings->days)
		bankings->days = map_new();
	slot = map_put(bankings->days, (struct slice){text, length});
	if (!*slot) {
		*slot = d = arena_alloc(&pay->arena, sizeof(*d));
		d->day = day;
	}
	return *slot;
}

int64_t
banking_left(const struct bankings *bankings, int32_t day)
{
	const struct bank_day *d = banking_day(bankings, day);
	int64_t left;

	if (!d)
		return 0;
	left = d->handed_fen;
	return money_subtract(&left, d->deposited_fen) < 0 || left < 0 ? 0
								       : left;
}

static bool
is_separator(char c)
{
	return c == ' ' || c == ',' || c == ';';
}

/* The next word of a list; false at its end. */
static bool
next_word(struct slice *rest, struct slice *word)
{
	size_t n = 0;

	while (rest->length && is_separator(*rest->text)) {
		rest->text++;
		rest->length--;
	}
	while (n < rest->length && !is_separator(rest->text[n]))
		n++;
	*word = (struct slice){rest->text, n};
	rest->text += n;
	rest->length -= n;
	return n > 0;
}

/* "2026-11-01:1800.00", or the date alone when `amounts` is false. */
static int
parse_line(struct slice word, bool amounts, struct bank_line *line)
{
	struct slice rest = word, day;

	line->fen = 0;
	if (!amounts)
		return date_parse(word, &line->day);
	if (!slice_cut(&rest, ':', &day) || !rest.text ||
	    date_parse(day, &line->day) < 0 ||
	    money_parse(rest, &line->fen) < 0)
		return -1;
	return line->fen < 0 ? -1 : 0;
}

static bool
names_day(const struct bank_line *lines, size_t count, int32_t day)
{
	for (size_t i = 0; i < count; i++)
		if (lines[i].day == day)
			return true;
	return false;
}

static int
parse_list(struct slice text, bool amounts, struct arena *arena,
    struct bank_line **lines, size_t *count)
{
	struct bank_line list[BANK_DAYS_MAX];
	struct slice rest = text, word;
	size_t n = 0;

	while (next_word(&rest, &word)) {
		if (n == BANK_DAYS_MAX ||
		    parse_line(word, amounts, &list[n]) < 0 ||
		    names_day(list, n, list[n].day))
			return -1;
		n++;
	}
	if (n == 0)
		return -1;
	*lines = arena_array(arena, n, sizeof(**lines));
	memcpy(*lines, list, n * sizeof(**lines));
	*count = n;
	return 0;
}

int
bank_lines_parse(struct slice text, struct arena *arena,
    struct bank_line **lines, size_t *count)
{
	return parse_list(text, true, arena, lines, count);
}

int
bank_days_parse(struct slice text, struct arena *arena,
    struct bank_line **lines, size_t *count)
{
	return parse_list(text, false, arena, lines, count);
}

static int
check_lines(const struct bank_line *lines, size_t count, int64_t amount,
    struct complaint *c)
{
	char text[MONEY_TEXT_SIZE];
	int64_t sum = 0;

	for (size_t i = 0; i < count; i++)
		if (money_add(&sum, lines[i].fen) < 0)
			return complain(c, "lines", "sum", NULL);
	if (sum == amount)
		return 0;
	money_format(sum, text);
	return complain(c, "lines", "lines_sum", "sum", text, NULL);
}

void
bank_lines_share(const struct bankings *bankings, struct bank_line *lines,
    size_t count, int64_t amount)
{
	for (size_t i = 0; i < count; i++) {
		int64_t left = banking_left(bankings, lines[i].day);

		if (i + 1 == count || left > amount)
			left = amount;
		lines[i].fen = left;
		amount -= left;
	}
}

/*
 * Which days the money is of: as `lines` say; else it goes to the `days` in
 * their order, each up to what it still owes; else it is of the fact's day.
 */
static int
read_lines(struct pay *pay, const struct fact *fact, const struct record *r,
    int64_t amount, struct bank_line **lines, size_t *count,
    struct complaint *c)
{
	struct slice text = rec_get(r, DEPOSIT_LINES);
	struct slice days = rec_get(r, DEPOSIT_DAYS);

	if (text.length) {
		if (bank_lines_parse(text, &pay->arena, lines, count) < 0)
			return complain(c, "lines", "lines_bad", NULL);
		return check_lines(*lines, *count, amount, c);
	}
	if (days.length == 0) {
		*lines = arena_alloc(&pay->arena, sizeof(**lines));
		**lines = (struct bank_line){fact->day, amount};
		*count = 1;
		return 0;
	}
	if (bank_days_parse(days, &pay->arena, lines, count) < 0)
		return pay_complain(c, "days", "days_bad", "value", days);
	bank_lines_share(&fact->hall->bankings, *lines, *count, amount);
	return 0;
}

/* A part of what was handed in, or deposited, onto its day. */
static void
add(struct pay *pay, const struct fact *fact, int rank, struct bank_day *day,
    int64_t fen)
{
	bool whole = day->has_made && day->deposited_fen >= day->handed_fen;

	if (rank == RANK_HANDIN) {
		day->handed_fen += fen;
		day->handed = true;
		return;
	}
	day->deposited_fen += fen;
	day->has_made = true;
	if (whole)
		return;
	day->at = fact->time;
	day->by = arena_slice(&pay->arena, fact->staff);
}

static bool
fits(int rank, const struct bank_day *day, int64_t fen)
{
	int64_t sum = rank == RANK_HANDIN ? day->handed_fen
					  : day->deposited_fen;

	return money_add(&sum, fen) == 0;
}

/* All parts or none. */
static int
add_all(struct pay *pay, const struct fact *fact, int rank,
    const struct bank_line *lines, size_t count, struct complaint *c)
{
	struct bankings *bankings = &fact->hall->bankings;

	for (size_t i = 0; i < count; i++)
		if (!fits(rank, day_of(pay, bankings, lines[i].day),
			lines[i].fen))
			return complain(c, "amount", "sum", NULL);
	for (size_t i = 0; i < count; i++)
		add(pay, fact, rank, day_of(pay, bankings, lines[i].day),
		    lines[i].fen);
	return 0;
}

/* Keep the fact: the next day needs it when the money is not all there. */
static void
keep(struct pay *pay, struct bankings *bankings, const struct record *r,
    struct bank_line *lines, size_t count)
{
	struct bank_fact *f = arena_alloc(&pay->arena, sizeof(*f));

	f->record = record_keep(r, &pay->arena);
	f->line = lines;
	f->lines = count;
	if (!bankings->last)
		bankings->last = &bankings->first;
	*bankings->last = f;
	bankings->last = &f->next;
}

int
deposit_take(struct pay *pay, const struct fact *fact, const struct record *r,
    struct complaint *c)
{
	struct bankings *bankings = &fact->hall->bankings;
	struct bank_line *lines = NULL;
	int64_t amount;
	size_t count = 0;
	int rank;

	if (rec_event(r, DEPOSIT_EVENT, &rank, c) < 0 ||
	    rec_money(r, DEPOSIT_AMOUNT, &amount, c) < 0)
		return -1;
	if (amount < 0)
		return pay_complain(c, "amount", "negative", "value",
		    rec_get(r, DEPOSIT_AMOUNT));
	/* The bank's word is for the reconciliation. */
	if (rank == RANK_CREDITED)
		return 0;
	if (read_lines(pay, fact, r, amount, &lines, &count, c) < 0 ||
	    add_all(pay, fact, rank, lines, count, c) < 0)
		return -1;
	keep(pay, bankings, r, lines, count);
	return 0;
}

size_t
banking_open_days(
    struct pay *pay, const struct bankings *bankings, struct bank_line **lines)
{
	struct map_entry *entry;
	size_t days = 0, count = 0;

	*lines = NULL;
	if (!bankings->days)
		return 0;
	entry = map_sorted(bankings->days, &days);
	*lines = arena_array(&pay->arena, days, sizeof(**lines));
	for (size_t i = 0; i < days; i++) {
		const struct bank_day *day = entry[i].value;
		int64_t left = banking_left(bankings, day->day);

		if (left > 0)
			(*lines)[count++] = (struct bank_line){day->day, left};
	}
	free(entry);
	return count;
}
