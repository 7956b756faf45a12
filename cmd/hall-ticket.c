/*
 * hall-ticket - who came, who waited, who was served.
 */
#include "base/cli.h"
#include "base/message.h"
#include "book/book.h"
#include "book/recording.h"
#include "ticket/ticket.h"
#include "ticket/verbs.h"

static enum hall_status
filter(struct cli *cli)
{
	return filter_run(cli, ticket_folds, NULL);
}

#define RECORDS (CLI_OUTPUT | CLI_RECORD)

static const struct cli_verb verbs[] = {
    {"take", desk_take, "[QUEUE]", N_("give a customer a number"), 0, 1,
	desk_take_options, RECORDS},
    {"call", desk_call, "[COUNTER [NUMBER]]",
	N_("call the next customer to a counter"), 0, 2, NULL, RECORDS},
    {"recall", desk_serve, "[COUNTER|NUMBER]",
	N_("call once more who did not come"), 0, 1, NULL, RECORDS},
    {"start", desk_serve, "[COUNTER|NUMBER]", N_("the customer came"), 0, 1,
	NULL, RECORDS},
    {"hold", desk_serve, "[COUNTER|NUMBER]",
	N_("put a service aside; the counter is free"), 0, 1, NULL, RECORDS},
    {"resume", desk_serve, "[COUNTER|NUMBER]",
	N_("go on with what was put aside"), 0, 1, NULL, RECORDS},
    {"finish", desk_serve, "[COUNTER|NUMBER]", N_("the customer was served"), 0,
	1, NULL, RECORDS},
    {"absent", desk_absent, "[COUNTER|NUMBER]",
	N_("give up who was called in vain"), 0, 1, NULL, RECORDS},
    {"transfer", desk_transfer, "[COUNTER|NUMBER]",
	N_("send a customer to another queue or counter"), 0, 1,
	desk_transfer_options, RECORDS},
    {"leave", desk_leave, "[COUNTER|NUMBER]",
	N_("a customer went without being served"), 0, 1, NULL, RECORDS},
    {"divert", desk_divert, "NUMBER|QUEUE",
	N_("send a customer to another channel"), 1, 1, desk_divert_options,
	RECORDS},
    {"refer", desk_refer, "NUMBER|QUEUE", N_("send a customer to another hall"),
	1, 1, desk_refer_options, RECORDS},
    {"escalate", desk_escalate, "[COUNTER|NUMBER]",
	N_("somebody else looks after a customer"), 0, 1, desk_escalate_options,
	RECORDS},
    {"attend", desk_attend, "NUMBER",
	N_("somebody came to a customer who waits"), 1, 1, NULL, RECORDS},
    {"rate", desk_rate, "NUMBER SCORE", N_("what a customer thought of it"), 2,
	2, desk_rate_options, RECORDS},
    {"counter", desk_counter_event, "open|pause|resume|close [COUNTER]",
	N_("open or close a counter, or put up the plate"), 1, 2, NULL,
	RECORDS},
    {"queue", desk_show_queue, "[QUEUE]",
	N_("who waits and how long; changes nothing"), 0, 1, NULL, CLI_OUTPUT},
    {"board", desk_board, "", N_("what the screen in the hall shows"), 0, 0,
	desk_board_options, CLI_OUTPUT},
    {"staff", desk_staff, "", N_("how many counters would be enough"), 0, 0,
	desk_staff_options, CLI_OUTPUT},
    {"post", desk_post, "[FILE]...",
	N_("record the facts of files, all or none"), 0, CLI_MANY,
	recording_post_options, RECORDS},
    {NULL, filter, "[FILE]...",
	N_("derive visits, seats and queues from facts"), 0, CLI_MANY, NULL,
	CLI_OUTPUT | CLI_STREAM},
};

static const struct cli_tool tool = {
    .name = "hall-ticket",
    .summary = N_("the queue of a hall: tickets, calls, counters, ratings"),
    .verbs = verbs,
    .verbs_count = sizeof(verbs) / sizeof(*verbs),
    .candidates = ticket_candidates,
    .language = book_language,
    .output = book_check_output,
};

int
main(int argc, char **argv)
{
	return cli_main(&tool, argc, argv);
}
