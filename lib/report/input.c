#include "report/input.h"

#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/message.h"
#include "book/corrections.h"
#include "book/filter.h"
#include "report/days.h"

/*
 * Whether records come from stdin: a file or a device always is what was
 * asked for, but cron and ssh hand over pipes out of which nothing comes.
 */
static bool
stdin_has_records(void)
{
	struct pollfd wait = {.fd = STDIN_FILENO, .events = POLLIN};
	struct stat status;
	char byte;

	if (fstat(STDIN_FILENO, &status) < 0)
		return false;
	if (S_ISREG(status.st_mode))
		return true;
	if (S_ISFIFO(status.st_mode))
		return poll(&wait, 1, -1) > 0 && (wait.revents & POLLIN);
	if (S_ISSOCK(status.st_mode))
		return recv(STDIN_FILENO, &byte, 1, MSG_PEEK) > 0;
	return false;
}

static int
read_on(struct input *input, struct error *error)
{
	const char *text = cli_get(input->cli, "on");

	input->on = DATE_NONE;
	if (text && date_parse(slice_of(text), &input->on) < 0)
		return error_set(error, HALL_USAGE,
		    tr("--on: '%s' is not a date; write 2026-11-02"), text);
	if (text)
		input->choice = (struct period_choice){
		    .form = PERIOD_ON, .on = input->on};
	return 0;
}

static int
read_period(struct input *input, struct error *error)
{
	const char *text = cli_get(input->cli, "period");

	if (!text)
		return 0;
	if (cli_has(input->cli, "on"))
		return error_set(
		    error, HALL_USAGE, tr("--on and --period: name one"));
	return period_parse(
	    slice_of(text), input_closes(input), &input->choice, error);
}

static int
read_as_of(struct input *input, struct error *error)
{
	const char *text = cli_get(input->cli, "as-of");

	return text ? filter_as_of(input->config, text, input->as_of, error)
		    : 0;
}

static int
check_day(const struct input *input, struct error *error)
{
	char text[DATE_TEXT_SIZE];
	enum day_state state;

	if (book_day_state(input->book, input->on, &state, error) < 0)
		return -1;
	date_format(input->on, text);
	if (state == DAY_NONE)
		return error_set(error, HALL_USAGE, tr("%s holds no day %s"),
		    book_path(input->book), text);
	return 0;
}

/*
 * What was folded stands before the facts: a fault must be known before
 * the line that it names comes by.
 */
static int
book_files(struct input *input, struct error *error)
{
	size_t count = 0, facts;
	char **files, **days;

	if (check_day(input, error) < 0 ||
	    book_day_inputs(input->book, input->on, &input->arena, &days,
		&facts, error) < 0)
		return -1;
	files = arena_array(
	    &input->arena, facts + DAYS_FOLDED_MAX, sizeof(*files));
	if (days_folded(input->book, input->on, files, &count, &input->arena,
		error) < 0)
		return -1;
	for (size_t i = 0; i < facts; i++)
		files[count++] = days[i];
	input->files = files;
	input->count = count;
	input->from_book = true;
	return book_later_corrections(
	    input->book, input->on, &input->later, error);
}

/* One day, with what it was handed; or the days of a period. */
static int
find_in_book(struct input *input, struct error *error)
{
	if (days_resolve(input, error) < 0)
		return -1;
	if (input->compares || input->period.from != input->period.to)
		return days_find(input, error);
	input->on = input->period.from;
	return book_files(input, error);
}

int
input_find(struct input *input, size_t first, struct error *error)
{
	static char dash[] = "-";
	char **files;

	input->files = cli_operand_list(input->cli) + first;
	input->count = cli_operands(input->cli) - first;
	if (input->count)
		return 0;
	if (!stdin_has_records() && input->book) {
		if (!cli_has(input->cli, "on") && !cli_has(input->cli, "C") &&
		    !isatty(STDIN_FILENO))
			mention(tr("nothing came in: the day is read from "
				   "%s (--on DAY says so)"),
			    book_path(input->book));
		return find_in_book(input, error);
	}
	if (isatty(STDIN_FILENO))
		return error_set(error, HALL_USAGE,
		    tr("no input: name files or a book (-C DIR)"));
	files = arena_array(&input->arena, 1, sizeof(*files));
	files[0] = dash;
	input->files = files;
	input->count = 1;
	return 0;
}

