#include "record/gunzip.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/message.h"

#define GUNZIP_INPUT (128 << 10)
#define GUNZIP_EXTRA_MAX 64 /* of a header's extra field, what we look at */

struct gunzip {
	const char *name;
	gunzip_input *input;
	void *context;
	z_stream z;
	unsigned char *in;
	uint64_t read_bytes;   /* compressed bytes that came in */
	uint64_t member_bytes; /* what the member at hand has yielded */
	bool in_member;
	bool ended;
	bool bgzf; /* the first member says so */
	bool first_known;
	bool marker; /* the last whole member was an empty one */
	gz_header header;
	unsigned char extra[GUNZIP_EXTRA_MAX];
};

struct gunzip *
gunzip_new(const char *name, gunzip_input *input, void *context)
{
	struct gunzip *g = memory_new(sizeof(*g));

	g->name = name;
	g->input = input;
	g->context = context;
	g->in = memory_new(GUNZIP_INPUT);
	if (inflateInit2(&g->z, 15 + 16) != Z_OK)
		memory_exhausted();
	return g;
}

void
gunzip_free(struct gunzip *g)
{
	if (!g)
		return;
	inflateEnd(&g->z);
	free(g->in);
	free(g);
}

static uint64_t
offset(const struct gunzip *g)
{
	return g->read_bytes - g->z.avail_in;
}

static int
broken(const struct gunzip *g, struct error *error, const char *what)
{
	return error_set(error, HALL_DATA, tr("%s: byte %llu: %s"), g->name,
	    (unsigned long long)offset(g), what);
}

/* 1 when there are bytes, 0 at the end of the file, -1 failed. */
static int
gunzip_fill(struct gunzip *g, struct error *error)
{
	ptrdiff_t n;

	if (g->z.avail_in > 0)
		return 1;
	n = g->input(g->context, g->in, GUNZIP_INPUT, error);
	if (n <= 0)
		return (int)n;
	g->z.next_in = g->in;
	g->z.avail_in = (uInt)n;
	g->read_bytes += (uint64_t)n;
	return 1;
}

static void
member_begin(struct gunzip *g)
{
	inflateReset(&g->z);
	memset(&g->header, 0, sizeof(g->header));
	g->header.extra = g->extra;
	g->header.extra_max = sizeof(g->extra);
	inflateGetHeader(&g->z, &g->header);
	g->in_member = true;
	g->member_bytes = 0;
}

/* BGZF says so in the first member: a field "BC" of two bytes. */
static void
member_known(struct gunzip *g)
{
	if (g->first_known || g->header.done != 1)
		return;
	g->first_known = true;
	g->bgzf = g->header.extra_len >= 6 && g->extra[0] == 'B' &&
		  g->extra[1] == 'C' && g->extra[2] == 2 && g->extra[3] == 0;
}

static int
at_end(struct gunzip *g, struct error *error)
{
	if (g->in_member)
		return broken(g, error,
		    tr("the archive is cut off; take it from a backup"));
	if (g->bgzf && !g->marker)
		return broken(g, error,
		    tr("the archive lacks its end marker; it is cut off"));
	g->ended = true;
	return 0;
}

static int
member_step(struct gunzip *g, struct error *error)
{
	int result = inflate(&g->z, Z_NO_FLUSH);

	member_known(g);
	if (result == Z_STREAM_END) {
		g->in_member = false;
		g->marker = g->member_bytes == 0 && g->z.total_out == 0;
		return 0;
	}
	if (result == Z_MEM_ERROR)
		memory_exhausted();
	if (result != Z_OK && result != Z_BUF_ERROR)
		return broken(g, error,
		    g->z.msg ? g->z.msg : tr("the archive is damaged"));
	return 0;
}

ptrdiff_t
gunzip_read(struct gunzip *g, void *bytes, size_t size, struct error *error)
{
	g->z.next_out = bytes;
	g->z.avail_out = (uInt)size;
	while (g->z.avail_out == size && !g->ended) {
		int filled = gunzip_fill(g, error);
		uInt before = g->z.avail_out;

		if (filled < 0 || (filled == 0 && at_end(g, error) < 0))
			return -1;
		if (filled == 0)
			break;
		if (!g->in_member)
			member_begin(g);
		if (member_step(g, error) < 0)
			return -1;
		g->member_bytes += before - g->z.avail_out;
	}
	return (ptrdiff_t)(size - g->z.avail_out);
}
