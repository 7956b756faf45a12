#include "base/message.h"
#include "report/explain.h"
#include "report/verb.h"
#include "report/verbs.h"

static enum hall_status
explain_to(struct cli *cli, const struct explanation *what, struct input *input,
    struct error *error)
{
	struct output *output = output_open(cli_get(cli, "o"), error);
	enum hall_status status;
	uint64_t records;

	if (!output)
		return cli_fail(error);
	status = explain_run(what, input, output, &records, error);
	status = verb_end(output, status, error);
	if (records == 0 && !error->text[0])
		mention(tr("%.*s: nothing here is behind this figure"),
		    SLICE_ARG(what->id));
	return status;
}

/* In a book the days are read that the figure is about. */
static int
open_input(struct input *input, struct cli *cli, const struct figure_id *id,
    struct error *error)
{
	struct period p = {.unit = PERIOD_RANGE};

	if (input_begin(input, cli, error) < 0)
		return -1;
	if (input->choice.form == PERIOD_NEWEST &&
	    figure_period_parse(id->period, &p.from, &p.to) == 0)
		input->choice = (struct period_choice){
		    .form = PERIOD_GIVEN, .given = p};
	return input_find(input, 1, error);
}

enum hall_status
report_explain(struct cli *cli)
{
	struct explanation what = {.id = slice_of(cli_operand(cli, 0))};
	struct figure_id parts;
	struct query query;
	struct arena arena = {0};
	struct input input;
	struct error error = {HALL_DONE, ""};
	enum hall_status status;

	if (figure_id_parse(what.id, &parts) < 0)
		return cli_usage(cli,
		    tr("'%s' is no figure's id, as in "
		       "daily/2026-11-02/methods/sum:taken/method=cash"),
		    cli_operand(cli, 0));
	if (open_input(&input, cli, &parts, &error) == 0 &&
	    explain_find(&what, &parts, input.config, &query, &arena, &error) ==
		0)
		status = explain_to(cli, &what, &input, &error);
	else
		status = cli_fail(&error);
	input_close(&input);
	arena_release(&arena);
	return status;
}
