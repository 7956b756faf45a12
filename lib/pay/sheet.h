/*
 * sheet.h - the receipts that were used, by who used them and when.
 *
 * Shape:   a sheet is what one person wrote on one day out of one range, of
 *          one printed code: spans of numbers.  What else is known of a
 *          number is its struct receipt, in the roll of the hall's numbers.
 * Owner:   sheets lie in the pay's arena, their spans in its store.
 */
#ifndef PAY_SHEET_H
#define PAY_SHEET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"
#include "pay/serial.h"
#include "pay/span.h"

#define SHEETS_RECENT 64 /* remembered by person, a power of two */

struct fact;
struct map;
struct pay;
struct range;
struct roll;
struct runs;

enum receipt_state { RECEIPT_USED, RECEIPT_VOID, RECEIPT_LOST };

/* What is kept of a receipt, found by its number as it is printed. */
struct receipt {
	uint64_t payment;    /* hash of that for which it was written; 0: no */
	uint32_t group;      /* the same of a group of payments */
	uint32_t sheet : 27; /* its index */
	uint32_t state : 2;  /* at the end of the day of its use */
	uint32_t undone : 1; /* void or lost, also on a later day */
	uint32_t issued : 1; /* by a receipt fact of its own */
	uint32_t twice : 1;  /* another payment names it too */
};
#define SHEETS_MAX (1 << 27)

struct sheet {
	struct range *range; /* NULL outside every range */
	struct slice staff, code;
	int32_t day;
	uint32_t index;
	struct spans spans; /* of numbers, in the order of their use */
	uint64_t odd;       /* receipts that are void, lost or used twice */
	struct sheet *next; /* of the same range */
};

/* In the order in which they were begun. */
struct sheets {
	struct sheet *first, *last;
	size_t count;
};

/* All sheets of a hall. */
struct sheet_index {
	struct map *names;
	struct sheet **sheet; /* by index */
	uint32_t count, size;
	struct sheet *recent[SHEETS_RECENT];
};

void sheets_release(struct sheet_index *);
/* The sheet of that range (or none), made when it is new. */
struct sheet *sheet_of(
    struct pay *, const struct fact *, struct range *, struct slice code);
/* The lowest number from..to that was used; false for none. */
bool sheets_used(
    const struct sheets *, uint64_t from, uint64_t to, uint64_t *used);

/* Neighbours to which the same happened. */
struct piece {
	struct serial first;
	uint64_t count;
	enum receipt_state state;
	bool twice; /* then it is but one */
	bool alone;
};

/* All zeros is none; `piece` is the caller's to free. */
struct pieces {
	struct piece *piece;
	size_t count, size;
};

/* What stands on so many sheets, by prefix and number. */
void pieces_collect(const struct runs *, struct sheet *const *sheet,
    size_t sheets, struct pieces *);

#endif
