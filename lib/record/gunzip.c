#include "record/gunzip.h"

#include <stdlib.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/message.h"
#include "record/block.h"
#include "record/blocks.h"

/* What zlib is told: a gzip header, and the largest window. */
#define GZIP_WINDOW (MAX_WBITS + 16)
#define GZIP_MAGIC 0x1f

struct gunzip {
	struct intake in;
	unsigned threads;
	bool known; /* what it is */
	struct blocks *blocks;
	/* Ordinary gzip: */
	z_stream z;
	gz_header header; /* of this member: done or not */
	bool in_member, ended;
	size_t members;   /* whole ones */
	uint64_t begins;  /* where this one does */
	uint64_t yielded; /* by this one */
	/* Unless DONE: what is said once all good bytes are given out. */
	struct error failed;
};

struct gunzip *
gunzip_new(const char *name, struct intake_world world, unsigned threads)
{
	struct gunzip *g = memory_new(sizeof(*g));

	intake_init(&g->in, name, world);
	g->threads = threads;
	return g;
}

void
gunzip_free(struct gunzip *g)
{
	if (!g)
		return;
	blocks_free(g->blocks);
	if (g->z.state)
		inflateEnd(&g->z);
	intake_release(&g->in);
	free(g);
}

/* BGZF or ordinary?  The first bytes decide. */
static void
begin(struct gunzip *g, struct error *error)
{
	struct block_shape shape;
	enum block_look look;

	while ((look = block_look(intake_bytes(&g->in), intake_size(&g->in),
		    &shape)) == BLOCK_SHORT &&
	       !g->in.ended)
		if (intake_more(&g->in, error) < 0)
			return;
	g->known = true;
	if (look == BLOCK_KNOWN)
		g->blocks = blocks_new(&g->in, g->threads);
	else if (inflateInit2(&g->z, GZIP_WINDOW) != Z_OK)
		memory_exhausted();
}

static int
broken(const struct gunzip *g, const char *what, struct error *error)
{
	return intake_broken(&g->in, g->in.offset, what, error);
}

static int
at_end(struct gunzip *g, struct error *error)
{
	if (g->in_member)
		return broken(g,
		    tr("the archive is cut off; take it from a backup"), error);
	g->ended = true;
	return 0;
}

static void
member_begin(struct gunzip *g)
{
	inflateReset(&g->z);
	g->header = (gz_header){0};
	inflateGetHeader(&g->z, &g->header);
	g->in_member = true;
	g->begins = g->in.offset;
	g->yielded = 0;
}

static int
member_damaged(const struct gunzip *g, struct error *error)
{
	if (g->members > 0 && g->header.done != 1)
		return intake_broken(&g->in, g->begins,
		    tr("what follows the last member of the archive is none; "
		       "keep what stands before this byte"),
		    error);
	return broken(
	    g, tr("the archive is damaged; take it from a backup"), error);
}

/* A bomb is small and becomes large. */
static bool
member_bursts(const struct gunzip *g)
{
	return g->yielded > GUNZIP_RATIO_FROM &&
	       g->yielded / GUNZIP_RATIO_MAX > g->in.offset - g->begins;
}

/* One step of inflating: some bytes in, some or none out. */
static int
member_step(struct gunzip *g, struct error *error)
{
	uInt had = (uInt)intake_size(&g->in), room = g->z.avail_out;
	int result;

	if (!g->in_member)
		member_begin(g);
	if (g->in.offset == g->begins && *intake_bytes(&g->in) != GZIP_MAGIC)
		return member_damaged(g, error);
	g->z.next_in = (unsigned char *)(uintptr_t)intake_bytes(&g->in);
	g->z.avail_in = had;
	result = inflate(&g->z, Z_NO_FLUSH);
	intake_use(&g->in, had - g->z.avail_in);
	g->yielded += room - g->z.avail_out;
	if (result == Z_MEM_ERROR)
		memory_exhausted();
	if (result == Z_STREAM_END) {
		g->in_member = false;
		g->members++;
	} else if (result != Z_OK && result != Z_BUF_ERROR) {
		return member_damaged(g, error);
	}
	if (member_bursts(g))
		return broken(g,
		    tr("the archive swells more than two hundredfold, as no "
		       "records do; if it is meant, pipe it through zcat"),
		    error);
	return 0;
}

/* No bytes come; those that zlib had no room for are still to be had. */
static int
members_end(struct gunzip *g, struct error *error)
{
	uInt room = g->z.avail_out;

	if (g->in_member && g->in.offset > g->begins &&
	    member_step(g, error) < 0)
		return -1;
	return g->z.avail_out < room ? 0 : at_end(g, error);
}

static int
members_step(struct gunzip *g, struct error *error)
{
	if (intake_size(&g->in) == 0 && !g->in.ended &&
	    intake_more(&g->in, error) < 0)
		return -1;
	return intake_size(&g->in) == 0 ? members_end(g, error)
					: member_step(g, error);
}

static ptrdiff_t
members_read(struct gunzip *g, void *bytes, size_t size)
{
	int result = 0;

	g->z.next_out = bytes;
	g->z.avail_out = (uInt)size;
	while (result == 0 && g->z.avail_out == size && !g->ended)
		result = members_step(g, &g->failed);
	return (ptrdiff_t)(size - g->z.avail_out);
}

ptrdiff_t
gunzip_read(struct gunzip *g, void *bytes, size_t size, struct error *error)
{
	ptrdiff_t n = 0;

	if (!g->known && g->failed.status == HALL_DONE)
		begin(g, &g->failed);
	if (g->blocks)
		return blocks_read(g->blocks, bytes, size, error);
	if (g->failed.status == HALL_DONE)
		n = members_read(g, bytes, size);
	if (n == 0 && g->failed.status != HALL_DONE) {
		*error = g->failed;
		return -1;
	}
	return n;
}
