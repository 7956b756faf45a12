#include "audit/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "audit/files.h"
#include "base/message.h"
#include "base/processors.h"
#include "record/bgzf.h"
#include "record/source.h"

#define READ_SIZE (64 << 10)

static int
copy(struct source *source, struct bgzf_writer *writer, struct error *e)
{
	char bytes[READ_SIZE];
	ptrdiff_t got;

	while ((got = source_read(source, bytes, sizeof(bytes), e)) > 0)
		if (bgzf_write(writer, bytes, (size_t)got, e) < 0)
			return -1;
	return got < 0 ? -1 : 0;
}

static int
compress(const char *journal, int fd, struct error *e)
{
	struct source *source = source_open(journal, e);
	struct bgzf_writer *writer;
	int result;

	if (!source)
		return -1;
	writer = bgzf_create(fd, processors_count());
	result = copy(source, writer, e);
	if (bgzf_finish(writer, result == 0 ? e : NULL) < 0)
		result = -1;
	source_close(source);
	return result;
}

/* Bytes that were read back from the disk are the only ones that count. */
static int
read_back(const char *path, const struct lines *journal, struct error *e)
{
	struct lines again;

	if (lines_measure(path, &again, e) < 0)
		return -1;
	if (again.bytes != journal->bytes ||
	    memcmp(again.sha256, journal->sha256, DIGEST_SIZE) != 0)
		return error_set(e, HALL_BUG,
		    tr("%s: does not give back the journal's bytes"), path);
	return 0;
}

static int
put_in_place(
    const struct book *book, const char *from, const char *to, struct error *e)
{
	int directory;
	int result = -1;

	directory = (int)TEMP_FAILURE_RETRY(
	    open(book_path(book), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
	if (directory >= 0 && rename(from, to) == 0)
		result = (int)TEMP_FAILURE_RETRY(fsync(directory));
	if (result < 0)
		error_errno(e, HALL_SYSTEM, "%s", to);
	if (directory >= 0)
		close(directory);
	return result;
}

int
archive_write(const struct book *book, int32_t day, const struct lines *journal,
    struct error *e)
{
	struct arena arena = {0};
	char date[DATE_TEXT_SIZE];
	char *name, *path, *final, *from;
	int fd, result = -1;

	/* One name for all tries: what a killed one left is overwritten. */
	date_format(day, date);
	name = arena_text(&arena, ".%s.bgz.new", date);
	path = arena_text(&arena, "%s/%s", book_path(book), name);
	final = book_day_path(book, day, ".bgz", &arena);
	from = book_day_path(book, day, "/journal.csv", &arena);
	fd = book_open_file(book, name, O_RDWR | O_CREAT | O_TRUNC, e);
	if (fd >= 0) {
		result = compress(from, fd, e);
		if (result == 0 && TEMP_FAILURE_RETRY(fsync(fd)) < 0)
			result = error_errno(e, HALL_SYSTEM, "%s", path);
		close(fd);
		if (result == 0)
			result = read_back(path, journal, e);
		if (result == 0)
			result = put_in_place(book, path, final, e);
		if (result < 0)
			unlink(path);
	}
	arena_release(&arena);
	return result;
}
