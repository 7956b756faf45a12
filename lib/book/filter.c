#include "book/filter.h"

#include <stdlib.h>

#include "base/message.h"
#include "book/corrections.h"

struct filter *
filter_of(const struct stream *stream)
{
	return stream_context(stream);
}

/* What --day adds to the options of a stream. */
struct day_facts {
	struct arena arena;
	struct buffer later;
};

static int
add_day(const struct filter *filter, const char *text,
    struct stream_options *options, struct day_facts *facts,
    struct error *error)
{
	char **inputs;
	size_t count;
	int32_t date;

	if (date_parse(slice_of(text), &date) < 0)
		return error_set(error, HALL_USAGE,
		    tr("--day: '%s' is not a date; write 2026-11-02"), text);
	if (!filter->book)
		return error_set(error, HALL_USAGE,
		    tr("--day needs a book; name it with -C"));
	if (cli_operands(filter->cli) > 0)
		return error_set(error, HALL_USAGE,
		    tr("--day and files do not go together"));
	if (book_day_inputs(filter->book, date, &facts->arena, &inputs, &count,
		error) < 0 ||
	    book_later_corrections(filter->book, date, &facts->later, error) <
		0)
		return -1;
	options->inputs = inputs;
	book_opens(filter->book, options);
	options->inputs_count = count;
	options->extra = buffer_view(&facts->later);
	return 0;
}

int
filter_as_of(const struct config *config, const char *text,
    char formatted[MOMENT_TEXT_SIZE], struct error *error)
{
	struct moment as_of;

	if (moment_parse_loose(
		slice_of(text), config_zone(config), DATE_NONE, &as_of) < 0)
		return error_set(error, HALL_USAGE,
		    tr("--as-of: '%s' is not a time; write "
		       "2026-11-03T09:00:00+08:00"),
		    text);
	moment_format(as_of, formatted);
	return 0;
}

static int
add_faults_max(
    const char *text, struct stream_options *options, struct error *error)
{
	long long most;

	if (slice_int(slice_of(text), &most) < 0 || most < 1)
		return error_set(error, HALL_USAGE,
		    tr("--max-faults: '%s' is not a count"), text);
	options->faults_max = (uint64_t)most;
	return 0;
}

static int
add_options(const struct filter *filter, struct stream_options *options,
    struct day_facts *facts, char as_of[MOMENT_TEXT_SIZE], struct error *error)
{
	const struct cli *cli = filter->cli;
	const char *text;

	options->only = cli_has(cli, "only");
	options->strict = cli_has(cli, "strict");
	if ((text = cli_get(cli, "max-faults")) &&
	    add_faults_max(text, options, error) < 0)
		return -1;
	if ((text = cli_get(cli, "as-of"))) {
		if (filter_as_of(filter->config, text, as_of, error) < 0)
			return -1;
		options->as_of = slice_of(as_of);
	}
	if ((text = cli_get(cli, "day")) &&
	    add_day(filter, text, options, facts, error) < 0)
		return -1;
	return 0;
}

static enum hall_status
run(struct filter *filter, const struct fold *const *folds)
{
	struct cli *cli = filter->cli;
	struct stream_options options = {
	    .tool = cli_tool_of(cli)->name,
	    .folds = folds,
	    .config = filter->config,
	    .config_digest = filter->book ? config_digest(filter->config)
					  : NULL,
	    .inputs = cli_operand_list(cli),
	    .inputs_count = cli_operands(cli),
	    .context = filter,
	    .threads = cli_threads(cli),
	};
	struct day_facts facts = {{0}, {0}};
	struct error error = {HALL_DONE, ""};
	char as_of[MOMENT_TEXT_SIZE];
	enum hall_status status = HALL_USAGE;

	if (add_options(filter, &options, &facts, as_of, &error) == 0 &&
	    (options.output = output_open(cli_get(cli, "output"), &error))) {
		status = stream_run(&options, &error);
		if (error.text[0])
			output_abandon(options.output);
		else if (output_close(options.output, &error) < 0)
			status = error.status;
	}
	if (error.text[0])
		status = cli_fail(&error);
	arena_release(&facts.arena);
	buffer_release(&facts.later);
	return status;
}

enum hall_status
filter_run(struct cli *cli, const struct fold *const *folds, void *context)
{
	struct filter filter = {.cli = cli, .context = context};
	struct config *defaults = NULL;
	struct error error;
	enum hall_status status;

	if (book_from_cli(cli, false, &filter.book, &error) < 0)
		return cli_fail(&error);
	if (!filter.book && !(defaults = config_from_cli(cli, &error)))
		return cli_fail(&error);
	filter.config = filter.book ? book_config(filter.book) : defaults;
	status = run(&filter, folds);
	config_free(defaults);
	book_close(filter.book);
	return status;
}
