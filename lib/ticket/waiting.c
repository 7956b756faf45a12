#include "ticket/waiting.h"

#include <stdlib.h>

#include "base/arena.h"

bool
place_before(const struct place_in_line *a, const struct place_in_line *b)
{
	if (a->taken != b->taken)
		return a->taken < b->taken;
	return a->ticket < b->ticket;
}

static void
swap(struct waiting *w, uint32_t a, uint32_t b)
{
	struct place_in_line held = w->entry[a];

	w->entry[a] = w->entry[b];
	w->entry[b] = held;
}

void
waiting_add(struct waiting *w, struct place_in_line entry)
{
	uint32_t at = w->count, parent;

	if (w->count == w->size) {
		w->size = w->size ? 2 * w->size : 16;
		w->entry = memory_grow(w->entry, w->size, sizeof(*w->entry));
	}
	w->entry[w->count++] = entry;
	while (at > 0) {
		parent = (at - 1) / 2;
		if (!place_before(&w->entry[at], &w->entry[parent]))
			break;
		swap(w, at, parent);
		at = parent;
	}
}

const struct place_in_line *
waiting_top(const struct waiting *w)
{
	return w->count ? &w->entry[0] : NULL;
}

void
waiting_drop_top(struct waiting *w)
{
	uint32_t at = 0, child;

	w->entry[0] = w->entry[--w->count];
	while ((child = 2 * at + 1) < w->count) {
		if (child + 1 < w->count &&
		    place_before(&w->entry[child + 1], &w->entry[child]))
			child++;
		if (!place_before(&w->entry[child], &w->entry[at]))
			break;
		swap(w, at, child);
		at = child;
	}
}

void
waiting_release(struct waiting *w)
{
	free(w->entry);
	*w = (struct waiting){NULL, 0, 0};
}
