/*
 * banking.h - the way of a day's cash from the hall to the bank.
 *
 * Shape:   for each business day what was handed in and what was deposited.
 * Source:  hall.yaml(5), "deposits": yesterday's takings are in the bank by
 *          12:00 of the next day.
 * Errors:  -1 and the complaint; nothing was taken then.
 */
#ifndef PAY_BANKING_H
#define PAY_BANKING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/map.h"
#include "base/moment.h"
#include "record/record.h"
#include "record/row.h"

struct fact;
struct hall;
struct pay;

/* A part of a deposit: so much of that day's money. */
struct bank_line {
	int32_t day;
	int64_t fen;
};

struct bank_day {
	int32_t day;
	int64_t handed_fen;
	int64_t deposited_fen;
	bool handed;      /* a handin was seen */
	bool has_made;    /* a deposit names the day */
	struct moment at; /* of the deposit that made it whole, or the last */
	struct slice by;
	bool chained; /* its facts must be carried on */
};

/* A handin or deposit as it stood, for the carry. */
struct bank_fact {
	const struct record *record;
	struct bank_line *line;
	size_t lines;
	struct bank_fact *next;
};

struct bankings {
	struct map *days; /* by the text of the date -> struct bank_day */
	struct bank_fact *first, **last;
};

void bankings_release(struct bankings *);
int deposit_take(struct pay *, const struct fact *, const struct record *,
    struct complaint *);
/* NULL when no fact names that day. */
struct bank_day *banking_day(const struct bankings *, int32_t day);
/* What that day still has to bring to the bank; 0 for unknown days. */
int64_t banking_left(const struct bankings *, int32_t day);
/*
 * The days with something left, oldest first; in the pay's arena.
 */
size_t banking_open_days(
    struct pay *, const struct bankings *, struct bank_line **);
enum hall_status bankings_write(struct pay *, struct writer *, struct error *);
void bankings_carry(struct pay *, struct writer *);

/* Share an amount among days in their order: each up to what it owes, the
 * rest to the last. */
void bank_lines_share(const struct bankings *, struct bank_line *lines,
    size_t count, int64_t amount_fen);

/* "2026-11-01:1800.00 2026-11-02:900.00", in an arena; -1: not lines. */
int bank_lines_parse(
    struct slice text, struct arena *, struct bank_line **, size_t *count);
/* "2026-11-01 2026-11-02" (blanks, commas or semicolons between). */
int bank_days_parse(
    struct slice text, struct arena *, struct bank_line **, size_t *count);

#endif
