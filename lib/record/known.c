#include "record/known.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/pages.h"

#define LEAF_SEQS 1024
#define WORD_BITS 64
#define WORDS (LEAF_SEQS / WORD_BITS)
/* Of all hashes so much stays in memory: a quarter of a million lines. */
#define HASHES_KEPT_BYTES ((size_t)1 << 20)

struct leaf {
	uint64_t came[WORDS]; /* a bit for each seq */
	uint32_t hashes;      /* the unit of the pages that has them */
};

struct known {
	struct map *leaves;   /* by their names: a day, and a number */
	struct arena arena;   /* of the leaves */
	struct pages *hashes; /* NULL: without */
	char name[KNOWN_DAY_MAX + sizeof(uint32_t)]; /* of the leaf at hand */
	size_t day_length;
	struct leaf *leaf; /* most lines have theirs in that of the one
			    * before; NULL: none is at hand */
	uint32_t number;
	uint32_t *hash; /* of its lines */
};

struct known *
known_new(void)
{
	struct known *k = memory_new(sizeof(*k));

	k->leaves = map_new();
	k->hashes = pages_new(LEAF_SEQS * sizeof(uint32_t), HASHES_KEPT_BYTES);
	return k;
}

void
known_free(struct known *k)
{
	if (!k)
		return;
	map_free(k->leaves);
	pages_free(k->hashes);
	arena_release(&k->arena);
	free(k);
}

void
known_without_hashes(struct known *k)
{
	assert(map_count(k->leaves) == 0);
	pages_free(k->hashes);
	k->hashes = NULL;
}

void
known_day(struct known *k, struct slice day)
{
	assert(day.length <= KNOWN_DAY_MAX);
	memcpy(k->name, day.text, day.length);
	k->day_length = day.length;
	k->leaf = NULL;
}

/* The leaf of that name, an empty one perhaps. */
static struct leaf *
leaf_named(struct known *k, struct slice name)
{
	void **place = map_put(k->leaves, name);
	struct leaf *leaf = *place;

	if (leaf)
		return leaf;
	leaf = arena_alloc(&k->arena, sizeof(*leaf));
	memset(leaf, 0, sizeof(*leaf));
	if (k->hashes)
		leaf->hashes = pages_add(k->hashes);
	*place = leaf;
	return leaf;
}

/* Another leaf of the day to hand. */
static void
leaf_turn(struct known *k, uint32_t number)
{
	memcpy(k->name + k->day_length, &number, sizeof(number));
	k->number = number;
	k->leaf = leaf_named(
	    k, (struct slice){k->name, k->day_length + sizeof(number)});
	if (k->hashes)
		k->hash = pages_at(k->hashes, k->leaf->hashes);
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
		return k->hash[i] == hash ? KNOWN_AGAIN : KNOWN_CONFLICT;
	k->hash[i] = hash;
	return KNOWN_NEVER;
}

/* One who looks for what another has, too. */
struct search {
	const struct known *other;
	bool found;
};

static void
leaf_overlaps(void *context, struct slice name, void *value)
{
	struct search *search = context;
	const struct leaf *a = value, *b = map_get(search->other->leaves, name);

	for (size_t i = 0; b && i < WORDS; i++)
		search->found = search->found || (a->came[i] & b->came[i]);
}

bool
known_overlaps(const struct known *a, const struct known *b)
{
	struct search search = {b, false};

	map_each(a->leaves, leaf_overlaps, &search);
	return search.found;
}

struct join {
	struct known *into;
	const struct known *from;
};

static void
leaf_join(void *context, struct slice name, void *value)
{
	const struct join *join = context;
	const struct leaf *theirs = value;
	struct leaf *ours = leaf_named(join->into, name);
	const uint32_t *from = pages_see(join->from->hashes, theirs->hashes);
	uint32_t *into = pages_at(join->into->hashes, ours->hashes);

	for (size_t i = 0; i < WORDS; i++)
		ours->came[i] |= theirs->came[i];
	/* Where one has a hash the other has zeros. */
	for (size_t i = 0; i < LEAF_SEQS; i++)
		into[i] |= from[i];
}

void
known_join(struct known *k, const struct known *other)
{
	struct join join = {k, other};

	assert(k->hashes && other->hashes);
	k->leaf = NULL;
	map_each(other->leaves, leaf_join, &join);
}
