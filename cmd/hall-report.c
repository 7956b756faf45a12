/*
 * hall-report - figures, tables and the daily report.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/cli.h"
#include "base/message.h"
#include "base/text.h"
#include "record/source.h"
#include "report/csv.h"
#include "report/explain.h"
#include "report/figures.h"
#include "report/format.h"
#include "report/report.h"
#include "report/select.h"
#include "report/status.h"

#define TEXTS_MAX 256

/* What stands between commas in all values of a repeatable option. */
static int
split(const struct cli *cli, const char *option, struct slice *part,
    size_t *count, struct error *error)
{
	const char *text;

	*count = 0;
	for (size_t n = 0; (text = cli_get_nth(cli, option, n)); n++) {
		struct slice rest = slice_of(text), one;

		while (slice_cut(&rest, ',', &one)) {
			if (*count == TEXTS_MAX)
				return error_set(error, HALL_USAGE,
				    tr("--%s: more than %d names"), option,
				    TEXTS_MAX);
			part[(*count)++] = slice_trim(one);
		}
	}
	return 0;
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
	if (add_conditions(cli, query, arena, error) < 0)
		return -1;
	return split(cli, "columns", column, &selection->columns, error);
}

static enum hall_status
verb_select(struct cli *cli)
{
	struct slice column[TEXTS_MAX];
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
	if (add_conditions(cli, query, arena, error) < 0 ||
	    split(cli, "by", part, &count, error) < 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (query_by(query, part[i], error) < 0)
			return -1;
	if (split(cli, "measure", part, &count, error) < 0)
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
	return end_output(
	    output, figures_run(query, input, output, &error), &error);
}

static enum hall_status
verb_figures(struct cli *cli)
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

static int
choose_format(struct cli *cli, const struct format **format)
{
	const char *name = cli_get(cli, "format"), *file = cli_get(cli, "o");
	const char *names[16], *near;
	size_t count = 0;

	*format = file ? format_of_file(file) : NULL;
	if (!*format)
		*format = &formats[0];
	if (!name)
		return 0;
	*format = format_named(slice_of(name));
	if (*format)
		return 0;
	for (const struct format *f = formats; f->name; f++)
		names[count++] = f->name;
	near = suggest(slice_of(name), names, count);
	if (near)
		cli_usage(cli, tr("--format: '%s' is none (did you mean %s?)"),
		    name, near);
	else
		cli_usage(cli,
		    tr("--format: '%s' is none of text, html, csv, json, "
		       "records"),
		    name);
	return -1;
}

static int
load_styles(struct buffer *css, struct error *error)
{
	struct arena arena = {0};
	struct source *source = source_open(
	    definition_share_path("report.css", &arena), error);
	char bytes[4096];
	ptrdiff_t length = -1;

	if (source)
		while ((length = source_read(
			    source, bytes, sizeof(bytes), error)) > 0)
			buffer_add(css, bytes, (size_t)length);
	if (source)
		source_close(source);
	arena_release(&arena);
	return length < 0 ? -1 : 0;
}

/* A file is no terminal, whatever stdout is. */
static bool
wants_color(const struct cli *cli)
{
	const char *when = cli_get(cli, "color");

	if (cli_has(cli, "o") && (!when || strcmp(when, "auto") == 0))
		return false;
	return cli_color(cli);
}

static enum hall_status
print_document(struct cli *cli, const struct format *format,
    struct document *document, struct error *error)
{
	struct buffer css = {0};
	const char *section = cli_get(cli, "section");
	struct format_options options = {.color = wants_color(cli),
	    .bom = cli_has(cli, "bom"),
	    .alone = section != NULL};
	struct output *output = NULL;
	enum hall_status status = HALL_USAGE;

	if (!section)
		document_hide(document);
	if ((!section ||
		document_keep(document, slice_of(section), error) == 0) &&
	    (format->print != format_html || load_styles(&css, error) == 0))
		output = output_open(cli_get(cli, "o"), error);
	options.css = buffer_view(&css);
	if (output) {
		format->print(document, &options, output);
		status = end_output(output, document->status, error);
	} else {
		status = cli_fail(error);
	}
	buffer_release(&css);
	return status;
}

/* Run the report of that name over the operands from `first` on. */
static enum hall_status
run_report(struct cli *cli, struct slice name, size_t first)
{
	const struct format *format;
	struct error error = {HALL_DONE, ""};
	struct input input;
	struct definition *definition = NULL;
	struct document *document = NULL;
	enum hall_status status;

	if (choose_format(cli, &format) < 0)
		return HALL_USAGE;
	if (input_open(&input, cli, first, &error) == 0 &&
	    (definition = definition_load(input.config, name, &error)))
		document = report_run(definition, &input, &error);
	status = document ? print_document(cli, format, document, &error)
			  : cli_fail(&error);
	document_free(document);
	definition_free(definition);
	input_close(&input);
	return status;
}

static enum hall_status
verb_daily(struct cli *cli)
{
	return run_report(cli, SLICE("daily"), 0);
}

static enum hall_status
verb_named(struct cli *cli)
{
	return run_report(cli, slice_of(cli_operand(cli, 0)), 1);
}

static enum hall_status
verb_status(struct cli *cli)
{
	struct error error = {HALL_DONE, ""};
	struct input input;
	struct definition *definition = NULL;
	struct document *document = NULL;
	struct buffer line = {0};
	enum hall_status status;

	if (input_open(&input, cli, 0, &error) == 0 &&
	    (definition = definition_load(
		 input.config, SLICE("daily"), &error)))
		document = report_run(definition, &input, &error);
	if (document) {
		status_line(document, &line);
		printf("%s\n", line.text);
	}
	status = document ? document->status : cli_fail(&error);
	buffer_release(&line);
	document_free(document);
	definition_free(definition);
	input_close(&input);
	return status;
}

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
	status = end_output(output, status, error);
	if (records == 0 && !error->text[0])
		mention(tr("%.*s: nothing here is behind this figure"),
		    SLICE_ARG(what->id));
	return status;
}

