#include <string.h>

#include "ticket/complaint.h"
#include "ticket/find.h"
#include "ticket/order.h"
#include "ticket/remark.h"
#include "ticket/state.h"

#define COUNT_MAX UINT16_MAX /* of calls and legs */

/* A fact on its way to the ticket that it is about. */
struct step {
	struct room *room;
	const struct fact *fact;
	const struct record *record;
	struct complaint *complaint;
	struct ticket *ticket; /* NULL for a first take */
	struct slice id;
	enum ticket_event event;
	enum ticket_state next;
	int32_t at; /* seconds after the take */
};

static struct slice
column(const struct step *s, int number)
{
	return rec_get(s->record, number);
}

static int16_t
offset_minutes(struct moment time)
{
	return (int16_t)(time.offset_seconds / 60);
}

/* In front of which counter it stands, or NULL. */
static struct counter_day *
counter_in_front(const struct step *s)
{
	if (!s->ticket || !ticket_at_counter(s->ticket->state))
		return NULL;
	return ticket_counter(s->room, s->ticket);
}

/* Nothing more happens on that day. */
static bool
is_over(const struct step *s, const struct hall_day *day)
{
	return day->closed && s->fact->time.utc_seconds > day->closed_at;
}

/* taking */

/* An empty class is that of the queue. */
static int
read_lane(struct step *s, const struct queue_rule *rule, enum lane *lane)
{
	struct slice class = column(s, TICKET_CLASS);

	*lane = rule ? rule->class : LANE_NORMAL;
	if (class.length)
		*lane = lane_of_class(class);
	if (*lane == LANES)
		return complain_of(
		    s->complaint, "class", "class", "value", class);
	if (*lane == LANE_NORMAL &&
	    slice_is(column(s, TICKET_CHANNEL), "appointment"))
		*lane = LANE_APPOINTMENT;
	return 0;
}

/* What is printed again and again must be short. */
static int
read_name(struct step *s, int number, size_t bytes_max, struct slice *name)
{
	if (rec_text(s->record, number, name, s->complaint) < 0)
		return -1;
	if (name->length > bytes_max)
		return complain_of(s->complaint,
		    kinds[KIND_TICKET].columns[number], "too_long", "value",
		    *name);
	return 0;
}

/* A number is given once a day, whatever the id says. */
static int
check_new(struct step *s, const struct hall_day *day, struct slice number)
{
	if (is_over(s, day))
		return complain_of(
		    s->complaint, "time", "day_over", "number", number);
	if (ticket_by_number(s->room, day, number))
		return complain_of(
		    s->complaint, "number", "number_taken", "number", number);
	return 0;
}

static void
begin_to_wait(
    struct step *s, struct queue_day *queue, const struct counter_day *counter)
{
	struct ticket *t = s->ticket;

	t->queue = queue->id;
	t->counter = counter ? counter->id : TICKET_NOWHERE;
	t->staff = NULL;
	t->called = t->started = TICKET_NEVER;
	t->held = 0;
	t->state = TICKET_IS_WAITING;
	queue->waiting++;
	order_wait(s->room, t);
}

static void
fill_new(struct step *s, struct queue_day *queue, enum lane lane)
{
	struct ticket *t = s->ticket;

	t->taken = s->fact->time.utc_seconds;
	t->taken_offset = offset_minutes(s->fact->time);
	t->ended = t->attended = TICKET_NEVER;
	t->first_queue = queue->id;
	t->legs = 1;
	t->score = -1;
	t->lane = (uint8_t)lane;
	t->papers_missing = slice_is(column(s, TICKET_PAPERS), "missing");
}

static int
take_first(struct step *s)
{
	struct hall_day *day = hall_day_of(
	    s->room, s->fact->hall, s->fact->day, true);
	struct queue_day *queue;
	struct slice number, name;
	enum lane lane;

	if (read_name(s, TICKET_NUMBER, TICKET_NUMBER_BYTES_MAX, &number) < 0 ||
	    read_name(s, TICKET_QUEUE, NAME_BYTES_MAX, &name) < 0 ||
	    read_lane(s, settings_queue(&s->room->settings, name), &lane) < 0 ||
	    check_new(s, day, number) < 0)
		return -1;
	queue = queue_of(s->room, day, name, true);
	if (!queue)
		return complain(s->complaint, "queue", "too_many", NULL);
	s->ticket = store_add(
	    &s->room->store, store_hash(s->fact->hall, s->id), s->id, number);
	if (!s->ticket)
		return complain(s->complaint, "id", "too_many", NULL);
	fill_new(s, queue, lane);
	begin_to_wait(s, queue, NULL);
	ticket_note_number(s->room, queue, s->ticket);
	return 0;
}

