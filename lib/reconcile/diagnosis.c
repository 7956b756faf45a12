/*
 * diagnosis.c - why what no rule took is open, or what it waits for.
 */
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "reconcile/match.h"

/*
 * The same number on both sides, but another amount, or too far apart:
 * entries by the hash of what says which item it is.
 */
struct bucket {
	uint64_t hash;
	uint32_t entry;
};

static int
compare_buckets(const void *a, const void *b)
{
	const struct bucket *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->entry > y->entry) - (x->entry < y->entry);
}

static bool
sides_agree(const struct matching *m, const struct entry *left,
    const struct entry *right, unsigned keys)
{
	return (left->amount_fen < 0) == (right->amount_fen < 0) &&
	       entry_agrees(m, left, right, keys);
}

static struct bucket *
bucket_open(const struct matching *m, const struct entries *side, unsigned keys,
    size_t *count)
{
	struct bucket *list = memory_array(side->count + 1, sizeof(*list));

	*count = 0;
	for (size_t i = 0; i < side->count; i++) {
		const struct entry *e = &side->list[i];

		if (e->state != ENTRY_OPEN || e->why == WHY_DUPLICATE ||
		    e->place == PLACE_EARLY || !entry_has(m, e, keys))
			continue;
		list[*count].hash = entry_hash(m, e, keys);
		list[(*count)++].entry = (uint32_t)i;
	}
	if (*count > 1)
		qsort(list, *count, sizeof(*list), compare_buckets);
	return list;
}

static void
pair_difference(struct matching *m, struct entry *left, struct entry *right)
{
	left->state = right->state = ENTRY_DIFFERS;
	left->component = right->component = 0;
	left->why = right->why = left->amount_fen == right->amount_fen
				     ? WHY_DATE
				     : WHY_NONE;
	left->partner = (uint32_t)(right - m->right.list);
	right->partner = (uint32_t)(left - m->left.list);
}

/* Counted once, on both sides, and done with. */
static void
pair_differences(struct matching *m)
{
	unsigned keys = identity_keys(m);
	struct bucket *left, *right;
	size_t lefts, rights, k = 0;

	if (keys == 0)
		return;
	left = bucket_open(m, &m->left, keys, &lefts);
	right = bucket_open(m, &m->right, keys, &rights);
	for (size_t i = 0; i < lefts; i++) {
		struct entry *e = &m->left.list[left[i].entry];

		/* Behind what was taken, or it would be looked at again. */
		while (k < rights &&
		       (right[k].hash < left[i].hash ||
			   m->right.list[right[k].entry].state != ENTRY_OPEN))
			k++;
		for (size_t n = k; n < rights && right[n].hash == left[i].hash;
		     n++) {
			struct entry *r = &m->right.list[right[n].entry];

			if (r->state != ENTRY_OPEN ||
			    !sides_agree(m, e, r, keys))
				continue;
			pair_difference(m, e, r);
			break;
		}
	}
	free(left);
	free(right);
}

/* A row that failed names the payment that the hall counts. */
static void
find_failed(struct matching *m)
{
	struct map *refs;

	if (m->failed_count == 0)
		return;
	refs = map_new();
	for (size_t i = 0; i < m->failed_count; i++) {
		const struct item *item = &m->items->list[m->failed[i]];

		if (item->ref)
			*map_put(refs,
			    item_text(m->items, item->ref)) = &m->failed[i];
	}
	for (size_t i = 0; i < m->left.count; i++) {
		struct entry *e = &m->left.list[i];
		struct slice ref = item_text(m->items, entry_item(m, e)->ref);
		const uint32_t *row;

		if (e->state != ENTRY_OPEN || ref.length == 0 || e->members ||
		    !(row = map_get(refs, ref)))
			continue;
		e->why = WHY_STATUS;
		e->partner = *row; /* an item, not an entry */
	}
	map_free(refs);
}

/* The channel still has the payment that the hall made void. */
static bool
is_voided(const struct matching *m, const struct entry *e)
{
	return entry_item(m, e)->kind == KIND_VOID && e->members == 0;
}

/* True when the component still has entries on both sides. */
static void
count_components(const struct entries *side, uint32_t *count)
{
	for (size_t i = 0; i < side->count; i++)
		if (side->list[i].state == ENTRY_OPEN &&
		    side->list[i].component)
			count[side->list[i].component]++;
}

static void
clear_components(
    struct entries *side, const uint32_t *left, const uint32_t *right)
{
	for (size_t i = 0; i < side->count; i++) {
		struct entry *e = &side->list[i];

		if (e->component &&
		    (e->state != ENTRY_OPEN || left[e->component] == 0 ||
			right[e->component] == 0))
			e->component = 0;
	}
}

/* What later rules took is no candidate any more. */
static void
settle_components(struct matching *m)
{
	uint32_t *left = memory_array(m->components + 1, sizeof(*left));
	uint32_t *right = memory_array(m->components + 1, sizeof(*right));

	count_components(&m->left, left);
	count_components(&m->right, right);
	clear_components(&m->left, left, right);
	clear_components(&m->right, left, right);
	free(left);
	free(right);
}

static void
say_why(struct matching *m, struct entry *e)
{
	if (e->state != ENTRY_OPEN)
		return;
	if (e->right && e->place == PLACE_EARLY) {
		e->state = ENTRY_OUTSIDE;
		return;
	}
	if (e->right && e->place == PLACE_LATE && e->why == WHY_NONE &&
	    !e->component) {
		e->state = ENTRY_WAITING;
		e->why = WHY_CUTOVER;
		return;
	}
	if (e->component)
		e->why = WHY_AMBIGUOUS;
	else if (e->why == WHY_NONE && is_voided(m, e))
		e->why = WHY_VOIDED;
	else if (e->why == WHY_NONE)
		e->why = WHY_ONLY;
}

void
diagnosis_run(struct matching *m)
{
	pair_differences(m);
	find_failed(m);
	settle_components(m);
	for (size_t i = 0; i < m->left.count; i++)
		say_why(m, &m->left.list[i]);
	for (size_t i = 0; i < m->right.count; i++)
		say_why(m, &m->right.list[i]);
}
