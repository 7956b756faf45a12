#include "record/blocks.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/message.h"
#include "record/block.h"
#include "record/workers.h"

struct blocks {
	struct intake *in;
	struct workers *workers;
	const struct block *block; /* being given out, or NULL */
	size_t given;              /* of its bytes */
	bool marker;               /* the latest block was an empty one */
	/*
	 * No more blocks come.  What to say of it waits until those before
	 * are given out; the status is DONE when all is well.
	 */
	bool stopped;
	struct error stop;
};

static void
inflate_job(void *job)
{
	block_inflate(job);
}

static void
release_job(void *job)
{
	block_release(job);
}

struct blocks *
blocks_new(struct intake *in, unsigned threads)
{
	struct blocks *b = memory_new(sizeof(*b));

	b->in = in;
	b->workers = workers_new(
	    threads, sizeof(struct block), inflate_job, release_job);
	return b;
}

void
blocks_free(struct blocks *b)
{
	if (!b)
		return;
	workers_free(b->workers);
	free(b);
}

static void
stop(struct blocks *b, uint64_t offset, const char *what)
{
	b->stopped = true;
	intake_broken(b->in, offset, what, &b->stop);
}

/* The input ended; where blocks ended, too? */
static void
stop_at_end(struct blocks *b)
{
	size_t left = intake_size(b->in);

	b->stopped = true;
	if (left > 0)
		stop(b, b->in->offset + left,
		    tr("the archive is cut off; take it from a backup"));
	else if (!b->marker)
		stop(b, b->in->offset,
		    tr("the archive lacks its end marker: it is cut off; "
		       "take it from a backup"));
}

static void
stop_at_other(struct blocks *b)
{
	if (b->marker)
		stop(b, b->in->offset,
		    tr("what follows the end marker is no archive; keep what "
		       "stands before this byte"));
	else
		stop(b, b->in->offset,
		    tr("no block begins here: the archive is damaged; take "
		       "it from a backup"));
}

static void
block_give(struct blocks *b, const struct block_shape *shape)
{
	struct block *block = workers_slot(b->workers);

	block->offset = b->in->offset;
	block->shape = *shape;
	memcpy(block->packed, intake_bytes(b->in), shape->whole);
	intake_use(b->in, shape->whole);
	b->marker = block_is_empty(block);
	workers_give(b->workers);
}

/*
 * Fill what slots are free, but do not wait for the world while there is
 * something to give out.
 */
static void
feed(struct blocks *b)
{
	struct block_shape shape;

	while (!b->stopped && workers_slot(b->workers)) {
		enum block_look look = block_look(
		    intake_bytes(b->in), intake_size(b->in), &shape);

		if (look == BLOCK_OTHER) {
			stop_at_other(b);
		} else if (look == BLOCK_KNOWN &&
			   shape.whole <= intake_size(b->in)) {
			block_give(b, &shape);
		} else if (b->in->ended) {
			stop_at_end(b);
		} else {
			if (workers_under_way(b->workers) > 0 &&
			    !intake_ready(b->in))
				return;
			b->stopped = intake_more(b->in, &b->stop) < 0;
		}
	}
}

static void
block_broken(
    const struct blocks *b, const struct block *block, struct error *error)
{
	static const char *const words[] = {
	    [BLOCK_DAMAGED] = N_("the block that begins here is damaged; take "
				 "the archive from a backup"),
	    [BLOCK_LENGTH] = N_("the block that begins here has not the length "
				"it tells; take the archive from a backup"),
	    [BLOCK_OVERFULL] = N_("the block that begins here holds more than "
				  "64 KiB; take the archive from a backup"),
	    [BLOCK_CHECKSUM] = N_("the block that begins here has not the "
				  "checksum it tells; take the archive from a "
				  "backup"),
	};

	intake_broken(b->in, block->offset, tr(words[block->verdict]), error);
}

/* The next block that holds bytes.  1; 0 at the end; -1 with *error. */
static int
next(struct blocks *b, struct error *error)
{
	const struct block *block;

	do {
		if (b->block)
			workers_release(b->workers);
		b->block = NULL;
		feed(b);
		block = workers_take(b->workers);
		if (!block && b->stop.status == HALL_DONE)
			return 0;
		if (!block) {
			*error = b->stop;
			return -1;
		}
		/* It is not released, so it will be met again. */
		if (block->verdict != BLOCK_GOOD) {
			block_broken(b, block, error);
			return -1;
		}
		b->block = block;
		b->given = 0;
	} while (block->plain_size == 0);
	return 1;
}

ptrdiff_t
blocks_read(struct blocks *b, void *bytes, size_t size, struct error *error)
{
	size_t left;

	if (!b->block || b->given == b->block->plain_size) {
		int result = next(b, error);

		if (result <= 0)
			return result;
	}
	left = b->block->plain_size - b->given;
	if (left > size)
		left = size;
	memcpy(bytes, b->block->plain + b->given, left);
	b->given += left;
	return (ptrdiff_t)left;
}
