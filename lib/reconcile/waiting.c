/*
 * waiting.c - what is open and need not be a break yet.
 */
#include "reconcile/match.h"

int
entry_due(const struct matching *m, const struct entry *e, int32_t *due,
    struct error *error)
{
	const struct window *w = &m->set->window;
	int days = m->set->wait;

	/* A row waits for an entry of ours only if that may come later. */
	if (e->right && w->before < days)
		days = w->before;
	return window_add(w, e->date, days, due, error);
}

static bool
is_unreadable(const struct matching *m, const struct entry *e,
    const struct map *unreadable)
{
	const struct item *item = entry_item(m, e);

	if (e->members || map_count(unreadable) == 0)
		return false;
	return (item->ref &&
		   map_get(unreadable, item_text(m->items, item->ref))) ||
	       map_get(unreadable, item_text(m->items, item->id));
}

static int
judge(struct matching *m, struct entry *e, const struct map *unreadable,
    struct error *error)
{
	int32_t due;

	if (e->state != ENTRY_OPEN || e->why != WHY_ONLY)
		return 0;
	if (is_unreadable(m, e, unreadable)) {
		e->state = ENTRY_WAITING;
		e->why = WHY_UNREADABLE;
		return 0;
	}
	if (m->scope->day == DATE_NONE)
		return 0;
	if (entry_due(m, e, &due, error) < 0)
		return -1;
	if (m->scope->day < due) {
		e->state = ENTRY_WAITING;
		e->why = WHY_WINDOW;
	}
	return 0;
}

int
waiting_run(
    struct matching *m, const struct map *unreadable, struct error *error)
{
	for (size_t i = 0; i < m->left.count; i++)
		if (judge(m, &m->left.list[i], unreadable, error) < 0)
			return -1;
	for (size_t i = 0; i < m->right.count; i++)
		if (judge(m, &m->right.list[i], unreadable, error) < 0)
			return -1;
	return 0;
}
