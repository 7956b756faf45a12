/*
 * hall.h - a service hall: who works there, and what one day leaves to the
 * next.
 *
 * Shape:   counters C01 … with a clerk S01 … each; behind the clerks come
 *          the relief, the cashier, the monitor, the manager and the
 *          auditor.  Staff 0
 *          is the kiosk.
 * Owner:   hall_init, hall_release.
 */
#ifndef DAYS_HALL_H
#define DAYS_HALL_H

#include <stddef.h>
#include <stdint.h>

#include "options.h"
#include "matter.h"
#include "payment.h"
#include "stubs.h"
#include "trade.h"

#define FLOAT_FEN 50000
#define OFFSET_SECONDS (8 * 3600)
#define REFUNDABLE_MAX 4

/* The day as the hall keeps it, in seconds from 00:00. */
#define OPENING (8 * 3600 + 30 * 60)
#define CLOSING (17 * 3600 + 30 * 60)
#define RELIEF (12 * 3600 + 30 * 60)
/* The day is closed; what the kiosk takes from here on is tomorrow's. */
#define DAY_CLOSED (18 * 3600)

struct payments {
	struct payment *list;
	size_t count;
	size_t size;
};

/* What the channels and the bank still owe the hall for a day. */
struct settlement {
	int64_t wechat_fen;
	int64_t alipay_fen;
	int64_t card_fen;
	int64_t cheque_fen;
};

struct hall {
	const struct options *options;
	unsigned number; /* from 1 */
	char id[16];
	char name[64];
	uint32_t accounts;
	uint16_t relief, cashier, monitor, manager, auditor;
	const struct trade *trade;
	struct stubs stubs;
	uint32_t *closes; /* by counter: the Z of its last drawer */
	/* From the day before. */
	struct payments evening; /* at the kiosk, after its close */
	struct payment midnight; /* counted by the channel to the next day */
	bool has_midnight;
	struct payment refundable[REFUNDABLE_MAX];
	unsigned refundable_count;
	int64_t handed_in_fen;
	struct settlement settlement;
	int64_t balance_fen; /* at the bank */
	uint32_t batches;    /* numbered by every terminal alike */
	uint32_t events;     /* numbers of drawer and deposit facts, per day */
	struct matters matters; /* open cases */
	char chain[33];         /* of the journal so far */
};

void hall_init(struct hall *, const struct options *, unsigned number);
void hall_release(struct hall *);

void payments_add(struct payments *, const struct payment *);
/* By time, then in the order in which they were added. */
void payments_sort(struct payments *);
void payments_release(struct payments *);

/* S01, or K01 for 0. */
void staff_text(uint16_t staff, char text[ID_SIZE]);
/* C01, or K01 for 0. */
void counter_text(uint16_t counter, char text[ID_SIZE]);
/* The card terminal of a counter, POS01. */
void terminal_text(uint16_t counter, char text[ID_SIZE]);

#endif
