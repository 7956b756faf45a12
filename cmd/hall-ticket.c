/*
 * hall-ticket - who came, who waited, who was served.
 */
#include "base/cli.h"
#include "base/message.h"
#include "book/filter.h"
#include "ticket/ticket.h"

static enum hall_status
filter(struct cli *cli)
{
	return filter_run(cli, ticket_folds, NULL);
}

static const struct cli_verb verbs[] = {
    {NULL, filter, "[FILE]...",
	N_("derive visits, seats and queues from facts"), 0, CLI_MANY, NULL,
	CLI_OUTPUT | CLI_STREAM},
};

static const struct cli_tool tool = {
    .name = "hall-ticket",
    .summary = N_("the queue of a hall: tickets, calls, counters, ratings"),
    .verbs = verbs,
    .verbs_count = sizeof(verbs) / sizeof(*verbs),
};

int
main(int argc, char **argv)
{
	return cli_main(&tool, argc, argv);
}
