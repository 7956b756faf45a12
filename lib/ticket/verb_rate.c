#include "base/message.h"
#include "ticket/desk.h"
#include "ticket/verbs.h"

const struct cli_option desk_rate_options[] = {
    {"source", 0, "SOURCE", N_("where it was asked: device unless said"), 0},
    {"text", 0, "TEXT", N_("what the customer said"), 0},
    {NULL, 0, NULL, NULL, 0},
};

/* The rating is of the person who served, whoever types it in. */
static int
rate(struct desk *d)
{
	struct ticket *t = desk_number(d, desk_operand(d, 0));
	struct slice source = desk_option(d, "source");
	struct row *row = &d->recording.row;

	if (!t)
		return -1;
	row_start(row, KIND_RATING);
	row_set(row, RATING_TICKET, ticket_id(t));
	if (t->staff)
		row_text(row, RATING_STAFF, t->staff);
	row_set(row, RATING_SCORE, desk_operand(d, 1));
	row_set(row, RATING_SOURCE, source.length ? source : SLICE("device"));
	row_set(row, RATING_TEXT, desk_option(d, "text"));
	return desk_add(d, row);
}

enum hall_status
desk_rate(struct cli *cli)
{
	return desk_run(cli, NULL, rate);
}
