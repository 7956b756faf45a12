#include "book/candidates.h"

#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/money.h"
#include "pay/method.h"
#include "pay/pay.h"
#include "pay/state.h"

/* Payments of the open day of which something is left. */
struct payments {
	int32_t day;
	struct payment *payment;
	size_t count, size;
	struct arena arena;
};

/* In the order of the journal, the latest first: that is the one to undo. */
static int
compare_latest(const void *left, const void *right)
{
	const struct payment *a = left, *b = right;

	if (a->seq != b->seq)
		return a->seq > b->seq ? -1 : 1;
	return slice_compare(a->id, b->id);
}

static void
note_payment(void *context, const struct payment *p)
{
	struct payments *list = context;

	if (p->day != list->day || payment_left(p) <= 0)
		return;
	if (list->count == list->size) {
		list->size = list->size ? 2 * list->size : 64;
		list->payment = memory_grow(
		    list->payment, list->size, sizeof(*list->payment));
	}
	list->payment[list->count] = *p;
	list->payment[list->count++].id = arena_slice(&list->arena, p->id);
}

static void
add_payments(const struct pay *pay, const struct hall *hall, int32_t day,
    struct buffer *out)
{
	struct payments list = {.day = day};

	payments_each(pay, hall, note_payment, &list);
	if (list.count > 0)
		qsort(list.payment, list.count, sizeof(*list.payment),
		    compare_latest);
	for (size_t i = 0; i < list.count; i++) {
		char amount[MONEY_TEXT_SIZE];

		money_format(list.payment[i].amount_fen, amount);
		candidate_add(out, list.payment[i].id, slice_of(amount));
	}
	free(list.payment);
	arena_release(&list.arena);
}

static void
from_open_day(struct cli *cli, struct buffer *out)
{
	struct filter filter;
	int32_t day;
	struct stream *stream = candidates_begin(&filter, cli, pay_folds, &day);
	const struct pay *pay = stream ? stream_state(stream, &pay_fold) : NULL;

	for (const struct hall *h = pay ? pay->halls : NULL; h; h = h->next)
		add_payments(pay, h, day, out);
	candidates_end(&filter, stream);
}

/* What may happen to a drawer, a deposit, a book, a receipt. */
static void
add_events(const char *verb, struct buffer *out)
{
	static const struct {
		const char *verb;
		const char *events;
	} table[] = {
	    {"drawer",
		"open float payin payout drop counterfeit count handover"},
	    {"deposit", "handin made credited"},
	    {"book", "receive issue return lost"},
	    {"receipt", "issue void print lost"},
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (strcmp(table[i].verb, verb) == 0)
			candidate_words(out, table[i].events);
}

void
pay_candidates(struct cli *cli, const char *wanted, struct buffer *out)
{
	const char *verb = cli_verb_of(cli)->name;

	if (strcmp(wanted, "PAYMENT") == 0)
		from_open_day(cli, out);
	else if (strcmp(wanted, "EVENT") == 0 && verb)
		add_events(verb, out);
	else if (strcmp(wanted, "METHOD") == 0)
		for (int i = 0; i < METHOD_COUNT; i++)
			candidate_add(out, slice_of(method_names[i]),
			    slice_of(
				word("method", slice_of(method_names[i]))));
	else
		book_candidates(cli, wanted, out);
}
