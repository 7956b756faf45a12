/* alipay.c - the file of an Alipay merchant. */
#include <stdio.h>

#include "base/date.h"
#include "base/money.h"

#include "encoded.h"
#include "fact.h"
#include "statement.h"

static const char rule[] = "-----------------------------------------";
/* clang-format off */
static const char heading[] =
    "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,"
    "门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,"
    "支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,"
    "券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,"
    "退款批次号/请求号,服务费（元）,分润（元）,备注";
/* clang-format on */

struct totals {
	size_t trades, refunds;
	int64_t trade_fen, refund_fen;
};

static void
add_date(struct encoded *f, int32_t date)
{
	int year, month, day;

	date_split(date, &year, &month, &day);
	encoded_add(f, "[%04d年%02d月%02d日 00:00:00]", year, month, day);
}

static void
add_time(struct encoded *f, int32_t date, int32_t second)
{
	char text[DATE_TEXT_SIZE];

	date_format(date, text);
	encoded_add(f, "%s %02d:%02d:%02d,", text, second / 3600,
	    second / 60 % 60, second % 60);
}

static void
add_head(struct encoded *f, const struct day *day)
{
	encoded_add(f, "#支付宝业务明细查询");
	encoded_end(f, "\r\n");
	encoded_add(f, "#账号：[2088%016u]", day->hall->number);
	encoded_end(f, "\r\n");
	encoded_add(f, "#起始日期：");
	add_date(f, day->date);
	encoded_add(f, "   终止日期：");
	add_date(f, day->date + 1);
	encoded_end(f, "\r\n");
	encoded_add(f, "#%s业务明细列表%s", rule, rule);
	encoded_end(f, "\r\n");
	buffer_text(&f->line, heading);
	encoded_end(f, "\r\n");
}

/* Ids end in a tab, so that a spreadsheet takes them for text. */
static void
add_trade(
    struct encoded *f, const struct day *day, const struct channel_row *row)
{
	const struct payment *p = &row->payment;
	char ref[REF_SIZE], device[ID_SIZE], staff[ID_SIZE];

	payment_ref(p, day->hall, ref);
	counter_text(p->counter, device);
	staff_text(p->staff, staff);
	encoded_add(f, "%u22001%c%010u\t,%s\t,%s,电费,", date_number(p->made),
	    p->counter ? '4' : '8', p->number, ref,
	    row->refund ? "退款" : "交易");
	add_time(f, day->date, row->second);
	add_time(f, day->date, row->second);
	encoded_add(f, "HALL%02u\t,%s\t,%s\t,%s\t,", day->hall->number,
	    day->hall->name, staff, device);
	encoded_add(f, "*用(138****%04u)\t,", p->account % 10000);
}

static void
add_row(struct encoded *f, const struct day *day, const struct channel_row *row,
    struct totals *t)
{
	char amount[MONEY_TEXT_SIZE], fee[MONEY_TEXT_SIZE], ref[REF_SIZE] = "";
	char account[ID_SIZE];

	money_format(row->amount_fen, amount);
	money_format(-channel_fee_fen(row), fee);
	account_text(day->hall, row->payment.account, account);
	if (row->refund)
		refund_ref(day->hall, day->date, row->refund_number,
		    METHOD_ALIPAY, ref);
	add_trade(f, day, row);
	encoded_add(f, "%s,%s,0.00,0.00,0.00,0.00,0.00,,0.00\t,0.00,%s\t,",
	    amount, amount, ref);
	encoded_add(f, "%s,0.00,%s", fee, account);
	encoded_end(f, "\r\n");
	t->trades += !row->refund;
	t->refunds += row->refund;
	*(row->refund ? &t->refund_fen : &t->trade_fen) += row->amount_fen;
}

static void
add_foot(struct encoded *f, const struct day *day, const struct totals *t)
{
	char trade[MONEY_TEXT_SIZE], refund[MONEY_TEXT_SIZE];
	int year, month, dom;

	money_format(t->trade_fen, trade);
	money_format(t->refund_fen, refund);
	encoded_add(f, "#%s业务明细列表结束%s", rule, rule);
	encoded_end(f, "\r\n");
	encoded_add(f, "#交易合计：%zu笔，商家实收共%s元，商家优惠共0.00元",
	    t->trades, trade);
	encoded_end(f, "\r\n");
	encoded_add(f,
	    "#退款合计：%zu笔，商家实收退款共%s元，商家优惠退款共0.00元",
	    t->refunds, refund);
	encoded_end(f, "\r\n");
	date_split(day->date + 1, &year, &month, &dom);
	encoded_add(
	    f, "#导出时间：[%04d年%02d月%02d日 06:30:00]", year, month, dom);
	encoded_end(f, "\r\n");
}

int
alipay_write(const struct day *day, const char *path, struct error *e)
{
	struct totals totals = {0};
	struct encoded f;

	if (encoded_open(&f, path, "GB18030", e) < 0)
		return -1;
	add_head(&f, day);
	for (size_t i = 0; i < day->alipay.count; i++)
		add_row(&f, day, &day->alipay.list[i], &totals);
	add_foot(&f, day, &totals);
	return encoded_close(&f, e);
}
