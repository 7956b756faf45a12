/*
 * hall-pay - take money, account for every fen of it.
 */
#include "base/cli.h"
#include "base/message.h"
#include "book/filter.h"
#include "pay/pay.h"

static enum hall_status
filter(struct cli *cli)
{
	return filter_run(cli, pay_folds, NULL);
}

static const struct cli_verb verbs[] = {
    {NULL, filter, "[FILE]...",
	N_("derive tills, receipt runs and bankings from facts"), 0, CLI_MANY,
	NULL, CLI_OUTPUT | CLI_STREAM},
};

static const struct cli_tool tool = {
    .name = "hall-pay",
    .summary = N_("the money of a hall: payments, drawers, receipts, deposits"),
    .verbs = verbs,
    .verbs_count = sizeof(verbs) / sizeof(*verbs),
};

int
main(int argc, char **argv)
{
	return cli_main(&tool, argc, argv);
}
