/*
 * days.c - the days of a book, by the names in its directory.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/message.h"
#include "book/inside.h"
#include "book/tail.h"
#include "record/source.h"

#define DATE_LENGTH (DATE_TEXT_SIZE - 1)

/* What may stand behind the date in a name that belongs to a day. */
static const char *const day_suffixes[] = {"", ".bgz", ".seal", ".part"};

void
day_name(int32_t date, const char *rest, char name[DAY_NAME_SIZE])
{
	char text[DATE_TEXT_SIZE];

	date_format(date, text);
	snprintf(name, DAY_NAME_SIZE, "%s%s", text, rest);
}

static bool
day_has(const struct book *book, int32_t date, const char *rest)
{
	char name[DAY_NAME_SIZE];

	day_name(date, rest, name);
	return inside_has(book, name);
}

/* 2026-11-02, 2026-11-02.bgz …; nothing that only begins so. */
static bool
name_is_day(const char *name, int32_t *date)
{
	if (strlen(name) < DATE_LENGTH ||
	    date_parse((struct slice){name, DATE_LENGTH}, date) < 0)
		return false;
	for (size_t i = 0; i < sizeof(day_suffixes) / sizeof(*day_suffixes);
	     i++)
		if (strcmp(name + DATE_LENGTH, day_suffixes[i]) == 0)
			return true;
	return false;
}

static int
compare_dates(const void *a, const void *b)
{
	int32_t first = *(const int32_t *)a, second = *(const int32_t *)b;

	return (first > second) - (first < second);
}

struct dates {
	int32_t *date;
	size_t count;
	size_t size;
};

static void
dates_add(struct dates *dates, int32_t date)
{
	if (dates->count == dates->size) {
		dates->size = dates->size ? dates->size * 2 : 64;
		dates->date = memory_grow(
		    dates->date, dates->size, sizeof(*dates->date));
	}
	dates->date[dates->count++] = date;
}

