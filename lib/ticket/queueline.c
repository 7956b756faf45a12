#include <stdio.h>
#include <stdlib.h>

#include "base/rate.h"
#include "ticket/erlang.h"
#include "ticket/printing.h"
#include "ticket/visit.h"

#define HOURS 24
#define HIGH_PERCENT 90
#define HOUR_SECONDS 3600

/* A queue's hour: who arrived in it, and what came of them. */
struct hour {
	const struct queue_day *queue;
	int of_day;
	int64_t arrived, served, left, absent;
	int64_t work_seconds; /* at a counter, from the call to the end */
	int64_t *wait; /* of those who were answered, ascending in the end */
	size_t waits;
};

/* Every ticket's hour is known before the waits are: so two rounds. */
struct hours {
	struct hour **of_queue; /* by the queue's place in the room */
	int64_t *waits;         /* of all hours, behind each other */
	struct arena arena;
};

static int
hour_of_day(const struct ticket *t)
{
	struct moment taken = {t->taken, t->taken_offset * 60};

	return moment_second_of_day(taken) / HOUR_SECONDS;
}

static struct hour *
hour_of(struct room *room, struct hours *hours, const struct ticket *t)
{
	struct hour **all = &hours->of_queue[t->first_queue];

	if (!*all) {
		*all = arena_array(&hours->arena, HOURS, sizeof(**all));
		for (int i = 0; i < HOURS; i++) {
			(*all)[i].queue = ticket_first_queue(room, t);
			(*all)[i].of_day = i;
		}
	}
	return &(*all)[hour_of_day(t)];
}

static void
count(struct room *room, struct hours *hours)
{
	uint32_t tickets = room_tickets(room);

	for (uint32_t i = 0; i < tickets; i++) {
		const struct ticket *t = store_at(&room->store, i);
		struct hour *hour = hour_of(room, hours, t);

		hour->arrived++;
		if (t->state == TICKET_IS_SERVED) {
			hour->served++;
			hour->work_seconds += t->ended - t->called - t->held;
		}
		hour->left += t->state == TICKET_IS_LEFT;
		hour->absent += t->state == TICKET_IS_ABSENT;
		hour->waits += t->started != TICKET_NEVER &&
			       ticket_ended((enum ticket_state)t->state);
	}
}

/* Give each hour its part of the waits. */
static void
share_out(struct room *room, struct hours *hours)
{
	size_t at = 0;

	hours->waits = memory_array(
	    (size_t)room_tickets(room) + 1, sizeof(*hours->waits));
	for (uint32_t q = 0; q < room->queues; q++)
		for (int i = 0; hours->of_queue[q] && i < HOURS; i++) {
			struct hour *hour = &hours->of_queue[q][i];

			hour->wait = hours->waits + at;
			at += hour->waits;
			hour->waits = 0;
		}
}

