#include "book/recording.h"
#include "ticket/ticket.h"
#include "ticket/verbs.h"

enum hall_status
desk_post(struct cli *cli)
{
	static const enum kind posted[] = {
	    KIND_TICKET, KIND_COUNTER, KIND_RATING, KIND_OTHER};
	static const struct posting posting = {.kinds = posted};

	return recording_post(cli, ticket_folds, NULL, &posting);
}
