#include "ticket/keep.h"

#include <stdlib.h>

#include "base/packed.h"
#include "ticket/asleep.h"
#include "ticket/parked.h"
#include "ticket/state.h"

#define NOBODY UINT32_MAX

struct kept_moment {
	int64_t utc_seconds;
	int64_t offset_seconds;
};

struct kept_day {
	struct kept_moment newest;
	int64_t closed_at;
	int32_t hall_newest, day;
	uint32_t halls, days, closed;
	uint32_t queues, prefixes, counters, tickets;
	uint32_t unused; /* no bytes between and behind: none of them is
			  * anybody's */
};

struct kept_counter {
	struct kept_moment since, opened;
	int64_t last;
	uint64_t serves[QUEUES_MAX / 64];
	uint32_t state, hours;
	int32_t step, used;
	uint32_t seats, seat; /* which of them has it open, or NOBODY */
};

struct kept_seat {
	struct kept_moment opened, closed;
	int64_t open_seconds, busy_seconds, paused_seconds, served;
	uint32_t has_opened, has_closed;
};

static struct kept_moment
keep_moment(struct moment moment)
{
	return (struct kept_moment){moment.utc_seconds, moment.offset_seconds};
}

static bool
recall_moment(struct kept_moment kept, struct moment *moment)
{
	moment->utc_seconds = kept.utc_seconds;
	moment->offset_seconds = (int32_t)kept.offset_seconds;
	return is_span(kept.utc_seconds) &&
	       kept.offset_seconds == moment->offset_seconds;
}

static void
keep_prefixes(const struct hall_day *day, struct buffer *out)
{
	struct map_entry *entry;
	size_t count;

	entry = map_sorted(day->prefixes, &count);
	for (size_t i = 0; i < count; i++) {
		const struct prefix *prefix = entry[i].value;

		pack_text(out, prefix->text);
		pack(out, &prefix->high, sizeof(prefix->high));
	}
	free(entry);
}

static bool
recall_prefixes(
    struct room *room, struct hall_day *day, uint32_t count, struct slice *in)
{
	while (count-- > 0) {
		struct prefix *prefix = arena_alloc(
		    &room->arena, sizeof(*prefix));
		struct slice text;

		if (!unpack_text(in, &text) ||
		    !unpack(in, &prefix->high, sizeof(prefix->high)) ||
		    prefix->high > TICKET_NUMBER_MAX)
			return false;
		prefix->text = arena_slice(&room->arena, text);
		*map_put(day->prefixes, text) = prefix;
	}
	return true;
}

static void
keep_seats(const struct counter_day *counter, struct buffer *out)
{
	for (const struct seat *s = counter->seats; s; s = s->next) {
		const struct kept_seat kept = {
		    .opened = keep_moment(s->opened),
		    .closed = keep_moment(s->closed),
		    .open_seconds = s->open_seconds,
		    .busy_seconds = s->busy_seconds,
		    .paused_seconds = s->paused_seconds,
		    .served = s->served,
		    .has_opened = s->has_opened,
		    .has_closed = s->has_closed,
		};

		pack_text(out, s->staff);
		pack(out, &kept, sizeof(kept));
	}
}

static void
keep_counter(const struct counter_day *counter, struct buffer *out)
{
	struct kept_counter kept = {
	    .since = keep_moment(counter->since),
	    .opened = keep_moment(counter->opened),
	    .last = counter->last,
	    .state = counter->state,
	    .hours = counter->hours,
	    .step = counter->step,
	    .used = counter->used,
	    .seat = NOBODY,
	};

	memcpy(kept.serves, counter->serves, sizeof(kept.serves));
	for (const struct seat *s = counter->seats; s; s = s->next) {
		if (s == counter->seat)
			kept.seat = kept.seats;
		kept.seats++;
	}
	pack_text(out, counter->name);
	pack(out, &kept, sizeof(kept));
	keep_seats(counter, out);
}

static bool
recall_seat(struct room *room, struct counter_day *counter, struct slice *in,
    struct seat **seat)
{
	struct kept_seat kept;
	struct slice staff;

	if (!unpack_text(in, &staff) || !unpack(in, &kept, sizeof(kept)))
		return false;
	*seat = seat_of(room, counter, staff);
	(*seat)->has_opened = kept.has_opened != 0;
	(*seat)->has_closed = kept.has_closed != 0;
	(*seat)->open_seconds = kept.open_seconds;
	(*seat)->busy_seconds = kept.busy_seconds;
	(*seat)->paused_seconds = kept.paused_seconds;
	(*seat)->served = kept.served;
	return recall_moment(kept.opened, &(*seat)->opened) &&
	       recall_moment(kept.closed, &(*seat)->closed) &&
	       is_span(kept.open_seconds) && is_span(kept.busy_seconds) &&
	       is_span(kept.paused_seconds) && is_span(kept.served);
}

