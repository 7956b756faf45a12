/*
 * hall-report - figures, tables and the daily report.
 */
#include <stdlib.h>

#include "base/cli.h"
#include "base/message.h"
#include "report/csv.h"
#include "report/figures.h"
#include "report/select.h"

#define TEXTS_MAX 256

/* What stands between commas in all values of a repeatable option. */
static size_t
split(const struct cli *cli, const char *option, struct slice *part)
{
	size_t count = 0;
	const char *text;

	for (size_t n = 0; (text = cli_get_nth(cli, option, n)); n++) {
		struct slice rest = slice_of(text), one;

		while (count < TEXTS_MAX && slice_cut(&rest, ',', &one))
			part[count++] = slice_trim(one);
	}
	return count;
}

static int
add_conditions(const struct cli *cli, struct query *query, struct arena *arena,
    struct error *error)
{
	const char *text;

	for (size_t n = 0; (text = cli_get_nth(cli, "where", n)); n++)
		if (query_where(query, slice_of(text), arena, error) < 0)
			return -1;
	return 0;
}

/* Close what was written, or leave nothing behind; the worst status. */
static enum hall_status
end_output(struct output *output, enum hall_status status, struct error *error)
{
	if (error->text[0])
		output_abandon(output);
	else if (output_close(output, error) < 0)
		status = error->status;
	return error->text[0] ? status_worst(status, cli_fail(error)) : status;
}

static enum hall_status
select_to(struct cli *cli, struct selection *selection, struct input *input)
{
	struct error error = {HALL_DONE, ""};
	struct buffer missed = {0};
	enum hall_status status;

	selection->output = output_open(cli_get(cli, "o"), &error);
	if (!selection->output)
		return cli_fail(&error);
	if (cli_has(cli, "bom"))
		output_text(selection->output, CSV_BOM);
	status = select_run(selection, input, &missed, &error);
	if (missed.length)
		say(tr("left out, for the first heading has none of them: %s "
		       "(name columns with --columns)"),
		    missed.text);
	buffer_release(&missed);
	return end_output(selection->output, status, &error);
}

static enum hall_status
verb_select(struct cli *cli)
{
	struct slice column[TEXTS_MAX];
	struct query query;
	struct selection selection = {
	    .query = &query,
	    .column = column,
	    .columns = split(cli, "columns", column),
	    .exact = cli_has(cli, "exact"),
	};
	struct arena arena = {0};
	struct input input;
	struct error error = {HALL_DONE, ""};
	enum hall_status status;

	query_init(&query, slice_of(cli_operand(cli, 0)));
	if (!kind_name_valid(query.name))
		return cli_usage(
		    cli, tr("'%s' is no name of a kind"), cli_operand(cli, 0));
	if (add_conditions(cli, &query, &arena, &error) < 0 ||
	    input_open(&input, cli, 1, &error) < 0)
		return cli_fail(&error);
	status = select_to(cli, &selection, &input);
	input_close(&input);
	arena_release(&arena);
	return status;
}

static int
figures_query(const struct cli *cli, struct query *query, struct arena *arena,
    struct error *error)
{
	struct slice part[TEXTS_MAX];
	size_t count;

	query_init(query, slice_of(cli_get(cli, "kind")));
	if (!kind_name_valid(query->name))
		return error_set(error, HALL_USAGE,
		    tr("'%.*s' is no name of a kind"), SLICE_ARG(query->name));
	if (add_conditions(cli, query, arena, error) < 0)
		return -1;
	count = split(cli, "by", part);
	for (size_t i = 0; i < count; i++)
		if (query_by(query, part[i], error) < 0)
			return -1;
	count = split(cli, "measure", part);
	for (size_t i = 0; i < count; i++)
		if (query_measure(query, part[i], NULL, error) < 0)
			return -1;
	if (query->measures == 0)
		return query_measure(query, SLICE("count"), NULL, error);
	return 0;
}

static enum hall_status
verb_figures(struct cli *cli)
{
	struct query query;
	struct arena arena = {0};
	struct input input;
	struct error error = {HALL_DONE, ""};
	struct output *output;
	enum hall_status status;

	if (figures_query(cli, &query, &arena, &error) < 0 ||
	    input_open(&input, cli, 0, &error) < 0)
		return cli_fail(&error);
	output = output_open(cli_get(cli, "o"), &error);
	status = output
		     ? end_output(output,
			   figures_run(&query, &input, output, &error), &error)
		     : cli_fail(&error);
	input_close(&input);
	arena_release(&arena);
	return status;
}

#define ON_OPTION                                         \
	{                                                 \
		"on", 0, "DAY", N_("the business day"), 0 \
	}
#define AS_OF_OPTION                                            \
	{                                                       \
		"as-of", 0, "TIME", N_("what counts as now"), 0 \
	}
#define WHERE_OPTION                                                  \
	{                                                             \
		"where", 0, "COL=VALUE",                              \
		    N_("only these records; != excludes"), CLI_REPEAT \
	}

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
	N_("count, sum:COL, mean:COL, min:COL, max:COL, p90:COL, "
	   "distinct:COL"),
	CLI_REPEAT},
    {NULL, 0, NULL, NULL, 0},
};

static const struct cli_verb verbs[] = {
    {"select", verb_select, "KIND [FILE]...",
	N_("one kind of records as an ordinary CSV file"), 1, CLI_MANY,
	select_options, CLI_OUTPUT},
    {"figures", verb_figures, "[FILE]...",
	N_("group and measure records of a kind"), 0, CLI_MANY, figures_options,
	CLI_OUTPUT},
};

static const struct cli_tool tool = {
    .name = "hall-report",
    .summary = N_("figures, tables and the daily report"),
    .verbs = verbs,
    .verbs_count = sizeof(verbs) / sizeof(*verbs),
};

int
main(int argc, char **argv)
{
	return cli_main(&tool, argc, argv);
}
