#include "base/message.h"
#include "report/csv.h"
#include "report/select.h"
#include "report/verb.h"
#include "report/verbs.h"

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
	return verb_end(selection->output, status, &error);
}

static int
select_query(const struct cli *cli, struct query *query,
    struct selection *selection, struct slice *column, struct arena *arena,
    struct error *error)
{
	query_init(query, slice_of(cli_operand(cli, 0)));
	selection->query = query;
	selection->column = column;
	selection->exact = cli_has(cli, "exact");
	if (!kind_name_valid(query->name))
		return error_set(error, HALL_USAGE,
		    tr("'%.*s' is no name of a kind"), SLICE_ARG(query->name));
	if (verb_conditions(cli, query, arena, error) < 0)
		return -1;
	return verb_split(cli, "columns", column, &selection->columns, error);
}

enum hall_status
report_select(struct cli *cli)
{
	struct slice column[VERB_NAMES_MAX];
	struct query query;
	struct selection selection = {.output = NULL};
	struct arena arena = {0};
	struct input input = {.cli = cli};
	struct error error = {HALL_DONE, ""};
	enum hall_status status;

	if (select_query(cli, &query, &selection, column, &arena, &error) ==
		0 &&
	    input_open(&input, cli, 1, &error) == 0)
		status = select_to(cli, &selection, &input);
	else
		status = cli_fail(&error);
	input_close(&input);
	arena_release(&arena);
	return status;
}
