#include "base/message.h"
#include "pay/pay.h"
#include "pay/state.h"
#include "book/filter.h"

/* X: how the tills of the open day stand.  Changes nothing, locks nothing. */
struct question {
	struct filter filter; /* first: folds ask for it */
	struct stream *stream;
	struct output *output;
	struct arena arena;
	int32_t day;
};

static int
open_day(struct question *q, struct error *error)
{
	if (book_from_cli(q->filter.cli, true, &q->filter.book, error) < 0 ||
	    book_open_day(q->filter.book, &q->day, error) < 0)
		return -1;
	q->filter.config = book_config(q->filter.book);
	if (q->day != DATE_NONE)
		return 0;
	return error_set(error, HALL_USAGE, "%s",
	    tr("no day is open: 'hall-audit open' opens one"));
}

static int
load(struct question *q, struct error *error)
{
	struct stream_options options = {
	    .tool = cli_tool_of(q->filter.cli)->name,
	    .folds = pay_folds,
	    .config = q->filter.config,
	    .context = &q->filter,
	    .quiet_faults = true,
	};
	char **inputs;

	if (open_day(q, error) < 0 ||
	    book_day_inputs(q->filter.book, q->day, &q->arena, &inputs,
		&options.inputs_count, error) < 0)
		return -1;
	options.inputs = inputs;
	q->stream = stream_load(&options, error);
	if (!q->stream)
		return -1;
	q->output = output_open(cli_get(q->filter.cli, "o"), error);
	return q->output ? 0 : -1;
}

static enum hall_status
show(struct question *q)
{
	struct cli *cli = q->filter.cli;
	const char *counter = cli_operands(cli) ? cli_operand(cli, 0) : "";
	const struct node *root = config_root(q->filter.config);
	bool blind = node_yes(node_get(root, "drawers"), "blind", false);
	struct pay *pay = stream_state(q->stream, &pay_fold);
	struct hall *hall = pay_hall(pay, slice_of(book_hall(q->filter.book)));
	struct writer *writer = writer_new(q->output);
	enum hall_status status = tills_show(
	    pay, hall, q->day, slice_of(counter), blind, writer);

	writer_free(writer);
	return status;
}

enum hall_status
pay_till(struct cli *cli)
{
	struct question q = {.filter = {.cli = cli}};
	struct error error = {HALL_DONE, ""};
	enum hall_status status = HALL_USAGE;

	if (load(&q, &error) == 0) {
		status = show(&q);
		if (output_close(q.output, &error) < 0)
			status = cli_fail(&error);
	} else {
		status = cli_fail(&error);
	}
	stream_release(q.stream);
	book_close(q.filter.book);
	arena_release(&q.arena);
	return status;
}
