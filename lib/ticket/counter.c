#include "ticket/complaint.h"
#include "ticket/state.h"

#define HOUR 3600
#define HOURS_OF_DAY 24

/* A fact on its way to the counter that it is about. */
struct turn {
	struct room *room;
	const struct fact *fact;
	struct complaint *complaint;
	struct counter_day *counter;
	enum counter_event event;
};

int
counter_in_time(const struct counter_day *counter, const struct fact *fact,
    struct complaint *c)
{
	if (fact->time.utc_seconds < counter->last)
		return complain_earlier(c, counter->last, fact->time);
	return 0;
}

int
counter_may_call(const struct counter_day *counter, const struct fact *fact,
    struct complaint *c)
{
	if (counter->state == COUNTER_IS_PAUSED ||
	    counter->state == COUNTER_IS_CLOSED)
		return complain_of_two(c, "counter", "counter_shut", "counter",
		    counter->name, "state",
		    slice_of(counter_state_name(counter->state)));
	if (counter->current)
		return complain_of_two(c, "counter", "counter_busy", "counter",
		    counter->name, "number", ticket_number(counter->current));
	return counter_in_time(counter, fact, c);
}

struct seat *
seat_of(struct room *room, struct counter_day *counter, struct slice staff)
{
	struct buffer key = {0};
	struct seat *seat;
	void **place;

	if (counter->seats && slice_equal(counter->seats->staff, staff))
		return counter->seats;
	buffer_add(&key, (const char *)&counter->id, sizeof(counter->id));
	buffer_slice(&key, staff);
	place = map_put(room->seats, buffer_view(&key));
	buffer_release(&key);
	if (!*place) {
		*place = seat = arena_alloc(&room->arena, sizeof(*seat));
		seat->staff = room_staff(room, staff);
		seat->next = counter->seats;
		counter->seats = seat;
	}
	return *place;
}

void
counter_was_busy(struct room *room, struct counter_day *counter,
    struct slice staff, int64_t seconds, bool served)
{
	struct seat *seat = counter->seat;

	if (!seat)
		seat = seat_of(room, counter, staff);
	seat->busy_seconds += seconds;
	seat->served += served;
}

/* The hours of the clock in which it was open. */
static void
mark_hours(struct counter_day *counter, struct moment from, struct moment to)
{
	int64_t first = (from.utc_seconds + from.offset_seconds) / HOUR;
	int64_t last = (to.utc_seconds + from.offset_seconds - 1) / HOUR;

	if (to.utc_seconds <= from.utc_seconds)
		return;
	if (last - first >= HOURS_OF_DAY)
		last = first + HOURS_OF_DAY - 1;
	for (int64_t hour = first; hour <= last; hour++) {
		int64_t of_day = (hour % HOURS_OF_DAY + HOURS_OF_DAY) %
				 HOURS_OF_DAY;

		counter->hours |= (uint32_t)1 << of_day;
	}
}

static void
open_counter(struct turn *s)
{
	struct counter_day *counter = s->counter;
	struct seat *seat = seat_of(s->room, counter, s->fact->staff);

	counter->seat = seat;
	counter->opened = s->fact->time;
	if (!seat->has_opened)
		seat->opened = s->fact->time;
	seat->has_opened = true;
	seat->has_closed = false;
}

/* What the time since the last event was: open or paused. */
static void
count_until(struct counter_day *counter, struct moment until)
{
	if (counter->state == COUNTER_IS_OPEN)
		mark_hours(counter, counter->since, until);
	else if (counter->state == COUNTER_IS_PAUSED)
		counter->seat->paused_seconds += until.utc_seconds -
						 counter->since.utc_seconds;
}

static void
close_counter(struct counter_day *counter, struct moment until)
{
	counter->seat->open_seconds += until.utc_seconds -
				       counter->opened.utc_seconds;
}

void
counter_end(struct counter_day *counter)
{
	struct moment until = counter->day->newest;

	if (counter->state != COUNTER_IS_OPEN &&
	    counter->state != COUNTER_IS_PAUSED)
		return;
	if (counter->day->closed && counter->day->closed_at > until.utc_seconds)
		until.utc_seconds = counter->day->closed_at;
	count_until(counter, until);
	close_counter(counter, until);
	counter->state = COUNTER_IS_CLOSED;
}

static void
apply(struct turn *s, enum counter_state next)
{
	struct counter_day *counter = s->counter;
	struct hall_day *day = counter->day;

	count_until(counter, s->fact->time);
	if (s->event == COUNTER_EVENT_OPEN)
		open_counter(s);
	if (s->event == COUNTER_EVENT_CLOSE) {
		close_counter(counter, s->fact->time);
		counter->seat->closed = s->fact->time;
		counter->seat->has_closed = true;
		counter->seat = NULL;
	}
	counter->state = next;
	counter->since = s->fact->time;
	counter->last = s->fact->time.utc_seconds;
	if (moment_compare(day->newest, s->fact->time) < 0)
		day->newest = s->fact->time;
}

/*
 * Past midnight a fact that names no business day belongs to the day on
 * which the counter was opened.
 */
static struct counter_day *
find(struct turn *s, struct slice name)
{
	struct hall_day *day = hall_day_of(
	    s->room, s->fact->hall, s->fact->day, true);
	struct counter_day *counter = counter_of(s->room, day, name, false);

	if (!counter && !s->fact->has_day && day->older &&
	    s->event != COUNTER_EVENT_OPEN) {
		counter = counter_of(s->room, day->older, name, false);
		if (counter && counter->state != COUNTER_IS_OPEN &&
		    counter->state != COUNTER_IS_PAUSED)
			counter = NULL;
	}
	return counter ? counter : counter_of(s->room, day, name, true);
}

static int
check(struct turn *s, enum counter_state next)
{
	const struct counter_day *counter = s->counter;

	if (counter->day->closed &&
	    s->fact->time.utc_seconds > counter->day->closed_at)
		return complain_of(
		    s->complaint, "time", "day_over", "number", counter->name);
	if (!next)
		return complain_counter_state(
		    s->complaint, counter->name, counter->state, s->event);
	/* Nobody is left standing. */
	if (counter->current)
		return complain_of_two(s->complaint, "event", "counter_busy",
		    "counter", counter->name, "number",
		    ticket_number(counter->current));
	return counter_in_time(counter, s->fact, s->complaint);
}

int
counter_take(struct room *room, const struct fact *fact, const struct record *r,
    struct complaint *c)
{
	struct turn s = {.room = room, .fact = fact, .complaint = c};
	enum counter_state next;
	struct slice name;
	int rank;

	if (rec_text(r, COUNTER_ID, &name, c) < 0 ||
	    rec_event(r, COUNTER_EVENT, &rank, c) < 0)
		return -1;
	if (name.length > NAME_BYTES_MAX)
		return complain_of(c, "id", "too_long", "value", name);
	s.event = (enum counter_event)rank;
	s.counter = find(&s, name);
	if (!s.counter)
		return complain(c, "id", "too_many", NULL);
	next = counter_next(s.counter->state, s.event);
	if (check(&s, next) < 0)
		return -1;
	apply(&s, next);
	return 0;
}
