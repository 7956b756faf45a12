/*
 * rule.c - one rule over what is still open: entries of equal keys, and
 * within them those whose dates are near enough.
 */
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "reconcile/match.h"

#define IDENTITY (KEY_REF | KEY_REF2)
/* So many entries ahead the slot is asked for, which is far from memory. */
#define AHEAD 16

/* The entries of one key, in their order. */
struct chain {
	uint32_t head;
	uint32_t tail;
	uint32_t count;
};

struct group {
	struct chain left;
	struct chain right;
};

struct rule_state {
	struct matching *m;
	const struct match_rule *rule;
	unsigned number;
	struct group *group;
	size_t groups;
	uint32_t *slot; /* group number + 1, or 0 */
	size_t slots;
	uint32_t *hash; /* of the keys of a side's entries; 0: takes no part */
	/* The chains of the group at hand, as arrays. */
	struct entry **left;
	struct entry **right;
};

static const struct {
	unsigned key;
	size_t offset;
	bool once; /* its number stands for the text */
} texts[] = {
    {KEY_REF, offsetof(struct item, ref), false},
    {KEY_REF2, offsetof(struct item, ref2), false},
    {KEY_ACCOUNT, offsetof(struct item, account), false},
    {KEY_TERMINAL, offsetof(struct item, terminal), true},
    {KEY_COUNTER, offsetof(struct item, counter), true},
};

#define TEXTS (sizeof(texts) / sizeof(texts[0]))

static pool_text
text_of(const struct item *item, size_t k)
{
	pool_text text;

	memcpy(&text, (const char *)item + texts[k].offset, sizeof(text));
	return text;
}

bool
entry_has(const struct matching *m, const struct entry *e, unsigned on)
{
	const struct item *item = entry_item(m, e);

	for (size_t k = 0; k < TEXTS; k++)
		if ((on & texts[k].key) && text_of(item, k) == 0)
			return false;
	return true;
}

static uint64_t
text_hash(const struct items *items, const struct item *item, size_t k)
{
	struct slice s;

	if (texts[k].once)
		return text_of(item, k);
	s = item_text(items, text_of(item, k));
	return hash_bytes(s.text, s.length);
}

static bool
text_agrees(const struct items *items, const struct item *a,
    const struct item *b, size_t k)
{
	pool_text x = text_of(a, k), y = text_of(b, k);

	if (texts[k].once || x == y)
		return x == y;
	return slice_equal(item_text(items, x), item_text(items, y));
}

static uint64_t
mix(uint64_t hash, uint64_t value)
{
	hash ^= value + UINT64_C(0x9e3779b97f4a7c15) + (hash << 6) +
		(hash >> 2);
	return hash * UINT64_C(0xff51afd7ed558ccd) ^ hash >> 33;
}

uint64_t
entry_hash(const struct matching *m, const struct entry *e, unsigned on)
{
	const struct item *item = entry_item(m, e);
	uint64_t hash = on;

	for (size_t k = 0; k < TEXTS; k++)
		if (on & texts[k].key)
			hash = mix(hash, text_hash(m->items, item, k));
	if (on & KEY_AMOUNT)
		hash = mix(hash, (uint64_t)e->amount_fen);
	if (on & KEY_DAY)
		hash = mix(hash, (uint64_t)item->day);
	if (on & KEY_DATE)
		hash = mix(hash, (uint64_t)e->date);
	return hash;
}

bool
entry_agrees(const struct matching *m, const struct entry *a,
    const struct entry *b, unsigned on)
{
	const struct item *x = entry_item(m, a), *y = entry_item(m, b);

	for (size_t k = 0; k < TEXTS; k++)
		if ((on & texts[k].key) && !text_agrees(m->items, x, y, k))
			return false;
	return (!(on & KEY_AMOUNT) || a->amount_fen == b->amount_fen) &&
	       (!(on & KEY_DAY) || x->day == y->day) &&
	       (!(on & KEY_DATE) || a->date == b->date);
}

