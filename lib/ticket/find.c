#include "ticket/find.h"

struct ticket *
ticket_by_id(const struct room *room, const struct hall *hall, struct slice id)
{
	uint32_t hash = store_hash(hall, id);
	struct ticket *t;
	size_t slot = 0;

	while ((t = store_next(&room->store, hash, id, &slot)))
		if (ticket_first_queue(room, t)->day->hall == hall)
			return t;
	return NULL;
}

struct ticket *
ticket_by_number(
    const struct room *room, const struct hall_day *day, struct slice number)
{
	char id[TICKET_ID_SIZE];
	size_t length = ticket_id_format(day->day, number, id);
	struct ticket *t = ticket_by_id(
	    room, day->hall, (struct slice){id, length});

	if (t && slice_equal(ticket_number(t), number))
		return t;
	return day->numbers ? map_get(day->numbers, number) : NULL;
}

uint32_t
ticket_next_number(const struct hall_day *day, struct slice text)
{
	const struct prefix *prefix = day ? map_get(day->prefixes, text) : NULL;

	return prefix ? prefix->high + 1 : 1;
}

/* Most often that of the ticket before. */
static struct prefix *
prefix_of(struct room *room, struct queue_day *queue, struct slice text)
{
	struct prefix *prefix = queue->prefix;
	void **place;

	if (prefix && slice_equal(prefix->text, text))
		return prefix;
	place = map_put(queue->day->prefixes, text);
	if (!*place) {
		*place = prefix = arena_alloc(&room->arena, sizeof(*prefix));
		prefix->text = arena_slice(&room->arena, text);
	}
	queue->prefix = *place;
	return queue->prefix;
}

void
ticket_note_number(
    struct room *room, struct queue_day *queue, const struct ticket *t)
{
	struct slice number = ticket_number(t), text;
	struct hall_day *day = queue->day;
	char id[TICKET_ID_SIZE];
	uint32_t value;

	if (ticket_number_parse(number, &text, &value) == 0) {
		struct prefix *prefix = prefix_of(room, queue, text);

		if (value > prefix->high)
			prefix->high = value;
	}
	ticket_id_format(day->day, number, id);
	if (slice_is(ticket_id(t), id))
		return;
	if (!day->numbers)
		day->numbers = map_new();
	*map_put(day->numbers, number) = (void *)(uintptr_t)t;
}
