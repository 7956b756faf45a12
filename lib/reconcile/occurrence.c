#include "reconcile/occurrence.h"

#include <stdlib.h>

#include "base/arena.h"

#define SIZE_FIRST 1024

static size_t
slot_of(const struct occurrences *o, uint64_t key)
{
	size_t mask = o->size - 1;
	size_t i = (size_t)(key * UINT64_C(0x9e3779b97f4a7c15) >> 20) & mask;

	while (o->entry[i].key && o->entry[i].key != key)
		i = (i + 1) & mask;
	return i;
}

static void
grow(struct occurrences *o)
{
	struct occurrences bigger = {0};

	bigger.size = o->size ? 2 * o->size : SIZE_FIRST;
	bigger.entry = memory_array(bigger.size, sizeof(*bigger.entry));
	bigger.count = o->count;
	for (size_t i = 0; i < o->size; i++)
		if (o->entry[i].key)
			bigger.entry[slot_of(
			    &bigger, o->entry[i].key)] = o->entry[i];
	free(o->entry);
	*o = bigger;
}

uint64_t *
occurrences_at(struct occurrences *o, uint64_t key)
{
	size_t i;

	if (key == 0)
		key = 1;
	if (4 * (o->count + 1) > 3 * o->size)
		grow(o);
	i = slot_of(o, key);
	if (!o->entry[i].key) {
		o->entry[i].key = key;
		o->count++;
	}
	return &o->entry[i].count;
}

void
occurrences_release(struct occurrences *o)
{
	free(o->entry);
	*o = (struct occurrences){0};
}
