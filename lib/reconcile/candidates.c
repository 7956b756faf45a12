#include "reconcile/candidates.h"

#include <string.h>
#include <unistd.h>

#include "base/message.h"
#include "book/candidates.h"
#include "record/reader.h"

/* What people ask about: differences, and what has no partner yet. */
static void
add_record(void *context, const struct record *r)
{
	struct buffer *out = context;

	if (r->kind == KIND_BREAK)
		candidate_add(out, rec_get(r, BREAK_ID),
		    slice_of(word("code", rec_get(r, BREAK_CODE))));
	else if (r->kind == KIND_MATCH &&
		 !slice_is(rec_get(r, MATCH_STATUS), "confirmed"))
		candidate_add(out, rec_get(r, MATCH_ID),
		    slice_of(word("state", rec_get(r, MATCH_STATUS))));
}

/* The newest day with a result, or the day that is named. */
static const char *
result_of(struct cli *cli, const struct book *book, struct arena *arena)
{
	const char *on = cli_get(cli, "on"), *path;
	int32_t wanted = DATE_NONE;
	size_t count;
	const int32_t *day = book_days(book, arena, &count, NULL);

	if (on)
		(void)date_parse(slice_of(on), &wanted);
	while (count-- > 0) {
		if (on && day[count] != wanted)
			continue;
		path = book_day_path(book, day[count], ".recon", arena);
		if (access(path, R_OK) == 0)
			return path;
	}
	return NULL;
}

static void
add_results(struct cli *cli, struct buffer *out)
{
	struct error error = {HALL_DONE, ""};
	struct arena arena = {0};
	struct book *book = NULL;
	const char *path = NULL;

	if (book_from_cli(cli, false, &book, &error) == 0 && book)
		path = result_of(cli, book, &arena);
	if (path)
		(void)reader_each(
		    book_source(book, path, &error), add_record, out, &error);
	arena_release(&arena);
	book_close(book);
}

void
reconcile_candidates(struct cli *cli, const char *wanted, struct buffer *out)
{
	if (strcmp(wanted, "ID") == 0)
		add_results(cli, out);
	else
		book_candidates(cli, wanted, out);
}
