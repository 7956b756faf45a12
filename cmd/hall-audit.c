/*
 * hall-audit - closing, sealing and proving days; rules over records.
 */
#include "apply/apply.h"
#include "audit/audit.h"
#include "audit/topic.h"
#include "audit/verbs.h"
#include "base/cli.h"
#include "base/message.h"
#include "book/book.h"
#include "book/candidates.h"
#include "book/recording.h"
#include "pay/pay.h"
#include "ticket/ticket.h"

/* Whose derived records make up a day's part and its carry. */
static const struct fold_set fold_sets[] = {
    {"hall-pay", pay_folds, false},
    {"hall-ticket", ticket_folds, false},
    {"hall-apply", apply_folds, false},
    {"hall-audit", audit_folds, true},
    {NULL, NULL, false},
};

static enum hall_status
verb_close(struct cli *cli)
{
	return audit_close(cli, fold_sets);
}

static enum hall_status
verb_verify(struct cli *cli)
{
	return audit_verify(cli, fold_sets);
}

static enum hall_status
filter(struct cli *cli)
{
	return filter_run(cli, audit_folds, NULL);
}

static const struct cli_verb verbs[] = {
    {"open", audit_open, "[DAY]", N_("open the first day of a book"), 0, 1,
	audit_open_options, 0},
    {"close", verb_close, "[DAY]", N_("close, archive and seal a day"), 0, 1,
	audit_close_options, CLI_OUTPUT},
    {"verify", verb_verify, "[DAY]...",
	N_("prove that the book is what was sealed"), 0, VERIFY_DAYS_MAX,
	audit_verify_options, CLI_OUTPUT},
    {"key", audit_key, "new|list [NAME]", N_("make a key, or list all"), 1, 2,
	audit_key_options, 0},
    {"sign", audit_sign, "SUBJECT",
	N_("put one's word to a day, a file or a record"), 1, 1,
	audit_sign_options, CLI_RECORD},
    {"log", topic_log, "TOPIC",
	N_("record a duty: a meeting, a check, a patrol"), 1, 1, topic_options,
	CLI_OUTPUT | CLI_RECORD},
    {"sample", audit_sample, "[DAY]",
	N_("say whom to look at on a day, by the draw of the rules"), 0, 1,
	NULL, CLI_OUTPUT},
    {"post", topic_post, "[FILE]...",
	N_("record the duties of files, all or none"), 0, CLI_MANY,
	recording_post_options, CLI_OUTPUT | CLI_RECORD},
    {NULL, filter, "[FILE]...",
	N_("look at facts and derived records by the rules of hall.yaml"), 0,
	CLI_MANY, NULL, CLI_OUTPUT | CLI_STREAM},
};

static const struct cli_tool tool = {
    .name = "hall-audit",
    .summary = N_(
	"close, seal and prove the days of a hall; audit them by rules"),
    .verbs = verbs,
    .verbs_count = sizeof(verbs) / sizeof(verbs[0]),
    .candidates = book_candidates_only,
    .language = book_language,
    .output = book_check_output,
};

int
main(int argc, char **argv)
{
	return cli_main(&tool, argc, argv);
}
