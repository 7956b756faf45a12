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

/* From now on it is found. */
static void
note(struct store *s, uint32_t hash, const struct ticket *t)
{
	if (s->found >= s->slots / 4 * 3)
		grow_to(s, s->slots ? s->slots * 2 : SLOTS_MIN);
	put_slot(s, (struct store_slot){t->index + 1, hash});
	s->found++;
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

static void
add_piece(struct store *s)
{
	s->piece = memory_grow(s->piece, s->pieces + 1, sizeof(*s->piece));
	s->piece[s->pieces++] = memory_array(PIECE, sizeof(struct ticket));
}

struct ticket *
store_add(struct store *s, uint32_t hash, struct slice id, struct slice number)
{
	struct ticket *t;

	if (s->count == TICKETS_MAX)
		return NULL;
	if (s->count / PIECE == s->pieces)
		add_piece(s);
	t = store_at(s, s->count);
	keep_texts(s, t, id, number);
	t->index = s->count++;
	note(s, hash, t);
	return t;
}

void
store_open(struct store *s, uint32_t count)
{
	while (s->pieces * PIECE < count)
		add_piece(s);
	s->count = count;
}

struct ticket *
store_fill(
    struct store *s, uint32_t index, uint32_t hash, const struct ticket *other)
{
	struct ticket *t = store_at(s, index);

	*t = *other;
	t->index = index;
	note(s, hash, t);
	return t;
}
