#include "report/intern.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/map.h"

#define SLOTS_FIRST 64

static uint32_t
hash_of(struct slice key)
{
	uint64_t hash = hash_bytes(key.text, key.length);

	return (uint32_t)(hash ^ (hash >> 32));
}

/* The slot that holds the key, or the free one where it belongs. */
static uint32_t
find(const struct intern *all, struct slice key, uint32_t hash)
{
	uint32_t mask = all->slots - 1, at = hash & mask;

	for (; all->slot[at]; at = (at + 1) & mask) {
		uint32_t index = all->slot[at] - 1;

		if (all->entry[index].hash == hash &&
		    slice_equal(intern_key(all, index), key))
			break;
	}
	return at;
}

/* At most half of the slots are taken, so that find ends soon. */
static void
grow_slots(struct intern *all)
{
	uint32_t slots = all->slots ? 2 * all->slots : SLOTS_FIRST;

	free(all->slot);
	all->slot = memory_array(slots, sizeof(*all->slot));
	all->slots = slots;
	for (uint32_t i = 0; i < all->count; i++) {
		uint32_t at = all->entry[i].hash & (slots - 1);

		while (all->slot[at])
			at = (at + 1) & (slots - 1);
		all->slot[at] = i + 1;
	}
}

static void
grow_bytes(struct intern *all, size_t length)
{
	size_t size = all->bytes_size ? all->bytes_size : 1024;

	while (size - all->bytes_used < length)
		size *= 2;
	if (size == all->bytes_size)
		return;
	all->bytes = memory_grow(all->bytes, size, 1);
	all->bytes_size = size;
}

static void
add(struct intern *all, struct slice key, uint32_t hash)
{
	if (all->count == all->entries_size) {
		all->entries_size = all->count ? 2 * all->count : SLOTS_FIRST;
		all->entry = memory_grow(
		    all->entry, all->entries_size, sizeof(*all->entry));
	}
	grow_bytes(all, key.length + 1);
	if (key.length)
		memcpy(all->bytes + all->bytes_used, key.text, key.length);
	all->entry[all->count++] = (struct intern_entry){
	    all->bytes_used, (uint32_t)key.length, hash};
	all->bytes_used += key.length;
}

uint32_t
intern_put(struct intern *all, struct slice key)
{
	uint32_t hash = hash_of(key), at;

	if (all->count >= all->slots / 2)
		grow_slots(all);
	at = find(all, key, hash);
	if (all->slot[at])
		return all->slot[at] - 1;
	if (all->count == INTERN_MAX)
		return INTERN_FULL;
	add(all, key, hash);
	all->slot[at] = all->count;
	return all->count - 1;
}

uint32_t
intern_get(const struct intern *all, struct slice key)
{
	uint32_t at;

	if (!all->slots)
		return INTERN_FULL;
	at = find(all, key, hash_of(key));
	return all->slot[at] ? all->slot[at] - 1 : INTERN_FULL;
}

struct slice
intern_key(const struct intern *all, uint32_t index)
{
	const struct intern_entry *entry = &all->entry[index];

	return (struct slice){all->bytes + entry->offset, entry->length};
}

static int
compare(const void *a, const void *b, void *all)
{
	return slice_compare(intern_key(all, *(const uint32_t *)a),
	    intern_key(all, *(const uint32_t *)b));
}

uint32_t *
intern_sorted(const struct intern *all)
{
	uint32_t *index = memory_array((size_t)all->count + 1, sizeof(*index));

	for (uint32_t i = 0; i < all->count; i++)
		index[i] = i;
	qsort_r(index, all->count, sizeof(*index), compare, (void *)all);
	return index;
}

void
intern_release(struct intern *all)
{
	free(all->bytes);
	free(all->entry);
	free(all->slot);
	*all = (struct intern){0};
}
