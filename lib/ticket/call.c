#include "ticket/order.h"
#include "ticket/complaint.h"
#include "ticket/remark.h"
#include "ticket/turn.h"

/*
 * Past midnight a fact that names no business day belongs to the day on
 * which the counter was opened.
 */
static struct counter_day *
counter_of_call(struct turn *s, struct slice name)
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
note_order(struct turn *s, struct counter_day *counter)
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
		remark_reason(
		    s->room, s->ticket, turn_column(s, TICKET_REASON));
		break;
	}
}

int
turn_recall(struct turn *s)
{
	struct ticket *t = s->ticket;

	t->called = s->at;
	t->called_offset = turn_offset_minutes(s);
	t->calls++;
	if (t->leg_calls < UINT8_MAX)
		t->leg_calls++;
	if (t->attended == TICKET_NEVER)
		t->attended = s->at;
	return 0;
}

int
turn_call(struct turn *s)
{
	struct ticket *t = s->ticket;
	struct queue_day *queue = ticket_queue(s->room, t);
	struct counter_day *counter;
	struct slice name;

	if (turn_name(s, TICKET_COUNTER, NAME_BYTES_MAX, &name) < 0)
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
	t->staff = room_staff(s->room, s->fact->staff).text;
	t->first_called = s->at;
	return turn_recall(s);
}

int
turn_start(struct turn *s)
{
	struct ticket *t = s->ticket;

	t->started = t->since = s->at;
	t->started_offset = turn_offset_minutes(s);
	t->staff = room_staff(s->room, s->fact->staff).text;
	return 0;
}

int
turn_hold(struct turn *s)
{
	turn_leave_counter(s, false);
	s->ticket->since = s->at;
	return 0;
}

int
turn_resume(struct turn *s)
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
