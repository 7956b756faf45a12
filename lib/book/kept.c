/*
 * kept.c - the file of what a tool knew of the open day.
 */
#include "book/kept.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/exactly.h"
#include "base/map.h"

/* Of a change of what is kept, or of what the folds make of facts. */
#define KEPT_FORMAT 3
#define KEPT_BYTES_MAX ((size_t)32 << 20)
#define CHUNK ((size_t)64 << 10)
#define SUFFIX ".kept"

struct kept_head {
	char magic[8];
	uint64_t check; /* of all that follows */
	uint64_t length;
	uint32_t format, head_size;
	char version[16], tool[32], config[72];
	uint64_t before; /* hash of carry.in and of the journal's bytes */
	uint64_t offset, lines, seq;
	uint64_t headings_lines;
	uint64_t headings, ids, folds; /* their lengths */
	int64_t entered_utc_seconds;
	int32_t entered_offset_seconds, day;
	char chain[40];
};

static const char magic[8] = "hallkept";

/* What the check covers: all behind it. */
static uint64_t
check_of(const char *bytes, size_t length)
{
	const size_t from = offsetof(struct kept_head, length);

	return hash_bytes(bytes + from, length - from);
}

static void
file_name(
    int32_t day, const char *tool, const char *suffix, char name[DAY_NAME_SIZE])
{
	char rest[48];

	snprintf(rest, sizeof(rest), "/%.24s%s", tool, suffix);
	day_name(day, rest, name);
}

static bool
hash_file(int fd, uint64_t length, uint64_t *hash)
{
	char *room = memory_raw(CHUNK);
	uint64_t at = 0;
	size_t size;
	bool read = true;

	for (; at < length && read; at += size) {
		size = length - at < CHUNK ? (size_t)(length - at) : CHUNK;
		read = read_exactly(fd, room, size, at);
		if (read) {
			uint64_t both[2] = {*hash, hash_bytes(room, size)};

			*hash = hash_bytes(both, sizeof(both));
		}
	}
	free(room);
	return read;
}

/* What the day before handed over belongs to what was read. */
static bool
hash_carried(const struct book *book, int32_t day, uint64_t *hash)
{
	char name[DAY_NAME_SIZE];
	struct stat status;
	bool read;
	int fd;

	day_name(day, "/carry.in", name);
	fd = inside_open(book, name, O_RDONLY);
	if (fd < 0)
		return errno == ENOENT;
	read = fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
	       hash_file(fd, (uint64_t)status.st_size, hash);
	close(fd);
	return read;
}

static bool
hash_before(const struct book *book, int32_t day, int fd, uint64_t offset,
    uint64_t *hash)
{
	*hash = 0;
	return hash_carried(book, day, hash) && hash_file(fd, offset, hash);
}

static void
fill_head(struct kept_head *head, const struct book *book, int32_t day,
    const char *tool)
{
	memset(head, 0, sizeof(*head));
	memcpy(head->magic, magic, sizeof(magic));
	head->format = KEPT_FORMAT;
	head->head_size = sizeof(*head);
	head->day = day;
	snprintf(head->version, sizeof(head->version), "%s", HALL_VERSION);
	snprintf(head->tool, sizeof(head->tool), "%s", tool);
	snprintf(head->config, sizeof(head->config), "%s",
	    config_digest(book_config(book)));
}

/* Made by this program of this configuration for this day, and whole. */
static bool
head_fits(
    const struct kept_head *head, const struct kept_head *mine, size_t length)
{
	uint64_t rest = length - sizeof(*head);

	return memcmp(head->magic, mine->magic, sizeof(magic)) == 0 &&
	       head->format == mine->format &&
	       head->head_size == mine->head_size && head->day == mine->day &&
	       memcmp(head->version, mine->version, sizeof(head->version)) ==
		   0 &&
	       memcmp(head->tool, mine->tool, sizeof(head->tool)) == 0 &&
	       memcmp(head->config, mine->config, sizeof(head->config)) == 0 &&
	       head->length == length && head->headings <= rest &&
	       head->ids <= rest - head->headings &&
	       head->folds == rest - head->headings - head->ids &&
	       head->headings <= head->offset &&
	       head->headings_lines <= head->lines &&
	       head->chain[CHAIN_LENGTH] == '\0';
}

static void
read_head(struct kept *kept, const struct kept_head *head)
{
	char *at = kept->bytes + sizeof(*head);

	kept->offset = head->offset;
	kept->tail.lines = head->lines;
	kept->tail.seq = head->seq;
	memcpy(kept->tail.chain, head->chain, CHAIN_SIZE);
	kept->tail.entered.utc_seconds = head->entered_utc_seconds;
	kept->tail.entered.offset_seconds = head->entered_offset_seconds;
	kept->headings_lines = (size_t)head->headings_lines;
	kept->headings = (struct slice){at, (size_t)head->headings};
	at += head->headings;
	kept->ids = (struct slice){at, (size_t)head->ids};
	at += head->ids;
	kept->folds = (struct slice){at, (size_t)head->folds};
}

