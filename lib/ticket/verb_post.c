#include "ticket/desk.h"
#include "ticket/ticket.h"
#include "ticket/verbs.h"

static const enum kind posted[] = {
    KIND_TICKET, KIND_COUNTER, KIND_RATING, KIND_OTHER};

/* What is posted was done by others: who may act for them brings it in. */
static int
check_who(struct cli *cli, struct error *error)
{
	struct journal_options options;
	struct book *book;
	struct who who;
	int32_t day;
	int result;

	journal_options_from_cli(cli, &options);
	if (book_from_cli(cli, true, &book, error) < 0)
		return -1;
	result = book_open_day(book, &day, error);
	if (result == 0)
		result = who_am_i(book, options.staff, day, &who, error);
	if (result == 0)
		result = who_must(book, who.staff, "act", day, error);
	book_close(book);
	return result;
}

enum hall_status
desk_post(struct cli *cli)
{
	struct error error;

	if (check_who(cli, &error) < 0)
		return cli_fail(&error);
	return recording_post(cli, ticket_folds, NULL, posted);
}
