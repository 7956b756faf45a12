/* channel.c - what WeChat and Alipay know of a calendar day. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/rate.h"

#include "channel.h"

struct channel_row *
channel_add(struct channel_rows *rows, const struct payment *p, int32_t second,
    int64_t amount_fen)
{
	struct channel_row *row;

	if (rows->count == rows->size) {
		rows->size = rows->size ? rows->size * 2 : 256;
		rows->list = memory_grow(rows->list, rows->size, sizeof(*row));
	}
	row = &rows->list[rows->count++];
	row->payment = *p;
	row->second = second;
	row->amount_fen = amount_fen;
	row->refund = amount_fen < 0;
	row->refund_number = 0;
	row->number = (uint32_t)rows->count;
	return row;
}

static int
compare_time(const void *a, const void *b)
{
	const struct channel_row *x = a, *y = b;

	if (x->second != y->second)
		return x->second < y->second ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

void
channel_sort(struct channel_rows *rows)
{
	if (rows->count > 1)
		qsort(
		    rows->list, rows->count, sizeof(*rows->list), compare_time);
}

void
channel_release(struct channel_rows *rows)
{
	free(rows->list);
	memset(rows, 0, sizeof(*rows));
}

int64_t
channel_fee_exact(const struct channel_row *row)
{
	int64_t millionths = row->amount_fen * FEE_PER_MILLE *
			     (DECIMAL_PER_FEN / 1000);

	if (row->payment.flags & PAYMENT_FEE_OFF)
		millionths += DECIMAL_PER_FEN;
	return millionths;
}

int64_t
channel_fee_fen(const struct channel_row *row)
{
	return divide_round(
	    row->amount_fen * FEE_PER_MILLE, 1000, ROUND_HALF_UP);
}

int64_t
channel_net_fen(const struct channel_rows *rows, enum method method)
{
	int64_t amount_fen = 0, fee_fen = 0, exact = 0;

	for (size_t i = 0; i < rows->count; i++) {
		amount_fen += rows->list[i].amount_fen;
		fee_fen += channel_fee_fen(&rows->list[i]);
		exact += channel_fee_exact(&rows->list[i]);
	}
	if (method == METHOD_WECHAT)
		fee_fen = divide_round(exact, DECIMAL_PER_FEN, ROUND_HALF_UP);
	return amount_fen - fee_fen;
}
