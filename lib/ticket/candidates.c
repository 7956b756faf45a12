#include "book/candidates.h"

#include <string.h>

#include "ticket/state.h"
#include "ticket/ticket.h"
#include "ticket/verbs.h"

/* Who is still in the hall; a score is given by who was served. */
static bool
is_wanted(const struct ticket *t, const char *verb)
{
	if (verb && strcmp(verb, "rate") == 0)
		return t->state == TICKET_IS_SERVED;
	return t->state == TICKET_IS_WAITING || t->state == TICKET_IS_CALLED ||
	       t->state == TICKET_IS_SERVING || t->state == TICKET_IS_HELD ||
	       t->state == TICKET_IS_ABSENT;
}

static void
add_numbers(struct cli *cli, struct buffer *out)
{
	struct filter filter;
	int32_t day;
	struct stream *stream = candidates_begin(
	    &filter, cli, ticket_folds, &day);
	struct room *room = stream ? stream_state(stream, &ticket_fold) : NULL;
	uint32_t count = room ? room_tickets(room) : 0;

	for (uint32_t i = 0; i < count; i++) {
		const struct ticket *t = store_at(&room->store, i);
		const struct queue_day *queue = ticket_queue(room, t);

		if (queue->day->day == day &&
		    is_wanted(t, cli_verb_of(cli)->name))
			candidate_add(out, ticket_number(t), queue->name);
	}
	candidates_end(&filter, stream);
}

void
ticket_candidates(struct cli *cli, const char *wanted, struct buffer *out)
{
	if (strcmp(wanted, "NUMBER") == 0)
		add_numbers(cli, out);
	else
		book_candidates(cli, wanted, out);
}
