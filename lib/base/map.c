#include <assert.h>
#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"

#define SLOTS_MIN 16

/* A slot without a key is free. */
struct slot {
	uint64_t hash;
	char *key;
	size_t length;
	void *value;
};

/* Linear probing; the number of slots is a power of two. */
struct map {
	struct slot *slots;
	size_t size;
	size_t count;
};

struct map *
map_new(void)
{
	return memory_new(sizeof(struct map));
}

void
map_free(struct map *m)
{
	if (m == NULL)
		return;
	for (size_t i = 0; i < m->size; i++)
		free(m->slots[i].key);
	free(m->slots);
	free(m);
}

size_t
map_count(const struct map *m)
{
	return m->count;
}

/* The slot of this key, or the free one where it belongs. */
static struct slot *
find(const struct map *m, uint64_t hash, struct slice key)
{
	size_t i = hash & (m->size - 1);
	struct slot *s;

	for (;; i = (i + 1) & (m->size - 1)) {
		s = &m->slots[i];
		if (s->key == NULL)
			return s;
		if (s->hash == hash && s->length == key.length &&
		    (key.length == 0 ||
			memcmp(s->key, key.text, key.length) == 0))
			return s;
	}
}

void *
map_get(const struct map *m, struct slice key)
{
	struct slot *s;

	if (m->count == 0)
		return NULL;
	s = find(m, hash_bytes(key.text, key.length), key);
	return s->key ? s->value : NULL;
}

static void
grow(struct map *m)
{
	struct slot *old = m->slots;
	size_t old_size = m->size, j;

	m->size = old_size ? old_size * 2 : SLOTS_MIN;
	m->slots = memory_array(m->size, sizeof(*m->slots));
	for (size_t i = 0; i < old_size; i++) {
		if (old[i].key == NULL)
			continue;
		j = old[i].hash & (m->size - 1);
		while (m->slots[j].key != NULL)
			j = (j + 1) & (m->size - 1);
		m->slots[j] = old[i];
	}
	free(old);
}

void **
map_put(struct map *m, struct slice key)
{
	uint64_t hash = hash_bytes(key.text, key.length);
	struct slot *s;

	if (m->count >= m->size / 4 * 3)
		grow(m);
	s = find(m, hash, key);
	if (s->key == NULL) {
		s->key = memory_text(key);
		s->length = key.length;
		s->hash = hash;
		s->value = NULL;
		m->count++;
	}
	return &s->value;
}

/*
 * Moves those behind the hole into it that could stand there, so that no
 * search ends too early and no marks of the dead are needed.
 */
static void
close_hole(struct map *m, size_t hole)
{
	size_t mask = m->size - 1, home;

	for (size_t i = (hole + 1) & mask; m->slots[i].key != NULL;
	     i = (i + 1) & mask) {
		home = m->slots[i].hash & mask;
		if (((i - home) & mask) < ((i - hole) & mask))
			continue;
		m->slots[hole] = m->slots[i];
		hole = i;
	}
	m->slots[hole] = (struct slot){0, NULL, 0, NULL};
}

void *
map_remove(struct map *m, struct slice key)
{
	struct slot *s;
	void *value;

	if (m->count == 0)
		return NULL;
	s = find(m, hash_bytes(key.text, key.length), key);
	if (s->key == NULL)
		return NULL;
	value = s->value;
	free(s->key);
	close_hole(m, (size_t)(s - m->slots));
	m->count--;
	return value;
}

static int
compare_entries(const void *a, const void *b)
{
	const struct map_entry *x = a, *y = b;

	return slice_compare(x->key, y->key);
}

struct map_entry *
map_sorted(const struct map *m, size_t *count)
{
	struct map_entry *entries = memory_array(m->count, sizeof(*entries));
	size_t n = 0;

	for (size_t i = 0; i < m->size; i++) {
		const struct slot *s = &m->slots[i];

		if (s->key != NULL)
			entries[n++] = (struct map_entry){
			    {s->key, s->length}, s->value};
	}
	assert(n == m->count);
	qsort(entries, n, sizeof(*entries), compare_entries);
	*count = n;
	return entries;
}

void
map_each(const struct map *m,
    void (*call)(void *context, struct slice key, void *value), void *context)
{
	for (size_t i = 0; i < m->size; i++) {
		const struct slot *s = &m->slots[i];

		if (s->key != NULL)
			call(context, (struct slice){s->key, s->length},
			    s->value);
	}
}

static uint64_t
load64(const unsigned char *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof(v));
	return le64toh(v);
}

__extension__ typedef unsigned __int128 uint128;

/* Both halves of the product: every bit in reaches every bit out. */
static uint64_t
mix(uint64_t a, uint64_t b)
{
	uint128 product = (uint128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static const uint64_t k0 = 0xa0761d6478bd642fULL;
static const uint64_t k1 = 0xe7037ed1a0b428dbULL;

/*
 * Whole lines are hashed too: 64 bytes a round in four lanes, which do not
 * wait for each other.  The last round ends where the bytes end, so it may
 * look at some of them again.
 */
#define LANES 4
#define ROUND ((size_t)LANES * 16)

static uint64_t
hash_long(const unsigned char *p, size_t length)
{
	uint64_t h = k0 ^ length;
	uint64_t lane[LANES] = {h, h ^ k0, h ^ k1, ~h};
	const unsigned char *last = p + length - ROUND;

	for (;; p = p + ROUND < last ? p + ROUND : last) {
#pragma GCC unroll 4
		for (int i = 0; i < LANES; i++)
			lane[i] = mix(load64(p + 16 * i) ^ k1,
			    load64(p + 16 * i + 8) ^ lane[i]);
		if (p == last)
			break;
	}
	return mix(lane[0] ^ lane[1], k0) ^ mix(lane[2] ^ lane[3], k1);
}

uint64_t
hash_bytes(const void *bytes, size_t length)
{
	const unsigned char *p = bytes;
	uint64_t h = k0 ^ length;
	size_t left = length;

	if (length > ROUND)
		return hash_long(p, length);
	for (; left > 8; left -= 8, p += 8)
		h = mix(h ^ load64(p), k1);
	if (left > 0)
		h = mix(h ^ digits_load((const char *)p, left), k1);
	return mix(h ^ k1, k0);
}
