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
	struct known *s = memory_new(sizeof(*s));

	s->leaves = map_new();
	s->hashes = pages_new(LEAF_SEQS * sizeof(uint32_t), HASHES_KEPT_BYTES);
	return s;
}

void
known_free(struct known *s)
{
	if (!s)
		return;
	map_free(s->leaves);
	pages_free(s->hashes);
	arena_release(&s->arena);
	free(s);
}

void
known_without_hashes(struct known *s)
{
	assert(map_count(s->leaves) == 0);
	pages_free(s->hashes);
	s->hashes = NULL;
}

void
known_day(struct known *s, struct slice day)
{
	assert(day.length <= KNOWN_DAY_MAX);
	memcpy(s->name, day.text, day.length);
	s->day_length = day.length;
	s->leaf = NULL;
}

/* The leaf of that name, an empty one perhaps. */
static struct leaf *
leaf_named(struct known *s, struct slice name)
{
	void **place = map_put(s->leaves, name);
	struct leaf *leaf = *place;

	if (leaf)
		return leaf;
	leaf = arena_alloc(&s->arena, sizeof(*leaf));
	memset(leaf, 0, sizeof(*leaf));
	if (s->hashes)
		leaf->hashes = pages_add(s->hashes);
	*place = leaf;
	return leaf;
}

/* Another leaf of the day to hand. */
static void
leaf_turn(struct known *s, uint32_t number)
{
	memcpy(s->name + s->day_length, &number, sizeof(number));
	s->number = number;
	s->leaf = leaf_named(
	    s, (struct slice){s->name, s->day_length + sizeof(number)});
	if (s->hashes)
		s->hash = pages_at(s->hashes, s->leaf->hashes);
}

enum known_verdict
known_line(struct known *s, size_t seq, struct slice line)
{
	uint32_t number = (uint32_t)(seq / LEAF_SEQS), hash;
	size_t i = seq % LEAF_SEQS;
	uint64_t bit = UINT64_C(1) << i % WORD_BITS;
	bool came;

	if (!s->leaf || number != s->number)
		leaf_turn(s, number);
	came = s->leaf->came[i / WORD_BITS] & bit;
	s->leaf->came[i / WORD_BITS] |= bit;
	if (!s->hashes)
		return came ? KNOWN_CONFLICT : KNOWN_NEVER;
	hash = (uint32_t)hash_bytes(line.text, line.length);
	if (came)
		return s->hash[i] == hash ? KNOWN_AGAIN : KNOWN_CONFLICT;
	s->hash[i] = hash;
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
known_join(struct known *s, const struct known *other)
{
	struct join join = {s, other};

	assert(s->hashes && other->hashes);
	s->leaf = NULL;
	map_each(other->leaves, leaf_join, &join);
}
