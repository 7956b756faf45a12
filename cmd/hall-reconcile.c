/*
 * hall-reconcile - the hall's account against what banks and channels say.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/cli.h"
#include "base/message.h"
#include "book/book.h"
#include "book/filter.h"
#include "reconcile/candidates.h"
#include "reconcile/explain_verb.h"
#include "reconcile/import_verb.h"
#include "reconcile/reconcile.h"
#include "reconcile/sources_verb.h"

static const struct cli_option filter_options[] = {
    {"with", 0, N_("SOURCE=FILE"), N_("a file of that source"), CLI_REPEAT},
    {"on", 0, N_("DAY"), N_("reconcile that day alone"), 0},
    {"open", 0, N_("FILE"), N_("items carried in"), 0},
    {"carry", 0, N_("FILE"), N_("write the items carried out"), 0},
    {"save", 0, NULL, N_("keep the result in the book"), 0},
    {NULL, 0, NULL, NULL, 0},
};

static enum hall_status
run_filter(struct cli *cli)
{
	static const struct fold *const folds[] = {&reconcile_fold, NULL};
	struct reconcile_options options = {
	    .on = cli_get(cli, "on"),
	    .open = cli_get(cli, "open"),
	    .carry = cli_get(cli, "carry"),
	    .save = cli_has(cli, "save"),
	};
	const char **with;
	size_t count = 0;
	enum hall_status status;

	while (cli_get_nth(cli, "with", count))
		count++;
	with = memory_array(count + 1, sizeof(*with));
	for (size_t i = 0; i < count; i++)
		with[i] = cli_get_nth(cli, "with", i);
	options.with = with;
	options.withs = count;
	status = filter_run(cli, folds, &options);
	free(with);
	return status;
}

static const struct cli_verb verbs[] = {
    {NULL, run_filter, "[FILE]...",
	N_("match payments and deposits with the rows of files"), 0, CLI_MANY,
	filter_options, CLI_OUTPUT | CLI_STREAM},
    {"explain", explain_verb, "ID [FILE]...",
	N_("tell how a match, a break or an item came about"), 1, CLI_MANY,
	explain_options, CLI_OUTPUT},
    {"import", import_verb, "SOURCE FILE",
	N_("read a file; in a book, keep and register it"), 2, 2,
	import_options, CLI_OUTPUT | CLI_RECORD},
    {"missing", missing_verb, "", N_("list the files that are not here"), 0, 0,
	missing_options, CLI_OUTPUT},
    {"sources", sources_verb, "", N_("list the files that can be read"), 0, 0,
	sources_options, CLI_OUTPUT},
};

static const struct cli_tool tool = {
    .name = "hall-reconcile",
    .summary = N_(
	"the hall's account against banks, channels and receipt stubs"),
    .verbs = verbs,
    .verbs_count = sizeof(verbs) / sizeof(verbs[0]),
    .candidates = reconcile_candidates,
    .language = book_language,
    .output = book_check_output,
};

int
main(int argc, char **argv)
{
	return cli_main(&tool, argc, argv);
}
