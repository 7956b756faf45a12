/*
 * bank.h - the hall's bank account on a calendar day.
 */
#ifndef DAYS_BANK_H
#define DAYS_BANK_H

#include <stddef.h>
#include <stdint.h>

#include "payment.h"

enum bank_sort {
	BANK_WECHAT, /* what a channel settles, the day after */
	BANK_ALIPAY,
	BANK_CARD,
	BANK_CHEQUE,
	BANK_DEPOSIT,  /* cash */
	BANK_TRANSFER, /* a customer's */
	BANK_SWEEP,    /* to the company's account, in the evening */
	BANK_SORTS,
};

struct bank_row {
	enum bank_sort sort;
	int32_t second;
	uint32_t order;
	int64_t amount_fen; /* signed */
	uint32_t account;   /* of a transfer */
	char voucher[REF_SIZE];
};

struct bank_rows {
	struct bank_row *list;
	size_t count;
	size_t size;
	int64_t opening_fen;
};

struct bank_row *bank_add(
    struct bank_rows *, enum bank_sort, int32_t second, int64_t amount_fen);
void bank_sort(struct bank_rows *);
void bank_release(struct bank_rows *);

#endif
