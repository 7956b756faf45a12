#include "base/message.h"
#include "ticket/board.h"
#include "base/grid.h"
#include "ticket/verbs.h"
#include "ticket/visit.h"

/* What the guide could do: more wait than should. */
static void
add_advice(struct grid *grid, const struct view_queue *q)
{
	const struct queue_rule *rule = q->rule;

	if (rule->alarm == 0 || q->waiting < rule->alarm)
		grid_add(grid, SLICE(""));
	else if (rule->divert_to.length)
		grid_add_format(
		    grid, tr("send some to %s"), rule->divert_to.text);
	else
		grid_add(grid, slice_of(tr("open a counter")));
}

static void
add_queue(struct grid *grid, const struct view_queue *q)
{
	struct buffer text = {0};

	grid_add(grid, q->rule->name);
	grid_add(grid, queue_title(q->rule));
	grid_add_format(grid, "%u", q->waiting);
	grid_add(grid, q->first ? ticket_number(q->first) : SLICE("-"));
	if (q->first)
		duration_say(&text, q->longest_seconds);
	else
		buffer_char(&text, '-');
	grid_add(grid, buffer_view(&text));
	grid_add_format(grid, "%u", q->counters);
	grid_add_format(grid, "%u", q->idle);
	buffer_clear(&text);
	minutes_add(&text, q->expected_seconds);
	grid_add(grid, buffer_view(&text));
	add_advice(grid, q);
	buffer_release(&text);
}

static void
add_all(struct view *view, struct buffer *out)
{
	static const char *const heads[] = {N_("QUEUE"), "", N_("WAITING"),
	    N_("FIRST"), N_("LONGEST"), N_("COUNTERS"), N_("IDLE"),
	    N_("EXPECTED WAIT"), ""};
	struct view_queue q;
	struct grid grid;

	grid_init(&grid, sizeof(heads) / sizeof(heads[0]));
	grid.right[2] = grid.right[4] = grid.right[5] = grid.right[6] = true;
	grid.right[7] = true;
	for (size_t i = 0; i < grid.columns; i++)
		grid_add(&grid, slice_of(*heads[i] ? tr(heads[i]) : ""));
	for (size_t i = 0; view_queue_at(view, i, &q); i++)
		add_queue(&grid, &q);
	grid_print(&grid, out);
	grid_release(&grid);
}

/* Those who wait in one queue, in the order in which they came. */
static void
add_one(struct view *view, const struct queue_rule *rule, struct buffer *out)
{
	const struct ticket **waiting;
	struct buffer text = {0};
	struct grid grid;
	size_t count;

	waiting = view_waiting(view, rule, &count);
	grid_init(&grid, 4);
	grid.right[2] = true;
	grid_add(&grid, slice_of(tr("NUMBER")));
	grid_add(&grid, slice_of(tr("CLASS")));
	grid_add(&grid, slice_of(tr("WAITS")));
	grid_add(&grid, slice_of(tr("FOR")));
	for (size_t i = 0; i < count; i++) {
		const struct ticket *t = waiting[i];
		const struct counter_day *counter = ticket_counter(
		    view->room, t);
		int64_t waits = view->now.utc_seconds - t->taken;

		buffer_clear(&text);
		duration_say(&text, waits < 0 ? 0 : waits);
		grid_add(&grid, ticket_number(t));
		grid_add(&grid, slice_of(word("class",
				    slice_of(lane_name((enum lane)t->lane)))));
		grid_add(&grid, buffer_view(&text));
		grid_add(&grid, counter ? counter->name : rule->name);
	}
	grid_print(&grid, out);
	grid_release(&grid);
	buffer_release(&text);
}

static int
fill(struct view *view, struct buffer *out, struct error *error)
{
	const char *name = cli_operand(view->filter.cli, 0);
	const struct settings *settings;
	const struct queue_rule *rule;

	if (!view->day)
		return error_set(error, HALL_USAGE, tr("no day is open"));
	if (!name) {
		add_all(view, out);
		return 0;
	}
	settings = &view->room->settings;
	rule = settings_queue(settings, slice_of(name));
	if (rule) {
		add_one(view, rule, out);
		return 0;
	}
	return settings_no_queue(settings, slice_of(name), error);
}

static int
print(struct view *view, struct error *error)
{
	struct buffer text = {0};
	int result = fill(view, &text, error);

	if (result == 0)
		result = output_whole(cli_get(view->filter.cli, "output"),
		    buffer_view(&text), error);
	buffer_release(&text);
	return result;
}

enum hall_status
desk_show_queue(struct cli *cli)
{
	struct view view;
	struct error error = {HALL_DONE, ""};
	enum hall_status status = HALL_DONE;

	if (view_open(&view, cli, &error) < 0)
		return cli_fail(&error);
	if (print(&view, &error) < 0)
		status = cli_fail(&error);
	view_close(&view);
	return status;
}
