#include "ticket/store.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"

#define PIECE 4096 /* tickets */
#define SLOTS_MIN 1024

void
store_release(struct store *s)
{
	for (size_t i = 0; i < s->pieces; i++)
		free(s->piece[i]);
	free(s->piece);
	free(s->slot);
	arena_release(&s->texts);
	*s = (struct store){.piece = NULL};
}

uint32_t
store_hash(const struct hall *hall, struct slice id)
{
	/* Halls differ where ids are equal; where they lie is enough to
	 * tell, for nothing is printed in the order of this table. */
	uint64_t where = (uint64_t)(uintptr_t)hall * 0x9e3779b97f4a7c15u;

	return (uint32_t)((hash_bytes(id.text, id.length) ^ where) >> 16);
}

struct ticket *
store_at(const struct store *s, uint32_t index)
{
	return &s->piece[index / PIECE][index % PIECE];
}

struct ticket *
store_next(const struct store *s, uint32_t hash, struct slice id, size_t *slot)
{
	if (s->slots == 0)
		return NULL;
	for (;; ++*slot) {
		const struct store_slot
		    *at = &s->slot[(hash + *slot) & (s->slots - 1)];
		struct ticket *t;

		if (at->ticket == 0)
			return NULL;
		if (at->hash != hash)
			continue;
		t = store_at(s, at->ticket - 1);
		if (slice_equal(ticket_id(t), id)) {
			++*slot;
			return t;
		}
	}
}

static void
put_slot(struct store *s, struct store_slot one)
{
	size_t i = one.hash & (s->slots - 1);

	while (s->slot[i].ticket != 0)
		i = (i + 1) & (s->slots - 1);
	s->slot[i] = one;
}

static void
grow_to(struct store *s, size_t slots)
{
	struct store_slot *old = s->slot;
	size_t count = s->slots;

	s->slots = slots;
	s->slot = memory_array(s->slots, sizeof(*s->slot));
	for (size_t i = 0; i < count; i++)
		if (old[i].ticket)
			put_slot(s, old[i]);
	free(old);
}

void
store_reserve(struct store *s, uint32_t more)
{
	size_t slots = s->slots ? s->slots : SLOTS_MIN;

	while ((size_t)s->count + more >= slots / 4 * 3)
		slots *= 2;
	if (slots > s->slots)
		grow_to(s, slots);
}

/* "T20261102-A001" ends in its number; another id has it behind a NUL. */
static void
keep_texts(
    struct store *s, struct ticket *t, struct slice id, struct slice number)
{
	bool inside = id.length >= number.length &&
		      slice_equal(number,
			  (struct slice){id.text + id.length - number.length,
			      number.length});
	size_t size = id.length + 1 + (inside ? 0 : number.length + 1);
	char *text = arena_alloc(&s->texts, size);

	memcpy(text, id.text, id.length);
	if (!inside)
		memcpy(text + id.length + 1, number.text, number.length);
	t->id = text;
	t->id_length = (uint8_t)id.length;
	t->number_length = (uint8_t)number.length;
	t->number_at = (uint8_t)(inside ? id.length - number.length
					: id.length + 1);
}

static struct ticket *
next_place(struct store *s)
{
	if (s->count == TICKETS_MAX)
		return NULL;
	if (s->count / PIECE == s->pieces) {
		s->piece = memory_grow(
		    s->piece, s->pieces + 1, sizeof(*s->piece));
		s->piece[s->pieces++] = memory_array(
		    PIECE, sizeof(struct ticket));
	}
	store_reserve(s, 0);
	return store_at(s, s->count);
}

static struct ticket *
take_place(struct store *s, uint32_t hash, struct ticket *t)
{
	t->index = s->count++;
	put_slot(s, (struct store_slot){s->count, hash});
	return t;
}

struct ticket *
store_put(struct store *s, uint32_t hash, const struct ticket *other)
{
	struct ticket *t = next_place(s);

	if (!t)
		return NULL;
	*t = *other;
	return take_place(s, hash, t);
}

struct ticket *
store_add(struct store *s, uint32_t hash, struct slice id, struct slice number)
{
	struct ticket *t = next_place(s);

	if (!t)
		return NULL;
	keep_texts(s, t, id, number);
	return take_place(s, hash, t);
}
