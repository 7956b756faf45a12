/*
 * run.h - receipt books and the numbers that came out of them.
 *
 * Shape:   a range is an unbroken run of numbers issued to one person out of
 *          one book; the stock holds what was received and not issued yet.
 * Source:  hall-pay(1), "RECORDS": stubs run from first to last without a
 *          gap; used + void + lost + returned + on hand = issued.
 * Errors:  -1 and the complaint; nothing was taken then.
 */
#ifndef PAY_RUN_H
#define PAY_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "pay/serial.h"
#include "pay/sheet.h"
#include "record/record.h"
#include "record/row.h"

#define RUN_RECENT 64 /* ranges remembered by person, a power of two */

struct fact;
struct hall;
struct pay;

#define RANGE_NUMBERS_MAX 10000000
#define RANGES_MAX 65536 /* of a hall in one stream, and as much in stock */
#define RANGE_CUTS_MAX 1000

/* Numbers that left a range without a receipt: lost or returned. */
struct range_cut {
	bool lost; /* else returned */
	int32_t day;
	uint64_t first, last;
	const struct record *record; /* of a loss, for the carry */
	struct range_cut *next;
};

struct range {
	struct slice book, kind, staff;
	struct serial shape;  /* its prefix and digits */
	uint64_t first, last; /* as issued */
	uint64_t limit;       /* behind the last that is still held */
	uint64_t fresh;       /* behind the highest used */
	int32_t day;          /* on which it was issued */
	bool opening;         /* carried in: its first row is the day after */
	int32_t begun_day;    /* the newest day on which it was written in */
	uint64_t begun;       /* the first free number as that day began */
	struct range_cut *cuts;
	size_t cuts_count;
	struct sheets sheets;
	struct range *next; /* in the order of issue */
};

/* Received, not issued yet. */
struct stock {
	struct slice book, kind, staff;
	struct serial shape;
	uint64_t first, last;
	struct stock *next;
};

struct range_slot; /* range.c */

struct runs {
	struct roll *numbers;  /* of struct receipt; NULL: none yet */
	struct sheets outside; /* of every range */
	struct sheet_index sheet;
	struct range *ranges, **ranges_last;
	struct range *recent[RUN_RECENT];
	struct range_slot *slot; /* by prefix and first number */
	size_t ranges_count, slots_size;
	struct stock *stock;
	size_t stock_count;
};

void runs_release(struct runs *);
int receipt_take(struct pay *, const struct fact *, const struct record *,
    struct complaint *);
/*
 * The number that a payment says to be its receipt's.  Never a fault: the
 * money was taken whatever was printed; a number used twice is seen in the
 * run.
 */
void receipt_use(struct pay *, const struct fact *, struct slice number,
    struct slice payment, struct slice group);
int book_take(struct pay *, const struct fact *, const struct record *,
    struct complaint *);

/* The next free number of a range; 0 left when there is none. */
uint64_t range_next(const struct range *, uint64_t *left);
/*
 * The range out of which this person writes the next receipt: the one that
 * was begun, else the oldest.  kind may be empty.  *left counts the numbers
 * of all their ranges.  NULL when none is left.
 */
const struct range *run_of(
    const struct runs *, struct slice staff, struct slice kind, uint64_t *left);
/* Of the numbers from..to, those that were lost by that day. */
uint64_t range_lost(
    const struct range *, uint64_t from, uint64_t to, int32_t day);
/* The number of the first receipt written for a payment, 0: there is none. */
size_t run_receipt_of(
    const struct runs *, struct slice payment, char text[SERIAL_TEXT_MAX]);
/*
 * The range that holds a number, that of this person before others; NULL
 * when there is none.  kind and book may be empty.
 */
struct range *run_range(struct runs *, const struct serial *,
    struct slice staff, struct slice kind, struct slice book);
/* Put a new range in its place. */
void range_index(struct runs *, struct range *);
/* A range of that series that still holds one of first..last, or NULL. */
struct range *range_meeting(const struct runs *, const struct serial *shape,
    struct slice kind, uint64_t first, uint64_t last);
/* Same letters, and the same kind unless one is not said. */
bool range_same_series(const struct serial *, struct slice kind,
    const struct serial *other, struct slice other_kind);
/* Numbers of a book in stock, from *first to *last; false for none. */
const struct stock *run_stock(const struct runs *, struct slice book);

enum hall_status runs_write(struct pay *, struct writer *);
void runs_carry(struct pay *, struct writer *);

#endif
