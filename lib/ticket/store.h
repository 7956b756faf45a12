/*
 * store.h - all tickets of a stream, found by hall and id.
 *
 * Shape:   tickets in pieces that never move, in the order in which they
 *          were taken; a table of four bytes and a hash for each.
 * Owner:   the store; store_release.
 */
#ifndef TICKET_STORE_H
#define TICKET_STORE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/slice.h"

#define TICKET_NOWHERE UINT32_MAX
#define TICKET_NEVER (-1)
#define TICKET_ID_BYTES_MAX 200
#define TICKETS_MAX (1u << 30)

struct hall;

/*
 * Times are seconds after the take, TICKET_NEVER for what did not happen,
 * and each has its own offset from UTC in minutes.  What is said of a leg
 * (called to held) is said of the last: it begins anew with a transfer.
 */
struct ticket {
	const char *id;      /* the number is its end, or stands behind it */
	const char *remarks; /* whys that are known already, or NULL */
	const char *staff;   /* who called or served, NUL-terminated, or NULL */
	int64_t taken;       /* UTC seconds */
	int32_t called, started, ended;
	int32_t first_called; /* of this leg */
	int32_t attended;     /* the first call, or somebody came to them */
	int32_t held;         /* seconds */
	int32_t since;        /* of this service or hold */
	int32_t last;         /* the latest event */
	int16_t taken_offset, called_offset, started_offset, ended_offset;
	uint32_t first_queue, queue, counter;
	uint32_t index; /* its place in the store */
	uint32_t turn;  /* how often it began to wait */
	uint16_t calls, legs;
	int16_t score; /* -1: none */
	uint8_t id_length, number_at, number_length;
	uint8_t state; /* enum ticket_state */
	uint8_t lane;  /* enum lane */
	uint8_t retakes;
	uint8_t leg_calls;      /* of this leg; no more than it can count */
	uint8_t papers_missing; /* no bool: anybody may have kept it */
};

struct store_slot {
	uint32_t ticket; /* its place + 1 */
	uint32_t hash;
};

struct store {
	struct ticket **piece;
	size_t pieces;
	uint32_t count; /* see room_tickets */
	struct store_slot *slot;
	size_t slots;   /* a power of two */
	uint32_t found; /* tickets in the slots */
	struct arena texts;
};

void store_release(struct store *);
/* The hash of a hall and an id. */
uint32_t store_hash(const struct hall *, struct slice id);
struct ticket *store_at(const struct store *, uint32_t index);
/*
 * The first ticket of this hash at or behind *slot, which moves on; NULL
 * when there is no other.  The caller compares the hall and the id.
 */
struct ticket *store_next(
    const struct store *, uint32_t hash, struct slice id, size_t *slot);
/* NULL when the store is full.  id and number are kept. */
struct ticket *store_add(
    struct store *, uint32_t hash, struct slice id, struct slice number);

/* So many places in an empty store; in each is nothing until it is filled. */
void store_open(struct store *, uint32_t count);
/* A ticket as it was in another store; its texts live as long as this one. */
struct ticket *store_fill(
    struct store *, uint32_t index, uint32_t hash, const struct ticket *);

static inline struct slice
ticket_id(const struct ticket *t)
{
	return (struct slice){t->id, t->id_length};
}

static inline struct slice
ticket_number(const struct ticket *t)
{
	return (struct slice){t->id + t->number_at, t->number_length};
}

#endif
