#include "ticket/find.h"

#include "ticket/asleep.h"

static struct ticket *
find_awake(const struct room *room, const struct hall *hall, struct slice id)
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
ticket_by_id(struct room *room, const struct hall *hall, struct slice id)
{
	struct ticket *t = find_awake(room, hall, id);

	if (t || !room_wake_for(room, hall, id))
		return t;
	return find_awake(room, hall, id);
}

/* As ticket_id_format would; each ticket that is read asks for it. */
static size_t
id_of_number(
    const struct hall_day *day, struct slice number, char id[TICKET_ID_SIZE])
{
	if (day->id_length == 0 || number.length > TICKET_NUMBER_BYTES_MAX)
		return 0;
	memcpy(id, day->id, day->id_length);
	memcpy(id + day->id_length, number.text, number.length);
	return day->id_length + number.length;
}

struct ticket *
ticket_by_number(
    struct room *room, const struct hall_day *day, struct slice number)
{
	char id[TICKET_ID_SIZE];
	size_t length = id_of_number(day, number, id);
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
	size_t length;
	uint32_t value;

	if (ticket_number_parse(number, &text, &value) == 0) {
		struct prefix *prefix = prefix_of(room, queue, text);

		if (value > prefix->high)
			prefix->high = value;
	}
	length = id_of_number(day, number, id);
	if (slice_equal(ticket_id(t), (struct slice){id, length}))
		return;
	if (!day->numbers)
		day->numbers = map_new();
	*map_put(day->numbers, number) = (void *)(uintptr_t)t;
}
