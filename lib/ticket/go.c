#include "ticket/complaint.h"
#include "ticket/remark.h"
#include "ticket/turn.h"
#include "ticket/visit.h"

static void
stop_waiting(struct turn *s)
{
	if (s->ticket->state == TICKET_IS_WAITING)
		ticket_queue(s->room, s->ticket)->waiting--;
}

/*
 * A name that is configured, else one that this day knows, else a new
 * queue: outside a book any name may be one.
 */
static int
find_destination(struct turn *s, struct slice to, struct queue_day **queue,
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

int
turn_transfer(struct turn *s)
{
	struct counter_day *counter;
	struct queue_day *queue;
	struct slice to;

	if (turn_name(s, TICKET_TO, NAME_BYTES_MAX, &to) < 0 ||
	    find_destination(s, to, &queue, &counter) < 0)
		return -1;
	stop_waiting(s);
	turn_leave_counter(s, false);
	s->ticket->legs++;
	remark(s->room, s->ticket, "transferred", "to", to);
	turn_wait(s, queue, counter);
	return 0;
}

int
turn_attend(struct turn *s)
{
	if (s->ticket->attended == TICKET_NEVER)
		s->ticket->attended = s->at;
	return 0;
}

static void
end(struct turn *s)
{
	struct ticket *t = s->ticket;

	stop_waiting(s);
	if (t->state == TICKET_IS_HELD)
		t->held += s->at - t->since;
	turn_leave_counter(s, s->event == TICKET_EVENT_FINISH);
	t->ended = s->at;
	t->ended_offset = turn_offset_minutes(s);
}

int
turn_finish(struct turn *s)
{
	end(s);
	return 0;
}

bool
ticket_may_be_absent(
    const struct settings *settings, const struct ticket *t, int64_t at)
{
	return t->leg_calls >= settings->absent_calls ||
	       at - t->first_called >= settings->absent_seconds;
}

int
turn_absent(struct turn *s)
{
	const struct ticket *t = s->ticket;
	struct buffer after = {0};

	end(s);
	if (!ticket_may_be_absent(&s->room->settings, t, s->at)) {
		duration_add(&after, s->at - t->first_called);
		remark(s->room, s->ticket, "absent_early", "after",
		    buffer_view(&after));
		buffer_release(&after);
	}
	return 0;
}

/*
 * Diverted to a kiosk, referred to another hall, escalated to a person, or
 * gone without.
 */
int
turn_send_away(struct turn *s)
{
	struct slice to = turn_column(s, TICKET_TO);

	end(s);
	if (to.length)
		remark(s->room, s->ticket, "sent", "to", to);
	remark_reason(s->room, s->ticket, turn_column(s, TICKET_REASON));
	return 0;
}