/* A no-show comes back and waits in the old place. */
static int
take_again(struct step *s)
{
	struct ticket *t = s->ticket;

	if (t->retakes >= s->room->settings.retakes)
		return complain_of(s->complaint, "event", "retaken_before",
		    "number", ticket_number(t));
	t->retakes++;
	t->ended = TICKET_NEVER;
	begin_to_wait(s, ticket_queue(s->room, t), NULL);
	return 0;
}

static int
take(struct step *s)
{
	return s->ticket ? take_again(s) : take_first(s);
}

/* calling */

/*
 * Past midnight a fact that names no business day belongs to the day on
 * which the counter was opened.
 */
static struct counter_day *
counter_of_call(struct step *s, struct slice name)
{
	struct hall_day *day = ticket_first_queue(s->room, s->ticket)->day;
	struct counter_day *counter = counter_of(s->room, day, name, false);

	if (!counter && !s->fact->has_day && day->older) {
		counter = counter_of(s->room, day->older, name, false);
		if (counter && counter->state != COUNTER_IS_OPEN)
			counter = NULL;
	}
	return counter ? counter : counter_of(s->room, day, name, true);
}

static void
note_order(struct step *s, struct counter_day *counter)
{
	struct queue_day *queue = ticket_queue(s->room, s->ticket);
	struct ticket *before;

	switch (order_judge_call(s->room, counter, s->ticket, &before)) {
	case CALL_IN_ORDER:
		if (queue->day == counter->day &&
		    counter_serves(counter, queue))
			order_called(counter, s->ticket);
		break;
	case CALL_BY_CLASS:
		break;
	case CALL_OUT_OF_ORDER:
		remark(s->room, s->ticket, "out_of_order", "before",
		    ticket_number(before));
		remark_reason(s->room, s->ticket, column(s, TICKET_REASON));
		break;
	}
}

static int
call(struct step *s)
{
	struct ticket *t = s->ticket;
	struct queue_day *queue = ticket_queue(s->room, t);
	struct counter_day *counter;
	struct slice name;

	if (read_name(s, TICKET_COUNTER, NAME_BYTES_MAX, &name) < 0)
		return -1;
	counter = counter_of_call(s, name);
	if (!counter)
		return complain(s->complaint, "counter", "too_many", NULL);
	if (counter_may_call(counter, s->fact, s->complaint) < 0)
		return -1;
	note_order(s, counter);
	if (queue->day == counter->day)
		counter_will_serve(counter, queue);
	queue->waiting--;
	counter->current = t;
	t->counter = counter->id;
	t->called = s->at;
	t->called_offset = offset_minutes(s->fact->time);
	t->calls++;
	if (t->attended == TICKET_NEVER)
		t->attended = s->at;
	t->staff = room_staff(s->room, s->fact->staff).text;
	return 0;
}

static int
recall(struct step *s)
{
	struct ticket *t = s->ticket;

	t->called = s->at;
	t->called_offset = offset_minutes(s->fact->time);
	t->calls++;
	return 0;
}

/* serving */

static int
start(struct step *s)
{
	struct ticket *t = s->ticket;

	t->started = t->since = s->at;
	t->started_offset = offset_minutes(s->fact->time);
	t->staff = room_staff(s->room, s->fact->staff).text;
	return 0;
}

/* The counter is free again; what was served there counts. */
static void
leave_counter(struct step *s, bool served)
{
	struct ticket *t = s->ticket;
	struct counter_day *counter = counter_in_front(s);

	if (!counter)
		return;
	counter->current = NULL;
	if (t->state == TICKET_IS_SERVING)
		counter_was_busy(s->room, counter, slice_of(t->staff),
		    s->at - t->since, served);
}

