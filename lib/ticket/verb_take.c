#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "ticket/desk.h"
#include "ticket/find.h"
#include "ticket/new_ticket.h"
#include "ticket/verbs.h"

const struct cli_option desk_take_options[] = {
    {"class", 0, "vip|green|special|normal",
	N_("the class of the customer, else that of the queue"), 0},
    {"customer", 0, "CUSTOMER", N_("who it is, where that is known"), 0},
    {"channel", 0, "device|manual|appointment",
	N_("how the ticket came about; device unless said"), 0},
    {"papers", 0, "complete|missing",
	N_("whether the papers were checked before"), 0},
    {"again", 0, "NUMBER", N_("a no-show came back: the old number waits"), 0},
    {NULL, 0, NULL, NULL, 0},
};

/* The next number of the prefix: A001, A002 ... A1000. */
static int
next_number(struct desk *d, const struct queue_rule *rule,
    char number[TICKET_NUMBER_BYTES_MAX + 1])
{
	uint32_t value = ticket_next_number(d->day, rule->prefix);
	int length = snprintf(number, TICKET_NUMBER_BYTES_MAX + 1, "%.*s%0*u",
	    SLICE_ARG(rule->prefix), d->room->settings.digits, value);

	if (length <= TICKET_NUMBER_BYTES_MAX && value <= TICKET_NUMBER_MAX)
		return 0;
	return desk_refuse(
	    d, tr("the numbers of '%s' are used up"), rule->name.text);
}

struct ticket *
new_ticket(struct desk *d, const struct queue_rule *rule, const char *channel,
    const char *papers)
{
	struct row *row = &d->recording.row;
	char number[TICKET_NUMBER_BYTES_MAX + 1], id[TICKET_ID_SIZE];
	struct slice class = desk_option(d, "class");

	if (next_number(d, rule, number) < 0)
		return NULL;
	ticket_id_format(d->day->day, slice_of(number), id);
	row_start(row, KIND_TICKET);
	row_text(row, TICKET_ID, id);
	row_text(row, TICKET_EVENT, ticket_event_name(TICKET_EVENT_TAKE));
	row_text(row, TICKET_NUMBER, number);
	row_set(row, TICKET_QUEUE, rule->name);
	row_set(row, TICKET_CLASS,
	    class.length ? class : slice_of(lane_name(rule->class)));
	row_set(row, TICKET_CUSTOMER, desk_option(d, "customer"));
	row_text(row, TICKET_CHANNEL, channel);
	row_text(row, TICKET_PAPERS, papers);
	row_set(row, TICKET_REASON, desk_option(d, "reason"));
	if (desk_add(d, row) < 0)
		return NULL;
	return ticket_by_number(d->room, d->day, slice_of(number));
}

static int
take_again(struct desk *d)
{
	struct ticket *t;

	if (cli_operands(d->cli))
		return desk_refuse(d, "%s",
		    tr("--again and a queue do not go together: the number "
		       "has its queue"));
	t = desk_number(d, desk_option(d, "again"));
	if (!t)
		return -1;
	return desk_add(d, desk_event(d, t, TICKET_EVENT_TAKE));
}

/* More wait than should: the guide sends some to where it goes faster. */
static void
tell_alarm(struct desk *d, const struct queue_rule *rule)
{
	const struct queue_day *queue = queue_of(
	    d->room, d->day, rule->name, false);

	if (!queue || rule->alarm == 0 || queue->waiting < rule->alarm)
		return;
	if (rule->divert_to.length)
		desk_tell(d, tr("%s: %u waiting; send whom you can to %s"),
		    rule->name.text, queue->waiting, rule->divert_to.text);
	else
		desk_tell(
		    d, tr("%s: %u waiting"), rule->name.text, queue->waiting);
}

static int
take(struct desk *d)
{
	const struct queue_rule *rule;
	struct slice channel = desk_option(d, "channel");
	struct slice papers = desk_option(d, "papers");

	if (desk_choice(d, "class", "vip green special normal") < 0 ||
	    desk_choice(d, "channel", "device manual appointment") < 0 ||
	    desk_choice(d, "papers", "complete missing") < 0)
		return -1;
	if (cli_has(d->cli, "again"))
		return take_again(d);
	if (cli_operands(d->cli) == 0)
		return desk_refuse(
		    d, "%s", tr("for which queue? (or --again NUMBER)"));
	rule = desk_queue(d, desk_operand(d, 0));
	if (!rule || !new_ticket(d, rule,
			 channel.length ? channel.text : "device", papers.text))
		return -1;
	tell_alarm(d, rule);
	return 0;
}

enum hall_status
desk_take(struct cli *cli)
{
	return desk_run(cli, NULL, take);
}
