#include "ticket/view.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/message.h"
#include "ticket/find.h"
#include "ticket/ticket.h"
#include "ticket/visit.h"

#define SERVICES_MIN 3 /* fewer say nothing about the next */

int
view_open(struct view *v, struct cli *cli, struct error *error)
{
	*v = (struct view){.filter = {.cli = cli}, .date = DATE_NONE};
	if (book_from_cli(cli, true, &v->filter.book, error) < 0)
		return -1;
	v->filter.config = book_config(v->filter.book);
	if (view_load(v, error) == 0)
		return 0;
	view_close(v);
	return -1;
}

void
view_close(struct view *v)
{
	stream_release(v->stream);
	book_close(v->filter.book);
	arena_release(&v->arena);
	arena_release(&v->scratch);
	*v = (struct view){.date = DATE_NONE};
}

/* True when the journal is what it was when it was read. */
static bool
is_same(struct view *v, int32_t date)
{
	struct arena arena = {0};
	struct stat st;
	const char *path = book_day_path(
	    v->filter.book, date, "/journal.csv", &arena);
	bool there = stat(path, &st) == 0;
	bool same = there && v->stream && v->date == date &&
		    v->journal_file == (uint64_t)st.st_ino &&
		    v->journal_bytes == (int64_t)st.st_size;

	if (there) {
		v->journal_file = (uint64_t)st.st_ino;
		v->journal_bytes = (int64_t)st.st_size;
	}
	arena_release(&arena);
	return same;
}

static int
load(struct view *v, int32_t date, struct error *error)
{
	struct stream_options options = {
	    .tool = cli_tool_of(v->filter.cli)->name,
	    .folds = ticket_folds,
	    .config = v->filter.config,
	    .context = &v->filter,
	    .quiet_faults = true,
	};
	char **inputs;

	stream_release(v->stream);
	v->stream = NULL;
	v->room = NULL;
	v->day = NULL;
	arena_clear(&v->arena);
	v->date = date;
	if (date == DATE_NONE)
		return 0;
	if (book_day_inputs(v->filter.book, date, &v->arena, &inputs,
		&options.inputs_count, error) < 0)
		return -1;
	options.inputs = inputs;
	book_opens(v->filter.book, &options);
	v->stream = stream_load(&options, error);
	if (!v->stream)
		return -1;
	v->room = stream_state(v->stream, &ticket_fold);
	v->day = hall_day_of(v->room,
	    room_hall(v->room, slice_of(book_hall(v->filter.book)), true), date,
	    true);
	return 0;
}

int
view_load(struct view *v, struct error *error)
{
	int32_t date;

	arena_clear(&v->scratch);
	v->now = moment_now(config_zone(v->filter.config));
	if (book_open_day(v->filter.book, &date, error) < 0)
		return -1;
	if (date != DATE_NONE && is_same(v, date))
		return 0;
	return load(v, date, error);
}

static bool
serves(const struct counter_day *counter, const struct queue_rule *rule)
{
	const struct node *queues = counter->rule ? counter->rule->queues
						  : NULL;

	return !queues || node_list_has(queues, rule->name);
}

static void
count_counters(const struct view *v, struct view_queue *q)
{
	for (uint32_t i = 0; i < v->day->counters_count; i++) {
		const struct counter_day *counter = v->day->counter[i];

		if (counter->state != COUNTER_IS_OPEN ||
		    !serves(counter, q->rule))
			continue;
		q->counters++;
		q->idle += !counter->current;
	}
}

/* Those who wait times the mean service, shared by the counters. */
static int64_t
expect(const struct view *v, const struct view_queue *q)
{
	int64_t seconds = 0, served = 0, counters = q->counters;
	uint32_t count = room_tickets(v->room);

	for (uint32_t i = 0; i < count; i++) {
		const struct ticket *t = store_at(&v->room->store, i);
		struct visit visit;

		if (t->state != TICKET_IS_SERVED ||
		    ticket_first_queue(v->room, t)->day != v->day ||
		    ticket_queue(v->room, t)->rule != q->rule)
			continue;
		visit_of(v->room, t, &visit);
		seconds += visit.serve;
		served++;
	}
	if (served < SERVICES_MIN || counters == 0)
		return VIEW_UNKNOWN;
	return q->waiting * seconds / (served * counters);
}

bool
view_queue_at(struct view *v, size_t n, struct view_queue *q)
{
	const struct settings *settings = v->room ? &v->room->settings : NULL;
	const struct queue_day *queue;
	const struct ticket **waiting;
	size_t count;

	if (!settings || n >= settings->queues_count)
		return false;
	*q = (struct view_queue){
	    .rule = settings->queue[n], .expected_seconds = VIEW_UNKNOWN};
	queue = queue_of(v->room, v->day, q->rule->name, false);
	q->waiting = queue ? queue->waiting : 0;
	waiting = view_waiting(v, q->rule, &count);
	if (count > 0) {
		q->first = waiting[0];
		q->longest_seconds = v->now.utc_seconds - q->first->taken;
		if (q->longest_seconds < 0)
			q->longest_seconds = 0;
	}
	count_counters(v, q);
	q->expected_seconds = expect(v, q);
	return true;
}

static int
compare_taken(const void *left, const void *right)
{
	const struct ticket *a = *(const struct ticket *const *)left;
	const struct ticket *b = *(const struct ticket *const *)right;

	if (a->taken != b->taken)
		return a->taken < b->taken ? -1 : 1;
	return a->index < b->index ? -1 : a->index > b->index;
}

const struct ticket **
view_waiting(struct view *v, const struct queue_rule *rule, size_t *count)
{
	uint32_t tickets = room_tickets(v->room);
	const struct ticket **list = arena_array(
	    &v->scratch, (size_t)tickets + 1, sizeof(*list));

	*count = 0;
	for (uint32_t i = 0; i < tickets; i++) {
		const struct ticket *t = store_at(&v->room->store, i);
		const struct queue_day *queue = ticket_queue(v->room, t);

		if (t->state == TICKET_IS_WAITING && queue->day == v->day &&
		    queue->rule == rule)
			list[(*count)++] = t;
	}
	if (*count)
		qsort(list, *count, sizeof(*list), compare_taken);
	return list;
}

static int
compare_called(const void *left, const void *right)
{
	const struct counter_day *a = *(const struct counter_day *const *)left;
	const struct counter_day *b = *(const struct counter_day *const *)right;
	int64_t first = a->current->taken + a->current->called;
	int64_t second = b->current->taken + b->current->called;

	if (first != second)
		return first > second ? -1 : 1;
	return slice_compare(a->name, b->name);
}

const struct counter_day **
view_counters(struct view *v, size_t *count)
{
	const struct counter_day **list;

	*count = 0;
	if (!v->day)
		return NULL;
	list = arena_array(
	    &v->scratch, (size_t)v->day->counters_count + 1, sizeof(*list));
	for (uint32_t i = 0; i < v->day->counters_count; i++)
		if (v->day->counter[i]->current)
			list[(*count)++] = v->day->counter[i];
	if (*count)
		qsort(list, *count, sizeof(*list), compare_called);
	return list;
}