static int
hold(struct step *s)
{
	leave_counter(s, false);
	s->ticket->since = s->at;
	return 0;
}

static int
resume(struct step *s)
{
	struct ticket *t = s->ticket;
	struct counter_day *counter = ticket_counter(s->room, t);

	if (counter_may_call(counter, s->fact, s->complaint) < 0)
		return -1;
	counter->current = t;
	t->held += s->at - t->since;
	t->since = s->at;
	return 0;
}

/* going elsewhere */

static void
stop_waiting(struct step *s)
{
	if (s->ticket->state == TICKET_IS_WAITING)
		ticket_queue(s->room, s->ticket)->waiting--;
}

/*
 * A name that is configured, else one that this day knows, else a new
 * queue: outside a book any name may be one.
 */
static int
find_destination(struct step *s, struct slice to, struct queue_day **queue,
    struct counter_day **counter)
{
	const struct settings *settings = &s->room->settings;
	struct hall_day *day = ticket_first_queue(s->room, s->ticket)->day;
	bool is_counter = settings_counter(settings, to) != NULL;

	if (!is_counter && !settings_queue(settings, to))
		is_counter = !queue_of(s->room, day, to, false) &&
			     counter_of(s->room, day, to, false);
	*counter = is_counter ? counter_of(s->room, day, to, true) : NULL;
	*queue = is_counter ? ticket_queue(s->room, s->ticket)
			    : queue_of(s->room, day, to, true);
	if (!*queue || (is_counter && !*counter))
		return complain(s->complaint, "to", "too_many", NULL);
	return 0;
}

static int
transfer(struct step *s)
{
	struct counter_day *counter;
	struct queue_day *queue;
	struct slice to;

	if (read_name(s, TICKET_TO, NAME_BYTES_MAX, &to) < 0 ||
	    find_destination(s, to, &queue, &counter) < 0)
		return -1;
	stop_waiting(s);
	leave_counter(s, false);
	s->ticket->legs++;
	remark(s->room, s->ticket, "transferred", "to", to);
	begin_to_wait(s, queue, counter);
	return 0;
}

static int
attend(struct step *s)
{
	if (s->ticket->attended == TICKET_NEVER)
		s->ticket->attended = s->at;
	return 0;
}

/* ending */

static void
end(struct step *s)
{
	struct ticket *t = s->ticket;

	stop_waiting(s);
	if (t->state == TICKET_IS_HELD)
		t->held += s->at - t->since;
	leave_counter(s, s->event == TICKET_EVENT_FINISH);
	t->ended = s->at;
	t->ended_offset = offset_minutes(s->fact->time);
}

static int
go(struct step *s)
{
	end(s);
	return 0;
}

/*
 * Diverted to a kiosk, referred to another hall, escalated to a person, or
 * gone without.
 */
static int
send_away(struct step *s)
{
	struct slice to = column(s, TICKET_TO);

	end(s);
	if (to.length)
		remark(s->room, s->ticket, "sent", "to", to);
	remark_reason(s->room, s->ticket, column(s, TICKET_REASON));
	return 0;
}

static int (*const handlers[TICKET_EVENTS])(struct step *) = {
    [TICKET_EVENT_TAKE] = take,
    [TICKET_EVENT_CALL] = call,
    [TICKET_EVENT_RECALL] = recall,
    [TICKET_EVENT_START] = start,
    [TICKET_EVENT_HOLD] = hold,
    [TICKET_EVENT_RESUME] = resume,
    [TICKET_EVENT_TRANSFER] = transfer,
    [TICKET_EVENT_DIVERT] = send_away,
    [TICKET_EVENT_REFER] = send_away,
    [TICKET_EVENT_ESCALATE] = send_away,
    [TICKET_EVENT_ATTEND] = attend,
    [TICKET_EVENT_ABSENT] = go,
    [TICKET_EVENT_LEAVE] = send_away,
    [TICKET_EVENT_FINISH] = go,
};