int
input_begin(struct input *input, struct cli *cli, struct error *error)
{
	*input = (struct input){.cli = cli, .day_said = DATE_NONE};
	input->period.from = input->period.to = DATE_NONE;
	if (book_from_cli(cli, false, &input->book, error) < 0)
		return -1;
	if (!input->book && !(input->defaults = config_from_cli(cli, error)))
		return -1;
	input->config = input->book ? book_config(input->book)
				    : input->defaults;
	if (read_on(input, error) < 0 || read_period(input, error) < 0)
		return -1;
	return read_as_of(input, error);
}

int
input_open(
    struct input *input, struct cli *cli, size_t first, struct error *error)
{
	return input_begin(input, cli, error) < 0
		   ? -1
		   : input_find(input, first, error);
}

int
config_closes(const struct config *config)
{
	const struct node *root = config ? config_root(config) : NULL;
	long long day = 0;

	(void)slice_int(
	    node_text(node_get(root, "month"), "closes", "last"), &day);
	return (int)day;
}

int
input_closes(const struct input *input)
{
	return config_closes(input->config);
}

int32_t
input_file_day(const struct input *input, const char *path)
{
	for (size_t i = 0; i < input->file_count; i++)
		if (strcmp(input->file[i].path, path) == 0)
			return input->file[i].day;
	return DATE_NONE;
}

static void
note_hall(struct input *input, struct slice hall)
{
	if (input->halls_differ || hall.length == 0 ||
	    slice_equal(hall, buffer_view(&input->hall)))
		return;
	if (input->hall.length)
		input->halls_differ = true;
	else
		buffer_slice(&input->hall, hall);
}

bool
input_has_day(const struct input *input, int32_t day)
{
	for (size_t i = 0; i < input->days; i++)
		if (input->day[i] == day)
			return true;
	return false;
}

static void
note_business_day(struct input *input, int32_t day)
{
	bool latest = input->days && input->day[input->days - 1] == day;

	if (latest || input_has_day(input, day))
		return;
	input->day = memory_grow(
	    input->day, input->days + 1, sizeof(*input->day));
	input->day[input->days++] = day;
}

static void
note_record(struct input *input, const struct record *r)
{
	const struct heading *h = r->heading;
	struct slice text = rec_column(r, h->day ? h->day : h->time);
	int32_t day;

	if (kinds[r->kind].sort != KIND_SORT_FACT &&
	    kinds[r->kind].sort != KIND_SORT_DERIVED)
		return;
	if (text.length > DATE_TEXT_SIZE - 1)
		text.length = DATE_TEXT_SIZE - 1;
	/* A correction may come from a later day, of which nothing is told. */
	if (r->kind != KIND_CORRECT && date_parse(text, &day) == 0)
		note_business_day(input, day);
	if (kinds[r->kind].sort == KIND_SORT_FACT)
		note_hall(input, rec_column(r, h->hall));
}

static void
note_day(struct input *input, const struct record *r)
{
	int32_t day;

	if (date_parse(rec_get(r, DAY_ID), &day) < 0 || day < input->day_said)
		return;
	if (day > input->day_said)
		input->day_opened = input->day_closed = false;
	input->day_said = day;
	if (slice_is(rec_get(r, DAY_EVENT), "open"))
		input->day_opened = true;
	if (slice_is(rec_get(r, DAY_EVENT), "closed"))
		input->day_closed = true;
}

static void
see(void *context, const struct record *r)
{
	struct input *input = context;

	if (r->stretch == 0 || r->stretch != input->stretch)
		note_record(input, r);
	input->stretch = r->stretch;
	if (r->kind == KIND_DAY)
		note_day(input, r);
	if (!input->eaten[r->kind] &&
	    input->take(input->context, r, &input->complaint) < 0)
		stream_fault(input->stream, r, &input->complaint);
}

static void *
fold_open(struct stream *stream, struct error *error)
{
	struct input *input = stream_context(stream);

	(void)error;
	input->stream = stream;
	return input;
}

static int
fold_take(void *state, const struct record *r, struct complaint *c)
{
	struct input *input = state;

	return input->take(input->context, r, c);
}

