/*
 * hall-pay - take money, account for every fen of it.
 */
#include "base/cli.h"
#include "base/message.h"
#include "book/book.h"
#include "book/recording.h"
#include "pay/pay.h"

static enum hall_status
filter(struct cli *cli)
{
	return filter_run(cli, pay_folds, NULL);
}

static const struct cli_verb verbs[] = {
    {"take", pay_take, "", N_("take a payment"), 0, 0, pay_take_options,
	CLI_OUTPUT | CLI_RECORD},
    {"void", pay_void, "PAYMENT", N_("undo a payment of this business day"), 1,
	1, pay_void_options, CLI_OUTPUT | CLI_RECORD},
    {"refund", pay_refund, "PAYMENT", N_("pay back a payment, or a part of it"),
	1, 1, pay_refund_options, CLI_OUTPUT | CLI_RECORD},
    {"correct", pay_correct, "OF",
	N_("correct what a payment is called, or a faulty line"), 1, 1,
	pay_correct_options, CLI_OUTPUT | CLI_RECORD},
    {"drawer", pay_drawer, "EVENT COUNTER",
	N_("open float payin payout drop counterfeit count handover"), 2, 2,
	pay_drawer_options, CLI_OUTPUT | CLI_RECORD},
    {"close", pay_close, "COUNTER", N_("close a drawer that was counted (Z)"),
	1, 1, pay_close_options, CLI_OUTPUT | CLI_RECORD},
    {"till", pay_till, "[COUNTER]",
	N_("how the tills stand (X); changes nothing"), 0, 1, NULL, CLI_OUTPUT},
    {"words", pay_words, "AMOUNT...",
	N_("amounts in Chinese words, as on a cheque"), 1, CLI_MANY, NULL,
	CLI_OUTPUT},
    {"deposit", pay_deposit, "EVENT",
	N_("handin made credited: cash on its way to the bank"), 1, 1,
	pay_deposit_options, CLI_OUTPUT | CLI_RECORD},
    {"book", pay_book, "EVENT BOOK",
	N_("receive issue return lost: receipt books"), 2, 2, pay_book_options,
	CLI_OUTPUT | CLI_RECORD},
    {"receipt", pay_receipt, "EVENT NUMBER",
	N_("issue void print lost: single receipts"), 2, 2, pay_receipt_options,
	CLI_OUTPUT | CLI_RECORD},
    {"batch", pay_batch, "DEVICE",
	N_("what a terminal or kiosk printed at its day end"), 1, 1,
	pay_batch_options, CLI_OUTPUT | CLI_RECORD},
    {"post", pay_post, "[FILE]...",
	N_("record the facts of files, all or none"), 0, CLI_MANY,
	recording_post_options, CLI_OUTPUT | CLI_RECORD},
    {NULL, filter, "[FILE]...",
	N_("derive tills, receipt runs and bankings from facts"), 0, CLI_MANY,
	NULL, CLI_OUTPUT | CLI_STREAM},
};

static const struct cli_tool tool = {
    .name = "hall-pay",
    .summary = N_("the money of a hall: payments, drawers, receipts, deposits"),
    .verbs = verbs,
    .verbs_count = sizeof(verbs) / sizeof(*verbs),
    .candidates = pay_candidates,
    .language = book_language,
    .output = book_check_output,
};

int
main(int argc, char **argv)
{
	return cli_main(&tool, argc, argv);
}
