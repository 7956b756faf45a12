/*
 * options.c - what the recording verbs of hall-apply may be told.
 */
#include "apply/apply.h"
#include "base/message.h"

/* What any event may bring that was missing before. */
#define DETAILS                                                            \
	{"account", 0, "ACCOUNT", N_("the account it is about"), 0},       \
	    {"customer", 0, "CUSTOMER", N_("the customer"), 0},            \
	    {"phone", 0, "NUMBER", N_("where the customer is called"), 0}, \
	{                                                                  \
		"text", 0, "TEXT", N_("what else there is to say"), 0      \
	}
#define END                            \
	{                              \
		NULL, 0, NULL, NULL, 0 \
	}
#define REASON                                               \
	{                                                    \
		"reason", 0, "TEXT", N_("why"), CLI_REQUIRED \
	}
#define STAGE                                                     \
	{                                                         \
		"stage", 0, "STAGE", N_("of this stage alone"), 0 \
	}

const struct cli_option apply_open_options[] = {DETAILS,
    {"class", 0, "CLASS",
	N_("normal, or the green channel: green weak vip urgent project"), 0},
    {"channel", 0, "CHANNEL", N_("how it came: counter, 95598, 12398 …"), 0},
    {"ticket", 0, "TICKET", N_("the ticket of the customer"), 0},
    {"ref", 0, "CASE", N_("the case that it follows from"), 0}, END};

const struct cli_option apply_event_options[] = {DETAILS, END};

const struct cli_option apply_fee_options[] = {DETAILS,
    {"amount", 0, "AMOUNT", N_("what is to be paid"), 0},
    {"waived", 0, "TEXT", N_("nothing is to be paid, and why"), 0}, END};

const struct cli_option apply_hand_options[] = {DETAILS,
    {"to", 0, "DEPARTMENT", N_("whose turn it is from now on"), CLI_REQUIRED},
    END};

const struct cli_option apply_reason_options[] = {
    {"account", 0, "ACCOUNT", N_("the account it is about"), 0},
    {"customer", 0, "CUSTOMER", N_("the customer"), 0},
    {"phone", 0, "NUMBER", N_("where the customer is called"), 0}, REASON, END};

const struct cli_option apply_extend_options[] = {
    {"to", 0, "DATE", N_("the new last day"), CLI_REQUIRED}, REASON, STAGE,
    END};

const struct cli_option apply_callback_options[] = {DETAILS,
    {"result", 0, "WORD", N_("satisfied, unsatisfied, unreachable …"), 0}, END};

const struct cli_option apply_archive_options[] = {DETAILS,
    {"box", 0, "CODE", N_("the box of the file, such as A-01-02-03"), 0}, END};

const struct cli_option apply_borrow_options[] = {DETAILS,
    {"to", 0, "WHO", N_("who has the file from now on"), 0},
    {"returned", 0, NULL, N_("it came back"), 0}, END};

const struct cli_option apply_reopen_options[] = {REASON,
    {"stage", 0, "STAGE", N_("go on with this stage, not with the first"), 0},
    END};
