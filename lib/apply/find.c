#include "apply/find.h"

#include <stdlib.h>

#include "base/message.h"
#include "base/text.h"

#define IDS_MAX 4096 /* that a suggestion is chosen from */

/* A day is searched with a fold of its own, which only collects. */
struct search {
	struct slice id;
	struct apply *apply;
	bool found;
};

static void
see(void *context, const struct record *r)
{
	struct search *search = context;
	struct complaint c = {0};

	if (r->kind != KIND_CASE ||
	    !slice_equal(rec_get(r, CASE_ID), search->id))
		return;
	search->found = true;
	/* What that day's fold refused, this one refuses too. */
	(void)stream_take(search->apply->stream, r, &c);
	buffer_release(&c.why);
}

static void *
open_nothing(struct stream *stream, struct error *error)
{
	(void)error;
	return stream;
}

static int
take_nothing(void *state, const struct record *r, struct complaint *c)
{
	(void)state;
	(void)r;
	(void)c;
	return 0;
}

/* Eats cases, so that the stream keeps them in their order. */
static const enum kind eats[] = {KIND_CASE, KIND_OTHER};
static const struct fold collecting = {
    .name = "collect",
    .eats = eats,
    .open = open_nothing,
    .take = take_nothing,
};
static const struct fold *const collecting_folds[] = {&collecting, NULL};

static int
search_day(struct search *search, const struct book *book, int32_t day,
    struct stream **kept, struct error *error)
{
	struct arena arena = {0};
	struct stream_options options = {
	    .tool = "hall-apply",
	    .folds = collecting_folds,
	    .config = search->apply->config,
	    .context = search,
	    .see = see,
	    .quiet_faults = true,
	};
	char **inputs;
	int result = book_day_inputs(
	    book, day, &arena, &inputs, &options.inputs_count, error);

	if (result == 0) {
		options.inputs = inputs;
		book_opens(book, &options);
		*kept = stream_load(&options, error);
		result = *kept ? 0 : -1;
	}
	arena_release(&arena);
	return result;
}

/* The nearest of the cases that are open. */
static int
not_found(struct apply *a, struct slice id, struct error *error)
{
	size_t count;
	struct matter **all = apply_sorted(a, &count);
	const char *names[IDS_MAX], *near;
	size_t n = 0;

	for (size_t i = 0; i < count && n < IDS_MAX; i++)
		names[n++] = arena_text(
		    &a->arena, "%.*s", SLICE_ARG(all[i]->id));
	near = suggest(id, names, n);
	free(all);
	if (near)
		return error_set(error, HALL_USAGE,
		    tr("there is no case %.*s (did you mean '%s'?)"),
		    SLICE_ARG(id), near);
	return error_set(
	    error, HALL_USAGE, tr("there is no case %.*s"), SLICE_ARG(id));
}

/* Lines keep the headings of the stream that read them, which must stay. */
static int
search_archives(struct apply *a, const struct book *book, struct slice id,
    int32_t day, struct error *error)
{
	struct search search = {.id = id, .apply = a};
	struct arena arena = {0};
	size_t count;
	int32_t *days = book_days(book, &arena, &count, error);
	int result = days ? 0 : -1;

	while (count-- > 0 && result == 0 && !search.found) {
		struct stream *stream = NULL;

		if (days[count] >= day)
			continue;
		result = search_day(&search, book, days[count], &stream, error);
		if (search.found && result == 0)
			a->archive = stream;
		else
			stream_release(stream);
	}
	arena_release(&arena);
	return result;
}

int
find_case(struct apply *a, const struct book *book, struct slice id,
    int32_t day, struct matter **m, bool *from_archive, struct error *error)
{
	struct slice hall = slice_of(book_hall(book));

	*from_archive = false;
	*m = apply_find(a, hall, id);
	if (*m)
		return 0;
	if (search_archives(a, book, id, day, error) < 0)
		return -1;
	*m = apply_find(a, hall, id);
	*from_archive = *m != NULL;
	return *m ? 0 : not_found(a, id, error);
}
