#include "book/candidates.h"

#include <stdlib.h>
#include <string.h>

#include "apply/apply.h"
#include "apply/state.h"

/* The verb may be said of it; a verb that is no event, of what is open. */
static bool
is_wanted(const struct matter *m, const char *verb)
{
	enum event event = event_find(slice_of(verb));

	if (event < EVENTS)
		return event_allowed(m->state, event);
	return m->state == STATE_OPENED || m->state == STATE_ACCEPTED ||
	       m->state == STATE_HELD;
}

static void
add_cases(struct cli *cli, struct buffer *out)
{
	const char *verb = cli_verb_of(cli)->name;
	struct filter filter;
	int32_t day;
	struct stream *stream = candidates_begin(
	    &filter, cli, apply_folds, &day);
	struct matter **list = NULL;
	size_t count = 0;

	if (stream && verb)
		list = apply_sorted(stream_state(stream, &apply_fold), &count);
	for (size_t i = 0; i < count; i++)
		if (is_wanted(list[i], verb))
			candidate_add(out, list[i]->id,
			    list[i]->type && list[i]->type->node
				? node_name(list[i]->type->node, "name", "")
				: list[i]->type_name);
	free(list);
	candidates_end(&filter, stream);
}

/* Stages and forms of the case that stands before. */
static void
add_of_case(struct cli *cli, bool stages, struct buffer *out)
{
	const char *id = cli_operand(cli, 0);
	struct filter filter;
	int32_t day;
	struct stream *stream = candidates_begin(
	    &filter, cli, apply_folds, &day);
	const struct matter *m = NULL;

	if (stream && id)
		m = apply_find(stream_state(stream, &apply_fold),
		    slice_of(book_hall(filter.book)), slice_of(id));
	for (size_t i = 0; m && m->type && stages && i < m->type->stages; i++)
		candidate_add(out, m->type->stage[i].name,
		    node_name(m->type->stage[i].node, "title", ""));
	for (size_t i = 0; m && m->type && !stages && i < m->type->forms; i++)
		candidate_add(
		    out, m->type->form[i].code, (struct slice){"", 0});
	candidates_end(&filter, stream);
}

void
apply_candidates(struct cli *cli, const char *wanted, struct buffer *out)
{
	const char *verb = cli_verb_of(cli)->name;

	if (strcmp(wanted, "CASE") == 0)
		add_cases(cli, out);
	else if (strcmp(wanted, "STAGE") == 0)
		add_of_case(cli, true, out);
	else if (strcmp(wanted, "FORM") == 0)
		add_of_case(cli, false, out);
	else if (strcmp(wanted, "VALUE") == 0 && verb)
		candidate_words(out, strcmp(verb, "doc") == 0
					 ? "received missing signed returned"
					 : "done failed begin");
	else if (strcmp(wanted, "DATE") != 0) /* --to: a day to come */
		book_candidates(cli, wanted, out);
}
