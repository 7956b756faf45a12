#include "pay/roll.h"

#include <stdlib.h>

#include "base/arena.h"
#include "pay/serial.h"
#include "pay/table.h"

#define LEAF_ENTRIES 64
/* A new leaf is made while the others hold so many entries each ... */
#define LEAF_FILL_MIN 16
/* ... not counting these, with which everything begins. */
#define LEAVES_FREE 16
#define SERIES_RECENT 16 /* remembered, a power of two */

struct leaf {
	uint64_t used; /* bit i: there is an entry i */
	_Alignas(max_align_t) char entry[];
};

struct leaf_place {
	uint64_t number; /* of its entries, without the last six bits */
	uint32_t unit;   /* of the pages */
};

struct series {
	struct slice key; /* first, see table.h: prefix and a byte of digits */
	struct leaf_place *leaf; /* by number */
	size_t leaves, size;
	size_t latest;
	struct series *next; /* in the order in which they began */
};

/* What lies by its text. */
struct single {
	struct slice name; /* first, see table.h */
	struct single *next;
	_Alignas(max_align_t) char entry[];
};

struct roll {
	struct pages *pages;
	size_t entry_bytes;
	struct table names; /* of struct series */
	struct series *first, **last;
	struct series *recent[SERIES_RECENT];
	struct table singles;
	struct single *first_single, **last_single;
	size_t leaves, in_leaves;
	struct arena arena;
};

/* A name that is being looked for. */
struct sought {
	struct slice name;
	struct serial serial;
	bool runs_on; /* it ends in a number */
	char key[SERIAL_TEXT_MAX + 1];
};

size_t
roll_leaf_bytes(size_t entry_bytes)
{
	return sizeof(struct leaf) + LEAF_ENTRIES * entry_bytes;
}

struct roll *
roll_new(struct pages *pages, size_t entry_bytes)
{
	struct roll *roll = memory_new(sizeof(*roll));

	roll->pages = pages;
	roll->entry_bytes = entry_bytes;
	roll->last = &roll->first;
	roll->last_single = &roll->first_single;
	return roll;
}

void
roll_free(struct roll *roll)
{
	if (!roll)
		return;
	for (struct series *s = roll->first; s; s = s->next)
		free(s->leaf);
	table_release(&roll->names);
	table_release(&roll->singles);
	arena_release(&roll->arena);
	free(roll);
}

size_t
roll_count(const struct roll *roll)
{
	return roll->in_leaves + roll->singles.count;
}

static struct slice
series_key(struct sought *s)
{
	size_t n = s->serial.prefix.length;

	memcpy(s->key, s->serial.prefix.text, n);
	s->key[n] = (char)s->serial.digits;
	return (struct slice){s->key, n + 1};
}

static void
seek(struct sought *s, struct slice name)
{
	s->name = name;
	s->runs_on = serial_parse(name, &s->serial) == 0;
}

/* Where the series is remembered: streams mix but a few at a time. */
static struct series **
series_recent(struct roll *roll, const struct sought *s)
{
	struct slice prefix = s->serial.prefix;
	size_t n = prefix.length;
	unsigned sum = (unsigned)s->serial.digits;

	if (n > 0)
		sum += (unsigned char)prefix.text[0] +
		       4u * (unsigned char)prefix.text[n / 2] +
		       2u * (unsigned char)prefix.text[n - 1];
	return &roll->recent[sum % SERIES_RECENT];
}

static bool
series_is(const struct series *series, const struct sought *s)
{
	size_t n = s->serial.prefix.length;

	return series->key.length == n + 1 &&
	       series->key.text[n] == (char)s->serial.digits &&
	       memcmp(series->key.text, s->serial.prefix.text, n) == 0;
}

static struct series *
series_find(struct roll *roll, struct sought *s)
{
	struct series **recent = series_recent(roll, s), *series;

	if (*recent && series_is(*recent, s))
		return *recent;
	series = table_get(&roll->names, series_key(s));
	if (series)
		*recent = series;
	return series;
}

static struct series *
series_new(struct roll *roll, struct sought *s)
{
	struct slice key = series_key(s);
	struct series *series = arena_alloc(&roll->arena, sizeof(*series));

	series->key = arena_slice(&roll->arena, key);
	table_fill(&roll->names, table_slot(&roll->names, key), &series->key);
	*roll->last = series;
	roll->last = &series->next;
	*series_recent(roll, s) = series;
	return series;
}

