#include <stdio.h>

#include "ticket/complaint.h"
#include "ticket/find.h"
#include "ticket/state.h"

/* An id of this business day, whose ticket should be in the stream. */
static bool
is_of_day(struct slice id, int32_t day)
{
	char prefix[TICKET_ID_SIZE];
	size_t length = ticket_id_format(day, SLICE(""), prefix);

	return length > 0 && id.length > length &&
	       slice_equal((struct slice){id.text, length},
		   (struct slice){prefix, length});
}

static int
check_score(struct room *room, const struct record *r, int64_t *score,
    struct complaint *c)
{
	int64_t most = room->settings.score_max;
	char text[24];

	if (rec_get(r, RATING_SCORE).length == 0)
		return complain(c, "score", "missing", "column", "score", NULL);
	if (rec_int_or(r, RATING_SCORE, 0, score, c) < 0)
		return -1;
	if (*score >= 1 && *score <= most)
		return 0;
	snprintf(text, sizeof(text), "%lld", (long long)most);
	return complain_of_two(c, "score", "score", "value",
	    rec_get(r, RATING_SCORE), "most", slice_of(text));
}

/*
 * One rating for each served ticket.  Surveys are of no ticket, and what
 * comes in on a later day changes no visit of a day that was closed: both
 * are facts that reports count, and no visit has them.
 */
int
rating_take(struct room *room, const struct fact *fact, const struct record *r,
    struct complaint *c)
{
	struct slice id = rec_get(r, RATING_TICKET);
	struct ticket *t;
	int64_t score = 0;

	if (check_score(room, r, &score, c) < 0)
		return -1;
	if (id.length == 0)
		return 0;
	t = ticket_by_id(room, fact->hall, id);
	if (t ? fact->has_day &&
		    ticket_first_queue(room, t)->day->day != fact->day
	      : !is_of_day(id, fact->day))
		return 0;
	if (!t)
		return complain_of(c, "ticket", "no_ticket", "number", id);
	if (t->score >= 0)
		return complain_of(
		    c, "ticket", "rated_before", "number", ticket_number(t));
	if (t->started == TICKET_NEVER)
		return complain_of(
		    c, "ticket", "not_served", "number", ticket_number(t));
	t->score = (int16_t)score;
	return 0;
}