static const struct entry *
any_of(const struct matching *m, const struct group *g)
{
	if (g->left.count)
		return &m->left.list[g->left.head];
	return &m->right.list[g->right.head];
}

static struct group *
group_of(struct rule_state *s, const struct entry *e, uint32_t hash)
{
	unsigned on = s->rule->on;
	size_t mask = s->slots - 1;
	size_t i = hash & mask;

	for (; s->slot[i]; i = (i + 1) & mask) {
		struct group *g = &s->group[s->slot[i] - 1];

		if (entry_agrees(s->m, any_of(s->m, g), e, on))
			return g;
	}
	s->slot[i] = (uint32_t)++s->groups;
	return &s->group[s->groups - 1];
}

static void
chain_add(struct chain *c, struct entry *list, uint32_t number)
{
	list[number].next = ENTRY_NONE;
	if (c->count++ == 0)
		c->head = number;
	else
		list[c->tail].next = number;
	c->tail = number;
}

/*
 * What may take part: what is open; what was settled before only where the
 * rule knows it by its own number.
 */
static bool
takes_part(const struct rule_state *s, const struct entry *e)
{
	if (e->state != ENTRY_OPEN)
		return false;
	if (e->place == PLACE_EARLY && !(s->rule->on & IDENTITY))
		return false;
	return entry_has(s->m, e, s->rule->on);
}

static void
hash_side(struct rule_state *s, const struct entries *side)
{
	for (size_t i = 0; i < side->count; i++) {
		const struct entry *e = &side->list[i];
		uint32_t hash;

		s->hash[i] = 0;
		if (!takes_part(s, e))
			continue;
		hash = (uint32_t)entry_hash(s->m, e, s->rule->on);
		s->hash[i] = hash + (hash == 0);
	}
}

static int
add_side(
    struct rule_state *s, struct entries *side, bool right, struct error *error)
{
	hash_side(s, side);
	for (size_t i = 0; i < side->count; i++) {
		struct entry *e = &side->list[i];
		struct group *g;

		if (i + AHEAD < side->count)
			__builtin_prefetch(
			    &s->slot[s->hash[i + AHEAD] & (s->slots - 1)]);
		if (s->hash[i] == 0)
			continue;
		if (!right && window_dates(&s->rule->window, e->date, &e->from,
				  &e->to, error) < 0)
			return -1;
		g = group_of(s, e, s->hash[i]);
		chain_add(
		    right ? &g->right : &g->left, side->list, (uint32_t)i);
	}
	return 0;
}

static void
chain_list(const struct chain *c, struct entry *list, struct entry **array)
{
	uint32_t at = c->head;

	for (uint32_t i = 0; i < c->count; i++) {
		array[i] = &list[at];
		at = list[at].next;
	}
}

static void
pair(struct rule_state *s, struct entry *left, struct entry *right)
{
	struct matching *m = s->m;

	left->state = right->state = ENTRY_MATCHED;
	left->rule = right->rule = (uint8_t)s->number;
	left->component = right->component = 0;
	left->partner = (uint32_t)(right - m->right.list);
	right->partner = (uint32_t)(left - m->left.list);
}

static bool
near(const struct entry *left, const struct entry *right)
{
	return right->date >= left->from && right->date <= left->to;
}

/*
 * The key is the item's own number: the first is the first, and what is
 * left over is there twice.
 */
static void
pair_in_order(struct rule_state *s, const struct group *g)
{
	size_t i = 0, k = 0, pairs = 0;

	while (i < g->left.count && k < g->right.count) {
		if (s->right[k]->date < s->left[i]->from) {
			k++;
		} else if (s->right[k]->date > s->left[i]->to) {
			i++;
		} else {
			pair(s, s->left[i++], s->right[k++]);
			pairs++;
		}
	}
	if (pairs == 0)
		return;
	for (i = 0; i < g->left.count; i++)
		if (s->left[i]->state == ENTRY_OPEN)
			s->left[i]->why = WHY_DUPLICATE;
	for (k = 0; k < g->right.count; k++)
		if (s->right[k]->state == ENTRY_OPEN)
			s->right[k]->why = WHY_DUPLICATE;
}