/* The first leaf at or behind that number. */
static size_t
leaf_from(const struct series *series, uint64_t number)
{
	size_t low = 0, high = series->leaves;

	if (high > 0 && series->leaf[high - 1].number < number)
		return high;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (series->leaf[middle].number < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static const struct leaf_place *
leaf_find(struct series *series, uint64_t number)
{
	size_t at;

	if (series->latest < series->leaves &&
	    series->leaf[series->latest].number == number)
		return &series->leaf[series->latest];
	at = leaf_from(series, number);
	if (at == series->leaves || series->leaf[at].number != number)
		return NULL;
	series->latest = at;
	return &series->leaf[at];
}

static const struct leaf_place *
leaf_new(struct roll *roll, struct series *series, uint64_t number)
{
	size_t at = leaf_from(series, number);

	if (series->leaves == series->size) {
		series->size = series->size ? 2 * series->size : 4;
		series->leaf = memory_grow(
		    series->leaf, series->size, sizeof(*series->leaf));
	}
	memmove(series->leaf + at + 1, series->leaf + at,
	    (series->leaves - at) * sizeof(*series->leaf));
	series->leaves++;
	roll->leaves++;
	series->latest = at;
	series->leaf[at] = (struct leaf_place){number, pages_add(roll->pages)};
	return &series->leaf[at];
}

static bool
leaf_pays(const struct roll *roll)
{
	return roll->leaves < LEAVES_FREE ||
	       roll->in_leaves / LEAF_FILL_MIN > roll->leaves - LEAVES_FREE;
}

static const struct leaf_place *
place_of(struct roll *roll, struct sought *s)
{
	struct series *series = s->runs_on ? series_find(roll, s) : NULL;

	return series ? leaf_find(series, s->serial.value / LEAF_ENTRIES)
		      : NULL;
}

static struct single *
single_of(const struct roll *roll, const struct sought *s)
{
	return table_get(&roll->singles, s->name);
}

void *
roll_get(struct roll *roll, struct slice name)
{
	const struct leaf_place *place;
	struct single *single;
	struct sought s;

	seek(&s, name);
	place = place_of(roll, &s);
	if (place) {
		struct leaf *leaf = pages_at(roll->pages, place->unit);
		size_t bit = s.serial.value % LEAF_ENTRIES;

		if (leaf->used >> bit & 1)
			return leaf->entry + bit * roll->entry_bytes;
	}
	single = single_of(roll, &s);
	return single ? single->entry : NULL;
}

static void *
single_put(struct roll *roll, const struct sought *s, bool *is_new)
{
	struct table_slot *slot = table_slot(&roll->singles, s->name);
	struct single *single = (void *)slot->value;

	*is_new = !single;
	if (single)
		return single->entry;
	single = arena_alloc(&roll->arena, sizeof(*single) + roll->entry_bytes);
	single->name = arena_slice(&roll->arena, s->name);
	table_fill(&roll->singles, slot, &single->name);
	*roll->last_single = single;
	roll->last_single = &single->next;
	return single->entry;
}

void *
roll_put(struct roll *roll, struct slice name, bool *is_new)
{
	const struct leaf_place *place;
	struct sought s;
	struct leaf *leaf;
	uint64_t bit;

	seek(&s, name);
	place = place_of(roll, &s);
	if (!place) {
		struct series *series;

		if (!s.runs_on || !leaf_pays(roll) || single_of(roll, &s))
			return single_put(roll, &s, is_new);
		series = series_find(roll, &s);
		place = leaf_new(roll, series ? series : series_new(roll, &s),
		    s.serial.value / LEAF_ENTRIES);
	}
	leaf = pages_at(roll->pages, place->unit);
	bit = UINT64_C(1) << s.serial.value % LEAF_ENTRIES;
	*is_new = !(leaf->used & bit);
	if (*is_new && single_of(roll, &s))
		return single_put(roll, &s, is_new);
	if (*is_new)
		roll->in_leaves++;
	leaf->used |= bit;
	return leaf->entry + s.serial.value % LEAF_ENTRIES * roll->entry_bytes;
}

/* What call and context of roll_each are. */
struct each {
	void (*call)(void *context, struct slice name, const void *entry);
	void *context;
};

static void
each_of_leaf(struct roll *roll, const struct series *series, size_t n,
    const struct each *each)
{
	struct serial serial = {
	    .prefix = {series->key.text, series->key.length - 1},
	    .digits = series->key.text[series->key.length - 1]};
	const struct leaf *leaf = pages_see(roll->pages, series->leaf[n].unit);
	char name[SERIAL_TEXT_MAX];

	for (uint64_t used = leaf->used; used; used &= used - 1) {
		size_t i = (size_t)__builtin_ctzll(used);
		uint64_t value = series->leaf[n].number * LEAF_ENTRIES + i;
		size_t length = serial_format(&serial, value, name);

		each->call(each->context, (struct slice){name, length},
		    leaf->entry + i * roll->entry_bytes);
	}
}

void
roll_each(struct roll *roll,
    void (*call)(void *context, struct slice name, const void *entry),
    void *context)
{
	struct each each = {call, context};

	for (const struct series *s = roll->first; s; s = s->next)
		for (size_t n = 0; n < s->leaves; n++)
			each_of_leaf(roll, s, n, &each);
	for (const struct single *s = roll->first_single; s; s = s->next)
		call(context, s->name, s->entry);
}
