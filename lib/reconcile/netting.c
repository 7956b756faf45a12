/*
 * netting.c - a payment and its void, when the channel has neither: money
 * that never moved.
 */
#include <stdlib.h>

#include "base/map.h"
#include "reconcile/match.h"

static struct entry *
open_payment(struct matching *m, const uint32_t *entry_of, struct slice id)
{
	const struct item *payment = items_find(m->items, KIND_PAYMENT, id);
	uint32_t at;

	if (!payment)
		return NULL;
	at = entry_of[payment - m->items->list];
	if (at == ENTRY_NONE || m->left.list[at].state != ENTRY_OPEN)
		return NULL;
	return &m->left.list[at];
}

static void
net(struct matching *m, struct entry *payment, struct entry *undone)
{
	payment->state = undone->state = ENTRY_NETTED;
	payment->component = undone->component = 0;
	payment->partner = (uint32_t)(undone - m->left.list);
	undone->partner = (uint32_t)(payment - m->left.list);
}

/*
 * After the first rule: where the channel has both the payment and its
 * reversal they are matched by then, each for itself.
 */
void
netting_run(struct matching *m)
{
	uint32_t *entry_of;

	if (set_grouped(m->set))
		return;
	entry_of = memory_array(m->items->count + 1, sizeof(*entry_of));
	for (size_t i = 0; i < m->items->count; i++)
		entry_of[i] = ENTRY_NONE;
	for (size_t i = 0; i < m->left.count; i++)
		entry_of[m->left.list[i].first] = (uint32_t)i;
	for (size_t i = 0; i < m->left.count; i++) {
		struct entry *e = &m->left.list[i], *payment;
		const struct item *item = entry_item(m, e);

		if (e->state != ENTRY_OPEN || item->kind != KIND_VOID)
			continue;
		payment = open_payment(
		    m, entry_of, item_text(m->items, item->payment));
		if (payment && payment->amount_fen == -e->amount_fen)
			net(m, payment, e);
	}
	free(entry_of);
}
