#include "reconcile/match.h"

#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/money.h"

static int
compare_items(const void *a, const void *b, void *context)
{
	const struct items *items = context;
	const struct item *x = &items->list[*(const uint32_t *)a];
	const struct item *y = &items->list[*(const uint32_t *)b];

	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	if (x->time_seconds != y->time_seconds)
		return x->time_seconds < y->time_seconds ? -1 : 1;
	return slice_compare(item_text(items, x->id), item_text(items, y->id));
}

/* Journals and most files are. */
static bool
in_order(const uint32_t *list, size_t count, struct items *items)
{
	for (size_t i = 1; i < count; i++)
		if (compare_items(&list[i - 1], &list[i], items) > 0)
			return false;
	return true;
}

/* Items of one side, by number. */
struct numbers {
	uint32_t *list;
	size_t count;
};

static void
sort_items(struct numbers *n, struct items *items)
{
	if (!in_order(n->list, n->count, items))
		qsort_r(
		    n->list, n->count, sizeof(*n->list), compare_items, items);
}

/* The items of both sides of a set, in order. */
static void
find_items(struct items *items, unsigned number, struct numbers *left,
    struct numbers *right)
{
	left->list = memory_array(items->count + 1, sizeof(*left->list));
	right->list = memory_array(items->count + 1, sizeof(*right->list));
	for (size_t i = 0; i < items->count; i++) {
		const struct item *item = &items->list[i];
		struct numbers *side = item->flags & ITEM_RIGHT ? right : left;

		if ((item->sets | item->aside) >> number & 1)
			side->list[side->count++] = (uint32_t)i;
	}
	sort_items(left, items);
	sort_items(right, items);
}

static void
entry_start(
    struct entry *e, const struct matching *m, uint32_t number, bool right)
{
	const struct item *item = &m->items->list[number];

	memset(e, 0, sizeof(*e));
	e->amount_fen = item->amount_fen;
	e->first = number;
	e->partner = ENTRY_NONE;
	e->next = ENTRY_NONE;
	e->date = item->date;
	e->place = (uint8_t)scope_place(m->scope, item);
	e->carried = (item->flags & ITEM_CARRIED) != 0;
	e->right = right;
	if (e->place == PLACE_OUTSIDE || (item->aside >> m->number & 1))
		e->state = ENTRY_OUTSIDE;
}

static void
fill_right(struct matching *m, const uint32_t *number, size_t count)
{
	m->right.list = memory_array(count + 1, sizeof(*m->right.list));
	m->failed = memory_array(count + 1, sizeof(*m->failed));
	for (size_t i = 0; i < count; i++) {
		if (m->items->list[number[i]].flags & ITEM_FAILED)
			m->failed[m->failed_count++] = number[i];
		else
			entry_start(&m->right.list[m->right.count++], m,
			    number[i], true);
	}
}

static void
fill_left(struct matching *m, const uint32_t *number, size_t count)
{
	m->left.list = memory_array(count + 1, sizeof(*m->left.list));
	m->left.count = count;
	for (size_t i = 0; i < count; i++)
		entry_start(&m->left.list[i], m, number[i], false);
}

struct grouped {
	uint32_t item;
	uint32_t order;
	bool outside;
};

static int
compare_texts(const struct items *items, bool wanted, pool_text a, pool_text b)
{
	if (!wanted || a == b)
		return 0;
	return slice_compare(item_text(items, a), item_text(items, b));
}

static int
compare_numbers(bool wanted, int64_t a, int64_t b)
{
	return wanted ? (a > b) - (a < b) : 0;
}

