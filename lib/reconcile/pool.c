#include "reconcile/pool.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/*
 * A number counts units of 8 bytes: 32 GiB in all.  A text longer than a
 * chunk has one of its own, of as many chunks' numbers.
 */
#define UNIT 8
#define CHUNK_BYTES ((size_t)1 << 20)
#define CHUNKS_MAX (((size_t)UINT32_MAX + 1) / (CHUNK_BYTES / UNIT))

static void
add_chunk(struct pool *p, size_t bytes)
{
	if (p->chunks >= CHUNKS_MAX)
		memory_exhausted();
	p->chunk = memory_grow(p->chunk, p->chunks + 1, sizeof(*p->chunk));
	p->size = memory_grow(p->size, p->chunks + 1, sizeof(*p->size));
	p->chunk[p->chunks] = memory_new(bytes);
	p->size[p->chunks] = bytes;
	/* Unit 0 of the first is the empty text. */
	p->used = p->chunks == 0 ? UNIT : 0;
	p->chunks++;
}

pool_text
pool_add(struct pool *p, struct slice s)
{
	size_t need = (s.length + 1 + UNIT - 1) / UNIT * UNIT;
	size_t at, unit;

	if (s.length == 0)
		return 0;
	if (p->chunks == 0 || p->used >= CHUNK_BYTES ||
	    p->used + need > p->size[p->chunks - 1])
		add_chunk(
		    p, need + UNIT > CHUNK_BYTES ? need + UNIT : CHUNK_BYTES);
	at = p->used;
	memcpy(p->chunk[p->chunks - 1] + at, s.text, s.length);
	p->chunk[p->chunks - 1][at + s.length] = '\0';
	p->used += need;
	unit = (p->chunks - 1) * (CHUNK_BYTES / UNIT) + at / UNIT;
	return (pool_text)unit;
}

struct slice
pool_get(const struct pool *p, pool_text text)
{
	size_t chunk = text / (CHUNK_BYTES / UNIT);
	size_t at = text % (CHUNK_BYTES / UNIT) * UNIT;

	if (text == 0)
		return (struct slice){"", 0};
	return slice_of(p->chunk[chunk] + at);
}

void
pool_release(struct pool *p)
{
	for (size_t i = 0; i < p->chunks; i++)
		free(p->chunk[i]);
	free(p->chunk);
	free(p->size);
	*p = (struct pool){0};
}
