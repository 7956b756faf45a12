/*
 * channel.h - what WeChat and Alipay know of a calendar day.
 */
#ifndef DAYS_CHANNEL_H
#define DAYS_CHANNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hall.h"

#define FEE_PER_MILLE 6

struct channel_row {
	struct payment payment;
	int32_t second;     /* of the calendar day */
	int64_t amount_fen; /* signed: a refund is negative */
	bool refund;
	uint32_t refund_number; /* of the refund's reference */
	uint32_t number;        /* in the order of telling */
};

struct channel_rows {
	struct channel_row *list;
	size_t count;
	size_t size;
};

/* The new row; good until the next is added. */
struct channel_row *channel_add(struct channel_rows *, const struct payment *,
    int32_t second, int64_t amount_fen);
void channel_sort(struct channel_rows *);
void channel_release(struct channel_rows *);
/* 0.6 per cent: WeChat's exactly, in millionths of a yuan, with its sign. */
int64_t channel_fee_exact(const struct channel_row *);
/* Alipay's, to the fen. */
int64_t channel_fee_fen(const struct channel_row *);
/* What reaches the bank: amounts less fees. */
int64_t channel_net_fen(const struct channel_rows *, enum method);

#endif
