/*
 * day.h - one business day of a hall, made up as a whole.
 *
 * Shape:   its payments in the order of their times, its events (all facts,
 *          in order), what each channel and the bank write about its
 *          calendar date.
 * Owner:   day_make fills, day_release empties; the hall moves on to the
 *          next day.
 */
#ifndef DAYS_DAY_H
#define DAYS_DAY_H

#include "bank.h"
#include "channel.h"
#include "event.h"
#include "hall.h"
#include "plant.h"
#include "ticket.h"

struct day {
	struct hall *hall;
	struct planting *planting;
	int32_t date;
	struct payments payments;
	struct payments refunded; /* payments of the day before */
	uint32_t kiosk_count;     /* taken by the kiosk on this date */
	struct tickets tickets;
	struct services services;
	uint32_t opened; /* cases */
	uint32_t cared;  /* events of cases */
	struct events events;
	struct channel_rows wechat;
	struct channel_rows alipay;
	struct bank_rows bank;
};

void day_make(struct day *, struct hall *, int32_t date, struct planting *);
void day_release(struct day *);

/* An event about the payment (or refunded payment) at that place. */
struct event *day_event(struct day *, const struct payment *, size_t place,
    int32_t second, enum kind, const char *event);

/* The steps of it, in their order; each in a file of its own. */
void day_take_tickets(struct day *);                   /* tickets.c */
void day_serve_tickets(struct day *, struct random *); /* serving.c */
void day_take_payments(struct day *);                  /* taking.c */
void day_join_services(struct day *); /* joining.c: who pays what */
void day_spoil(struct day *);         /* spoil.c: plants among payments */
void day_give_receipts(struct day *); /* giving.c */
void day_undo(struct day *);          /* undo.c: voids and refunds */
void day_keep_drawers(struct day *);  /* drawer.c, with batches */
void day_care_cases(struct day *);    /* caring.c */
void day_keep_logs(struct day *);     /* duties.c */
void day_audit_oneself(struct day *); /* the same, when ids are known */
void day_deposit(struct day *);       /* deposit.c */
void day_bring_deposit(struct day *); /* deposit.c: who goes */
void day_tell_channels(struct day *); /* telling.c */

/* Who stands at the payment's counter then, and in which session. */
void payment_place(struct payment *, const struct hall *);

/* L20261102-0001: the log's own number. */
void log_id(const struct day *, const struct event *, char id[ID_SIZE]);

#endif
