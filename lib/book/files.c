/*
 * files.c - opening and writing files beneath the book's directory.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/buffer.h"
#include "base/message.h"
#include "book/inside.h"
#include "record/source.h"
#include "record/stream.h"

#define PART_SIZE 256
#define READ_STEP (64 << 10)

int
inside_parent(const struct book *book, const char *relative, const char **last)
{
	return beneath_parent(book->directory, relative, last);
}

int
inside_open(const struct book *book, const char *relative, int flags)
{
	return beneath_open(
	    book->directory, relative, flags, (mode_t)book_file_mode(book));
}

char *
inside_path(const struct book *book, const char *relative)
{
	struct buffer path = {0};

	if (strcmp(book->path, ".") != 0) {
		buffer_text(&path, book->path);
		if (path.text[path.length - 1] != '/')
			buffer_char(&path, '/');
	}
	buffer_text(&path, relative);
	return path.text;
}

static int
say_not_opened(
    const struct book *book, const char *relative, struct error *error)
{
	int failure = errno;
	char *path = inside_path(book, relative);

	errno = failure;
	if (failure == ELOOP)
		error_set(error, HALL_SYSTEM,
		    tr("%s: a symbolic link inside a book is not followed"),
		    path);
	else if (failure == ENXIO)
		error_set(error, HALL_SYSTEM,
		    tr("%s: is a device, a pipe or a socket, which no book "
		       "holds"),
		    path);
	else
		error_errno(error, HALL_SYSTEM, "%s", path);
	free(path);
	errno = failure;
	return -1;
}

/*
 * One call, for a book of many years has thousands of days: what is opened
 * afterwards is opened part by part.
 */
int
book_has(const struct book *book, const char *relative, struct error *error)
{
	struct stat status;

	if (fstatat(book->directory, relative, &status, AT_SYMLINK_NOFOLLOW) ==
	    0)
		return 1;
	if (errno == ENOENT || errno == ENOTDIR)
		return 0;
	return say_not_opened(book, relative, error);
}

int
book_open_file(const struct book *book, const char *relative, int flags,
    struct error *error)
{
	int fd = inside_open(book, relative, flags), failure = ENXIO;
	struct stat status;

	if (fd < 0)
		return say_not_opened(book, relative, error);
	if (fstat(fd, &status) < 0)
		failure = errno;
	else if (S_ISREG(status.st_mode) || S_ISDIR(status.st_mode))
		return fd;
	close(fd);
	errno = failure;
	return say_not_opened(book, relative, error);
}

int
book_open_path(const struct book *book, const char *path, struct error *error)
{
	char *within = inside_path(book, "");
	size_t length = strlen(within);
	int fd = -1;

	if (strncmp(path, within, length) == 0)
		fd = book_open_file(book, path + length, O_RDONLY, error);
	else
		error_set(error, HALL_BUG, "%s", path);
	free(within);
	return fd;
}

struct source *
book_source(const struct book *book, const char *path, struct error *error)
{
	int fd = book_open_path(book, path, error);

	return fd < 0 ? NULL : source_of_file(path, fd);
}

static struct source *
open_input(const void *book, const char *path, struct error *error)
{
	return book_source(book, path, error);
}

void
book_opens(const struct book *book, struct stream_options *options)
{
	options->open = open_input;
	options->opener = book;
}

/*
 * mkdir(2) leaves the bit of the group away; a directory that was made and
 * not yet marked (a kill) is marked by the next who wants it.
 */
static int
mark_for_group(int directory, const char *name)
{
	int fd = beneath_directory(directory, name), result = -1;
	struct stat status;

	if (fd < 0)
		return -1;
	if (fstat(fd, &status) == 0)
		result = status.st_mode & S_ISGID || geteuid() != status.st_uid
			     ? 0
			     : fchmod(fd, (status.st_mode & 0777) | S_ISGID);
	close(fd);
	return result;
}

int
book_make_directory(
    const struct book *book, const char *relative, struct error *error)
{
	mode_t mode = (mode_t)book_directory_mode(book);
	const char *last;
	int directory = inside_parent(book, relative, &last), failure;
	int result = -1;

	if (directory < 0)
		return say_not_opened(book, relative, error);
	if (mkdirat(directory, last, mode & 0777) == 0)
		result = sync_all(directory);
	else if (errno == EEXIST)
		result = 0;
	if (result == 0 && mode & S_ISGID)
		result = mark_for_group(directory, last);
	failure = errno;
	close(directory);
	errno = failure;
	return result == 0 ? 0 : say_not_opened(book, relative, error);
}

/*
 * A signal says nothing of the disk, so after EINTR the same is asked once
 * more.  After any other failure it is not: the kernel may have thrown away
 * what it could not write and call the next try a success.
 */