static enum hall_status
verb_explain(struct cli *cli)
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
	if (input_open(&input, cli, 1, &error) == 0 &&
	    explain_find(&what, &parts, input.config, &query, &arena, &error) ==
		0)
		status = explain_to(cli, &what, &input, &error);
	else
		status = cli_fail(&error);
	input_close(&input);
	arena_release(&arena);
	return status;
}

static enum hall_status
verb_list(struct cli *cli)
{
	struct error error = {HALL_DONE, ""};
	struct arena arena = {0};
	struct buffer text = {0};
	struct definition_entry *entry;
	struct book *book;
	size_t count, width = 0;

	if (book_from_cli(cli, false, &book, &error) < 0)
		return cli_fail(&error);
	entry = definition_list(
	    book ? book_config(book) : NULL, &arena, &count);
	for (size_t i = 0; i < count; i++)
		if (text_width(entry[i].name) > width)
			width = text_width(entry[i].name);
	for (size_t i = 0; i < count; i++) {
		text_pad(&text, entry[i].name, width, false);
		buffer_format(&text, "  %.*s\n", SLICE_ARG(entry[i].title));
	}
	if (text.length)
		fputs(text.text, stdout);
	buffer_release(&text);
	arena_release(&arena);
	book_close(book);
	return HALL_DONE;
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

#define REPORT_OPTIONS                                                         \
	ON_OPTION, AS_OF_OPTION,                                               \
	    {"format", 0, "FORMAT",                                            \
		N_("text, html, csv, json or records; else as FILE ends"), 0}, \
	    {"section", 0, "NAME", N_("this section alone"), 0},               \
	{                                                                      \
		"bom", 0, NULL,                                                \
		    N_("begin csv with a byte order mark, for Excel"), 0       \
	}

static const struct cli_option report_options[] = {
    REPORT_OPTIONS,
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
	N_("count, sum:COL, mean:COL, min:COL, max:COL, p90:COL, "
	   "distinct:COL"),
	CLI_REPEAT},
    {NULL, 0, NULL, NULL, 0},
};

static const struct cli_verb verbs[] = {
    {"daily", verb_daily, "[FILE]...", N_("the report of a day"), 0, CLI_MANY,
	report_options, CLI_OUTPUT | CLI_COLOR},
    {NULL, verb_named, "NAME [FILE]...",
	N_("the report of that name, as hall.yaml defines it"), 1, CLI_MANY,
	report_options, CLI_OUTPUT | CLI_COLOR},
    {"list", verb_list, "", N_("the reports that there are"), 0, 0, NULL, 0},
    {"status", verb_status, "[FILE]...",
	N_("did the day close and reconcile: one line, one status"), 0,
	CLI_MANY, status_options, 0},
    {"explain", verb_explain, "FIGURE [FILE]...",
	N_("the records behind a number of a report"), 1, CLI_MANY,
	status_options, CLI_OUTPUT},
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
    .filter_takes_name = true,
};

int
main(int argc, char **argv)
{
	return cli_main(&tool, argc, argv);
}
