#include "ticket/state.h"

#include <stdlib.h>

#include "config/config.h"

struct hall *
room_hall(struct room *room, struct slice name, bool make)
{
	struct hall *hall;
	void **place;

	if (room->recent && slice_equal(room->recent->name, name))
		return room->recent;
	if (!make)
		return map_get(room->hall_names, name);
	place = map_put(room->hall_names, name);
	if (!*place) {
		*place = hall = arena_alloc(&room->arena, sizeof(*hall));
		hall->name = arena_slice(&room->arena, name);
		hall->newest = DATE_NONE;
		hall->next = room->halls;
		room->halls = hall;
	}
	room->recent = *place;
	return room->recent;
}

static struct hall_day *
new_day(struct room *room, struct hall *hall, int32_t date)
{
	struct hall_day *day = arena_alloc(&room->arena, sizeof(*day));

	day->hall = hall;
	day->day = date;
	day->id_length = ticket_id_format(date, SLICE(""), day->id);
	day->queues = map_new();
	day->counters = map_new();
	day->prefixes = map_new();
	day->older = hall->days;
	hall->days = day;
	return day;
}

struct hall_day *
hall_day_of(struct room *room, struct hall *hall, int32_t date, bool make)
{
	struct slice key = {(const char *)&date, sizeof(date)};
	struct hall_day *day;
	void **place;

	if (hall->recent && hall->recent->day == date)
		return hall->recent;
	if (!hall->by_date)
		hall->by_date = map_new();
	day = map_get(hall->by_date, key);
	if (!day && make) {
		place = map_put(hall->by_date, key);
		*place = day = new_day(room, hall, date);
	}
	if (day)
		hall->recent = day;
	return day;
}

/* Room for one more pointer in an array of the heap. */
static void *
grown(void *array, uint32_t count, uint32_t *size)
{
	if (count < *size)
		return array;
	*size = *size ? 2 * *size : 8;
	return memory_grow(array, *size, sizeof(void *));
}

static void
set_serves(struct counter_day *counter, uint32_t index)
{
	counter->serves[index / 64] |= (uint64_t)1 << (index % 64);
}

/* What is configured; a counter that is not serves what it calls. */
static bool
is_configured_for(
    const struct counter_day *counter, const struct queue_day *queue)
{
	if (!counter->rule)
		return false;
	return !counter->rule->queues ||
	       node_list_has(counter->rule->queues, queue->name);
}

static void
add_queue(struct room *room, struct hall_day *day, struct queue_day *queue)
{
	queue->index = day->queues_count;
	day->queue = grown(day->queue, day->queues_count, &day->queues_size);
	day->queue[day->queues_count++] = queue;
	queue->id = room->queues;
	room->queue = grown(room->queue, room->queues, &room->queues_size);
	room->queue[room->queues++] = queue;
	for (uint32_t i = 0; i < day->counters_count; i++)
		if (is_configured_for(day->counter[i], queue))
			set_serves(day->counter[i], queue->index);
}

struct queue_day *
queue_of(struct room *room, struct hall_day *day, struct slice name, bool make)
{
	struct queue_day *queue = map_get(day->queues, name);

	if (queue || !make || day->queues_count == QUEUES_MAX)
		return queue;
	queue = arena_alloc(&room->arena, sizeof(*queue));
	queue->day = day;
	queue->name = arena_slice(&room->arena, name);
	queue->rule = settings_queue(&room->settings, name);
	*map_put(day->queues, name) = queue;
	add_queue(room, day, queue);
	return queue;
}

static void
add_counter(
    struct room *room, struct hall_day *day, struct counter_day *counter)
{
	day->counter = grown(
	    day->counter, day->counters_count, &day->counters_size);
	day->counter[day->counters_count++] = counter;
	counter->id = room->counters;
	room->counter = grown(
	    room->counter, room->counters, &room->counters_size);
	room->counter[room->counters++] = counter;
	for (uint32_t i = 0; i < day->queues_count; i++)
		if (is_configured_for(counter, day->queue[i]))
			set_serves(counter, i);
}

struct counter_day *
counter_of(
    struct room *room, struct hall_day *day, struct slice name, bool make)
{
	struct counter_day *counter = map_get(day->counters, name);

	if (counter || !make || day->counters_count == COUNTERS_MAX)
		return counter;
	counter = arena_alloc(&room->arena, sizeof(*counter));
	counter->day = day;
	counter->name = arena_slice(&room->arena, name);
	counter->rule = settings_counter(&room->settings, name);
	counter->last = INT64_MIN;
	*map_put(day->counters, name) = counter;
	add_counter(room, day, counter);
	return counter;
}

bool
counter_serves(const struct counter_day *counter, const struct queue_day *queue)
{
	return counter->serves[queue->index / 64] >> (queue->index % 64) & 1;
}

void
counter_will_serve(struct counter_day *counter, const struct queue_day *queue)
{
	if (!counter->rule)
		set_serves(counter, queue->index);
}

struct slice
room_staff(struct room *room, struct slice name)
{
	void **place = map_put(room->staff_names, name);

	if (!*place)
		*place = (void *)(uintptr_t)arena_slice(&room->arena, name)
			     .text;
	return (struct slice){*place, name.length};
}

static void
release_day(struct hall_day *day)
{
	for (uint32_t i = 0; i < day->queues_count; i++)
		for (int lane = 0; lane < LANES; lane++)
			waiting_release(&day->queue[i]->line[lane]);
	for (uint32_t i = 0; i < day->counters_count; i++)
		for (int lane = 0; lane < LANES; lane++)
			waiting_release(&day->counter[i]->line[lane]);
	free(day->queue);
	free(day->counter);
	map_free(day->queues);
	map_free(day->counters);
	map_free(day->prefixes);
	map_free(day->numbers);
}

void
room_release_days(struct room *room)
{
	for (struct hall *hall = room->halls; hall; hall = hall->next) {
		for (struct hall_day *d = hall->days; d; d = d->older)
			release_day(d);
		map_free(hall->by_date);
	}
	free(room->queue);
	free(room->counter);
}
