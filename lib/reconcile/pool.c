#include "reconcile/pool.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"

/*
 * A number counts units of 8 bytes: 32 GiB in all.  A text stands behind
 * its length; one longer than a chunk has a chunk of its own.
 */
#define UNIT 8
#define CHUNK_BYTES ((size_t)1 << 20)
#define SLOTS_FIRST 1024
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
	uint32_t length = (uint32_t)s.length;
	size_t need = (sizeof(length) + s.length + 1 + UNIT - 1) / UNIT * UNIT;
	char *at;
	size_t unit;

	if (s.length == 0)
		return 0;
	if (s.length >= UINT32_MAX)
		memory_exhausted();
	if (p->chunks == 0 || p->used >= CHUNK_BYTES ||
	    p->used + need > p->size[p->chunks - 1])
		add_chunk(
		    p, need + UNIT > CHUNK_BYTES ? need + UNIT : CHUNK_BYTES);
	unit = (p->chunks - 1) * (CHUNK_BYTES / UNIT) + p->used / UNIT;
	at = p->chunk[p->chunks - 1] + p->used;
	memcpy(at, &length, sizeof(length));
	memcpy(at + sizeof(length), s.text, s.length);
	at[sizeof(length) + s.length] = '\0';
	p->used += need;
	return (pool_text)unit;
}

struct slice
pool_get(const struct pool *p, pool_text text)
{
	const char *at;
	uint32_t length;

	if (text == 0)
		return (struct slice){"", 0};
	at = p->chunk[text / (CHUNK_BYTES / UNIT)] +
	     text % (CHUNK_BYTES / UNIT) * UNIT;
	memcpy(&length, at, sizeof(length));
	return (struct slice){at + sizeof(length), length};
}

/* All are different: no need to look at them again. */
static void
grow_slots(struct pool *p)
{
	size_t slots = p->slots ? 2 * p->slots : SLOTS_FIRST;
	struct pool_slot *bigger = memory_array(slots, sizeof(*bigger));

	for (size_t i = 0; i < p->slots; i++) {
		size_t at = p->slot[i].hash & (slots - 1);

		if (!p->slot[i].text)
			continue;
		while (bigger[at].text)
			at = (at + 1) & (slots - 1);
		bigger[at] = p->slot[i];
	}
	free(p->slot);
	p->slot = bigger;
	p->slots = slots;
}

pool_text
pool_once(struct pool *p, struct slice s)
{
	uint32_t hash = (uint32_t)hash_bytes(s.text, s.length);
	struct pool_slot *slot;

	if (s.length == 0)
		return 0;
	if (4 * (p->once + 1) > 3 * p->slots)
		grow_slots(p);
	for (size_t i = hash;; i++) {
		slot = &p->slot[i & (p->slots - 1)];
		if (!slot->text)
			break;
		if (slot->hash == hash &&
		    slice_equal(pool_get(p, slot->text), s))
			return slot->text;
	}
	*slot = (struct pool_slot){hash, pool_add(p, s)};
	p->once++;
	return slot->text;
}

void
pool_release(struct pool *p)
{
	for (size_t i = 0; i < p->chunks; i++)
		free(p->chunk[i]);
	free(p->chunk);
	free(p->size);
	free(p->slot);
	*p = (struct pool){0};
}
