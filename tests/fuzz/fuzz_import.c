/*
 * fuzz_import.c - any bytes as a statement file: every line is accounted
 * for, and the same bytes say the same twice.
 */
#include "config/config.h"
#include "fuzz.h"
#include "reconcile/import.h"

static const char definition[] =
    "zone: \"+08:00\"\n"
    "sources:\n"
    "  a:\n"
    "    strip: \"`\"\n"
    "    comment: \"#\"\n"
    "    absent: /\n"
    "    map: {time: t, type: y, ref: r, amount: a, fee: f?, balance: b?}\n"
    "    refund: {amount: p?}\n"
    "    types: {S: trade, R: refund, I: ignore}\n"
    "    totals:\n"
    "      - {count: n, amount: s}\n"
    "      - {line: \"sum {count}, {amount}{any}.\", type: trade}\n"
    "    end: \"end\"\n"
    "  b:\n"
    "    encoding: gb18030\n"
    "    separator: \"|\"\n"
    "    map: {date: d, time: t?, in: i, out: o, direction: x?}\n"
    "    direction: {in: [i, \"\"], out: o, ignore: /}\n"
    "  wechat:\n"
    "    strip: \"`\"\n"
    "    map: {time: 交易时间, ref: 商户订单号, type: 交易状态,\n"
    "          currency: 货币种类, amount: 应结订单金额, coupon: 代金券金额,\n"
    "          fee: 手续费, gross: 订单金额}\n"
    "    refund: {ref: 商户退款单号, amount: 退款金额}\n"
    "    types: {SUCCESS: trade, REFUND: refund}\n"
    "    totals: {count: 总交易单数, amount: 应结订单总金额,\n"
    "             sums: {退款金额: 退款总金额}}\n"
    "  alipay:\n"
    "    encoding: gb18030\n"
    "    comment: \"#\"\n"
    "    map: {time: 完成时间, ref: 商户订单号, type: 业务类型,\n"
    "          amount: 商家实收（元）, fee: 服务费（元）, party: 对方账户}\n"
    "    negate: fee\n"
    "    types: {交易: trade, 退款: refund}\n"
    "    totals:\n"
    "      - {line: \"#交易合计：{count}笔，商家实收共{amount}元，{any}\",\n"
    "         type: trade, of: 商家实收（元）}\n";

static struct config *
definition_load(void)
{
	struct memory_file file = memory_file_new();
	struct config *config;
	struct error e = {HALL_DONE, ""};

	memory_file_set(&file, SLICE(definition));
	config = config_load(file.path, &e);
	must(config != NULL, e.text);
	close(file.fd);
	return config;
}

static void
add_row(void *context, const struct statement *s)
{
	row_line(&s->row, context);
	buffer_char(context, '\n');
}

static void
add_fault(void *context, const char *file, uint64_t line, struct slice text,
    const struct complaint *c)
{
	(void)file;
	buffer_format(context, "%llu %s ", (unsigned long long)line, c->code);
	buffer_slice(context, text);
	buffer_char(context, '\n');
}

static void
read_into(struct buffer *out, const struct profile *p, const uint8_t *bytes,
    size_t size)
{
	struct import_calls calls = {out, add_row, add_fault};
	struct source *source = source_of("f", bytes, size);
	struct import_summary sum;
	struct error e = {HALL_DONE, ""};

	if (import_source(p, source, "f", &calls, &sum, &e) < 0) {
		must(e.status != HALL_BUG, e.text);
		buffer_text(out, e.text);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static struct config *config;
	static const char *const names[] = {"a", "b", "wechat", "alipay"};

	if (!config)
		config = definition_load();
	for (size_t i = 0; i < COUNT(names); i++) {
		struct buffer once = {0}, twice = {0};
		struct arena arena = {0};
		struct profile p;
		struct error e;

		must(profile_load(&p, config, slice_of(names[i]), &arena, &e) ==
			 0,
		    "a profile");
		read_into(&once, &p, bytes, size);
		read_into(&twice, &p, bytes, size);
		must(slice_equal(buffer_view(&once), buffer_view(&twice)),
		    "the same bytes said twice");
		buffer_release(&once);
		buffer_release(&twice);
		arena_release(&arena);
	}
	return 0;
}
