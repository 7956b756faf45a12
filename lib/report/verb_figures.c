#include "base/message.h"
#include "report/figures.h"
#include "report/verb.h"
#include "report/verbs.h"

static int
figures_query(const struct cli *cli, struct query *query, struct arena *arena,
    struct error *error)
{
	struct slice part[VERB_NAMES_MAX];
	size_t count;

	query_init(query, slice_of(cli_get(cli, "kind")));
	if (!kind_name_valid(query->name))
		return error_set(error, HALL_USAGE,
		    tr("'%.*s' is no name of a kind"), SLICE_ARG(query->name));
	if (verb_conditions(cli, query, arena, error) < 0 ||
	    verb_split(cli, "by", part, &count, error) < 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (query_by(query, part[i], error) < 0)
			return -1;
	if (verb_split(cli, "measure", part, &count, error) < 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (query_measure(query, part[i], NULL, error) < 0)
			return -1;
	if (query->measures == 0)
		return query_measure(query, SLICE("count"), NULL, error);
	return 0;
}

static enum hall_status
figures_to(struct cli *cli, const struct query *query, struct input *input)
{
	struct error error = {HALL_DONE, ""};
	struct output *output = output_open(cli_get(cli, "o"), &error);

	if (!output)
		return cli_fail(&error);
	return verb_end(
	    output, figures_run(query, input, output, &error), &error);
}

enum hall_status
report_figures(struct cli *cli)
{
	struct query query;
	struct arena arena = {0};
	struct input input = {.cli = cli};
	struct error error = {HALL_DONE, ""};
	enum hall_status status;

	if (figures_query(cli, &query, &arena, &error) == 0 &&
	    input_open(&input, cli, 0, &error) == 0)
		status = figures_to(cli, &query, &input);
	else
		status = cli_fail(&error);
	input_close(&input);
	arena_release(&arena);
	return status;
}
