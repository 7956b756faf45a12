/*
 * payment.h - one payment, as it was made up.
 *
 * Shape:   seconds count from 00:00 of the business day; they are negative
 *          for what the kiosk took on the evening before.
 */
#ifndef DAYS_PAYMENT_H
#define DAYS_PAYMENT_H

#include <stddef.h>
#include <stdint.h>

#include "random.h"

#define SECONDS_PER_DAY 86400
#define REF_SIZE 40
#define ID_SIZE 40

struct hall;

enum method {
	METHOD_CASH,
	METHOD_CARD,
	METHOD_WECHAT,
	METHOD_ALIPAY,
	METHOD_BANK,
	METHOD_CHEQUE,
	METHODS,
};

enum payment_flags {
	PAYMENT_NOT_IN_CHANNEL = 1,
	PAYMENT_AMOUNT_OFF = 2, /* the channel has another amount */
	PAYMENT_FEE_OFF = 4,
	PAYMENT_UNREADABLE = 8, /* its line is malformed */
	PAYMENT_VOIDED = 16,
	PAYMENT_NO_REASON = 32, /* and the void says none */
	PAYMENT_MIDNIGHT = 64,  /* the channel counts it to the next day */
	PAYMENT_TWICE = 128,    /* it comes again, a moment later */
};

enum item { ITEM_FEE, ITEM_PREPAY, ITEM_BUSINESS, ITEMS };

struct payment {
	int32_t second;
	int32_t made;    /* the calendar date */
	uint32_t number; /* of its id and reference on that date */
	uint32_t account;
	uint32_t receipt; /* 0: none */
	uint32_t ticket;  /* its place, from 1; 0: none */
	uint16_t staff;
	uint16_t counter; /* 0: the kiosk */
	uint16_t session;
	uint8_t method;
	uint8_t item;
	uint8_t flags;
	int64_t amount_fen;
	int64_t tendered_fen; /* cash only */
};

extern const char *const method_names[METHODS];

/* Method, account, item and amount; the rest is the day's business. */
void payment_draw(struct payment *, const struct hall *, struct random *);
void payment_draw_kiosk(struct payment *, const struct hall *, struct random *);
void payment_id(const struct payment *, char id[ID_SIZE]);
/* The number under which channel or bank knows it; "" for cash. */
void payment_ref(
    const struct payment *, const struct hall *, char ref[REF_SIZE]);
void account_text(const struct hall *, uint32_t account, char text[ID_SIZE]);
/* What the channel took: the amount, unless that is planted wrong. */
int64_t payment_channel_fen(const struct payment *);

#endif
