#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/message.h"
#include "base/text.h"
#include "record/source.h"
#include "report/format.h"
#include "report/report.h"
#include "report/shipped.h"
#include "report/status.h"
#include "report/verb.h"
#include "report/verbs.h"

/* Narrower, nothing can be read. */
#define WIDTH_MIN 40
#define WIDTH_MAX 1000

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
	    shipped_path("report.css", &arena), error);
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

/* Of --width, else of the terminal; a file is as wide as it must be. */
static int
read_columns(const struct cli *cli, size_t *columns, struct error *error)
{
	const char *text = cli_get(cli, "width");
	struct winsize size;
	long long width;

	*columns = 0;
	if (!text) {
		if (!cli_has(cli, "o") &&
		    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
		    size.ws_col >= WIDTH_MIN)
			*columns = size.ws_col;
		return 0;
	}
	if (slice_int(slice_of(text), &width) < 0 || width < WIDTH_MIN ||
	    width > WIDTH_MAX)
		return error_set(error, HALL_USAGE,
		    tr("--width: '%s' is not a number of columns from %d to "
		       "%d"),
		    text, WIDTH_MIN, WIDTH_MAX);
	*columns = (size_t)width;
	return 0;
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
	if (read_columns(cli, &options.columns, error) == 0 &&
	    (!section ||
		document_keep(document, slice_of(section), error) == 0) &&
	    (format->print != format_html || load_styles(&css, error) == 0))
		output = output_open(cli_get(cli, "o"), error);
	options.css = buffer_view(&css);
	if (output) {
		format->print(document, &options, output);
		status = verb_end(output, document->status, error);
	} else {
		status = cli_fail(error);
	}
	buffer_release(&css);
	return status;
}

/* The report of that name, over the operands from `first` on; or NULL. */
static struct document *
make_report(struct cli *cli, struct slice name, size_t first,
    struct definition **definition, struct input *input, struct error *error)
{
	*definition = NULL;
	if (input_begin(input, cli, error) < 0 ||
	    !(*definition = definition_load(input->config, name, error)))
		return NULL;
	input->unit = (*definition)->unit;
	input->compares = (*definition)->compare;
	if (input_find(input, first, error) < 0)
		return NULL;
	return report_run(*definition, input, error);
}

static enum hall_status
run_report(struct cli *cli, struct slice name, size_t first)
{
	const struct format *format;
	struct error error = {HALL_DONE, ""};
	struct input input;
	struct definition *definition;
	struct document *document;
	enum hall_status status;

	if (choose_format(cli, &format) < 0)
		return HALL_USAGE;
	document = make_report(cli, name, first, &definition, &input, &error);
	status = document ? print_document(cli, format, document, &error)
			  : cli_fail(&error);
	document_free(document);
	definition_free(definition);
	input_close(&input);
	return status;
}

enum hall_status
report_shipped(struct cli *cli)
{
	return run_report(cli, slice_of(cli_verb_of(cli)->name), 0);
}

enum hall_status
report_named(struct cli *cli)
{
	return run_report(cli, slice_of(cli_operand(cli, 0)), 1);
}

enum hall_status
report_status(struct cli *cli)
{
	struct error error = {HALL_DONE, ""};
	struct input input;
	struct definition *definition;
	struct document *document = make_report(
	    cli, SLICE("daily"), 0, &definition, &input, &error);
	struct buffer line = {0};
	enum hall_status status;

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

enum hall_status
report_list(struct cli *cli)
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
