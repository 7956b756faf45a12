#include <assert.h>

#include "base/message.h"
#include "ticket/desk.h"
#include "ticket/order.h"
#include "ticket/verbs.h"
#include "ticket/visit.h"

/* Who is next, or the number that was asked for. */
static struct ticket *
choose(struct desk *d, struct counter_day *counter)
{
	struct ticket *t;

	if (cli_operands(d->cli) == 2)
		return desk_number(d, desk_operand(d, 1));
	t = order_next(d->room, counter);
	if (!t) {
		desk_refuse(d, tr("nobody waits for counter %.*s"),
		    SLICE_ARG(counter->name));
		d->error.status = HALL_LOOK;
	}
	return t;
}

/*
 * Customers are served in order, friends and relatives too: whoever goes
 * before others without a class that does needs a reason.
 */
static int
check_order(struct desk *d, struct counter_day *counter, const struct ticket *t)
{
	struct ticket *before;

	if (t->state != TICKET_IS_WAITING || desk_option(d, "reason").length ||
	    order_judge_call(d->room, counter, t, &before) != CALL_OUT_OF_ORDER)
		return 0;
	return desk_refuse(d,
	    tr("%.*s is not next at counter %.*s, %.*s is: say with --reason "
	       "why"),
	    SLICE_ARG(ticket_number(t)), SLICE_ARG(counter->name),
	    SLICE_ARG(ticket_number(before)));
}

static int
check_open(struct desk *d, const struct counter_day *counter)
{
	const struct fact fact = {.time = d->now};
	struct complaint c = {0};

	if (counter->state == COUNTER_IS_UNSEEN)
		return desk_refuse(d,
		    tr("counter %.*s is not open: 'hall-ticket counter open "
		       "%.*s' opens it"),
		    SLICE_ARG(counter->name), SLICE_ARG(counter->name));
	if (counter_may_call(counter, &fact, &c) < 0)
		return desk_complain(d, &c);
	return 0;
}

static int
call(struct desk *d)
{
	struct counter_day *counter;
	struct ticket *t;
	struct row *row;

	counter = cli_operands(d->cli) ? desk_counter(d, desk_operand(d, 0))
				       : desk_own_counter(d);
	if (!counter || check_open(d, counter) < 0)
		return -1;
	t = choose(d, counter);
	if (!t || check_order(d, counter, t) < 0)
		return -1;
	row = desk_event(d, t, TICKET_EVENT_CALL);
	row_set(row, TICKET_COUNTER, counter->name);
	return desk_add(d, row);
}

/* recall, start, hold, resume, finish: the verb is called as its event. */
static int
serve(struct desk *d)
{
	int rank = kind_event_rank(
	    KIND_TICKET, slice_of(cli_verb_of(d->cli)->name));
	enum ticket_event event = (enum ticket_event)rank;
	struct ticket *t = desk_ticket(
	    d, desk_operand(d, 0), event == TICKET_EVENT_RESUME);

	assert(rank >= 0);
	return t ? desk_add(d, desk_event(d, t, event)) : -1;
}

/* Nobody is given up before they had the time to come. */
static int
absent(struct desk *d)
{
	const struct settings *s = &d->room->settings;
	struct ticket *t = desk_ticket(d, desk_operand(d, 0), false);
	struct buffer limit = {0};
	int64_t at;

	if (!t)
		return -1;
	at = d->now.utc_seconds - t->taken;
	if (t->state != TICKET_IS_CALLED || ticket_may_be_absent(s, t, at))
		return desk_add(d, desk_event(d, t, TICKET_EVENT_ABSENT));
	duration_say(&limit, s->absent_seconds);
	desk_refuse(d,
	    tr("%.*s may still come: absent is who was called %lld times, or "
	       "%s ago (called so far: %d)"),
	    SLICE_ARG(ticket_number(t)), (long long)s->absent_calls, limit.text,
	    t->leg_calls);
	buffer_release(&limit);
	return -1;
}

enum hall_status
desk_call(struct cli *cli)
{
	return desk_run(cli, "serve", call);
}

enum hall_status
desk_serve(struct cli *cli)
{
	return desk_run(cli, "serve", serve);
}

enum hall_status
desk_absent(struct cli *cli)
{
	return desk_run(cli, "serve", absent);
}
