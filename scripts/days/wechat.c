/* wechat.c - the file of a WeChat Pay merchant. */
#include <stdio.h>

#include "base/date.h"
#include "base/money.h"
#include "base/rate.h"

#include "encoded.h"
#include "fact.h"
#include "statement.h"

static const char heading[] =
    "\xef\xbb\xbf交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,"
    "商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,"
    "代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,"
    "退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注";
/* clang-format off */
static const char totals_heading[] =
    "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,"
    "订单总金额,申请退款总金额";
/* clang-format on */

struct totals {
	size_t count;
	int64_t amount_fen;
	int64_t refund_fen;
	int64_t fee_millionths;
};

static const char *
paying_bank(const struct payment *p)
{
	static const char *const banks[] = {
	    "OTHERS", "CMB_DEBIT", "ICBC_DEBIT", "CCB_DEBIT", "ABC_CREDIT"};

	return banks[p->account % 5];
}

static void
add_time(struct encoded *f, int32_t date, int32_t second)
{
	char text[DATE_TEXT_SIZE];

	date_format(date, text);
	encoded_add(f, "`%s %02d:%02d:%02d", text, second / 3600,
	    second / 60 % 60, second % 60);
}

/* The first half: who, when, and how it was paid. */
static void
add_trade(
    struct encoded *f, const struct day *day, const struct channel_row *row)
{
	const struct payment *p = &row->payment;
	char device[ID_SIZE], ref[REF_SIZE];

	counter_text(p->counter, device);
	payment_ref(p, day->hall, ref);
	add_time(f, day->date, row->second);
	encoded_add(f, ",`wx00%014u,`19%08u,`0,`%s", day->hall->number,
	    day->hall->number, device);
	encoded_add(f, ",`42000009%02u%u%010u,`%s,`oH%026u", p->counter,
	    date_number(p->made), p->number, ref, p->account);
	encoded_add(f, ",`%s,`%s,`%s,`CNY", p->counter ? "MICROPAY" : "NATIVE",
	    row->refund ? "REFUND" : "SUCCESS", paying_bank(p));
}

/* The second half: the money. */
static void
add_money(struct encoded *f, const struct day *day,
    const struct channel_row *row, const char *taken, const char *back)
{
	char account[ID_SIZE], fee[DECIMAL_TEXT_SIZE], ref[REF_SIZE] = "0";

	account_text(day->hall, row->payment.account, account);
	decimal_format(channel_fee_exact(row), 5, fee);
	encoded_add(f, ",`%s,`0.00", taken);
	if (row->refund) {
		refund_ref(day->hall, day->date, row->refund_number,
		    METHOD_WECHAT, ref);
		encoded_add(f, ",`50300009%u%014u,`%s,`%s,`0.00",
		    date_number(day->date), row->refund_number, ref, back);
		encoded_add(f, ",`ORIGINAL,`SUCCESS");
	} else {
		encoded_add(f, ",`0,`0,`0.00,`0.00,`,`");
	}
	encoded_add(
	    f, ",`电费,`%s,`%s,`0.60%%,`%s,`%s,`", account, fee, taken, back);
}

static void
add_row(struct encoded *f, const struct day *day, const struct channel_row *row,
    struct totals *t)
{
	char taken[MONEY_TEXT_SIZE], back[MONEY_TEXT_SIZE];

	money_format(row->refund ? 0 : row->amount_fen, taken);
	money_format(row->refund ? -row->amount_fen : 0, back);
	add_trade(f, day, row);
	add_money(f, day, row, taken, back);
	encoded_end(f, "\r\n");
	t->count++;
	t->fee_millionths += channel_fee_exact(row);
	if (row->refund)
		t->refund_fen -= row->amount_fen;
	else
		t->amount_fen += row->amount_fen;
}

static void
add_totals(struct encoded *f, const struct totals *t)
{
	char taken[MONEY_TEXT_SIZE], back[MONEY_TEXT_SIZE];
	char fee[DECIMAL_TEXT_SIZE];

	money_format(t->amount_fen, taken);
	money_format(t->refund_fen, back);
	decimal_format(t->fee_millionths, 5, fee);
	encoded_add(f, "%s", totals_heading);
	encoded_end(f, "\r\n");
	encoded_add(f, "`%zu,`%s,`%s,`0.00,`%s,`%s,`%s", t->count, taken, back,
	    fee, taken, back);
	encoded_end(f, "\r\n");
}

int
wechat_write(const struct day *day, const char *path, struct error *e)
{
	struct totals totals = {0};
	struct encoded f;

	if (encoded_open(&f, path, NULL, e) < 0)
		return -1;
	buffer_text(&f.line, heading);
	encoded_end(&f, "\r\n");
	for (size_t i = 0; i < day->wechat.count; i++)
		add_row(&f, day, &day->wechat.list[i], &totals);
	add_totals(&f, &totals);
	return encoded_close(&f, e);
}
