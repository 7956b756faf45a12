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

static int
simple(struct desk *d, enum ticket_event event)
{
	struct ticket *t = desk_ticket(
	    d, desk_operand(d, 0), event == TICKET_EVENT_RESUME);

	if (!t)
		return -1;
	return desk_add(d, desk_event(d, t, event));
}

static int
recall(struct desk *d)
{
	return simple(d, TICKET_EVENT_RECALL);
}

static int
start(struct desk *d)
{
	return simple(d, TICKET_EVENT_START);
}

static int
hold(struct desk *d)
{
	return simple(d, TICKET_EVENT_HOLD);
}

static int
resume(struct desk *d)
{
	return simple(d, TICKET_EVENT_RESUME);
}

static int
finish(struct desk *d)
{
	return simple(d, TICKET_EVENT_FINISH);
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
	duration_add(&limit, s->absent_seconds);
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
desk_recall(struct cli *cli)
{
	return desk_run(cli, "serve", recall);
}

enum hall_status
desk_start(struct cli *cli)
{
	return desk_run(cli, "serve", start);
}

enum hall_status
desk_hold(struct cli *cli)
{
	return desk_run(cli, "serve", hold);
}

enum hall_status
desk_resume(struct cli *cli)
{
	return desk_run(cli, "serve", resume);
}

enum hall_status
desk_finish(struct cli *cli)
{
	return desk_run(cli, "serve", finish);
}

enum hall_status
desk_absent(struct cli *cli)
{
	return desk_run(cli, "serve", absent);
}
