#include "ticket/complaint.h"
#include "ticket/find.h"
#include "ticket/order.h"
#include "ticket/turn.h"

#define COUNT_MAX UINT16_MAX /* of calls and legs */

struct counter_day *
turn_counter(const struct turn *s)
{
	if (!s->ticket || !ticket_at_counter(s->ticket->state))
		return NULL;
	return ticket_counter(s->room, s->ticket);
}

bool
turn_is_over(const struct turn *s, const struct hall_day *day)
{
	return day->closed && s->fact->time.utc_seconds > day->closed_at;
}

int
turn_name(struct turn *s, int number, size_t bytes_max, struct slice *name)
{
	if (rec_text(s->record, number, name, s->complaint) < 0)
		return -1;
	if (name->length > bytes_max)
		return complain_of(s->complaint,
		    kinds[KIND_TICKET].columns[number], "too_long", "value",
		    *name);
	return 0;
}

void
turn_wait(
    struct turn *s, struct queue_day *queue, const struct counter_day *counter)
{
	struct ticket *t = s->ticket;

	t->queue = queue->id;
	t->counter = counter ? counter->id : TICKET_NOWHERE;
	t->staff = NULL;
	t->called = t->started = t->first_called = TICKET_NEVER;
	t->held = 0;
	t->leg_calls = 0;
	t->state = TICKET_IS_WAITING;
	queue->waiting++;
	order_wait(s->room, t);
}

void
turn_leave_counter(struct turn *s, bool served)
{
	struct ticket *t = s->ticket;
	struct counter_day *counter = turn_counter(s);

	if (!counter)
		return;
	counter->current = NULL;
	if (t->state == TICKET_IS_SERVING)
		counter_was_busy(s->room, counter, slice_of(t->staff),
		    s->at - t->since, served);
}

static int (*const handlers[TICKET_EVENTS])(struct turn *) = {
    [TICKET_EVENT_TAKE] = turn_take,
    [TICKET_EVENT_CALL] = turn_call,
    [TICKET_EVENT_RECALL] = turn_recall,
    [TICKET_EVENT_START] = turn_start,
    [TICKET_EVENT_HOLD] = turn_hold,
    [TICKET_EVENT_RESUME] = turn_resume,
    [TICKET_EVENT_TRANSFER] = turn_transfer,
    [TICKET_EVENT_DIVERT] = turn_send_away,
    [TICKET_EVENT_REFER] = turn_send_away,
    [TICKET_EVENT_ESCALATE] = turn_send_away,
    [TICKET_EVENT_ATTEND] = turn_attend,
    [TICKET_EVENT_ABSENT] = turn_absent,
    [TICKET_EVENT_LEAVE] = turn_send_away,
    [TICKET_EVENT_FINISH] = turn_finish,
};

/* Time goes on for a ticket, and at the counter where it stands. */
static int
check_time(struct turn *s)
{
	int64_t now = s->fact->time.utc_seconds;
	const struct ticket *t = s->ticket;
	const struct counter_day *counter = turn_counter(s);

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
check_day(struct turn *s)
{
	const struct hall_day *day = ticket_first_queue(s->room, s->ticket)
					 ->day;
	char text[DATE_TEXT_SIZE];

	if (s->fact->has_day && s->fact->day != day->day) {
		date_format(day->day, text);
		return complain_of_two(s->complaint, "day", "ticket_day",
		    "number", ticket_number(s->ticket), "day", slice_of(text));
	}
	if (turn_is_over(s, day))
		return complain_of(s->complaint, "time", "day_over", "number",
		    ticket_number(s->ticket));
	return 0;
}

/* What a fact says of the ticket must be so. */
static int
check_said(struct turn *s)
{
	const struct ticket *t = s->ticket;
	struct slice number = turn_column(s, TICKET_NUMBER);
	struct slice name = turn_column(s, TICKET_COUNTER);
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
check_known(struct turn *s)
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
check_unknown(struct turn *s)
{
	struct slice number = turn_column(s, TICKET_NUMBER);

	if (s->next)
		return 0;
	return complain_ticket_state(s->complaint,
	    number.length ? number : s->id, TICKET_IS_NONE, s->event);
}

static void
went_on(struct turn *s, struct counter_day *in_front)
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
	struct turn s = {
	    .room = room, .fact = fact, .record = r, .complaint = c};
	struct counter_day *in_front;
	int rank;

	if (turn_name(&s, TICKET_ID, TICKET_ID_BYTES_MAX, &s.id) < 0 ||
	    rec_event(r, TICKET_EVENT, &rank, c) < 0)
		return -1;
	s.event = (enum ticket_event)rank;
	s.ticket = ticket_by_id(room, fact->hall, s.id);
	s.next = ticket_next(
	    s.ticket ? (enum ticket_state)s.ticket->state : TICKET_IS_NONE,
	    s.event);
	if (s.ticket ? check_known(&s) < 0 : check_unknown(&s) < 0)
		return -1;
	in_front = turn_counter(&s);
	if (handlers[s.event](&s) < 0)
		return -1;
	went_on(&s, in_front);
	return 0;
}