/* Time goes on for a ticket, and at the counter where it stands. */
static int
check_time(struct step *s)
{
	int64_t now = s->fact->time.utc_seconds;
	const struct ticket *t = s->ticket;
	const struct counter_day *counter = counter_in_front(s);

	if (now < t->taken + t->last)
		return complain_earlier(
		    s->complaint, t->taken + t->last, s->fact->time);
	if (now - t->taken > INT32_MAX)
		return complain(s->complaint, "time", "too_late", NULL);
	s->at = (int32_t)(now - t->taken);
	return counter ? counter_in_time(counter, s->fact, s->complaint) : 0;
}

/* The fact is about the same business day, and that is not closed. */
static int
check_day(struct step *s)
{
	const struct hall_day *day = ticket_first_queue(s->room, s->ticket)
					 ->day;
	char text[DATE_TEXT_SIZE];

	if (s->fact->has_day && s->fact->day != day->day) {
		date_format(day->day, text);
		return complain_of_two(s->complaint, "day", "ticket_day",
		    "number", ticket_number(s->ticket), "day", slice_of(text));
	}
	if (is_over(s, day))
		return complain_of(s->complaint, "time", "day_over", "number",
		    ticket_number(s->ticket));
	return 0;
}

/* What a fact says of the ticket must be so. */
static int
check_said(struct step *s)
{
	const struct ticket *t = s->ticket;
	struct slice number = column(s, TICKET_NUMBER);
	struct slice name = column(s, TICKET_COUNTER);
	const struct counter_day *counter = ticket_counter(s->room, t);

	if (number.length && !slice_equal(number, ticket_number(t)))
		return complain_of_two(s->complaint, "number", "other_number",
		    "id", s->id, "number", ticket_number(t));
	if (s->event == TICKET_EVENT_CALL || name.length == 0 ||
	    !(ticket_at_counter(t->state) || t->state == TICKET_IS_HELD) ||
	    slice_equal(name, counter->name))
		return 0;
	return complain_of_two(s->complaint, "counter", "other_counter",
	    "number", ticket_number(t), "counter", counter->name);
}

static int
check_known(struct step *s)
{
	struct ticket *t = s->ticket;

	if (check_said(s) < 0 || check_day(s) < 0)
		return -1;
	if (!s->next)
		return complain_ticket_state(s->complaint, ticket_number(t),
		    (enum ticket_state)t->state, s->event);
	if (t->calls == COUNT_MAX || t->legs == COUNT_MAX)
		return complain(s->complaint, "event", "too_many", NULL);
	return check_time(s);
}

static int
check_unknown(struct step *s)
{
	struct slice number = column(s, TICKET_NUMBER);

	if (s->next)
		return 0;
	return complain_ticket_state(s->complaint,
	    number.length ? number : s->id, TICKET_IS_NONE, s->event);
}

static void
went_on(struct step *s, struct counter_day *in_front)
{
	struct ticket *t = s->ticket;
	struct hall_day *day = ticket_first_queue(s->room, t)->day;

	t->last = s->at;
	t->state = (uint8_t)s->next;
	if (ticket_at_counter(s->next))
		in_front = ticket_counter(s->room, t);
	if (in_front)
		in_front->last = s->fact->time.utc_seconds;
	if (moment_compare(day->newest, s->fact->time) < 0)
		day->newest = s->fact->time;
}

int
ticket_take(struct room *room, const struct fact *fact, const struct record *r,
    struct complaint *c)
{
	struct step s = {
	    .room = room, .fact = fact, .record = r, .complaint = c};
	struct counter_day *in_front;
	int rank;

	if (read_name(&s, TICKET_ID, TICKET_ID_BYTES_MAX, &s.id) < 0 ||
	    rec_event(r, TICKET_EVENT, &rank, c) < 0)
		return -1;
	s.event = (enum ticket_event)rank;
	s.ticket = ticket_by_id(room, fact->hall, s.id);
	s.next = ticket_next(
	    s.ticket ? (enum ticket_state)s.ticket->state : TICKET_IS_NONE,
	    s.event);
	if (s.ticket ? check_known(&s) < 0 : check_unknown(&s) < 0)
		return -1;
	in_front = counter_in_front(&s);
	if (handlers[s.event](&s) < 0)
		return -1;
	went_on(&s, in_front);
	return 0;
}