/* One thread's part of a large file: what it notes, and its context. */
static void *
part_begin(void *context)
{
	const struct input *whole = context;
	struct input *part = memory_new(sizeof(*part));

	part->cli = whole->cli;
	part->config = whole->config;
	part->on = whole->on;
	part->day_said = DATE_NONE;
	part->take = whole->take;
	part->part_end = whole->part_end;
	part->context = whole->part(whole->context);
	return part;
}

static void
join_days(struct input *whole, const struct input *part)
{
	for (size_t i = 0; i < part->days; i++)
		note_business_day(whole, part->day[i]);
	if (part->day_said == DATE_NONE || part->day_said < whole->day_said)
		return;
	if (part->day_said > whole->day_said)
		whole->day_opened = whole->day_closed = false;
	whole->day_said = part->day_said;
	whole->day_opened |= part->day_opened;
	whole->day_closed |= part->day_closed;
}

static void
part_join(void *context, void *other)
{
	struct input *whole = context, *part = other;

	note_hall(whole, buffer_view(&part->hall));
	whole->halls_differ |= part->halls_differ;
	join_days(whole, part);
	whole->part_join(whole->context, part->context);
}

static void
part_end(void *context)
{
	struct input *part = context;

	part->part_end(part->context);
	buffer_release(&part->complaint.why);
	buffer_release(&part->hall);
	free(part->day);
	free(part);
}

static void
no_join(void *state, void *other)
{
	(void)state;
	(void)other; /* parts are joined as what saw, not as folds */
}

void
input_eat(struct input *input, enum kind kind)
{
	if (kind == KIND_OTHER || input->eaten[kind])
		return;
	input->eaten[kind] = true;
	input->eats[input->eats_count++] = kind;
}

/* The newest business day, of any kind of record, that was read. */
static int32_t
newest(const struct input *input)
{
	int32_t day = stream_day(input->stream);

	if (day == DATE_NONE)
		for (size_t i = 0; i < input->days; i++)
			if (input->day[i] > day)
				day = input->day[i];
	return day;
}

int32_t
input_today(const struct input *input)
{
	struct moment as_of;
	int32_t day;

	if (input->as_of[0] &&
	    moment_parse(slice_of(input->as_of), &as_of) == 0)
		return moment_date(as_of);
	if (input->from_book)
		return input->book_today;
	day = newest(input);
	return day == DATE_NONE ? day : day + 1;
}

int
input_read(struct input *input,
    int (*take)(void *context, const struct record *, struct complaint *),
    void *context, struct error *error)
{
	struct stream_options options = {
	    .tool = cli_tool_of(input->cli)->name,
	    .folds = input->folds,
	    .config = input->config,
	    .inputs = input->files,
	    .inputs_count = input->count,
	    .extra = buffer_view(&input->later),
	    .as_of = slice_of(input->as_of),
	    .context = input,
	    .see = see,
	    .see_begin = input->part ? part_begin : NULL,
	    .see_join = part_join,
	    .see_end = part_end,
	    .threads = cli_threads(input->cli),
	};

	if (input->from_book)
		book_opens(input->book, &options);
	input->fold = (struct fold){.name = "report",
	    .eats = input->eats,
	    .open = fold_open,
	    .take = fold_take,
	    .join = no_join};
	input->folds[0] = &input->fold;
	input->take = take;
	input->context = context;
	input->stream = stream_load(&options, error);
	if (!input->stream)
		return -1;
	if (input->period.from == DATE_NONE)
		input->period = period_resolve(&input->choice, input->unit,
		    input_closes(input), newest(input), input_today(input));
	return 0;
}

void
input_close(struct input *input)
{
	stream_release(input->stream);
	buffer_release(&input->complaint.why);
	buffer_release(&input->later);
	buffer_release(&input->hall);
	free(input->day);
	arena_release(&input->arena);
	config_free(input->defaults);
	book_close(input->book);
}

struct slice
input_hall(const struct input *input)
{
	struct slice hall = input->halls_differ ? (struct slice){"", 0}
						: buffer_view(&input->hall);

	if (hall.length || input->halls_differ || !input->book)
		return hall;
	return slice_of(book_hall(input->book));
}
