#include "audit/totals.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/money.h"
#include "base/processors.h"
#include "record/reader.h"

/* Money that a till takes in or gives out for good. */
static const struct sum_of {
	enum kind kind;
	int amount;
} sums[] = {
    {KIND_PAYMENT, PAYMENT_AMOUNT},
    {KIND_VOID, VOID_AMOUNT},
    {KIND_REFUND, REFUND_AMOUNT},
    {KIND_PAYOUT, PAYOUT_AMOUNT},
};

#define SUMS (sizeof(sums) / sizeof(sums[0]))

struct totals {
	struct map *count; /* kind -> uint64_t in the arena */
	struct arena arena;
	uint64_t records;
	uint64_t unreadable;
	int64_t fen[SUMS];
	bool overflow[SUMS];
	uint64_t hash;
};

struct totals *
totals_new(void)
{
	struct totals *t = memory_new(sizeof(*t));

	memset(t, 0, sizeof(*t));
	t->count = map_new();
	return t;
}

void
totals_free(struct totals *t)
{
	if (!t)
		return;
	map_free(t->count);
	arena_release(&t->arena);
	free(t);
}

void
totals_unreadable(struct totals *t)
{
	t->unreadable++;
}

uint64_t
totals_records(const struct totals *t)
{
	return t->records;
}

static void
add_hash(struct totals *t, struct slice receipt)
{
	uint64_t number = 0, place = 1;
	unsigned digits = 0;

	for (size_t i = receipt.length; i > 0 && digits < HASH_DIGITS; i--) {
		char c = receipt.text[i - 1];

		if (!is_digit(c))
			continue;
		number += (uint64_t)(c - '0') * place;
		place *= 10;
		digits++;
	}
	t->hash += number;
}

void
totals_take(struct totals *t, const struct record *r)
{
	uint64_t **count = (uint64_t **)map_put(t->count, r->heading->name);
	int64_t fen;

	if (!*count)
		*count = arena_alloc(&t->arena, sizeof(**count));
	++**count;
	t->records++;
	for (size_t i = 0; i < SUMS; i++)
		if (sums[i].kind == r->kind &&
		    money_parse(rec_get(r, sums[i].amount), &fen) == 0 &&
		    money_add(&t->fen[i], fen) < 0)
			t->overflow[i] = true;
	if (r->kind == KIND_PAYMENT)
		add_hash(t, rec_get(r, PAYMENT_RECEIPT));
}

void
totals_write(const struct totals *t, struct buffer *out)
{
	size_t kinds_seen;
	struct map_entry *entry = map_sorted(t->count, &kinds_seen);
	char money[MONEY_TEXT_SIZE];

	for (size_t i = 0; i < kinds_seen; i++)
		buffer_format(out, "count %.*s %" PRIu64 "\n",
		    SLICE_ARG(entry[i].key), *(const uint64_t *)entry[i].value);
	free(entry);
	if (t->unreadable)
		buffer_format(out, "unreadable %" PRIu64 "\n", t->unreadable);
	for (size_t i = 0; i < SUMS; i++) {
		money_format(t->fen[i], money);
		buffer_format(out, "money %s %s\n", kinds[sums[i].kind].name,
		    t->overflow[i] ? "overflow" : money);
	}
	buffer_format(out, "hash payment.receipt %" PRIu64 "\n", t->hash);
}

int
facts_each(struct source *source, void (*see)(void *, const struct record *),
    void *context, struct totals *totals, struct error *e)
{
	struct reader *reader;
	struct record record;
	enum reader_event event;
	int result = 0;

	if (!source)
		return -1;
	source_threads(source, processors_count());
	reader = reader_new(source, NULL);
	while ((event = reader_next(reader, &record)) != READER_END) {
		if (event == READER_FAILED) {
			*e = *reader_error(reader);
			result = -1;
			break;
		}
		if (event == READER_FAULT && totals)
			totals_unreadable(totals);
		if (event != READER_RECORD)
			continue;
		if (totals)
			totals_take(totals, &record);
		if (see)
			see(context, &record);
	}
	reader_free(reader);
	source_close(source);
	return result;
}