/* -1 and errno when the directory cannot be read to its end. */
static int
read_dates(const struct book *book, struct dates *dates)
{
	int fd = (int)TEMP_FAILURE_RETRY(
	    openat(book->directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
	DIR *directory = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *entry;
	int32_t date;
	int failure;

	if (!directory) {
		if (fd >= 0)
			close(fd);
		return -1;
	}
	while ((errno = 0, entry = readdir(directory)))
		if (name_is_day(entry->d_name, &date))
			dates_add(dates, date);
	failure = errno;
	closedir(directory);
	errno = failure;
	return failure ? -1 : 0;
}

/* Every date that some name has, ascending, each once. */
static int
find_dates(const struct book *book, struct dates *dates, struct error *error)
{
	size_t kept = 0;

	*dates = (struct dates){0};
	if (read_dates(book, dates) < 0) {
		free(dates->date);
		*dates = (struct dates){0};
		return error_errno(error, HALL_SYSTEM, "%s", book->path);
	}
	if (dates->count > 1)
		qsort(dates->date, dates->count, sizeof(*dates->date),
		    compare_dates);
	for (size_t i = 0; i < dates->count; i++)
		if (i == 0 || dates->date[i] != dates->date[i - 1])
			dates->date[kept++] = dates->date[i];
	dates->count = kept;
	return 0;
}

/* What cannot be read has no dates: whoever opens a file of it will say. */
static struct dates
named_dates(const struct book *book)
{
	struct dates dates;

	(void)find_dates(book, &dates, NULL);
	return dates;
}

static bool
journal_says_closed(const struct book *book, int32_t date)
{
	char name[DAY_NAME_SIZE];
	char *text;
	size_t length;
	bool closed;
	int fd;

	day_name(date, "/journal.csv", name);
	fd = book_open_file(book, name, O_RDONLY, NULL);
	if (fd < 0)
		return false;
	closed = read_all(fd, &text, &length) == 0;
	close(fd);
	if (!closed)
		return false;
	closed = text_says_closed((struct slice){text, length}, date);
	free(text);
	return closed;
}

enum day_state
book_day_state(const struct book *book, int32_t date)
{
	bool archive = day_has(book, date, ".bgz");
	bool seal = day_has(book, date, ".seal");

	if (!day_has(book, date, "/journal.csv")) {
		if (seal)
			return DAY_CLOSED;
		return archive ? DAY_CLOSING : DAY_NONE;
	}
	if (archive || seal || day_has(book, date, ".part") ||
	    journal_says_closed(book, date))
		return DAY_CLOSING;
	return DAY_OPEN;
}

static int
say_several(
    const struct book *book, const struct dates *open, struct error *error)
{
	struct buffer list = {0};

	for (size_t i = 0; i < open->count && i < 8; i++) {
		char text[DATE_TEXT_SIZE];

		date_format(open->date[i], text);
		buffer_text(&list, i ? ", " : "");
		buffer_text(&list, text);
	}
	error_set(error, HALL_USAGE,
	    tr("%s: several days are open: %s; one alone may hold a "
	       "journal.csv"),
	    book->path, list.text);
	buffer_release(&list);
	return -1;
}

int
book_open_day(const struct book *book, int32_t *date, struct error *error)
{
	struct dates all, open = {0};
	int result = 0;

	if (find_dates(book, &all, error) < 0)
		return -1;
	for (size_t i = 0; i < all.count; i++)
		if (day_has(book, all.date[i], "/journal.csv"))
			dates_add(&open, all.date[i]);
	if (open.count > 1)
		result = say_several(book, &open, error);
	else
		*date = open.count ? open.date[0] : DATE_NONE;
	free(all.date);
	free(open.date);
	return result;
}

int32_t *
book_days(const struct book *book, struct arena *arena, size_t *count)
{
	struct dates all = named_dates(book);
	int32_t *days = arena_array(arena, all.count + 1, sizeof(*days));

	*count = 0;
	for (size_t i = 0; i < all.count; i++)
		if (day_has(book, all.date[i], "/journal.csv") ||
		    day_has(book, all.date[i], ".bgz") ||
		    day_has(book, all.date[i], ".seal"))
			days[(*count)++] = all.date[i];
	free(all.date);
	return days;
}

int32_t
book_last_closed(const struct book *book)
{
	struct dates all = named_dates(book);
	int32_t last = DATE_NONE;

	for (size_t i = all.count; i > 0 && last == DATE_NONE; i--)
		if (book_day_state(book, all.date[i - 1]) == DAY_CLOSED)
			last = all.date[i - 1];
	free(all.date);
	return last;
}

char *
book_day_path(const struct book *book, int32_t date, const char *rest,
    struct arena *arena)
{
	char text[DATE_TEXT_SIZE];
	char *relative, *path, *kept;

	date_format(date, text);
	relative = arena_text(arena, "%s%s", text, rest);
	path = inside_path(book, relative);
	kept = arena_text(arena, "%s", path);
	free(path);
	return kept;
}

/* Refuses what is there but cannot be opened, or leads elsewhere. */
static int
add_input(const struct book *book, int32_t date, const char *rest,
    struct arena *arena, char **inputs, size_t *count, struct error *error)
{
	char name[DAY_NAME_SIZE];
	int fd;

	day_name(date, rest, name);
	if (!inside_has(book, name))
		return 0;
	fd = book_open_file(book, name, O_RDONLY, error);
	if (fd < 0)
		return -1;
	close(fd);
	inputs[(*count)++] = book_day_path(book, date, rest, arena);
	return 0;
}

int
book_day_inputs(const struct book *book, int32_t date, struct arena *arena,
    char ***inputs, size_t *count, struct error *error)
{
	static const char *const facts[] = {"/journal.csv", ".bgz"};
	char text[DATE_TEXT_SIZE];
	size_t carried;

	*inputs = arena_array(arena, 3, sizeof(**inputs));
	*count = 0;
	if (add_input(book, date, "/carry.in", arena, *inputs, count, error))
		return -1;
	carried = *count;
	for (size_t i = 0; i < 2 && *count == carried; i++)
		if (add_input(
			book, date, facts[i], arena, *inputs, count, error) < 0)
			return -1;
	if (*count > carried)
		return 0;
	date_format(date, text);
	return error_set(error, HALL_USAGE,
	    tr("%s: no facts of %s: it has neither a journal nor an archive"),
	    book->path, text);
}

int
last_archive(const struct book *book, int32_t *date, struct buffer *text,
    struct error *error)
{
	struct arena arena = {0};
	struct source *source;
	char piece[16 << 10];
	ptrdiff_t got = -1;

	*date = book_last_closed(book);
	if (*date == DATE_NONE)
		return 0;
	source = book_source(
	    book, book_day_path(book, *date, ".bgz", &arena), error);
	while (source &&
	       (got = source_read(source, piece, sizeof(piece), error)) > 0)
		buffer_add(text, piece, (size_t)got);
	if (source)
		source_close(source);
	arena_release(&arena);
	return got == 0 ? 1 : -1;
}
