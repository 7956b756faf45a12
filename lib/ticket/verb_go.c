#include "base/message.h"
#include "ticket/desk.h"
#include "ticket/new_ticket.h"
#include "ticket/verbs.h"

const struct cli_option desk_transfer_options[] = {
    {"to", 0, "QUEUE|COUNTER", N_("where the customer goes"), CLI_REQUIRED},
    {NULL, 0, NULL, NULL, 0},
};
const struct cli_option desk_divert_options[] = {
    {"to", 0, "CHANNEL", N_("kiosk, online ...; else what the queue says"), 0},
    {NULL, 0, NULL, NULL, 0},
};
const struct cli_option desk_refer_options[] = {
    {"to", 0, "HALL", N_("where the customer is sent"), CLI_REQUIRED},
    {"papers", 0, "complete|missing", N_("missing unless said"), 0},
    {NULL, 0, NULL, NULL, 0},
};
const struct cli_option desk_escalate_options[] = {
    {"to", 0, "STAFF", N_("who takes over"), 0},
    {NULL, 0, NULL, NULL, 0},
};

/* What the fold says of a name nobody knows, before the ticket is looked at. */
static int
check_destination(struct desk *d, struct slice to)
{
	const struct settings *s = &d->room->settings;
	const char *near;

	if (settings_queue(s, to) || settings_counter(s, to))
		return 0;
	near = settings_near_queue(s, to);
	if (!near)
		near = settings_near_counter(s, to);
	if (!near)
		return desk_refuse(d,
		    tr("--to: hall.yaml names no queue and no counter '%.*s'"),
		    SLICE_ARG(to));
	return desk_refuse(d,
	    tr("--to: hall.yaml names no queue and no counter '%.*s' (did you "
	       "mean '%s'?)"),
	    SLICE_ARG(to), near);
}

static int
transfer(struct desk *d)
{
	struct slice to = desk_option(d, "to");
	struct ticket *t = desk_ticket(d, desk_operand(d, 0), false);
	struct row *row;

	if (!t || check_destination(d, to) < 0)
		return -1;
	row = desk_event(d, t, TICKET_EVENT_TRANSFER);
	row_set(row, TICKET_TO, to);
	return desk_add(d, row);
}

static int
leave(struct desk *d)
{
	struct ticket *t = desk_ticket(d, desk_operand(d, 0), false);

	return t ? desk_add(d, desk_event(d, t, TICKET_EVENT_LEAVE)) : -1;
}

static int
attend(struct desk *d)
{
	struct ticket *t = desk_number(d, desk_operand(d, 0));

	return t ? desk_add(d, desk_event(d, t, TICKET_EVENT_ATTEND)) : -1;
}

/*
 * NUMBER, COUNTER or QUEUE: who was turned away at the door has no ticket,
 * and gets a number of the queue, so that they are counted.
 */
static struct ticket *
ticket_at_door(struct desk *d, const char *papers)
{
	struct slice operand = desk_operand(d, 0);
	const struct queue_rule *rule = settings_queue(
	    &d->room->settings, operand);

	if (rule)
		return new_ticket(d, rule, "manual", papers);
	return desk_ticket(d, operand, false);
}

static int
send(struct desk *d, struct ticket *t, enum ticket_event event, struct slice to)
{
	struct row *row = desk_event(d, t, event);

	row_set(row, TICKET_TO, to);
	return desk_add(d, row);
}

static int
divert(struct desk *d)
{
	struct slice to = desk_option(d, "to");
	struct ticket *t = ticket_at_door(d, "");
	const struct queue_rule *rule;

	if (!t)
		return -1;
	rule = ticket_queue(d->room, t)->rule;
	if (to.length == 0 && rule)
		to = rule->divert_to;
	if (to.length == 0)
		return desk_refuse(d, "%s",
		    tr("--to must be given: the queue names no divert_to"));
	return send(d, t, TICKET_EVENT_DIVERT, to);
}

static int
refer(struct desk *d)
{
	struct slice papers = desk_option(d, "papers");
	struct ticket *t;

	if (desk_choice(d, "papers", "complete missing") < 0)
		return -1;
	t = ticket_at_door(d, papers.length ? papers.text : "missing");
	return t ? send(d, t, TICKET_EVENT_REFER, desk_option(d, "to")) : -1;
}

static int
escalate(struct desk *d)
{
	struct ticket *t = desk_ticket(d, desk_operand(d, 0), false);
	struct slice to = desk_option(d, "to");

	if (!t)
		return -1;
	if (to.length && !who_known(d->book, to))
		return desk_refuse(d, tr("--to: hall.yaml names no staff %.*s"),
		    SLICE_ARG(to));
	return send(d, t, TICKET_EVENT_ESCALATE, to);
}

enum hall_status
desk_transfer(struct cli *cli)
{
	return desk_run(cli, NULL, transfer);
}

enum hall_status
desk_leave(struct cli *cli)
{
	return desk_run(cli, NULL, leave);
}

enum hall_status
desk_divert(struct cli *cli)
{
	return desk_run(cli, NULL, divert);
}

enum hall_status
desk_refer(struct cli *cli)
{
	return desk_run(cli, NULL, refer);
}

enum hall_status
desk_escalate(struct cli *cli)
{
	return desk_run(cli, NULL, escalate);
}

enum hall_status
desk_attend(struct cli *cli)
{
	return desk_run(cli, NULL, attend);
}
