#include "record/source.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/message.h"
#include "base/pause.h"
#include "base/pipe.h"
#include "record/block.h"
#include "record/gunzip.h"

/* The first bytes decide between plain and compressed. */
#define SOURCE_MAGIC 2
#define SOURCE_HEAD 64 /* of a block, by far */
#define ARCHIVE_NAME_END ".bgz"
#define REST_PAUSE_MAX 32 /* milliseconds; 63 in all */

struct source {
	char *name;
	int fd; /* -1: bytes in memory */
	const char *memory;
	size_t memory_left;
	size_t most; /* bytes at a time; 0: as many as asked for */
	unsigned char magic[SOURCE_MAGIC];
	size_t magic_length, magic_at;
	bool sniffed;
	unsigned threads;
	struct gunzip *gunzip; /* NULL: plain */
	void (*watch)(void *context, const void *bytes, size_t size);
	void *watch_context;
	/* Of a file, plain so far: it ends in half a line. */
	bool regular, half;
};

static struct source *
source_new(const char *name)
{
	struct source *s = memory_new(sizeof(*s));

	s->name = memory_text(slice_of(name));
	s->fd = -1;
	return s;
}

struct source *
source_of_file(const char *name, int fd)
{
	struct source *s = source_new(name);
	struct stat status;

	s->fd = fd;
	s->regular = fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
	pipe_widen(fd);
	if (fd != STDIN_FILENO)
		posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
	return s;
}

struct source *
source_open(const char *path, struct error *error)
{
	struct stat status;
	bool standard = strcmp(path, "-") == 0;
	int fd = standard ? STDIN_FILENO
			  : (int)TEMP_FAILURE_RETRY(
				open(path, O_RDONLY | O_CLOEXEC));

	if (fd < 0) {
		error_errno(error, HALL_SYSTEM, "%s", path);
		return NULL;
	}
	if (fstat(fd, &status) == 0 && S_ISDIR(status.st_mode)) {
		error_set(error, HALL_SYSTEM,
		    tr("%s: is a directory; name the files in it"), path);
		if (!standard)
			close(fd);
		return NULL;
	}
	return source_of_file(path, fd);
}

struct source *
source_of(const char *name, const void *bytes, size_t size)
{
	struct source *s = source_new(name);

	s->memory = bytes;
	s->memory_left = size;
	return s;
}

void
source_limit(struct source *s, size_t most)
{
	s->most = most;
}

void
source_threads(struct source *s, unsigned threads)
{
	s->threads = threads;
}

void
source_watch(struct source *s,
    void (*watch)(void *context, const void *bytes, size_t size), void *context)
{
	s->watch = watch;
	s->watch_context = context;
}

const char *
source_name(const struct source *s)
{
	return s->name;
}

void
source_close(struct source *s)
{
	if (!s)
		return;
	gunzip_free(s->gunzip);
	if (s->fd > STDIN_FILENO)
		close(s->fd);
	free(s->name);
	free(s);
}

static ptrdiff_t
bytes_from_memory(struct source *s, void *bytes, size_t size)
{
	size_t n = size < s->memory_left ? size : s->memory_left;

	if (s->most && n > s->most)
		n = s->most;
	if (n)
		memcpy(bytes, s->memory, n);
	s->memory += n;
	s->memory_left -= n;
	return (ptrdiff_t)n;
}

/*
 * Whoever reads a journal beside its writers may see a write(2) by its half.
 * The rest is there a moment later; a line that stays cut is cut.
 */
static ssize_t
read_rest(const struct source *s, void *bytes, size_t size)
{
	ssize_t n = 0;

	for (unsigned pause = 1; n == 0 && pause <= REST_PAUSE_MAX;
	     pause *= 2) {
		milliseconds_pass(pause);
		n = TEMP_FAILURE_RETRY(read(s->fd, bytes, size));
	}
	return n;
}

static ptrdiff_t
bytes_from_world(
    struct source *s, void *bytes, size_t size, struct error *error)
{
	ssize_t n;

