/*
 * range.c - the ranges of numbers that people hold, found by number.
 *
 * The ranges of one series do not overlap in what is still held, so that a
 * binary search finds the one of a number.  Series of different kinds may
 * share numbers: the search goes back as long as any range before could
 * still reach the number.
 */
#include <stdlib.h>

#include "base/map.h"
#include "pay/state.h"

struct range_slot {
	struct range *range;
	uint64_t last_max; /* of this prefix, up to and with this one */
};

static uint64_t
larger(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

static uint64_t
smaller(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

/* Kinds agree when they are the same or one is not said. */
static bool
fits(struct slice a, struct slice b)
{
	return a.length == 0 || b.length == 0 || slice_equal(a, b);
}

bool
range_same_series(const struct serial *a, struct slice kind_a,
    const struct serial *b, struct slice kind_b)
{
	return slice_equal(a->prefix, b->prefix) && fits(kind_a, kind_b);
}

void
runs_release(struct runs *runs)
{
	roll_free(runs->numbers);
	sheets_release(&runs->sheet);
	free(runs->slot);
	*runs = (struct runs){0};
}

/* How many slots stand at or before that prefix and number. */
static size_t
slots_until(
    const struct runs *runs, const struct serial *shape, uint64_t number)
{
	size_t low = 0, high = runs->ranges_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct range *r = runs->slot[middle].range;
		int order = slice_compare(r->shape.prefix, shape->prefix);

		if (order < 0 || (order == 0 && r->first <= number))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void
update_last_max(struct range_slot *slot, size_t at, size_t count)
{
	for (; at < count; at++) {
		const struct range *r = slot[at].range;
		bool same = at > 0 &&
			    slice_equal(slot[at - 1].range->shape.prefix,
				r->shape.prefix);

		slot[at].last_max = same
					? larger(slot[at - 1].last_max, r->last)
					: r->last;
	}
}

void
range_index(struct runs *runs, struct range *range)
{
	size_t at = slots_until(runs, &range->shape, range->first);
	size_t count = runs->ranges_count++;

	if (count == runs->slots_size) {
		runs->slots_size = count ? 2 * count : 64;
		runs->slot = memory_grow(
		    runs->slot, runs->slots_size, sizeof(*runs->slot));
	}
	memmove(runs->slot + at + 1, runs->slot + at,
	    (count - at) * sizeof(*runs->slot));
	runs->slot[at].range = range;
	update_last_max(runs->slot, at, count + 1);
	if (!runs->ranges_last)
		runs->ranges_last = &runs->ranges;
	*runs->ranges_last = range;
	runs->ranges_last = &range->next;
}

/* The slot before `at` that may still reach the number, or NULL. */
static struct range *
slot_before(const struct runs *runs, const struct serial *shape, size_t at,
    uint64_t number)
{
	const struct range_slot *slot;

	if (at == 0)
		return NULL;
	slot = &runs->slot[at - 1];
	if (slot->last_max < number ||
	    !slice_equal(slot->range->shape.prefix, shape->prefix))
		return NULL;
	return slot->range;
}

struct range *
range_meeting(const struct runs *runs, const struct serial *shape,
    struct slice kind, uint64_t first, uint64_t last)
{
	struct range *r;

	for (size_t at = slots_until(runs, shape, last);
	     (r = slot_before(runs, shape, at, first)); at--)
		if (first < r->limit &&
		    range_same_series(&r->shape, r->kind, shape, kind))
			return r;
	return NULL;
}

static bool
holds(const struct range *range, const struct serial *number, struct slice kind,
    struct slice book)
{
	return number->value >= range->first && number->value < range->limit &&
	       range_same_series(&range->shape, range->kind, number, kind) &&
	       fits(range->book, book);
}

struct range *
run_range(struct runs *runs, const struct serial *number, struct slice staff,
    struct slice kind, struct slice book)
{
	/* A person writes page after page of one book. */
	struct range **recent = &runs->recent[slice_trace(staff) % RUN_RECENT];
	struct range *other = NULL, *r;

	if (runs->ranges_count == 0)
		return NULL;
	if (*recent && slice_equal((*recent)->staff, staff) &&
	    holds(*recent, number, kind, book))
		return *recent;
	for (size_t at = slots_until(runs, number, number->value);
	     (r = slot_before(runs, number, at, number->value)); at--) {
		if (!holds(r, number, kind, book))
			continue;
		if (slice_equal(r->staff, staff))
			return *recent = r;
		other = other ? other : r;
	}
	return other;
}

/* The first number at or behind `at` that was not lost. */
static uint64_t
skip_lost(const struct range *range, uint64_t at)
{
	bool moved = true;

	while (moved) {
		moved = false;
		for (struct range_cut *cut = range->cuts; cut; cut = cut->next)
			if (cut->lost && cut->first <= at && at <= cut->last) {
				at = cut->last + 1;
				moved = true;
			}
	}
	return at;
}

uint64_t
range_lost(const struct range *range, uint64_t from, uint64_t to, int32_t day)
{
	uint64_t lost = 0;

	for (struct range_cut *cut = range->cuts; cut; cut = cut->next) {
		uint64_t first = larger(cut->first, from);
		uint64_t last = smaller(cut->last, to);

		if (cut->lost && cut->day <= day && first <= last)
			lost += last - first + 1;
	}
	return lost;
}

uint64_t
range_next(const struct range *range, uint64_t *left)
{
	uint64_t next = skip_lost(range, range->fresh);

	*left = 0;
	if (next < range->limit)
		*left = range->limit - next -
			range_lost(range, next, range->limit - 1, INT32_MAX);
	return next;
}

const struct range *
run_of(const struct runs *runs, struct slice staff, struct slice kind,
    uint64_t *left)
{
	const struct range *best = NULL;
	uint64_t here;

	*left = 0;
	for (const struct range *r = runs->ranges; r; r = r->next) {
		if (!slice_equal(r->staff, staff) || !fits(r->kind, kind))
			continue;
		range_next(r, &here);
		if (here == 0)
			continue;
		*left += here;
		if (!best ||
		    (best->fresh == best->first && r->fresh > r->first))
			best = r;
	}
	return best;
}
