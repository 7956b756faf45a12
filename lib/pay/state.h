/*
 * state.h - what hall-pay keeps of a stream: for each hall its payments,
 * drawers, receipt books and bankings.
 *
 * Shape:   one struct pay a run; everything in its arena.
 * Source:  hall-pay(1), "RECORDS" and "MEMORY".
 * Owner:   the fold (fold.c), which makes and ends it.
 */
#ifndef PAY_STATE_H
#define PAY_STATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"
#include "base/moment.h"
#include "base/slice.h"
#include "pay/banking.h"
#include "pay/payment.h"
#include "pay/roll.h"
#include "pay/run.h"
#include "pay/table.h"
#include "pay/till.h"
#include "record/stream.h"

/*
 * Of payments, and of receipts, so much is kept in memory: a day of a busy
 * province.
 */
#define PAY_KEPT_BYTES ((size_t)2 << 20)

struct hall {
	struct slice name;
	struct roll *payments;      /* payments.c; NULL: none yet */
	struct table wide_payments; /* the same */
	struct tills tills;
	struct runs runs;
	struct bankings bankings;
	int32_t *day; /* the business days as they came, in the heap */
	size_t days, days_size;
	struct hall *next;
};

struct pay {
	struct stream *stream; /* NULL in unit tests of a part */
	struct arena arena;
	struct map *hall_names;
	struct hall *halls;
	struct hall *hall; /* of the latest fact */
	struct pages *payment_pages, *receipt_pages;
	struct span_store spans;
	struct session **session; /* all of them, by their index */
	uint32_t sessions, sessions_size;
	struct buffer key; /* for looking things up */
};

/* What every fact says, read once. */
struct fact {
	struct hall *hall;
	struct slice staff;
	int32_t day; /* the business day; of the time where none is named */
	struct moment time;
	bool opening; /* carried from the day before, seq 0 */
};

/* complain with one argument that is a slice. */
int pay_complain(struct complaint *, const char *column, const char *code,
    const char *name, struct slice value);
/* The hall of that name, made when it is new. */
struct hall *pay_hall(struct pay *, struct slice name);

#endif
