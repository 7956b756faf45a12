#include "ticket/board.h"

#include "base/message.h"
#include "base/text.h"
#include "base/grid.h"

struct slice
hall_title(const struct view *v)
{
	const struct node *hall = node_path(
	    config_root(v->filter.config), "hall");

	return node_name(hall, "name", book_hall(v->filter.book));
}

struct slice
queue_title(const struct queue_rule *rule)
{
	return node_name(rule->node, "name", rule->name.text);
}

struct slice
counter_title(const struct counter_day *counter)
{
	const struct node *node = counter->rule ? counter->rule->node : NULL;

	return node_name(node, "name", counter->name.text);
}

void
minutes_add(struct buffer *out, int64_t seconds)
{
	if (seconds == VIEW_UNKNOWN)
		buffer_char(out, '-');
	else
		buffer_format(
		    out, tr("%lld min"), (long long)((seconds + 59) / 60));
}

static void
add_head(const struct view *v, struct buffer *out)
{
	char time[MOMENT_TEXT_SIZE];

	moment_format(v->now, time);
	grid_clean(out, hall_title(v));
	buffer_format(out, "  %.10s %.8s\n", time, time + 11);
}

static void
add_calls(struct view *v, struct buffer *out)
{
	struct grid grid;
	size_t count;
	const struct counter_day **counter = view_counters(v, &count);

	if (count == 0)
		return;
	grid_init(&grid, 3);
	grid_add(&grid, slice_of(tr("NUMBER")));
	grid_add(&grid, slice_of(tr("COUNTER")));
	grid_add(&grid, slice_of(""));
	for (size_t i = 0; i < count; i++) {
		const struct ticket *t = counter[i]->current;
		const char *state = ticket_state_name(
		    (enum ticket_state)t->state);

		grid_add(&grid, ticket_number(t));
		grid_add(&grid, counter_title(counter[i]));
		grid_add(&grid, slice_of(word("ticket", slice_of(state))));
	}
	buffer_char(out, '\n');
	grid_print(&grid, out);
	grid_release(&grid);
}

static void
add_queues(struct view *v, struct buffer *out)
{
	struct buffer about = {0};
	struct view_queue q;
	struct grid grid;

	grid_init(&grid, 3);
	grid.right[1] = grid.right[2] = true;
	grid_add(&grid, slice_of(tr("QUEUE")));
	grid_add(&grid, slice_of(tr("WAITING")));
	grid_add(&grid, slice_of(tr("EXPECTED WAIT")));
	for (size_t i = 0; view_queue_at(v, i, &q); i++) {
		buffer_clear(&about);
		minutes_add(&about, q.expected_seconds);
		grid_add(&grid, queue_title(q.rule));
		grid_add_format(&grid, "%u", q.waiting);
		grid_add(&grid, buffer_view(&about));
	}
	buffer_char(out, '\n');
	grid_print(&grid, out);
	grid_release(&grid);
	buffer_release(&about);
}

void
board_text(struct view *v, struct buffer *out)
{
	add_head(v, out);
	if (!v->day) {
		buffer_format(out, "\n%s\n", tr("closed"));
		return;
	}
	add_calls(v, out);
	add_queues(v, out);
}

/* json */

static void
add_string(struct buffer *out, struct slice text)
{
	buffer_char(out, '"');
	while (text.length) {
		uint32_t c = utf8_next(&text);

		if (c < 0x20 || c == '"' || c == '\\' || c == 0x7f)
			buffer_format(out, "\\u%04x", c);
		else
			utf8_add(out, c);
	}
	buffer_char(out, '"');
}

static void
add_member(struct buffer *out, const char *name, struct slice value)
{
	buffer_format(out, "\"%s\":", name);
	add_string(out, value);
}

static void
add_call_json(const struct counter_day *counter, struct buffer *out)
{
	const struct ticket *t = counter->current;
	struct moment called = {t->taken + t->called, t->called_offset * 60};
	char time[MOMENT_TEXT_SIZE];

	moment_format(called, time);
	buffer_char(out, '{');
	add_member(out, "number", ticket_number(t));
	buffer_char(out, ',');
	add_member(out, "counter", counter->name);
	buffer_char(out, ',');
	add_member(out, "name", counter_title(counter));
	buffer_char(out, ',');
	add_member(out, "state",
	    slice_of(ticket_state_name((enum ticket_state)t->state)));
	buffer_char(out, ',');
	add_member(out, "called", slice_of(time));
	buffer_char(out, '}');
}

static void
add_queue_json(const struct view_queue *q, struct buffer *out)
{
	buffer_char(out, '{');
	add_member(out, "queue", q->rule->name);
	buffer_char(out, ',');
	add_member(out, "name", queue_title(q->rule));
	buffer_format(out,
	    ",\"waiting\":%u,\"counters\":%u,\"expected_wait\":", q->waiting,
	    q->counters);
	if (q->expected_seconds == VIEW_UNKNOWN)
		buffer_text(out, "null}");
	else
		buffer_format(out, "%lld}", (long long)q->expected_seconds);
}

void
board_json(struct view *v, struct buffer *out)
{
	char time[MOMENT_TEXT_SIZE], day[DATE_TEXT_SIZE];
	const struct counter_day **counter;
	struct view_queue q;
	size_t count;

	moment_format(v->now, time);
	date_format(v->date, day);
	buffer_char(out, '{');
	add_member(out, "hall", slice_of(book_hall(v->filter.book)));
	buffer_char(out, ',');
	add_member(out, "name", hall_title(v));
	buffer_char(out, ',');
	add_member(out, "day", slice_of(day));
	buffer_char(out, ',');
	add_member(out, "time", slice_of(time));
	buffer_text(out, ",\"calls\":[");
	counter = view_counters(v, &count);
	for (size_t i = 0; i < count; i++) {
		buffer_text(out, i ? "," : "");
		add_call_json(counter[i], out);
	}
	buffer_text(out, "],\"queues\":[");
	for (size_t i = 0; view_queue_at(v, i, &q); i++) {
		buffer_text(out, i ? "," : "");
		add_queue_json(&q, out);
	}
	buffer_text(out, "]}\n");
}
