#include "audit/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/message.h"
#include "base/text.h"

#define READ_SIZE (64 << 10)

char *
file_of_day(int32_t day, const char *rest, struct arena *arena)
{
	char date[DATE_TEXT_SIZE];

	date_format(day, date);
	return arena_text(arena, "%s%s", date, rest);
}

/* read(2) until something comes; -1 with *error. */
static ssize_t
read_some(int fd, char *bytes, const char *name, struct error *e)
{
	ssize_t got;

	do
		got = read(fd, bytes, READ_SIZE);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		error_errno(e, HALL_SYSTEM, "%s", name);
	return got;
}

int
file_read(const struct book *book, const char *name, struct buffer *out,
    struct error *e)
{
	char bytes[READ_SIZE];
	ssize_t got;
	int fd = book_open_file(book, name, O_RDONLY, e);

	if (fd < 0)
		return -1;
	while ((got = read_some(fd, bytes, name, e)) > 0) {
		if ((size_t)got > FILE_SMALL_MAX - out->length) {
			error_set(e, HALL_DATA, tr("%s: too long"), name);
			got = -1;
			break;
		}
		buffer_add(out, bytes, (size_t)got);
	}
	close(fd);
	return got < 0 ? -1 : 0;
}

int
file_digest(const struct book *book, const char *name,
    uint8_t digest[DIGEST_SIZE], uint64_t *size, struct error *e)
{
	char bytes[READ_SIZE];
	struct digest *running;
	ssize_t got;
	int fd = book_open_file(book, name, O_RDONLY, e);

	if (fd < 0)
		return -1;
	running = digest_new();
	*size = 0;
	while ((got = read_some(fd, bytes, name, e)) > 0) {
		digest_add(running, bytes, (size_t)got);
		*size += (uint64_t)got;
	}
	digest_take(running, digest);
	digest_free(running);
	close(fd);
	return got < 0 ? -1 : 0;
}

/* Names found so far; directories among them are walked in their turn. */
struct listing {
	const struct book *book;
	struct arena *arena;
	char **name;
	size_t count;
	size_t size;
	char **directory;
	size_t directories;
	size_t directories_size;
};

static void
keep_name(char ***names, size_t *count, size_t *size, char *name)
{
	if (*count == *size) {
		*size = *size ? 2 * *size : 16;
		*names = memory_grow(*names, *size, sizeof(**names));
	}
	(*names)[(*count)++] = name;
}

static int
list_entry(struct listing *l, int directory, const char *above,
    const char *last, struct error *e)
{
	char *name = arena_text(l->arena, "%s/%s", above, last);
	struct stat status;
	size_t depth = 0;

	if (fstatat(directory, last, &status, AT_SYMLINK_NOFOLLOW) < 0)
		return error_errno(e, HALL_SYSTEM, "%s", name);
	for (const char *p = name; *p; p++)
		depth += *p == '/';
	if (S_ISREG(status.st_mode))
		keep_name(&l->name, &l->count, &l->size, name);
	else if (S_ISDIR(status.st_mode) && depth < FILE_DEPTH_MAX)
		keep_name(
		    &l->directory, &l->directories, &l->directories_size, name);
	else
		return error_set(e, HALL_USAGE,
		    tr("%s: neither a file nor a directory, so that it "
		       "cannot be sealed: take it away"),
		    name);
	return 0;
}

static int
list_directory(struct listing *l, const char *name, struct error *e)
{
	struct dirent *entry;
	DIR *directory;
	int result = 0;
	int fd = book_open_file(l->book, name, O_RDONLY | O_DIRECTORY, e);

	if (fd < 0)
		return -1;
	directory = fdopendir(fd);
	if (!directory) {
		close(fd);
		return error_errno(e, HALL_SYSTEM, "%s", name);
	}
	while (result == 0 && (errno = 0, entry = readdir(directory))) {
		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0)
			continue;
		result = list_entry(l, fd, name, entry->d_name, e);
	}
	if (result == 0 && errno)
		result = error_errno(e, HALL_SYSTEM, "%s", name);
	closedir(directory);
	return result;
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

int
file_list(const struct book *book, const char *directory, struct arena *arena,
    char ***names, size_t *count, struct error *e)
{
	struct listing l = {.book = book, .arena = arena};
	int result;

	*names = NULL;
	*count = 0;
	result = book_has(book, directory, e);
	if (result <= 0)
		return result;
	result = list_directory(&l, directory, e);
	for (size_t i = 0; result == 0 && i < l.directories; i++)
		result = list_directory(&l, l.directory[i], e);
	if (result == 0 && l.count > 0) {
		qsort(l.name, l.count, sizeof(*l.name), by_bytes);
		*names = arena_array(arena, l.count, sizeof(**names));
		memcpy(*names, l.name, l.count * sizeof(**names));
		*count = l.count;
	}
	free(l.name);
	free(l.directory);
	return result;
}

void
file_name_escape(struct buffer *out, struct slice name)
{
	bool ascii_only = utf8_invalid_at(name) >= 0;

	for (size_t i = 0; i < name.length; i++) {
		unsigned char c = (unsigned char)name.text[i];

		if (c < ' ' || c == 0x7f || c == '%' ||
		    (ascii_only && c > 0x7f))
			buffer_format(out, "%%%02X", c);
		else
			buffer_char(out, (char)c);
	}
}
