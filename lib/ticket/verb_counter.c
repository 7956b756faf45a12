#include "base/message.h"
#include "base/text.h"
#include "ticket/desk.h"
#include "ticket/verbs.h"

static int
find_event(struct desk *d, enum counter_event *event)
{
	struct slice typed = desk_operand(d, 0);
	const char *names[COUNTER_EVENTS], *near;

	for (int i = 0; i < COUNTER_EVENTS; i++) {
		names[i] = counter_event_name((enum counter_event)i);
		if (slice_is(typed, names[i])) {
			*event = (enum counter_event)i;
			return 0;
		}
	}
	near = suggest(typed, names, COUNTER_EVENTS);
	if (near)
		return desk_refuse(d,
		    tr("'%.*s' is nothing that happens to a counter; did you "
		       "mean '%s'?"),
		    SLICE_ARG(typed), near);
	return desk_refuse(d,
	    tr("'%.*s' is nothing that happens to a counter: open, pause, "
	       "resume or close"),
	    SLICE_ARG(typed));
}

/* Who was sent to this counter, or put aside there, needs another place. */
static void
tell_stranded(struct desk *d, const struct counter_day *counter)
{
	uint32_t count = room_tickets(d->room);

	for (uint32_t i = 0; i < count; i++) {
		const struct ticket *t = store_at(&d->room->store, i);

		if (t->counter == counter->id &&
		    (t->state == TICKET_IS_WAITING ||
			t->state == TICKET_IS_HELD))
			desk_tell(d,
			    tr("%.*s still waits for counter %.*s: transfer "
			       "them"),
			    SLICE_ARG(ticket_number(t)),
			    SLICE_ARG(counter->name));
	}
}

static int
counter_event(struct desk *d)
{
	struct row *row = &d->recording.row;
	struct counter_day *counter;
	enum counter_event event = COUNTER_EVENT_OPEN;

	if (find_event(d, &event) < 0)
		return -1;
	counter = cli_operands(d->cli) == 2
		      ? desk_counter(d, desk_operand(d, 1))
		      : desk_own_counter(d);
	if (!counter)
		return -1;
	row_start(row, KIND_COUNTER);
	row_set(row, COUNTER_ID, counter->name);
	row_text(row, COUNTER_EVENT, counter_event_name(event));
	row_set(row, COUNTER_REASON, desk_option(d, "reason"));
	if (desk_add(d, row) < 0)
		return -1;
	if (event == COUNTER_EVENT_CLOSE)
		tell_stranded(d, counter);
	return 0;
}

enum hall_status
desk_counter_event(struct cli *cli)
{
	return desk_run(cli, "serve", counter_event);
}
