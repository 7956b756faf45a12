/*
 * hall-report - the reports of a hall, and figures of any kind of record.
 */
#include "base/cli.h"
#include "base/message.h"
#include "book/book.h"
#include "report/verbs.h"

#define ON_OPTION                                         \
	{                                                 \
		"on", 0, "DAY", N_("the business day"), 0 \
	}
#define AS_OF_OPTION                                            \
	{                                                       \
		"as-of", 0, "TIME", N_("what counts as now"), 0 \
	}
#define WHERE_OPTION                                                        \
	{                                                                   \
		"where", 0, "COL=VALUE",                                    \
		    N_("only these records; also != < <= > >="), CLI_REPEAT \
	}

#define REPORT_OPTIONS                                                         \
	ON_OPTION,                                                             \
	    {"period", 0, "PERIOD",                                            \
		N_("last-week, this-month, 2026-11, 2026-W45, FROM..TO"), 0},  \
	    AS_OF_OPTION,                                                      \
	    {"format", 0, "FORMAT",                                            \
		N_("text, html, csv, json or records; else as FILE ends"), 0}, \
	    {"section", 0, "NAME", N_("this section alone"), 0},               \
	{                                                                      \
		"bom", 0, NULL,                                                \
		    N_("begin csv with a byte order mark, for Excel"), 0       \
	}

static const struct cli_option report_options[] = {
    REPORT_OPTIONS,
    {"width", 0, "COLUMNS",
	N_("fold the tables of text there; else as wide as the terminal"), 0},
    {NULL, 0, NULL, NULL, 0},
};

static const struct cli_option status_options[] = {
    ON_OPTION,
    AS_OF_OPTION,
    {NULL, 0, NULL, NULL, 0},
};

static const struct cli_option select_options[] = {
    ON_OPTION,
    WHERE_OPTION,
    {"columns", 0, "COL[,COL]...", N_("these columns, in this order"),
	CLI_REPEAT},
    {"bom", 0, NULL, N_("begin with a byte order mark, for Excel"), 0},
    {"exact", 0, NULL, N_("print cells that look like formulas as they are"),
	0},
    {NULL, 0, NULL, NULL, 0},
};

static const struct cli_option figures_options[] = {
    {"kind", 0, "KIND", N_("the kind of records"), CLI_REQUIRED},
    ON_OPTION,
    WHERE_OPTION,
    {"by", 0, "COL[,COL]...", N_("one group for each; hour(time) too"),
	CLI_REPEAT},
    {"measure", 0, "MEASURE,...",
	N_("count[:COND], sum:COL, mean:COL, min:COL, max:COL, p90:COL, "
	   "distinct:COL, rate:COL:COL"),
	CLI_REPEAT},
    {NULL, 0, NULL, NULL, 0},
};

/* What reads records may do so with several threads. */
#define READS (CLI_OUTPUT | CLI_THREADS)

static const struct cli_verb verbs[] = {
    {"daily", report_shipped, "[FILE]...", N_("the report of a day"), 0,
	CLI_MANY, report_options, READS | CLI_COLOR},
    {"close", report_shipped, "[FILE]...",
	N_("the evening sheet: what is handed in, what still blocks"), 0,
	CLI_MANY, report_options, READS | CLI_COLOR},
    {"weekly", report_shipped, "[FILE]...", N_("the report of a week"), 0,
	CLI_MANY, report_options, READS | CLI_COLOR},
    {"monthly", report_shipped, "[FILE]...", N_("the report of a month"), 0,
	CLI_MANY, report_options, READS | CLI_COLOR},
    {NULL, report_named, "NAME [FILE]...",
	N_("the report of that name, as hall.yaml defines it"), 1, CLI_MANY,
	report_options, READS | CLI_COLOR},
    {"list", report_list, "", N_("the reports that there are"), 0, 0, NULL, 0},
    {"status", report_status, "[FILE]...",
	N_("did the day close and reconcile: one line, one status"), 0,
	CLI_MANY, status_options, CLI_THREADS},
    {"explain", report_explain, "FIGURE [FILE]...",
	N_("the records behind a number of a report"), 1, CLI_MANY,
	status_options, READS},
    {"select", report_select, "KIND [FILE]...",
	N_("one kind of records as an ordinary CSV file"), 1, CLI_MANY,
	select_options, READS},
    {"figures", report_figures, "[FILE]...",
	N_("group and measure records of a kind"), 0, CLI_MANY, figures_options,
	READS},
};

static const struct cli_tool tool = {
    .name = "hall-report",
    .summary = N_("the reports of a hall, and figures of any kind of record"),
    .verbs = verbs,
    .verbs_count = sizeof(verbs) / sizeof(*verbs),
    .candidates = report_candidates,
    .language = book_language,
    .output = book_check_output,
    .filter_takes_name = true,
};

int
main(int argc, char **argv)
{
	return cli_main(&tool, argc, argv);
}
