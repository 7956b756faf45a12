#include "audit/archive.h"

#include <errno.h>
#include <fcntl.h>
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
compress(struct source *journal, int fd, const char *name, struct error *e)
{
	struct bgzf_writer *writer;
	int result;

	if (!journal)
		return -1;
	writer = bgzf_create(fd, name, processors_count());
	result = copy(journal, writer, e);
	if (bgzf_finish(writer, result == 0 ? e : NULL) < 0)
		result = -1;
	source_close(journal);
	return result;
}

/*
 * Bytes that were read back from the disk are the only ones that count.  The
 * descriptor is closed.
 */
static int
read_back(
    int fd, const char *name, const struct lines *journal, struct error *e)
{
	struct source *source = source_of_file(name, fd);
	struct lines again;

	if (lseek(fd, 0, SEEK_SET) < 0) {
		source_close(source);
		return error_errno(e, HALL_SYSTEM, "%s", name);
	}
	if (lines_measure(source, &again, e) < 0)
		return -1;
	if (again.bytes != journal->bytes ||
	    memcmp(again.sha256, journal->sha256, DIGEST_SIZE) != 0)
		return error_set(e, HALL_BUG,
		    tr("%s: does not give back the journal's bytes"), name);
	return 0;
}

/* What a killed close left is no file of anybody else's. */
static int
create(const struct book *book, const char *name, struct error *e)
{
	(void)book_remove_file(book, name, NULL);
	return book_open_file(book, name, O_RDWR | O_CREAT | O_EXCL, e);
}

static int
write_whole(const struct book *book, const char *from, const char *name,
    const struct lines *journal, struct error *e)
{
	int fd = create(book, name, e);

	if (fd < 0)
		return -1;
	if (compress(book_source(book, from, e), fd, name, e) < 0) {
		close(fd);
		return -1;
	}
	if (TEMP_FAILURE_RETRY(fsync(fd)) < 0) {
		error_errno(e, HALL_SYSTEM, "%s", name);
		close(fd);
		return -1;
	}
	return read_back(fd, name, journal, e);
}

int
archive_write(const struct book *book, int32_t day, const struct lines *journal,
    struct error *e)
{
	struct arena arena = {0};
	char *final = file_of_day(day, ".bgz", &arena);
	/* One name for all tries: what a killed one left goes. */
	char *name = arena_text(&arena, ".%s.new", final);
	char *from = book_day_path(book, day, "/journal.csv", &arena);
	int result = write_whole(book, from, name, journal, e);

	if (result == 0)
		result = book_rename_file(book, name, final, e);
	if (result < 0)
		(void)book_remove_file(book, name, NULL);
	arena_release(&arena);
	return result;
}
