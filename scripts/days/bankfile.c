/* bankfile.c - the bank's list of movements, and the card acquirer's. */
#include <stdio.h>

#include "base/date.h"
#include "base/money.h"

#include "encoded.h"
#include "fact.h"
#include "statement.h"

#define GROUPED_SIZE (MONEY_TEXT_SIZE + 8)

static const struct {
	const char *summary;
	const char *party;
} sorts[BANK_SORTS] = {
    [BANK_WECHAT] = {"微信结算", "财付通支付科技有限公司"},
    [BANK_ALIPAY] = {"支付宝结算", "支付宝（中国）网络技术有限公司"},
    [BANK_CARD] = {"POS结算", "银行卡收单清算"},
    [BANK_CHEQUE] = {"支票入账", "同城票据交换"},
    [BANK_DEPOSIT] = {"现金存入", ""},
    [BANK_TRANSFER] = {"转账汇入", ""},
    [BANK_SWEEP] = {"资金归集", "河滨供电公司"},
};

/* With separators at the thousands, and so in quotes. */
static void
add_amount(struct encoded *f, int64_t fen)
{
	char text[GROUPED_SIZE];

	if (fen == 0) {
		encoded_add(f, ",");
		return;
	}
	money_format_grouped(fen, text);
	if (fen >= 100000 || fen <= -100000)
		encoded_add(f, "\"%s\",", text);
	else
		encoded_add(f, "%s,", text);
}

static void
add_bank_row(struct encoded *f, const struct day *day,
    const struct bank_row *row, int64_t balance_fen)
{
	char date[DATE_TEXT_SIZE], account[ID_SIZE] = "";

	date_format(day->date, date);
	if (row->sort == BANK_TRANSFER)
		account_text(day->hall, row->account, account);
	encoded_add(f, "%s,%02d:%02d:%02d,%s,%s,", date, row->second / 3600,
	    row->second / 60 % 60, row->second % 60, sorts[row->sort].summary,
	    row->voucher);
	add_amount(f, row->amount_fen < 0 ? -row->amount_fen : 0);
	add_amount(f, row->amount_fen > 0 ? row->amount_fen : 0);
	add_amount(f, balance_fen);
	encoded_add(f, "%s,%s", sorts[row->sort].party, account);
	encoded_end(f, "\r\n");
}

static void
add_bank_head(struct encoded *f, const struct day *day)
{
	char date[DATE_TEXT_SIZE];

	date_format(day->date, date);
	encoded_add(f, "账户交易明细");
	encoded_end(f, "\r\n");
	encoded_add(f, "账号：6222000012345678,户名：%s,日期：%s",
	    day->hall->name, date);
	encoded_end(f, "\r\n");
	encoded_add(f, "交易日期,交易时间,摘要,凭证号,借方发生额,贷方发生额,"
		       "余额,对方户名,附言");
	encoded_end(f, "\r\n");
}

int
bank_write(const struct day *day, const char *path, struct error *e)
{
	int64_t balance_fen = day->bank.opening_fen;
	struct encoded f;

	if (encoded_open(&f, path, NULL, e) < 0)
		return -1;
	add_bank_head(&f, day);
	for (size_t i = 0; i < day->bank.count; i++) {
		balance_fen += day->bank.list[i].amount_fen;
		add_bank_row(&f, day, &day->bank.list[i], balance_fen);
	}
	return encoded_close(&f, e);
}

int
pos_write(const struct day *day, const char *path, struct error *e)
{
	char date[DATE_TEXT_SIZE], terminal[ID_SIZE], amount[MONEY_TEXT_SIZE];
	struct encoded f;

	if (encoded_open(&f, path, NULL, e) < 0)
		return -1;
	date_format(day->date, date);
	encoded_add(&f, "终端号,批次号,日期,笔数,金额");
	encoded_end(&f, "\n");
	for (size_t i = 0; i < day->events.count; i++) {
		const struct event *b = &day->events.list[i];

		if (b->kind != KIND_BATCH)
			continue;
		terminal_text(b->counter, terminal);
		money_format(b->amount_fen, amount);
		encoded_add(&f, "%s,%06u,%s,%u,%s", terminal, b->number, date,
		    b->first, amount);
		encoded_end(&f, "\n");
	}
	return encoded_close(&f, e);
}
