#include <stdlib.h>

#include "base/map.h"
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

static struct slice
counter_of(const struct question *q)
{
	const struct cli *cli = q->filter.cli;

	return slice_of(cli_operands(cli) ? cli_operand(cli, 0) : "");
}

/* Devices have tills without being counters. */
static bool
has_till(const struct hall *hall, struct slice counter)
{
	struct map_entry *places;
	bool found = false;
	size_t count;

	if (!hall->tills.places)
		return false;
	places = map_sorted(hall->tills.places, &count);
	for (size_t i = 0; i < count && !found; i++) {
		const struct till_place *place = places[i].value;

		found = slice_equal(place->counter, counter);
	}
	free(places);
	return found;
}

static int
check_counter(
    const struct question *q, const struct hall *hall, struct error *error)
{
	const struct node *counters = node_get(
	    config_root(q->filter.config), "counters");
	struct slice counter = counter_of(q);

	if (!counters || counter.length == 0 ||
	    node_get_slice(counters, counter) || has_till(hall, counter))
		return 0;
	return error_set(error, HALL_USAGE,
	    tr("hall.yaml names no counter %.*s"), SLICE_ARG(counter));
}

static struct hall *
hall_of(struct question *q)
{
	struct pay *pay = stream_state(q->stream, &pay_fold);

	return pay_hall(pay, slice_of(book_hall(q->filter.book)));
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
	book_opens(q->filter.book, &options);
	q->stream = stream_load(&options, error);
	if (!q->stream || check_counter(q, hall_of(q), error) < 0)
		return -1;
	q->output = output_open(cli_get(q->filter.cli, "o"), error);
	return q->output ? 0 : -1;
}

static enum hall_status
show(struct question *q)
{
	const struct node *root = config_root(q->filter.config);
	bool blind = node_yes(node_get(root, "drawers"), "blind", false);
	struct pay *pay = stream_state(q->stream, &pay_fold);
	struct hall *hall = hall_of(q);
	struct writer *writer = writer_new(q->output);
	enum hall_status status = tills_show(
	    pay, hall, q->day, counter_of(q), blind, writer);

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
