#include "book/corrections.h"

#include "base/map.h"
#include "book/inside.h"
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
note_fault(void *context, const struct record *r)
{
	struct search *search = context;

	if (r->kind != KIND_FAULT)
		return;
	*map_put(search->faults, rec_get(r, FAULT_DIGEST)) = search;
	*map_put(search->faults, rec_get(r, FAULT_ID)) = search;
}

static void
note_correct(void *context, const struct record *r)
{
	struct search *search = context;

	if (r->kind == KIND_CORRECT &&
	    map_get(search->faults, rec_get(r, CORRECT_OF)))
		append(search, r);
}

static int
scan_file(const struct book *book, const char *path, struct search *search,
    void (*note)(void *, const struct record *), struct error *error)
{
	search->heading = NULL;
	return reader_each(book_source(book, path, error), note, search, error);
}

static int
scan_day(const struct book *book, int32_t date, struct search *search,
    void (*note)(void *, const struct record *), struct error *error)
{
	struct arena arena = {0};
	char **inputs;
	size_t count;
	int result = book_day_inputs(
	    book, date, &arena, &inputs, &count, error);

	/* The last file is the day itself; what it carried in is older. */
	if (result == 0 && count > 0)
		result = scan_file(
		    book, inputs[count - 1], search, note, error);
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
		char name[DAY_NAME_SIZE];

		day_name(date, folded[i], name);
		result = book_has(book, name, error);
		if (result > 0)
			result = scan_file(book,
			    book_day_path(book, date, folded[i], &arena),
			    search, note_fault, error);
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
	int32_t *days = book_days(book, &arena, &count, error);
	int result = days ? 0 : -1;

	for (size_t i = 0; i < count && result == 0; i++)
		if (days[i] > date)
			result = scan_day(
			    book, days[i], search, note_correct, error);
	arena_release(&arena);
	return result;
}

int
book_later_corrections(const struct book *book, int32_t date,
    struct buffer *lines, struct error *error)
{
	struct search search = {.faults = map_new(), .lines = lines};
	int result = scan_day(book, date, &search, note_fault, error);

	if (result == 0)
		result = scan_folded(book, date, &search, error);
	if (result == 0 && map_count(search.faults) > 0)
		result = scan_later(book, date, &search, error);
	map_free(search.faults);
	return result;
}
