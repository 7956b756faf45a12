#include "book/corrections.h"

#include <unistd.h>

#include "base/map.h"
#include "record/reader.h"

/* What is looked for: the digests and ids of a day's faults. */
struct search {
	struct map *faults;
	struct buffer *lines;
	const struct heading *heading; /* the last that was appended */
};

static void
append(struct search *search, const struct record *r)
{
	if (search->heading != r->heading) {
		buffer_char(search->lines, '#');
		buffer_slice(search->lines, r->heading->line);
		buffer_char(search->lines, '\n');
		search->heading = r->heading;
	}
	buffer_slice(search->lines, r->line);
	buffer_char(search->lines, '\n');
}

static void
note_fault(struct search *search, const struct record *r)
{
	*map_put(search->faults, rec_get(r, FAULT_DIGEST)) = search;
	*map_put(search->faults, rec_get(r, FAULT_ID)) = search;
}

static void
note_correct(struct search *search, const struct record *r)
{
	if (map_get(search->faults, rec_get(r, CORRECT_OF)))
		append(search, r);
}

static int
scan_file(struct search *search, const char *path, enum kind kind,
    void (*note)(struct search *, const struct record *), struct error *error)
{
	struct source *source = source_open(path, error);
	struct reader *reader;
	enum reader_event event;
	struct record r;

	if (!source)
		return -1;
	reader = reader_new(source, NULL);
	search->heading = NULL;
	while ((event = reader_next(reader, &r)) != READER_END &&
	       event != READER_FAILED)
		if (event == READER_RECORD && r.kind == kind)
			note(search, &r);
	if (event == READER_FAILED)
		*error = *reader_error(reader);
	reader_free(reader);
	source_close(source);
	return event == READER_FAILED ? -1 : 0;
}

static int
scan_day(const struct book *book, int32_t date, struct search *search,
    enum kind kind, void (*note)(struct search *, const struct record *),
    struct error *error)
{
	struct arena arena = {0};
	char **inputs;
	size_t count;
	int result = book_day_inputs(
	    book, date, &arena, &inputs, &count, error);

	/* The last file is the day itself; what it carried in is older. */
	if (result == 0 && count > 0)
		result = scan_file(
		    search, inputs[count - 1], kind, note, error);
	arena_release(&arena);
	return result;
}

/* Faults that were found when the day was folded or reconciled. */
static int
scan_folded(const struct book *book, int32_t date, struct search *search,
    struct error *error)
{
	static const char *const folded[] = {".part", ".recon"};
	struct arena arena = {0};
	int result = 0;

	for (size_t i = 0; i < 2 && result == 0; i++) {
		char *path = book_day_path(book, date, folded[i], &arena);

		if (access(path, F_OK) == 0)
			result = scan_file(
			    search, path, KIND_FAULT, note_fault, error);
	}
	arena_release(&arena);
	return result;
}

static int
scan_later(const struct book *book, int32_t date, struct search *search,
    struct error *error)
{
	struct arena arena = {0};
	size_t count;
	int32_t *days = book_days(book, &arena, &count);
	int result = 0;

	for (size_t i = 0; i < count && result == 0; i++)
		if (days[i] > date)
			result = scan_day(book, days[i], search, KIND_CORRECT,
			    note_correct, error);
	arena_release(&arena);
	return result;
}

int
book_later_corrections(const struct book *book, int32_t date,
    struct buffer *lines, struct error *error)
{
	struct search search = {.faults = map_new(), .lines = lines};
	int result = scan_day(
	    book, date, &search, KIND_FAULT, note_fault, error);

	if (result == 0)
		result = scan_folded(book, date, &search, error);
	if (result == 0 && map_count(search.faults) > 0)
		result = scan_later(book, date, &search, error);
	map_free(search.faults);
	return result;
}
