#include "report/days.h"

#include "base/message.h"
#include "book/corrections.h"
#include "report/figure.h"
#include "report/span.h"

#define FACTS_MAX 2 /* of a day: what was carried in, and its own */

int
days_folded(const struct book *book, int32_t day, char **files, size_t *count,
    struct arena *arena, struct error *error)
{
	static const char *const folded[DAYS_FOLDED_MAX] = {".part", ".recon"};
	char date[DATE_TEXT_SIZE];

	date_format(day, date);
	for (size_t i = 0; i < DAYS_FOLDED_MAX; i++) {
		int has = book_has(
		    book, arena_text(arena, "%s%s", date, folded[i]), error);

		if (has < 0)
			return -1;
		if (has)
			files[(*count)++] = book_day_path(
			    book, day, folded[i], arena);
	}
	return 0;
}

int
days_resolve(struct input *input, struct error *error)
{
	int32_t newest, open;

	if (book_last_closed(input->book, &newest, error) < 0)
		return -1;
	if (book_open_day(input->book, &open, error) < 0) {
		if (error->status != HALL_USAGE)
			return -1;
		open = DATE_NONE; /* several are: none is today */
	}
	input->from_book = true;
	input->book_today = open != DATE_NONE || newest == DATE_NONE
				? open
				: newest + 1;
	input->period = period_resolve(&input->choice, input->unit,
	    input_closes(input), newest, input_today(input));
	if (input->period.from != DATE_NONE)
		return 0;
	return error_set(error, HALL_USAGE,
	    tr("no day of %s is closed yet; name one with --on"),
	    book_path(input->book));
}

static bool
is_wanted(const struct input *input, const struct period *before, int32_t day)
{
	return period_has(&input->period, day) ||
	       (input->compares && period_has(before, day));
}

/*
 * What a day was handed stands in the day before; of the facts only its own
 * are read.
 */
static int
add_day(struct input *input, char **files, int32_t day, struct error *error)
{
	size_t first = input->count, facts;
	char **path;

	if (book_day_inputs(
		input->book, day, &input->arena, &path, &facts, error) < 0)
		return -1;
	if (days_folded(input->book, day, files, &input->count, &input->arena,
		error) < 0)
		return -1;
	files[input->count++] = path[facts - 1];
	for (size_t i = first; i < input->count; i++)
		input->file[input->file_count++] = (struct input_file){
		    files[i], day};
	return book_later_corrections(input->book, day, &input->later, error);
}

static int
no_days(struct input *input, struct error *error)
{
	struct slice period = figure_period(
	    input->period.from, input->period.to, &input->arena);

	return error_set(error, HALL_USAGE, tr("%s holds no day %s"),
	    book_path(input->book), period.text);
}

int
days_find(struct input *input, struct error *error)
{
	struct period before = span_before(
	    &input->period, input_closes(input), input_today(input));
	size_t count, own = 0;
	int32_t *day = book_days(input->book, &input->arena, &count, error);
	char **files = arena_array(&input->arena,
	    count * (DAYS_FOLDED_MAX + FACTS_MAX) + 1, sizeof(*files));
	enum day_state state;

	if (!day)
		return -1;
	input->file = arena_array(&input->arena,
	    count * (DAYS_FOLDED_MAX + FACTS_MAX) + 1, sizeof(*input->file));
	for (size_t i = 0; i < count; i++) {
		if (!is_wanted(input, &before, day[i]))
			continue;
		if (book_day_state(input->book, day[i], &state, error) < 0)
			return -1;
		if (state != DAY_CLOSED)
			continue;
		own += period_has(&input->period, day[i]);
		if (add_day(input, files, day[i], error) < 0)
			return -1;
	}
	input->files = files;
	return own ? 0 : no_days(input, error);
}