static int
compare(const void *left, const void *right)
{
	const int64_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

static void
collect(struct room *room, struct hours *hours)
{
	uint32_t tickets = room_tickets(room);
	struct visit visit;

	for (uint32_t i = 0; i < tickets; i++) {
		const struct ticket *t = store_at(&room->store, i);
		struct hour *hour = hour_of(room, hours, t);

		if (!ticket_ended((enum ticket_state)t->state) ||
		    t->started == TICKET_NEVER)
			continue;
		visit_of(room, t, &visit);
		hour->wait[hour->waits++] = visit.wait;
	}
	for (uint32_t q = 0; q < room->queues; q++)
		for (int i = 0; hours->of_queue[q] && i < HOURS; i++) {
			struct hour *hour = &hours->of_queue[q][i];

			if (hour->waits)
				qsort(hour->wait, hour->waits,
				    sizeof(*hour->wait), compare);
		}
}

/* Counters that serve the queue and were open in the hour. */
static int64_t
open_counters(const struct hour *hour)
{
	const struct hall_day *day = hour->queue->day;
	int64_t open = 0;

	for (uint32_t i = 0; i < day->counters_count; i++) {
		const struct counter_day *counter = day->counter[i];

		open += (counter->hours >> hour->of_day & 1) &&
			counter_serves(counter, hour->queue);
	}
	return open;
}

static void
put_waits(struct row *row, const struct room *room, const struct hour *hour)
{
	int128 sum = 0;

	if (hour->waits == 0)
		return;
	for (size_t i = 0; i < hour->waits; i++)
		sum += hour->wait[i];
	row_int(row, QUEUELINE_WAIT_MEAN,
	    divide_round(sum, (int64_t)hour->waits, ROUND_HALF_UP));
	row_int(row, QUEUELINE_WAIT_P90,
	    percentile_of(room->settings.percentile, HIGH_PERCENT, hour->wait,
		hour->waits));
	row_int(row, QUEUELINE_WAIT_MAX, hour->wait[hour->waits - 1]);
}

/*
 * With how many counters would the queue have kept what staffing: says?  As
 * many came, and took as long as those did who were served.
 */
static void
put_needed(struct row *row, const struct room *room, const struct hour *hour)
{
	const struct queue_rule *rule = hour->queue->rule;
	const struct staffing *wanted = rule ? &rule->staffing
					     : &room->settings.staffing;
	const struct erlang_load load = {
	    hour->arrived, HOUR_SECONDS, hour->work_seconds, hour->served};
	int needed;

	if (wanted->share.num == 0 || hour->served == 0)
		return;
	needed = erlang_needed(&load, wanted->within_seconds, wanted->share);
	if (needed >= 0)
		row_int(row, QUEUELINE_NEEDED_COUNTERS, needed);
}

static void
fill(struct row *row, const struct room *room, const struct printed *line)
{
	const struct hour *hour = line->what;

	row_start(row, KIND_QUEUELINE);
	row_text(row, QUEUELINE_ID, line->id);
	row_date(row, QUEUELINE_DAY, line->day->day);
	row_set(row, QUEUELINE_HALL, line->day->hall->name);
	row_set(row, QUEUELINE_QUEUE, hour->queue->name);
	row_format(row, QUEUELINE_HOUR, "%02d", hour->of_day);
	row_int(row, QUEUELINE_ARRIVED, hour->arrived);
	row_int(row, QUEUELINE_SERVED, hour->served);
	row_int(row, QUEUELINE_LEFT, hour->left);
	row_int(row, QUEUELINE_ABSENT, hour->absent);
	row_int(row, QUEUELINE_OPEN_COUNTERS, open_counters(hour));
	put_waits(row, room, hour);
	put_needed(row, room, hour);
}

static void
add_hours(struct printing *p, const struct hour *hours)
{
	char text[4];

	for (int i = 0; hours && i < HOURS; i++) {
		if (hours[i].arrived == 0)
			continue;
		snprintf(text, sizeof(text), "%02d", i);
		printing_add(p, "Q", hours[i].queue->day, hours[i].queue->name,
		    slice_of(text), &hours[i]);
	}
}

static void
write_hours(
    const struct room *room, const struct hours *hours, struct writer *writer)
{
	struct printing p = {.line = NULL};
	struct row row;

	for (uint32_t q = 0; q < room->queues; q++)
		add_hours(&p, hours->of_queue[q]);
	printing_sort(&p);
	row_init(&row);
	for (size_t i = 0; i < p.count; i++) {
		fill(&row, room, &p.line[i]);
		writer_row(writer, &row);
	}
	row_release(&row);
	printing_release(&p);
}

void
queuelines_write(struct room *room, struct writer *writer)
{
	struct hours hours = {.of_queue = NULL};

	if (!writer)
		return;
	hours.of_queue = memory_array(
	    (size_t)room->queues + 1, sizeof(struct hour *));
	count(room, &hours);
	share_out(room, &hours);
	collect(room, &hours);
	write_hours(room, &hours, writer);
	free(hours.of_queue);
	free(hours.waits);
	arena_release(&hours.arena);
}
