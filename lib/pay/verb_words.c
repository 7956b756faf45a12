#include "base/message.h"
#include "base/money.h"
#include "base/output.h"
#include "base/words.h"
#include "pay/pay.h"

enum hall_status
pay_words(struct cli *cli)
{
	struct error error = {HALL_DONE, ""};
	struct buffer text = {0};
	int64_t fen;

	for (size_t i = 0; i < cli_operands(cli); i++) {
		struct slice amount = slice_of(cli_operand(cli, i));

		if (money_parse_loose(amount, &fen) < 0) {
			buffer_release(&text);
			return cli_usage(cli,
			    tr("'%s' is not an amount; write 12.30"),
			    amount.text);
		}
		words_money(&text, fen);
		buffer_char(&text, '\n');
	}
	if (output_whole(cli_get(cli, "o"), buffer_view(&text), &error) < 0)
		cli_fail(&error);
	buffer_release(&text);
	return error.status;
}
