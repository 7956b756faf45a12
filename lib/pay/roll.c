#include "pay/roll.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "pay/serial.h"
#include "pay/table.h"

#define LEAF_ENTRIES 256
/* A new leaf is made while the others hold so many entries each ... */
#define LEAF_FILL_MIN 48
/* ... not counting these, with which everything begins. */
#define LEAVES_FREE 128
#define SERIES_RECENT 16  /* remembered, a power of two */
#define LEAVES_RECENT 256 /* the same */

struct leaf {
	uint64_t used[LEAF_ENTRIES / 64]; /* a bit for each entry */
	_Alignas(max_align_t) char entry[];
};

struct leaf_place {
	uint64_t number; /* of its entries, divided by how many it holds */
	uint32_t series; /* its index; 0: no leaf */
	uint32_t unit;   /* of the pages */
};

struct series {
	struct slice key; /* first, see table.h: prefix and a byte of digits */
	uint32_t index;   /* from 1 */
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
	struct table names;     /* of struct series */
	struct series **series; /* by index, the first at 1 */
	uint32_t series_count, series_size;
	struct series *recent[SERIES_RECENT];
	struct leaf_place recent_leaf[LEAVES_RECENT];
	struct leaf_place *leaf; /* open addressing */
	size_t leaves_size;      /* a power of two */
	struct table singles;
	struct single *first_single, **last_single;
	size_t leaves, in_leaves;
	struct arena arena;
};

static bool
leaf_has(const struct leaf *leaf, size_t n)
{
	return leaf->used[n / 64] >> n % 64 & 1;
}

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
	roll->last_single = &roll->first_single;
	return roll;
}

