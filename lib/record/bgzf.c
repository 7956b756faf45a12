#include "record/bgzf.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/message.h"
#include "record/block.h"
#include "record/workers.h"

struct bgzf_writer {
	int fd;
	const char *name;
	struct workers *workers;
	struct block *block; /* being filled; NULL: none yet */
};

static void
deflate_job(void *job)
{
	block_deflate(job);
}

static void
release_job(void *job)
{
	block_release(job);
}

struct bgzf_writer *
bgzf_create(int fd, const char *name, unsigned threads)
{
	struct bgzf_writer *w = memory_new(sizeof(*w));

	w->fd = fd;
	w->name = name;
	w->workers = workers_new(
	    threads, sizeof(struct block), deflate_job, release_job);
	return w;
}

static int
write_all(const struct bgzf_writer *w, const unsigned char *bytes, size_t size,
    struct error *error)
{
	while (size > 0) {
		ssize_t n = write(w->fd, bytes, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error_errno(error, HALL_SYSTEM, "%s", w->name);
		bytes += n;
		size -= (size_t)n;
	}
	return 0;
}

/* Write the oldest block that was given.  1; 0 when there is none; -1. */
static int
oldest_write(struct bgzf_writer *w, struct error *error)
{
	const struct block *b = workers_take(w->workers);
	int result;

	if (!b)
		return 0;
	result = write_all(w, b->packed, b->packed_size, error);
	workers_release(w->workers);
	return result < 0 ? -1 : 1;
}

static int
block_begin(struct bgzf_writer *w, struct error *error)
{
	w->block = workers_slot(w->workers);
	if (!w->block) {
		if (oldest_write(w, error) < 0)
			return -1;
		w->block = workers_slot(w->workers);
	}
	w->block->plain_size = 0;
	return 0;
}

static void
block_end(struct bgzf_writer *w)
{
	workers_give(w->workers);
	w->block = NULL;
}

int
bgzf_write(
    struct bgzf_writer *w, const void *bytes, size_t size, struct error *error)
{
	const unsigned char *from = bytes;

	while (size > 0) {
		size_t n;

		if (!w->block && block_begin(w, error) < 0)
			return -1;
		n = BLOCK_FILL - w->block->plain_size;
		if (n > size)
			n = size;
		memcpy(w->block->plain + w->block->plain_size, from, n);
		w->block->plain_size += n;
		from += n;
		size -= n;
		if (w->block->plain_size == BLOCK_FILL)
			block_end(w);
	}
	return 0;
}

/* The end marker is a block of nothing. */
static int
all_write(struct bgzf_writer *w, struct error *error)
{
	int result;

	if (w->block)
		block_end(w);
	if (block_begin(w, error) < 0)
		return -1;
	block_end(w);
	while ((result = oldest_write(w, error)) > 0)
		;
	return result;
}

int
bgzf_finish(struct bgzf_writer *w, struct error *error)
{
	int result = all_write(w, error);

	workers_free(w->workers);
	free(w);
	return result;
}