/* Less, 0 for two of one group, more. */
static int
compare_groups(
    const struct matching *m, const struct grouped *a, const struct grouped *b)
{
	const struct item *x = &m->items->list[a->item];
	const struct item *y = &m->items->list[b->item];
	unsigned by = m->set->left[0].group;
	int order = compare_numbers(true, a->outside, b->outside);

	if (!order)
		order = compare_texts(
		    m->items, by & KEY_TERMINAL, x->terminal, y->terminal);
	if (!order)
		order = compare_texts(
		    m->items, by & KEY_COUNTER, x->counter, y->counter);
	if (!order)
		order = compare_texts(
		    m->items, by & KEY_ACCOUNT, x->account, y->account);
	if (!order)
		order = compare_numbers(by & KEY_DAY, x->day, y->day);
	if (!order)
		order = compare_numbers(by & KEY_DATE, x->date, y->date);
	return order;
}

static int
compare_grouped(const void *a, const void *b, void *context)
{
	const struct grouped *x = a, *y = b;
	int order = compare_groups(context, x, y);

	return order ? order : compare_numbers(true, x->order, y->order);
}

static struct grouped *
sort_groups(struct matching *m, const uint32_t *number, size_t count)
{
	struct grouped *list = memory_array(count + 1, sizeof(*list));

	for (size_t i = 0; i < count; i++) {
		const struct item *item = &m->items->list[number[i]];

		list[i].item = number[i];
		list[i].order = (uint32_t)i;
		list[i].outside = scope_place(m->scope, item) == PLACE_OUTSIDE;
	}
	if (count > 1)
		qsort_r(list, count, sizeof(*list), compare_grouped, m);
	return list;
}

/*
 * Sum the items of each group; a void and its payment are both in it, so
 * that the sum is what the terminal counted.
 */
static int
fill_groups(struct matching *m, const uint32_t *number, size_t count)
{
	struct grouped *list = sort_groups(m, number, count);
	struct entry *entry = NULL;
	int result = 0;

	m->member = memory_array(count + 1, sizeof(*m->member));
	m->left.list = memory_array(count + 1, sizeof(*m->left.list));
	for (size_t i = 0; i < count && result == 0; i++) {
		const struct item *item = &m->items->list[list[i].item];

		if (i == 0 || compare_groups(m, &list[i - 1], &list[i])) {
			entry = &m->left.list[m->left.count++];
			entry_start(entry, m, list[i].item, false);
			entry->first = (uint32_t)i;
			entry->amount_fen = 0;
		}
		entry->members++;
		result = money_add(&entry->amount_fen, item->amount_fen);
		m->member[m->members++] = list[i].item;
	}
	free(list);
	return result;
}

int
matching_init(struct matching *m, const struct set *set, unsigned number,
    struct items *items, const struct scope *scope, struct error *e)
{
	struct numbers left = {0}, right = {0};
	int result = 0;

	*m = (struct matching){
	    .set = set, .items = items, .scope = scope, .number = number};
	find_items(items, number, &left, &right);
	if (set_grouped(set))
		result = fill_groups(m, left.list, left.count);
	else
		fill_left(m, left.list, left.count);
	fill_right(m, right.list, right.count);
	free(left.list);
	free(right.list);
	if (result < 0)
		error_set(e, HALL_DATA,
		    tr("set %.*s: the amounts of a group are too large"),
		    SLICE_ARG(set->name));
	return result;
}

void
matching_release(struct matching *m)
{
	free(m->left.list);
	free(m->right.list);
	free(m->member);
	free(m->failed);
	free(m->component);
	*m = (struct matching){0};
}

bool
entry_carries(const struct entry *e)
{
	if (e->state == ENTRY_WAITING)
		return true;
	return e->state == ENTRY_OPEN && e->why != WHY_DUPLICATE &&
	       e->why != WHY_STATUS;
}

unsigned
identity_keys(const struct matching *m)
{
	unsigned keys = m->set->rule[0].on & ~(unsigned)KEY_AMOUNT;

	if ((keys & (KEY_REF | KEY_REF2)) || set_grouped(m->set))
		return keys;
	return 0;
}

int
matching_run(struct matching *m, struct error *e)
{
	for (unsigned i = 0; i < m->set->rules; i++) {
		if (rule_run(m, i, e) < 0)
			return -1;
		if (i == 0)
			netting_run(m);
	}
	diagnosis_run(m);
	return 0;
}
