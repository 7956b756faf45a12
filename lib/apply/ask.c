#include "apply/ask.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "apply/apply.h"
#include "apply/find.h"
#include "base/message.h"

#define SECONDS_PER_DAY 86400

const struct cli_option apply_ask_options[] = {
    {"as-of", 0, "TIME", N_("as of that time, not of now"), 0},
    {NULL, 0, NULL, NULL, 0},
};

static int
read_as_of(struct question *q)
{
	const struct zone *zone = config_zone(q->filter.config);
	const char *text = cli_get(q->filter.cli, "as-of");

	q->as_of = moment_now(zone);
	if (!text)
		return 0;
	if (moment_parse_loose(
		slice_of(text), zone, moment_date(q->as_of), &q->as_of) == 0)
		return 0;
	return error_set(&q->error, HALL_USAGE,
	    tr("--as-of: '%s' is not a time; write "
	       "2026-11-03T09:00:00+08:00"),
	    text);
}

static int
open_output(struct question *q)
{
	q->output = output_open(cli_get(q->filter.cli, "o"), &q->error);
	return q->output ? 0 : -1;
}

int
ask_begin_config(struct question *q, struct cli *cli)
{
	*q = (struct question){.filter = {.cli = cli}};
	if (book_from_cli(cli, false, &q->filter.book, &q->error) < 0)
		return -1;
	if (!q->filter.book)
		q->own = config_from_cli(cli, &q->error);
	q->filter.config = q->filter.book ? book_config(q->filter.book)
					  : q->own;
	if (!q->filter.config || read_as_of(q) < 0)
		return -1;
	return open_output(q);
}

/* The open day; when none is, the newest that is closed. */
static int
find_day(struct question *q)
{
	const struct book *book = q->filter.book;

	if (book_open_day(book, &q->day, &q->error) < 0)
		return -1;
	if (q->day == DATE_NONE &&
	    book_last_closed(book, &q->day, &q->error) < 0)
		return -1;
	if (q->day != DATE_NONE)
		return 0;
	return error_set(&q->error, HALL_USAGE, "%s",
	    tr("no day is open: 'hall-audit open' opens one"));
}

static int
load(struct question *q)
{
	struct arena arena = {0};
	struct stream_options options = {
	    .tool = cli_tool_of(q->filter.cli)->name,
	    .folds = apply_folds,
	    .config = q->filter.config,
	    .context = &q->filter,
	    .quiet_faults = true,
	};
	char **inputs;
	int result = book_day_inputs(q->filter.book, q->day, &arena, &inputs,
	    &options.inputs_count, &q->error);

	if (result == 0) {
		options.inputs = inputs;
		book_opens(q->filter.book, &options);
		q->stream = stream_load(&options, &q->error);
		result = q->stream ? 0 : -1;
	}
	arena_release(&arena);
	return result;
}

int
ask_begin(struct question *q, struct cli *cli)
{
	*q = (struct question){.filter = {.cli = cli}};
	if (book_from_cli(cli, true, &q->filter.book, &q->error) < 0)
		return -1;
	q->filter.config = book_config(q->filter.book);
	if (read_as_of(q) < 0 || find_day(q) < 0 || load(q) < 0)
		return -1;
	q->apply = stream_state(q->stream, &apply_fold);
	return open_output(q);
}

enum hall_status
ask_end(struct question *q, int result, enum hall_status status)
{
	struct error error;

	if (result < 0)
		status = cli_fail(&q->error);
	if (q->output && result < 0)
		output_abandon(q->output);
	else if (q->output && output_close(q->output, &error) < 0)
		status = status_worst(status, cli_fail(&error));
	grid_release(&q->grid);
	stream_release(q->stream);
	config_free(q->own);
	book_close(q->filter.book);
	return status;
}

int
ask_case(struct question *q, struct matter **m)
{
	const char *id = cli_operand(q->filter.cli, 0);
	bool from_archive;

	return find_case(q->apply, q->filter.book, slice_of(id), q->day, m,
	    &from_archive, &q->error);
}

void
ask_columns(struct question *q, size_t columns)
{
	grid_init(&q->grid, columns);
}

void
ask_cell(struct question *q, struct slice text)
{
	grid_add(&q->grid, text);
}

void
ask_text(struct question *q, const char *text)
{
	grid_add(&q->grid, slice_of(text));
}

void
ask_format(struct question *q, const char *format, ...)
{
	char *text = NULL;
	va_list list;

	va_start(list, format);
	if (vasprintf(&text, format, list) < 0)
		memory_exhausted();
	va_end(list);
	ask_text(q, text);
	free(text);
}

void
ask_row(struct question *q)
{
	if (q->grid.columns == 0)
		q->grid.columns = q->grid.cells;
	while (q->grid.cells % q->grid.columns != 0)
		ask_text(q, "");
}

void
ask_print(struct question *q, size_t indent)
{
	struct buffer text = {0};
	struct slice rest, line;

	if (q->grid.cells > 0)
		grid_print(&q->grid, &text);
	rest = buffer_view(&text);
	while (slice_cut(&rest, '\n', &line)) {
		if (line.length == 0 && rest.length == 0)
			break;
		output_format(
		    q->output, "%*s%.*s\n", (int)indent, "", SLICE_ARG(line));
	}
	buffer_release(&text);
	grid_release(&q->grid);
	q->grid = (struct grid){0};
}

void
ask_say(struct question *q, const char *format, ...)
{
	struct buffer clean = {0};
	char *text = NULL;
	va_list list;

	va_start(list, format);
	if (vasprintf(&text, format, list) < 0)
		memory_exhausted();
	va_end(list);
	grid_clean(&clean, slice_of(text));
	output_slice(q->output, buffer_view(&clean));
	output_text(q->output, "\n");
	buffer_release(&clean);
	free(text);
}

void
ask_time(struct buffer *out, const struct zone *zone, int64_t utc)
{
	struct moment m = zone_moment(zone, utc);
	int32_t second = moment_second_of_day(m);
	char date[DATE_TEXT_SIZE];

	date_format(moment_date(m), date);
	if (second == SECONDS_PER_DAY - 1)
		buffer_format(out, "%s 24:00", date);
	else
		buffer_format(
		    out, "%s %02d:%02d", date, second / 3600, second / 60 % 60);
}

void
ask_limit(struct buffer *out, struct limit limit, bool assumed)
{
	char text[LIMIT_TEXT_SIZE];

	limit_format(limit, text);
	duration_explain(out, slice_of(text));
	if (assumed)
		buffer_text(out, tr(" (assumed)"));
}

void
ask_seconds(struct buffer *out, int64_t seconds)
{
	buffer_format(out, "%lld:%02d:%02d", (long long)(seconds / 3600),
	    (int)(seconds / 60 % 60), (int)(seconds % 60));
}
