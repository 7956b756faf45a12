#include "ticket/complaint.h"
#include "ticket/find.h"
#include "ticket/turn.h"

/* An empty class is that of the queue. */
static int
read_lane(struct turn *s, const struct queue_rule *rule, enum lane *lane)
{
	struct slice class = turn_column(s, TICKET_CLASS);

	*lane = rule ? rule->class : LANE_NORMAL;
	if (class.length)
		*lane = lane_of_class(class);
	if (*lane == LANES)
		return complain_of(
		    s->complaint, "class", "class", "value", class);
	if (*lane == LANE_NORMAL &&
	    slice_is(turn_column(s, TICKET_CHANNEL), "appointment"))
		*lane = LANE_APPOINTMENT;
	return 0;
}

/* A number is given once a day, whatever the id says. */
static int
check_new(struct turn *s, const struct hall_day *day, struct slice number)
{
	if (turn_is_over(s, day))
		return complain_of(
		    s->complaint, "time", "day_over", "number", number);
	if (ticket_by_number(s->room, day, number))
		return complain_of(
		    s->complaint, "number", "number_taken", "number", number);
	return 0;
}

static void
fill_new(struct turn *s, struct queue_day *queue, enum lane lane)
{
	struct ticket *t = s->ticket;

	t->taken = s->fact->time.utc_seconds;
	t->taken_offset = turn_offset_minutes(s);
	t->ended = t->attended = TICKET_NEVER;
	t->first_queue = queue->id;
	t->legs = 1;
	t->score = -1;
	t->lane = (uint8_t)lane;
	t->papers_missing = slice_is(turn_column(s, TICKET_PAPERS), "missing");
}

static int
take_first(struct turn *s)
{
	struct hall_day *day = hall_day_of(
	    s->room, s->fact->hall, s->fact->day, true);
	struct queue_day *queue;
	struct slice number, name;
	enum lane lane;

	if (turn_name(s, TICKET_NUMBER, TICKET_NUMBER_BYTES_MAX, &number) < 0 ||
	    turn_name(s, TICKET_QUEUE, NAME_BYTES_MAX, &name) < 0 ||
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
	turn_wait(s, queue, NULL);
	ticket_note_number(s->room, queue, s->ticket);
	return 0;
}

/* A no-show comes back and waits in the old place. */
static int
take_again(struct turn *s)
{
	struct ticket *t = s->ticket;

	if (t->retakes >= s->room->settings.retakes)
		return complain_of(s->complaint, "event", "retaken_before",
		    "number", ticket_number(t));
	t->retakes++;
	t->ended = TICKET_NEVER;
	turn_wait(s, ticket_queue(s->room, t), NULL);
	return 0;
}

int
turn_take(struct turn *s)
{
	return s->ticket ? take_again(s) : take_first(s);
}
