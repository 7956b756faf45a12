#include "record/known.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/pages.h"

#define LEAF_SEQS 2048
#define WORD_BITS 64
#define WORDS (LEAF_SEQS / WORD_BITS)
/* Of all leaves so much stays in memory: a quarter of a million lines. */
#define KEPT_BYTES ((size_t)1 << 20)

struct leaf {
	uint64_t came[WORDS]; /* a bit for each seq */
	uint32_t hash[];      /* of its line; or none of any */
};

struct known {
	struct map *units;  /* numbers of the pages, by the names of leaves:
			     * a day, and a number */
	struct arena arena; /* of these numbers */
	struct pages *leaves;
	bool hashes;
	char name[KNOWN_DAY_MAX + sizeof(uint32_t)]; /* of the leaf at hand */
	size_t day_length;
	uint32_t number;
	struct leaf *leaf; /* most lines have theirs in that of the one
			    * before; NULL: none is at hand */
};

struct known *
known_new(bool hashes)
{
	struct known *k = memory_new(sizeof(*k));

	k->units = map_new();
	k->hashes = hashes;
	k->leaves = pages_new(
	    sizeof(struct leaf) + (hashes ? LEAF_SEQS * sizeof(uint32_t) : 0),
	    KEPT_BYTES);
	return k;
}

void
known_free(struct known *k)
{
	if (!k)
		return;
	map_free(k->units);
	pages_free(k->leaves);
	arena_release(&k->arena);
	free(k);
}

void
known_day(struct known *k, struct slice day)
{
	assert(day.length <= KNOWN_DAY_MAX);
	memcpy(k->name, day.text, day.length);
	k->day_length = day.length;
	k->leaf = NULL;
}

/* The leaf of that name, an empty one perhaps; good as pages_at() says. */
static struct leaf *
leaf_named(struct known *k, struct slice name)
{
	void **place = map_put(k->units, name);
	uint32_t *unit = *place;

	if (!unit) {
		unit = arena_alloc(&k->arena, sizeof(*unit));
		*unit = pages_add(k->leaves);
		*place = unit;
	}
	return pages_at(k->leaves, *unit);
}

/* Another leaf of the day to hand. */
static void
leaf_turn(struct known *k, uint32_t number)
{
	memcpy(k->name + k->day_length, &number, sizeof(number));
	k->number = number;
	k->leaf = leaf_named(
	    k, (struct slice){k->name, k->day_length + sizeof(number)});
}

enum known_verdict
known_line(struct known *k, size_t seq, struct slice line)
{
	uint32_t number = (uint32_t)(seq / LEAF_SEQS), hash;
	size_t i = seq % LEAF_SEQS;
	uint64_t bit = UINT64_C(1) << i % WORD_BITS;
	bool came;

	if (!k->leaf || number != k->number)
		leaf_turn(k, number);
	came = k->leaf->came[i / WORD_BITS] & bit;
	k->leaf->came[i / WORD_BITS] |= bit;
	if (!k->hashes)
		return came ? KNOWN_CONFLICT : KNOWN_NEVER;
	hash = (uint32_t)hash_bytes(line.text, line.length);
	if (came)
		return k->leaf->hash[i] == hash ? KNOWN_AGAIN : KNOWN_CONFLICT;
	k->leaf->hash[i] = hash;
	return KNOWN_NEVER;
}

/* Two of whom one is looked through. */
struct pair {
	struct known *one, *other;
	bool overlaps;
};

static void
leaf_overlaps(void *context, struct slice name, void *value)
{
	struct pair *pair = context;
	const uint32_t *unit = value,
		       *other = map_get(pair->other->units, name);
	const struct leaf *a, *b;

	if (!other)
		return;
	a = pages_see(pair->one->leaves, *unit);
	b = pages_see(pair->other->leaves, *other);
	for (size_t i = 0; i < WORDS; i++)
		pair->overlaps = pair->overlaps || (a->came[i] & b->came[i]);
}

bool
known_overlaps(struct known *a, struct known *b)
{
	struct pair pair = {a, b, false};

	/* Other leaves take the place of those at hand. */
	a->leaf = b->leaf = NULL;
	map_each(a->units, leaf_overlaps, &pair);
	return pair.overlaps;
}

static void
leaf_join(void *context, struct slice name, void *value)
{
	const struct pair *pair = context;
	const uint32_t *unit = value;
	const struct leaf *theirs = pages_see(pair->other->leaves, *unit);
	struct leaf *ours = leaf_named(pair->one, name);

	for (size_t i = 0; i < WORDS; i++)
		ours->came[i] |= theirs->came[i];
	/* Where one has a hash the other has zeros. */
	for (size_t i = 0; i < LEAF_SEQS; i++)
		ours->hash[i] |= theirs->hash[i];
}

void
known_join(struct known *k, struct known *other)
{
	struct pair pair = {k, other, false};

	assert(k->hashes && other->hashes);
	k->leaf = other->leaf = NULL;
	map_each(other->units, leaf_join, &pair);
}
