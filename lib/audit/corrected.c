#include "audit/corrected.h"

#include "base/map.h"

struct correction {
	struct slice column, was, is;
	struct correction *next;
};

/* Of one fact, in the order in which they were made. */
struct correction_list {
	struct correction *first, **last;
};

void
corrections_release(struct corrections *all)
{
	map_free(all->of);
	all->of = NULL;
}

void
corrections_take(
    struct corrections *all, const struct record *r, struct arena *arena)
{
	struct slice of = rec_get(r, CORRECT_OF);
	struct slice column = rec_get(r, CORRECT_COLUMN);
	struct correction *one;
	struct correction_list *list;
	void **place;

	if (of.length == 0 || column.length == 0)
		return;
	one = arena_alloc(arena, sizeof(*one));
	one->column = arena_slice(arena, column);
	one->was = arena_slice(arena, rec_get(r, CORRECT_WAS));
	one->is = arena_slice(arena, rec_get(r, CORRECT_IS));
	if (!all->of)
		all->of = map_new();
	place = map_put(all->of, of);
	if (!*place)
		*place = arena_alloc(arena, sizeof(*list));
	list = *place;
	if (!list->last)
		list->last = &list->first;
	*list->last = one;
	list->last = &one->next;
	all->count++;
}

static void
correct_item(const struct correction_list *list, const struct side *side,
    struct item *item)
{
	for (const struct correction *c = list ? list->first : NULL; c;
	     c = c->next)
		for (size_t i = 0; i < side->columns; i++)
			if (slice_is(c->column,
				kinds[side->kind].columns[side->column[i]]) &&
			    slice_equal(item->value[i], c->was))
				item->value[i] = c->is;
}

void
corrections_apply(const struct corrections *all, struct side *side)
{
	struct buffer reference = {0};
	size_t count = 0;

	if (all->count == 0)
		return;
	for (size_t i = 0; i < side->items; i++) {
		struct item *item = side->item[i];

		buffer_clear(&reference);
		item_reference(item, &reference);
		correct_item(map_get(all->of, item->id), side, item);
		if (item->seq)
			correct_item(map_get(all->of, buffer_view(&reference)),
			    side, item);
		if (side_meets(side, item))
			side->item[count++] = item;
	}
	side->items = count;
	buffer_release(&reference);
}
