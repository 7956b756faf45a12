/*
 * hall-apply - applications, complaints and other cases, and their limits.
 */
#include "apply/apply.h"
#include "base/cli.h"
#include "base/message.h"
#include "book/filter.h"

static enum hall_status
filter(struct cli *cli)
{
	return filter_run(cli, apply_folds, NULL);
}

static const struct cli_verb verbs[] = {
    {NULL, filter, "[FILE]...",
	N_("derive the progress of cases and their stages from facts"), 0,
	CLI_MANY, NULL, CLI_OUTPUT | CLI_STREAM},
};

static const struct cli_tool tool = {
    .name = "hall-apply",
    .summary = N_("the cases of a hall: applications, complaints, faults"),
    .verbs = verbs,
    .verbs_count = sizeof(verbs) / sizeof(*verbs),
};

int
main(int argc, char **argv)
{
	return cli_main(&tool, argc, argv);
}
