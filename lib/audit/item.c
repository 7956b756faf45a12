/*
 * item.c - kept records in order, and by a key.
 */
#include <stdlib.h>

#include "audit/side.h"
#include "base/text.h"

static int
compare_numbers(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

int
item_compare(const struct item *a, const struct item *b)
{
	int order = compare_numbers(a->utc_seconds, b->utc_seconds);

	if (order == 0)
		order = compare_numbers(a->day, b->day);
	if (order == 0)
		order = compare_numbers(a->seq, b->seq);
	if (order == 0)
		order = slice_compare(a->id, b->id);
	if (order == 0)
		order = slice_compare(a->hall, b->hall);
	return order ? order : (a->hash > b->hash) - (a->hash < b->hash);
}

static int
compare_items(const void *left, const void *right)
{
	return item_compare(
	    *(struct item *const *)left, *(struct item *const *)right);
}

void
side_sort(struct side *side)
{
	size_t count = 0;

	if (side->items == 0)
		return;
	qsort(side->item, side->items, sizeof(*side->item), compare_items);
	for (size_t i = 0; i < side->items; i++)
		if (count == 0 ||
		    item_compare(side->item[count - 1], side->item[i]) != 0)
			side->item[count++] = side->item[i];
	side->items = count;
}

void
item_reference(const struct item *item, struct buffer *out)
{
	char day[DATE_TEXT_SIZE];

	/* Several stand behind each other with a blank between. */
	if (item->seq == 0 || item->day == DATE_NONE) {
		percent_escape(out, item->id);
		return;
	}
	date_format(item->day, day);
	buffer_format(out, "%s/%lld", day, (long long)item->seq);
}

struct slice
item_key(
    const struct item *item, const struct slots *slots, struct arena *arena)
{
	struct buffer key = {0};
	struct slice kept;

	/* No field holds an LF. */
	buffer_slice(&key, item->hall);
	buffer_char(&key, '\n');
	for (size_t i = 0; i < slots->count; i++) {
		struct slice value = item->value[slots->at[i]];

		if (value.length == 0) {
			buffer_release(&key);
			return (struct slice){NULL, 0};
		}
		buffer_slice(&key, value);
		buffer_char(&key, '\n');
	}
	kept = arena_slice(arena, buffer_view(&key));
	buffer_release(&key);
	return kept;
}

static int
compare_keyed(const void *left, const void *right)
{
	const struct keyed *a = left, *b = right;
	int order = slice_compare(a->key, b->key);

	return order ? order : item_compare(a->item, b->item);
}

struct keyed *
side_keyed(const struct side *side, const struct slots *slots,
    struct arena *arena, size_t *count)
{
	struct keyed *list = arena_array(arena, side->items + 1, sizeof(*list));

	*count = 0;
	for (size_t i = 0; i < side->items; i++) {
		struct slice key = item_key(side->item[i], slots, arena);

		if (key.text)
			list[(*count)++] = (struct keyed){key, side->item[i]};
	}
	qsort(list, *count, sizeof(*list), compare_keyed);
	return list;
}

/* How many stand before the key, and before all behind it. */
static size_t
count_before(
    const struct keyed *list, size_t count, struct slice key, bool behind)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (slice_compare(list[middle].key, key) < (behind ? 1 : 0))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct keyed *
keyed_find(
    const struct keyed *list, size_t count, struct slice key, size_t *found)
{
	size_t first = count_before(list, count, key, false);

	*found = count_before(list, count, key, true) - first;
	return list + first;
}

const struct item *
keyed_after(const struct keyed *list, size_t count, const struct item *item)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (item_compare(list[middle].item, item) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count ? list[low].item : NULL;
}