int
sync_all(int fd)
{
	return (int)TEMP_FAILURE_RETRY(fsync(fd));
}

int
sync_data(int fd)
{
	return (int)TEMP_FAILURE_RETRY(fdatasync(fd));
}

int
cut_at(int fd, size_t length)
{
	return (int)TEMP_FAILURE_RETRY(ftruncate(fd, (off_t)length));
}

int
write_all(int fd, const char *text, size_t length)
{
	while (length > 0) {
		ssize_t written = write(fd, text, length);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return -1;
		text += written;
		length -= (size_t)written;
	}
	return 0;
}

int
read_all(int fd, char **text, size_t *length)
{
	return read_behind(fd, 0, SLICE(""), text, length);
}

int
read_behind(
    int fd, uint64_t from, struct slice before, char **text, size_t *length)
{
	struct stat status;
	size_t size = before.length + READ_STEP;
	ssize_t got;

	if (fstat(fd, &status) == 0 && (uint64_t)status.st_size > from)
		size += (size_t)((uint64_t)status.st_size - from);
	*text = memory_raw(size);
	*length = before.length;
	if (before.length > 0)
		memcpy(*text, before.text, before.length);
	while ((got = pread(fd, *text + *length, size - *length - 1,
		    (off_t)(from + *length - before.length))) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			free(*text);
			*text = NULL;
			return -1;
		}
		*length += (size_t)got;
		if (size - *length < 2) {
			size += size / 2;
			*text = memory_grow(*text, size, 1);
		}
	}
	(*text)[*length] = '\0';
	return 0;
}

static int
put_bytes(int directory, const char *temporary, const char *name, int mode,
    struct slice content)
{
	int fd = (int)TEMP_FAILURE_RETRY(openat(directory, temporary,
	    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
	int result;

	if (fd < 0)
		return -1;
	result = write_all(fd, content.text, content.length);
	if (result == 0)
		result = sync_all(fd);
	if (close(fd) < 0 && errno != EINTR)
		result = -1;
	if (result == 0)
		result = renameat(directory, temporary, directory, name);
	if (result == 0)
		result = sync_all(directory);
	return result;
}

int
book_put_file(const struct book *book, const char *relative,
    struct slice content, struct error *error)
{
	char temporary[PART_SIZE + 32];
	const char *last;
	int directory = inside_parent(book, relative, &last), failure;

	if (directory < 0)
		return say_not_opened(book, relative, error);
	snprintf(temporary, sizeof(temporary), ".%s.%ld", last, (long)getpid());
	(void)unlinkat(directory, temporary, 0); /* of a process long dead */
	if (put_bytes(directory, temporary, last, (int)book_file_mode(book),
		content) == 0) {
		close(directory);
		return 0;
	}
	failure = errno;
	(void)unlinkat(directory, temporary, 0);
	close(directory);
	errno = failure;
	return say_not_opened(book, relative, error);
}

/* Durable, if it went well; the directory is closed. */
static int
leave(const struct book *book, int directory, int result, const char *relative,
    struct error *error)
{
	int failure;

	if (result == 0)
		result = sync_all(directory);
	failure = errno;
	close(directory);
	errno = failure;
	return result == 0 ? 0 : say_not_opened(book, relative, error);
}

int
book_rename_file(const struct book *book, const char *relative, const char *to,
    struct error *error)
{
	const char *last;
	int directory = inside_parent(book, relative, &last);

	if (directory < 0)
		return say_not_opened(book, relative, error);
	return leave(book, directory, renameat(directory, last, directory, to),
	    relative, error);
}

int
book_remove_file(
    const struct book *book, const char *relative, struct error *error)
{
	const char *last;
	int directory = inside_parent(book, relative, &last);

	if (directory < 0)
		return say_not_opened(book, relative, error);
	return leave(
	    book, directory, unlinkat(directory, last, 0), relative, error);
}

void
inside_sweep(
    int fd, bool (*goes)(const char *entry, const char *name), const char *name)
{
	DIR *directory = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *entry;

	if (!directory) {
		if (fd >= 0)
			close(fd);
		return;
	}
	while ((entry = readdir(directory)))
		if (goes(entry->d_name, name))
			(void)unlinkat(fd, entry->d_name, 0);
	closedir(directory);
}

static bool
is_left_over(const char *entry, const char *name)
{
	size_t length = strlen(name);

	return entry[0] == '.' && strncmp(entry + 1, name, length) == 0 &&
	       entry[1 + length] == '.' && entry[2 + length] != '\0' &&
	       strspn(entry + 2 + length, "0123456789") ==
		   strlen(entry + 2 + length);
}

void
book_sweep_file(const struct book *book, const char *relative)
{
	const char *last = relative;
	int directory = inside_parent(book, relative, &last);

	inside_sweep(directory, is_left_over, last);
}