void
roll_free(struct roll *roll)
{
	if (!roll)
		return;
	free(roll->series);
	free(roll->leaf);
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
series_key(const struct serial *serial, char key[SERIAL_TEXT_MAX + 1])
{
	size_t n = serial->prefix.length;

	assert(serial->prefix.text && n < SERIAL_TEXT_MAX);
	memcpy(key, serial->prefix.text, n);
	key[n] = (char)serial->digits;
	return (struct slice){key, n + 1};
}

/* Where the series is remembered: streams mix but a few at a time. */
static struct series **
series_recent(struct roll *roll, struct slice name)
{
	size_t trace = name.length ? 5u * (unsigned char)*name.text : 0;

	return &roll->recent[(trace + name.length) % SERIES_RECENT];
}

/*
 * The name continues this series: what parsing it would say.  A prefix ends
 * where digits begin, so that it fits in one way only.
 */
static bool
continues(const struct series *series, struct slice name, struct serial *serial)
{
	size_t prefix = series->key.length - 1;
	size_t digits = (size_t)series->key.text[prefix];
	int64_t value;

	if (name.length != prefix + digits ||
	    !bytes_equal(name.text, series->key.text, prefix) ||
	    !digits_read(name.text + prefix, digits, &value))
		return false;
	*serial = (struct serial){
	    {name.text, prefix}, (uint64_t)value, (int)digits};
	return true;
}

void
roll_read(struct roll *roll, struct slice text, struct roll_name *name)
{
	struct series **recent = series_recent(roll, text);
	char key[SERIAL_TEXT_MAX + 1];

	name->text = text;
	name->series = *recent;
	name->runs_on = *recent && continues(*recent, text, &name->serial);
	if (name->runs_on)
		return;
	name->series = NULL;
	name->runs_on = serial_parse(text, &name->serial) == 0;
	if (!name->runs_on)
		return;
	name->series = table_get(&roll->names, series_key(&name->serial, key));
	if (name->series)
		*recent = name->series;
}

static struct series *
series_new(struct roll *roll, const struct roll_name *name)
{
	char text[SERIAL_TEXT_MAX + 1];
	struct slice key = series_key(&name->serial, text);
	struct series *series = arena_alloc(&roll->arena, sizeof(*series));

	series->key = arena_slice(&roll->arena, key);
	table_fill(&roll->names, table_slot(&roll->names, key), &series->key);
	if (roll->series_count + 1 >= roll->series_size) {
		roll->series_size = roll->series_size ? 2 * roll->series_size
						      : 16;
		roll->series = memory_grow(
		    roll->series, roll->series_size, sizeof(*roll->series));
	}
	series->index = ++roll->series_count;
	roll->series[series->index] = series;
	*series_recent(roll, name->text) = series;
	return series;
}

/* The slot of that leaf, or the free one where it belongs. */
static struct leaf_place *
leaf_slot(const struct roll *roll, uint32_t series, uint64_t number)
{
	uint64_t mixed = (number ^ (uint64_t)series << 40) *
			 UINT64_C(0x9e3779b97f4a7c15);
	size_t i = (mixed >> 32) & (roll->leaves_size - 1);

	for (;; i = (i + 1) & (roll->leaves_size - 1)) {
		struct leaf_place *place = &roll->leaf[i];

		if (place->series == 0 ||
		    (place->series == series && place->number == number))
			return place;
	}
}

static const struct leaf_place *
leaf_find(struct roll *roll, const struct series *series, uint64_t number)
{
	struct leaf_place *recent = &roll->recent_leaf[number % LEAVES_RECENT];
	const struct leaf_place *place;

	if (!series)
		return NULL;
	if (recent->series == series->index && recent->number == number)
		return recent;
	if (roll->leaves == 0)
		return NULL;
	place = leaf_slot(roll, series->index, number);
	if (place->series == 0)
		return NULL;
	*recent = *place;
	return recent;
}

static void
leaves_grow(struct roll *roll)
{
	struct leaf_place *old = roll->leaf;
	size_t size = roll->leaves_size;

	roll->leaves_size = size ? 2 * size : LEAVES_FREE;
	roll->leaf = memory_array(roll->leaves_size, sizeof(*roll->leaf));
	for (size_t i = 0; i < size; i++)
		if (old[i].series)
			*leaf_slot(roll, old[i].series, old[i].number) = old[i];
	free(old);
}

static const struct leaf_place *
leaf_new(struct roll *roll, const struct series *series, uint64_t number)
{
	struct leaf_place *place;

	if (roll->leaves >= roll->leaves_size / 4 * 3)
		leaves_grow(roll);
	place = leaf_slot(roll, series->index, number);
	*place = (struct leaf_place){
	    number, series->index, pages_add(roll->pages)};
	roll->leaves++;
	return place;
}

static bool
leaf_pays(const struct roll *roll)
{
	return roll->leaves < LEAVES_FREE ||
	       roll->in_leaves / LEAF_FILL_MIN > roll->leaves - LEAVES_FREE;
}

static struct single *
single_of(const struct roll *roll, struct slice name)
{
	return table_get(&roll->singles, name);
}

void *
roll_get(struct roll *roll, struct slice text)
{
	const struct leaf_place *place = NULL;
	struct roll_name name;
	struct single *single;

	roll_read(roll, text, &name);
	if (name.series)
		place = leaf_find(
		    roll, name.series, name.serial.value / LEAF_ENTRIES);
	if (place) {
		struct leaf *leaf = pages_at(roll->pages, place->unit);
		size_t n = name.serial.value % LEAF_ENTRIES;

		if (leaf_has(leaf, n))
			return leaf->entry + n * roll->entry_bytes;
	}
	single = single_of(roll, text);
	return single ? single->entry : NULL;
}

static void *
single_put(struct roll *roll, struct slice name, bool *is_new)
{
	struct table_slot *slot = table_slot(&roll->singles, name);
	struct single *single = (void *)slot->value;

	*is_new = !single;
	if (single)
		return single->entry;
	single = arena_alloc(&roll->arena, sizeof(*single) + roll->entry_bytes);
	single->name = arena_slice(&roll->arena, name);
	table_fill(&roll->singles, slot, &single->name);
	*roll->last_single = single;
	roll->last_single = &single->next;
	return single->entry;
}

/* The leaf for a name, made when it pays; NULL when it does not. */
static const struct leaf_place *
leaf_for(struct roll *roll, const struct roll_name *name)
{
	uint64_t number = name->serial.value / LEAF_ENTRIES;
	struct series *series = name->series;
	const struct leaf_place *place = leaf_find(roll, series, number);

	if (place)
		return place;
	if (!leaf_pays(roll) || single_of(roll, name->text))
		return NULL;
	return leaf_new(roll, series ? series : series_new(roll, name), number);
}

void *
roll_put_name(struct roll *roll, const struct roll_name *name, bool *is_new)
{
	const struct leaf_place *place = NULL;
	struct leaf *leaf;
	uint64_t mark;
	size_t n;

	if (name->runs_on)
		place = leaf_for(roll, name);
	if (!place)
		return single_put(roll, name->text, is_new);
	n = name->serial.value % LEAF_ENTRIES;
	mark = UINT64_C(1) << n % 64;
	leaf = pages_at(roll->pages, place->unit);
	*is_new = !(leaf->used[n / 64] & mark);
	if (*is_new && single_of(roll, name->text))
		return single_put(roll, name->text, is_new);
	roll->in_leaves += *is_new;
	leaf->used[n / 64] |= mark;
	return leaf->entry + n * roll->entry_bytes;
}

void *
roll_put(struct roll *roll, struct slice text, bool *is_new)
{
	struct roll_name name;

	roll_read(roll, text, &name);
	return roll_put_name(roll, &name, is_new);
}

/* What call and context of roll_each are. */
struct each {
	void (*call)(void *context, struct slice name, const void *entry);
	void *context;
};

static void
each_of_leaf(
    struct roll *roll, const struct leaf_place *place, const struct each *each)
{
	struct slice key = roll->series[place->series]->key;
	struct serial serial = {.prefix = {key.text, key.length - 1},
	    .digits = key.text[key.length - 1]};
	const struct leaf *leaf = pages_see(roll->pages, place->unit);
	char name[SERIAL_TEXT_MAX];

	for (size_t i = 0; i < LEAF_ENTRIES; i++) {
		size_t length;

		if (!leaf_has(leaf, i))
			continue;
		length = serial_format(
		    &serial, place->number * LEAF_ENTRIES + i, name);
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

	for (size_t i = 0; i < roll->leaves_size; i++)
		if (roll->leaf[i].series)
			each_of_leaf(roll, &roll->leaf[i], &each);
	for (const struct single *s = roll->first_single; s; s = s->next)
		call(context, s->name, s->entry);
}