/* True when the n-th of each side are near each other, for all n. */
static bool
all_near(const struct rule_state *s, size_t i, size_t k, size_t count)
{
	for (size_t n = 0; n < count; n++)
		if (!near(s->left[i + n], s->right[k + n]))
			return false;
	return true;
}

static void
mark_ambiguous(
    struct rule_state *s, size_t i, size_t lefts, size_t k, size_t rights)
{
	struct matching *m = s->m;

	m->component = memory_grow(
	    m->component, m->components + 1, sizeof(*m->component));
	m->component[m->components++].rule = (uint8_t)s->number;
	for (size_t n = 0; n < lefts; n++)
		s->left[i + n]->component = (uint32_t)m->components;
	for (size_t n = 0; n < rights; n++)
		s->right[k + n]->component = (uint32_t)m->components;
}

/*
 * Entries that the rule cannot tell apart, cut into components: those that
 * are joined by being near each other.  As many on each side are
 * interchangeable and are paired in order; else nobody can say which is
 * which, and the rule takes none.
 */
static void
pair_components(struct rule_state *s, const struct group *g)
{
	size_t i = 0, k = 0;

	while (i < g->left.count && k < g->right.count) {
		size_t lefts = 1, rights = 1;
		bool grown = true;

		if (s->right[k]->date < s->left[i]->from) {
			k++;
			continue;
		}
		if (s->right[k]->date > s->left[i]->to) {
			i++;
			continue;
		}
		while (grown) {
			grown = false;
			while (i + lefts < g->left.count &&
			       s->left[i + lefts]->from <=
				   s->right[k + rights - 1]->date) {
				lefts++;
				grown = true;
			}
			while (k + rights < g->right.count &&
			       s->right[k + rights]->date <=
				   s->left[i + lefts - 1]->to) {
				rights++;
				grown = true;
			}
		}
		if (lefts == rights && all_near(s, i, k, lefts))
			for (size_t n = 0; n < lefts; n++)
				pair(s, s->left[i + n], s->right[k + n]);
		else
			mark_ambiguous(s, i, lefts, k, rights);
		i += lefts;
		k += rights;
	}
}

static void
run_groups(struct rule_state *s)
{
	struct matching *m = s->m;

	for (size_t n = 0; n < s->groups; n++) {
		const struct group *g = &s->group[n];

		if (g->left.count == 0 || g->right.count == 0)
			continue;
		chain_list(&g->left, m->left.list, s->left);
		chain_list(&g->right, m->right.list, s->right);
		if (s->rule->on & IDENTITY)
			pair_in_order(s, g);
		else
			pair_components(s, g);
	}
}

int
rule_run(struct matching *m, unsigned number, struct error *error)
{
	size_t entries = m->left.count + m->right.count;
	struct rule_state s = {
	    .m = m, .rule = &m->set->rule[number], .number = number};
	int result = -1;

	s.slots = 16;
	while (s.slots < 2 * entries)
		s.slots *= 2;
	s.slot = memory_array(s.slots, sizeof(*s.slot));
	s.hash = memory_array(entries + 1, sizeof(*s.hash));
	s.group = memory_array(entries + 1, sizeof(*s.group));
	s.left = memory_array(m->left.count + 1, sizeof(struct entry *));
	s.right = memory_array(m->right.count + 1, sizeof(struct entry *));
	if (add_side(&s, &m->left, false, error) == 0 &&
	    add_side(&s, &m->right, true, error) == 0) {
		run_groups(&s);
		result = 0;
	}
	free(s.slot);
	free(s.hash);
	free(s.group);
	free(s.left);
	free(s.right);
	return result;
}