/* The whole file; NULL for none, or for one that is no such file. */
static char *
read_file(const struct book *book, const char *name, size_t *length)
{
	int fd = inside_open(book, name, O_RDONLY);
	struct stat status;
	char *bytes = NULL;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
	    status.st_size >= (off_t)sizeof(struct kept_head) &&
	    status.st_size <= (off_t)KEPT_BYTES_MAX) {
		*length = (size_t)status.st_size;
		bytes = memory_raw(*length);
		if (!read_exactly(fd, bytes, *length, 0)) {
			free(bytes);
			bytes = NULL;
		}
	}
	close(fd);
	return bytes;
}

struct kept *
book_kept_load(const struct book *book, int32_t day, const char *tool, int fd)
{
	struct kept_head head, mine;
	char name[DAY_NAME_SIZE];
	struct kept *kept;
	uint64_t before;
	size_t length;
	char *bytes;

	file_name(day, tool, SUFFIX, name);
	bytes = read_file(book, name, &length);
	if (!bytes)
		return NULL;
	memcpy(&head, bytes, sizeof(head));
	fill_head(&mine, book, day, tool);
	if (!head_fits(&head, &mine, length) ||
	    head.check != check_of(bytes, length) ||
	    !hash_before(book, day, fd, head.offset, &before) ||
	    before != head.before) {
		free(bytes);
		return NULL;
	}
	kept = memory_new(sizeof(*kept));
	kept->bytes = bytes;
	read_head(kept, &head);
	return kept;
}

void
book_kept_free(struct kept *kept)
{
	if (!kept)
		return;
	free(kept->bytes);
	free(kept);
}

static void
lay_out(struct buffer *bytes, struct kept_head *head, const struct kept *kept)
{
	head->offset = kept->offset;
	head->lines = kept->tail.lines;
	head->seq = kept->tail.seq;
	memcpy(head->chain, kept->tail.chain, CHAIN_SIZE);
	head->entered_utc_seconds = kept->tail.entered.utc_seconds;
	head->entered_offset_seconds = kept->tail.entered.offset_seconds;
	head->headings_lines = kept->headings_lines;
	head->headings = kept->headings.length;
	head->ids = kept->ids.length;
	head->folds = kept->folds.length;
	head->length = sizeof(*head) + head->headings + head->ids + head->folds;
	buffer_add(bytes, (const char *)head, sizeof(*head));
	buffer_slice(bytes, kept->headings);
	buffer_slice(bytes, kept->ids);
	buffer_slice(bytes, kept->folds);
	head->check = check_of(bytes->text, bytes->length);
	memcpy(bytes->text, head, sizeof(*head));
}

/* Under the journal's lock, so that one name is enough for all writers. */
static void
put_file(const struct book *book, int32_t day, const char *tool,
    const struct buffer *bytes)
{
	char name[DAY_NAME_SIZE], new_name[DAY_NAME_SIZE];
	const char *last, *new_last;
	int directory, fd;
	bool written;

	file_name(day, tool, SUFFIX, name);
	file_name(day, tool, SUFFIX ".new", new_name);
	directory = inside_parent(book, name, &last);
	if (directory < 0)
		return;
	new_last = new_name + (last - name);
	(void)unlinkat(directory, new_last, 0);
	fd = inside_open(book, new_name, O_WRONLY | O_CREAT | O_EXCL);
	if (fd >= 0) {
		written = write_all(fd, bytes->text, bytes->length) == 0;
		if (close(fd) < 0 || !written ||
		    renameat(directory, new_last, directory, last) < 0)
			(void)unlinkat(directory, new_last, 0);
	}
	close(directory);
}

void
book_kept_save(const struct book *book, int32_t day, const char *tool, int fd,
    const struct kept *kept)
{
	struct buffer bytes = {0};
	struct kept_head head;

	fill_head(&head, book, day, tool);
	if (!hash_before(book, day, fd, kept->offset, &head.before))
		return;
	lay_out(&bytes, &head, kept);
	if (bytes.length <= KEPT_BYTES_MAX)
		put_file(book, day, tool, &bytes);
	buffer_release(&bytes);
}

static bool
is_kept(const char *entry, const char *suffix)
{
	const char *end = strstr(entry, suffix);

	return end &&
	       (strcmp(end, SUFFIX) == 0 || strcmp(end, SUFFIX ".new") == 0);
}

void
book_forget_kept(const struct book *book, int32_t day)
{
	char name[DAY_NAME_SIZE];

	day_name(day, "", name);
	inside_sweep(
	    inside_open(book, name, O_RDONLY | O_DIRECTORY), is_kept, SUFFIX);
}
