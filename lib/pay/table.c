#include "pay/table.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/map.h"

#define SLOTS_MIN 256

void
table_release(struct table *table)
{
	free(table->slot);
	*table = (struct table){0};
}

/* The slot of this key, or the free one where it belongs. */
static struct table_slot *
find(const struct table *table, struct slice key, uint32_t hash)
{
	size_t i = hash & (table->size - 1);

	for (;; i = (i + 1) & (table->size - 1)) {
		struct table_slot *slot = &table->slot[i];

		if (!slot->value ||
		    (slot->hash == hash && slice_equal(*slot->value, key)))
			return slot;
	}
}

static uint32_t
hash_of(struct slice key)
{
	return (uint32_t)hash_bytes(key.text, key.length);
}

void *
table_get(const struct table *table, struct slice key)
{
	if (table->count == 0)
		return NULL;
	return find(table, key, hash_of(key))->value;
}

static void
grow(struct table *table)
{
	struct table_slot *old = table->slot;
	size_t size = table->size;

	table->size = size ? 2 * size : SLOTS_MIN;
	table->slot = memory_array(table->size, sizeof(*old));
	for (size_t i = 0; i < size; i++)
		if (old[i].value)
			*find(table, *old[i].value, old[i].hash) = old[i];
	free(old);
}

struct table_slot *
table_slot(struct table *table, struct slice key)
{
	uint32_t hash = hash_of(key);
	struct table_slot *slot;

	if (table->count >= table->size / 4 * 3)
		grow(table);
	slot = find(table, key, hash);
	slot->hash = hash;
	return slot;
}

void
table_fill(struct table *table, struct table_slot *slot, struct slice *value)
{
	slot->value = value;
	table->count++;
}
