#include "base/message.h"
#include "pay/pay.h"
#include "pay/verb.h"

const struct cli_option pay_batch_options[] = {
    {"method", 0, "METHOD", N_("which payments it counted"), CLI_REQUIRED},
    {"count", 0, "N", N_("how many"), CLI_REQUIRED},
    {"amount", 0, "AMOUNT", N_("their sum, less what went back"), CLI_REQUIRED},
    {"cash", 0, "AMOUNT", N_("cash in the box of a kiosk"), 0},
    {"from", 0, "TIME", N_("the first moment that it counted"), 0},
    {"to", 0, "TIME", N_("the last"), 0},
    {NULL, 0, NULL, NULL, 0},
};

static int
read_time(struct verb *v, const char *option, struct row *row, int column)
{
	const struct zone *zone = config_zone(book_config(v->book));
	const char *text = cli_get(v->cli, option);
	struct moment moment;

	if (!text)
		return 0;
	if (moment_parse_loose(slice_of(text), zone, v->day, &moment) < 0)
		return verb_refuse(v,
		    tr("--%s: '%s' is no time; write 2026-11-02T18:40:00"
		       "+08:00, '2026-11-02 18:40' or 18:40"),
		    option, text);
	row_time(row, column, moment);
	return 0;
}

static int
batch(struct verb *v)
{
	struct row *row = &v->recording.row;
	struct slice device = slice_of(cli_operand(v->cli, 0));
	int method = method_find(verb_text(v, "method"));
	int64_t count, amount, cash;

	if (method < 0)
		return verb_refuse(v,
		    tr("--method: '%.*s' is no way to pay: cash, card, "
		       "wechat, alipay, bank or cheque"),
		    SLICE_ARG(verb_text(v, "method")));
	if (verb_check_name(v, tr("device"), device) < 0 ||
	    verb_count(v, "count", &count) < 0 ||
	    verb_money_or(v, "amount", 0, &amount) < 0 ||
	    verb_money_or(v, "cash", -1, &cash) < 0)
		return -1;
	row_start(row, KIND_BATCH);
	row_set(row, BATCH_DEVICE, device);
	row_text(row, BATCH_METHOD, method_name(method));
	row_int(row, BATCH_COUNT, count);
	row_money(row, BATCH_AMOUNT, amount);
	if (cash >= 0)
		row_money(row, BATCH_CASH, cash);
	if (read_time(v, "from", row, BATCH_FROM) < 0 ||
	    read_time(v, "to", row, BATCH_TO) < 0)
		return -1;
	return verb_add(v, row);
}

enum hall_status
pay_batch(struct cli *cli)
{
	return verb_run(cli, "batch", batch);
}

static const enum kind everything[] = {KIND_PAYMENT, KIND_PAYLINE, KIND_VOID,
    KIND_REFUND, KIND_CORRECT, KIND_RECEIPT, KIND_BOOK, KIND_DRAWER,
    KIND_DEPOSIT, KIND_BATCH, KIND_OTHER};
/* What a kiosk reports of itself. */
static const enum kind takings[] = {
    KIND_PAYMENT, KIND_PAYLINE, KIND_RECEIPT, KIND_BATCH, KIND_OTHER};

enum hall_status
pay_post(struct cli *cli)
{
	static const struct posting posting = {everything, "take", takings};

	return recording_post(cli, pay_folds, NULL, &posting);
}