	if (s->fd < 0)
		return bytes_from_memory(s, bytes, size);
	n = TEMP_FAILURE_RETRY(read(s->fd, bytes, size));
	if (n == 0 && s->half && !s->gunzip)
		n = read_rest(s, bytes, size);
	if (n < 0)
		return error_errno(error, HALL_SYSTEM, "%s", s->name);
	s->half = s->regular && n > 0 && ((char *)bytes)[n - 1] != '\n';
	return n;
}

static bool
is_gzip(const unsigned char magic[SOURCE_MAGIC])
{
	return magic[0] == 0x1f && magic[1] == 0x8b;
}

bool
source_size(const struct source *s, off_t *bytes, enum source_sort *sort)
{
	unsigned char head[SOURCE_HEAD];
	struct block_shape shape;
	struct stat status;
	ssize_t n;

	if (s->fd < 0 || fstat(s->fd, &status) < 0 || !S_ISREG(status.st_mode))
		return false;
	*bytes = status.st_size;
	*sort = SOURCE_PLAIN;
	n = pread(s->fd, head, sizeof(head), 0);
	if (n >= SOURCE_MAGIC && is_gzip(head))
		*sort = block_look(head, (size_t)n, &shape) == BLOCK_KNOWN
			    ? SOURCE_BLOCKS
			    : SOURCE_GZIP;
	return true;
}

/* The bytes as they stand in the file: the sniffed ones first. */
static ptrdiff_t
source_bytes(void *context, void *bytes, size_t size, struct error *error)
{
	struct source *s = context;
	size_t n = s->magic_length - s->magic_at;

	if (n == 0)
		return bytes_from_world(s, bytes, size, error);
	if (n > size)
		n = size;
	memcpy(bytes, s->magic + s->magic_at, n);
	s->magic_at += n;
	return (ptrdiff_t)n;
}

/* A file is always ready, and so are bytes in memory. */
static bool
source_ready(void *context)
{
	const struct source *s = context;
	struct pollfd poll_for = {.fd = s->fd, .events = POLLIN};

	return s->fd < 0 || poll(&poll_for, 1, 0) != 0;
}

/* Of an archive that was cut off there is not enough to know it by. */
static int
check_cut_off(const struct source *s, struct error *error)
{
	size_t length = strlen(s->name), end = strlen(ARCHIVE_NAME_END);
	bool empty = s->magic_length == 0 && length > end &&
		     strcmp(s->name + length - end, ARCHIVE_NAME_END) == 0;

	if (!empty && (s->magic_length == 0 || s->magic[0] != 0x1f))
		return 0;
	return error_set(error, HALL_DATA,
	    tr("%s: byte %zu: the archive is cut off; take it from a backup"),
	    s->name, s->magic_length);
}

static int
source_sniff(struct source *s, struct error *error)
{
	struct intake_world world = {source_bytes, source_ready, s};

	while (s->magic_length < SOURCE_MAGIC) {
		ptrdiff_t n = bytes_from_world(s, s->magic + s->magic_length,
		    SOURCE_MAGIC - s->magic_length, error);

		if (n < 0)
			return -1;
		if (n == 0)
			return check_cut_off(s, error);
		s->magic_length += (size_t)n;
	}
	if (is_gzip(s->magic))
		s->gunzip = gunzip_new(s->name, world, s->threads);
	return 0;
}

ptrdiff_t
source_read(struct source *s, void *bytes, size_t size, struct error *error)
{
	ptrdiff_t got;

	if (!s->sniffed) {
		if (source_sniff(s, error) < 0)
			return -1;
		s->sniffed = true;
	}
	if (s->gunzip)
		got = gunzip_read(s->gunzip, bytes, size, error);
	else
		got = source_bytes(s, bytes, size, error);
	if (got > 0 && s->watch)
		s->watch(s->watch_context, bytes, (size_t)got);
	return got;
}