/* Its round is one of the configuration; an open one is in somebody's hands. */
static bool
is_possible(const struct counter_day *counter)
{
	int steps = counter->rule ? counter->rule->steps : 1;
	bool is_open = counter->state == COUNTER_IS_OPEN ||
		       counter->state == COUNTER_IS_PAUSED;

	return counter->state < COUNTER_STATES && counter->step >= 0 &&
	       counter->step < steps && counter->used >= 0 &&
	       counter->used < INT16_MAX && is_open == (counter->seat != NULL);
}

static bool
recall_counter(struct room *room, struct hall_day *day, struct slice *in)
{
	struct counter_day *counter;
	struct kept_counter kept;
	struct slice name;
	struct seat *seat;

	if (!unpack_text(in, &name) || !unpack(in, &kept, sizeof(kept)) ||
	    counter_of(room, day, name, false) ||
	    !(counter = counter_of(room, day, name, true)) ||
	    !recall_moment(kept.since, &counter->since) ||
	    !recall_moment(kept.opened, &counter->opened))
		return false;
	counter->last = kept.last;
	counter->state = (enum counter_state)kept.state;
	counter->hours = kept.hours;
	counter->step = kept.step;
	counter->used = kept.used;
	memcpy(counter->serves, kept.serves, sizeof(kept.serves));
	for (uint32_t i = 0; i < kept.seats; i++) {
		if (!recall_seat(room, counter, in, &seat))
			return false;
		if (i == kept.seat)
			counter->seat = seat;
	}
	return is_possible(counter);
}

bool
room_keep(void *state, struct buffer *out)
{
	struct room *room = state;
	const struct hall *hall = room->halls;
	const struct hall_day *day = hall ? hall->days : NULL;
	struct kept_day kept = {.halls = hall != NULL, .days = day != NULL};

	if (!parked_is_empty(room->parked) || (hall && hall->next) ||
	    (day && (day->older || day->numbers)))
		return false;
	if (day) {
		kept.newest = keep_moment(day->newest);
		kept.closed_at = day->closed_at;
		kept.closed = day->closed;
		kept.day = day->day;
		kept.queues = day->queues_count;
		kept.counters = day->counters_count;
		kept.prefixes = (uint32_t)map_count(day->prefixes);
		kept.tickets = room_tickets(room);
	}
	kept.hall_newest = hall ? hall->newest : DATE_NONE;
	pack(out, &kept, sizeof(kept));
	pack_text(out, hall ? hall->name : SLICE(""));
	if (!day)
		return true;
	for (uint32_t i = 0; i < day->queues_count; i++)
		pack_text(out, day->queue[i]->name);
	keep_prefixes(day, out);
	for (uint32_t i = 0; i < day->counters_count; i++)
		keep_counter(day->counter[i], out);
	tickets_keep(room, out);
	return true;
}

static bool
recall_day(struct room *room, struct hall *hall, const struct kept_day *kept,
    struct slice *in)
{
	struct hall_day *day = hall_day_of(room, hall, kept->day, true);
	struct slice name;

	day->closed = kept->closed != 0;
	day->closed_at = kept->closed_at;
	if (!recall_moment(kept->newest, &day->newest))
		return false;
	for (uint32_t i = 0; i < kept->queues; i++)
		if (!unpack_text(in, &name) ||
		    queue_of(room, day, name, false) ||
		    !queue_of(room, day, name, true))
			return false;
	if (!recall_prefixes(room, day, kept->prefixes, in))
		return false;
	for (uint32_t i = 0; i < kept->counters; i++)
		if (!recall_counter(room, day, in))
			return false;
	return tickets_recall(room, day, kept->tickets, in);
}

int
room_recall(void *state, struct slice in)
{
	struct room *room = state;
	struct kept_day kept;
	struct slice name;
	struct hall *hall;

	if (!unpack(&in, &kept, sizeof(kept)) || !unpack_text(&in, &name))
		return -1;
	if (kept.halls) {
		hall = room_hall(room, name, true);
		hall->newest = kept.hall_newest;
		if (kept.days && !recall_day(room, hall, &kept, &in))
			return -1;
	}
	return in.length == 0 ? 0 : -1;
}
