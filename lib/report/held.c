#include "report/held.h"

#include <stdlib.h>

#include "base/map.h"
#include "record/reader.h"

struct change {
	const struct change *next; /* an earlier one */
	int column;
	struct slice value;
};

struct payment {
	struct slice line;
	const struct heading *heading;
	struct place place;
	const struct change *change; /* the latest first */
};

struct held {
	struct arena arena;
	struct payment *payment;
	size_t count;
	size_t size;
	struct map *by_id; /* "hall id" to the index + 1 */
	bool changed;
};

struct held *
held_new(void)
{
	struct held *held = memory_new(sizeof(*held));

	held->by_id = map_new();
	return held;
}

void
held_free(struct held *held)
{
	if (!held)
		return;
	map_free(held->by_id);
	free(held->payment);
	arena_release(&held->arena);
	free(held);
}

/* Ids hold no blanks. */
static void
add_key(struct buffer *key, struct slice hall, struct slice id)
{
	buffer_slice(key, hall);
	buffer_char(key, ' ');
	buffer_slice(key, id);
}

void
held_add(struct held *held, const struct record *r)
{
	struct buffer key = {0};

	if (held->count == held->size) {
		held->size = held->size ? 2 * held->size : 256;
		held->payment = memory_grow(
		    held->payment, held->size, sizeof(*held->payment));
	}
	held->payment[held->count++] = (struct payment){
	    .line = arena_slice(&held->arena, r->line),
	    .heading = r->heading,
	    .place = r->place,
	};
	add_key(&key, rec_get(r, PAYMENT_HALL), rec_get(r, PAYMENT_ID));
	*map_put(held->by_id, buffer_view(&key)) = (void *)held->count;
	buffer_release(&key);
}

/* Columns that say what a payment is; money is voided and taken again. */
static bool
may_change(int column)
{
	static const int columns[] = {PAYMENT_METHOD, PAYMENT_ACCOUNT,
	    PAYMENT_REF, PAYMENT_SERVICE, PAYMENT_ITEM, PAYMENT_CHANNEL,
	    PAYMENT_PAYER};

	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
		if (columns[i] == column)
			return true;
	return false;
}

/* The payment as it is called now; in the arena.  False: not readable. */
static bool
read_payment(
    const struct payment *payment, struct arena *arena, struct record *r)
{
	struct complaint c = {.why = {0}};
	struct slice *field;
	bool good = record_parse(
			payment->line, payment->heading, arena, r, &c) == 0;

	buffer_release(&c.why);
	if (!good)
		return false;
	r->place = payment->place;
	field = arena_array(arena, r->fields, sizeof(*field));
	for (size_t i = 0; i < r->fields; i++)
		field[i] = rec_field(r, i);
	r->field = field;
	/* The latest comes first: what it set stays. */
	for (const struct change *change = payment->change; change;
	     change = change->next) {
		const struct change *later = payment->change;
		size_t at = payment->heading->at[change->column];

		while (later != change && later->column != change->column)
			later = later->next;
		if (later == change && at && at < r->fields)
			field[at] = change->value;
	}
	return true;
}

/* By day/seq, the identity of a journal's line. */
static struct payment *
find_place(struct held *held, struct slice of)
{
	struct payment *found = NULL;
	struct arena arena = {0};
	struct record r;

	for (size_t i = 0; i < held->count && !found; i++) {
		struct payment *payment = &held->payment[i];
		const char *place;

		arena_clear(&arena);
		if (!read_payment(payment, &arena, &r))
			continue;
		place = arena_text(&arena, "%.*s/%.*s",
		    SLICE_ARG(rec_get(&r, PAYMENT_DAY)),
		    SLICE_ARG(rec_get(&r, PAYMENT_SEQ)));
		if (slice_is(of, place))
			found = payment;
	}
	arena_release(&arena);
	return found;
}

static struct payment *
find(struct held *held, const struct record *correct)
{
	struct slice of = rec_get(correct, CORRECT_OF);
	struct buffer key = {0};
	size_t index;

	add_key(&key, rec_get(correct, CORRECT_HALL), of);
	index = (size_t)map_get(held->by_id, buffer_view(&key));
	buffer_release(&key);
	if (index)
		return &held->payment[index - 1];
	return memchr(of.text, '/', of.length) ? find_place(held, of) : NULL;
}

void
held_correct(struct held *held, const struct record *r)
{
	struct slice was = rec_get(r, CORRECT_WAS);
	int column = kind_column(KIND_PAYMENT, rec_get(r, CORRECT_COLUMN));
	struct arena arena = {0};
	struct payment *payment;
	struct record now;

	if (rec_get(r, CORRECT_REPLACEMENT).length || !may_change(column))
		return;
	payment = find(held, r);
	if (payment && read_payment(payment, &arena, &now) &&
	    slice_equal(rec_get(&now, PAYMENT_DAY), rec_get(r, CORRECT_DAY)) &&
	    (!was.length || slice_equal(was, rec_get(&now, column)))) {
		struct change *change = arena_alloc(
		    &held->arena, sizeof(*change));

		change->column = column;
		change->value = arena_slice(
		    &held->arena, rec_get(r, CORRECT_IS));
		change->next = payment->change;
		payment->change = change;
		held->changed = true;
	}
	arena_release(&arena);
}

bool
held_changed(const struct held *held)
{
	return held->changed;
}

void
held_each(const struct held *held,
    void (*take)(void *context, const struct record *), void *context)
{
	struct arena arena = {0};
	struct record r;

	for (size_t i = 0; i < held->count; i++) {
		arena_clear(&arena);
		if (read_payment(&held->payment[i], &arena, &r))
			take(context, &r);
	}
	arena_release(&arena);
}
