/*
 * hall-apply - applications, complaints and other cases, and their limits.
 */
#include "apply/apply.h"
#include "base/cli.h"
#include "base/message.h"
#include "book/book.h"
#include "book/recording.h"

static enum hall_status
filter(struct cli *cli)
{
	return filter_run(cli, apply_folds, NULL);
}

#define RECORD (CLI_OUTPUT | CLI_RECORD)

static const struct cli_verb verbs[] = {
    {"open", apply_record, "TYPE", N_("register a case"), 1, 1,
	apply_open_options, RECORD},
    {"accept", apply_record, "CASE", N_("accept it: its limits begin"), 1, 1,
	apply_event_options, RECORD},
    {"doc", apply_record, "CASE FORM VALUE",
	N_("a form: received missing signed returned"), 3, 3,
	apply_event_options, RECORD},
    {"fee", apply_record, "CASE ITEM", N_("a fee to be paid, or waived"), 2, 2,
	apply_fee_options, RECORD},
    {"step", apply_record, "CASE STAGE [VALUE]",
	N_("a stage: done (when left out), failed, begin"), 2, 3,
	apply_event_options, RECORD},
    {"hand", apply_record, "CASE", N_("hand it to another department"), 1, 1,
	apply_hand_options, RECORD},
    {"hold", apply_record, "CASE", N_("stop the clock"), 1, 1,
	apply_reason_options, RECORD},
    {"resume", apply_record, "CASE", N_("let it run again"), 1, 1,
	apply_event_options, RECORD},
    {"urge", apply_record, "CASE", N_("somebody asked for haste"), 1, 1,
	apply_event_options, RECORD},
    {"extend", apply_record, "CASE", N_("give it more time"), 1, 1,
	apply_extend_options, RECORD},
    {"reply", apply_record, "CASE", N_("the customer was answered"), 1, 1,
	apply_event_options, RECORD},
    {"objection", apply_record, "CASE",
	N_("the customer does not agree with the answer"), 1, 1,
	apply_event_options, RECORD},
    {"callback", apply_record, "CASE", N_("the customer was called"), 1, 1,
	apply_callback_options, RECORD},
    {"finish", apply_record, "CASE", N_("it is done"), 1, 1,
	apply_event_options, RECORD},
    {"reject", apply_record, "CASE", N_("it cannot be done"), 1, 1,
	apply_reason_options, RECORD},
    {"cancel", apply_record, "CASE", N_("the customer takes it back"), 1, 1,
	apply_reason_options, RECORD},
    {"archive", apply_record, "CASE", N_("its file is in its box"), 1, 1,
	apply_archive_options, RECORD},
    {"borrow", apply_record, "CASE", N_("its file is lent, or came back"), 1, 1,
	apply_borrow_options, RECORD},
    {"reopen", apply_record, "CASE", N_("begin again with a closed case"), 1, 1,
	apply_reopen_options, RECORD},
    {"post", apply_post, "[FILE]...",
	N_("record the facts of files, all or none"), 0, CLI_MANY,
	recording_post_options, RECORD},
    {"show", apply_show, "[CASE]", N_("how a case stands"), 0, 1,
	apply_show_options, CLI_OUTPUT},
    {"due", apply_due, "", N_("what is due, the most urgent first"), 0, 0,
	apply_due_options, CLI_OUTPUT},
    {"explain", apply_explain, "CASE [STAGE]",
	N_("how its time was used, day by day"), 1, 2, apply_ask_options,
	CLI_OUTPUT},
    {"forms", apply_forms, "[TYPE]",
	N_("what a customer is told: forms, stages, limits"), 0, 1,
	apply_ask_options, CLI_OUTPUT},
    {"calendar", apply_calendar, "check|add|count [WHEN] [LIMIT]",
	N_("ask the calendars"), 1, 3, apply_calendar_options, CLI_OUTPUT},
    {NULL, filter, "[FILE]...",
	N_("derive the progress of cases and their stages from facts"), 0,
	CLI_MANY, NULL, CLI_OUTPUT | CLI_STREAM},
};

static const struct cli_tool tool = {
    .name = "hall-apply",
    .summary = N_("the cases of a hall: applications, complaints, faults"),
    .verbs = verbs,
    .verbs_count = sizeof(verbs) / sizeof(*verbs),
    .candidates = apply_candidates,
    .language = book_language,
    .output = book_check_output,
};

int
main(int argc, char **argv)
{
	return cli_main(&tool, argc, argv);
}
