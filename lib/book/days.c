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

static int
day_has(const struct book *book, int32_t date, const char *rest,
    struct error *error)
{
	char name[DAY_NAME_SIZE];

	day_name(date, rest, name);
	return book_has(book, name, error);
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

/* Which of its files a day has; -1 with *error. */
enum { HAS_JOURNAL = 1, HAS_ARCHIVE = 2, HAS_SEAL = 4, HAS_PART = 8 };

static int
day_files(const struct book *book, int32_t date, struct error *error)
{
	static const char *const rest[] = {
	    "/journal.csv", ".bgz", ".seal", ".part"};
	int files = 0;

	for (int i = 0; i < 4; i++) {
		int has = day_has(book, date, rest[i], error);

		if (has < 0)
			return -1;
		files |= has << i;
	}
	return files;
}

/* 1, 0, -1 with *error. */
static int
journal_says_closed(const struct book *book, int32_t date, struct error *error)
{
	char name[DAY_NAME_SIZE];
	char *text;
	size_t length;
	int closed;
	int fd;

	day_name(date, "/journal.csv", name);
	fd = book_open_file(book, name, O_RDONLY, error);
	if (fd < 0)
		return -1;
	closed = read_all(fd, &text, &length);
	close(fd);
	if (closed < 0)
		return error_errno(
		    error, HALL_SYSTEM, "%s/%s", book->path, name);
	closed = text_says_closed((struct slice){text, length}, date);
	free(text);
	return closed;
}

int
book_day_state(const struct book *book, int32_t date, enum day_state *state,
    struct error *error)
{
	int files = day_files(book, date, error), closed = 1;

	if (files < 0)
		return -1;
	if (!(files & HAS_JOURNAL)) {
		*state = files & HAS_SEAL      ? DAY_CLOSED
			 : files & HAS_ARCHIVE ? DAY_CLOSING
					       : DAY_NONE;
		return 0;
	}
	if (files == HAS_JOURNAL)
		closed = journal_says_closed(book, date, error);
	*state = closed ? DAY_CLOSING : DAY_OPEN;
	return closed < 0 ? -1 : 0;
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
	for (size_t i = 0; i < all.count && result >= 0; i++) {
		result = day_has(book, all.date[i], "/journal.csv", error);
		if (result > 0)
			dates_add(&open, all.date[i]);
	}
	if (result >= 0 && open.count > 1)
		result = say_several(book, &open, error);
	if (result >= 0)
		*date = open.count ? open.date[0] : DATE_NONE;
	free(all.date);
	free(open.date);
	return result < 0 ? -1 : 0;
}

int32_t *
book_days(const struct book *book, struct arena *arena, size_t *count,
    struct error *error)
{
	struct dates all;
	int32_t *days;
	int files = 0;

	*count = 0;
	if (find_dates(book, &all, error) < 0)
		return NULL;
	days = arena_array(arena, all.count + 1, sizeof(*days));
	for (size_t i = 0; i < all.count && files >= 0; i++) {
		files = day_files(book, all.date[i], error);
		if (files > 0 && files != HAS_PART)
			days[(*count)++] = all.date[i];
	}
	free(all.date);
	if (files < 0)
		*count = 0;
	return files < 0 ? NULL : days;
}

int
book_last_closed(const struct book *book, int32_t *date, struct error *error)
{
	enum day_state state;
	struct dates all;
	int result = 0;

	*date = DATE_NONE;
	if (find_dates(book, &all, error) < 0)
		return -1;
	for (size_t i = all.count; i > 0 && *date == DATE_NONE; i--) {
		result = book_day_state(book, all.date[i - 1], &state, error);
		if (result < 0)
			break;
		if (state == DAY_CLOSED)
			*date = all.date[i - 1];
	}
	free(all.date);
	return result;
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
	int has, fd;

	day_name(date, rest, name);
	has = book_has(book, name, error);
	if (has <= 0)
		return has;
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
	if (add_input(book, date, "/carry.in", arena, *inputs, count, error) <
	    0)
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

	if (book_last_closed(book, date, error) < 0)
		return -1;
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
