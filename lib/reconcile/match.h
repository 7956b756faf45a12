/*
 * match.h - the two sides of a set, and how their items are matched.
 *
 * Shape:   an entry is an item or, in a grouped set, several of one group.
 *          Entries stand in the order of date, time and id, and all that is
 *          decided depends on that order alone, never on that of the input.
 * Source:  hall-reconcile(1), "MATCHING".
 * Owner:   matching_init and matching_release; borrows items and set.
 */
#ifndef RECONCILE_MATCH_H
#define RECONCILE_MATCH_H

#include "base/map.h"
#include "reconcile/scope.h"

#define ENTRY_NONE UINT32_MAX

enum entry_state {
	ENTRY_OPEN,
	ENTRY_MATCHED, /* with partner */
	ENTRY_NETTED,  /* a payment and its void: partner on this side */
	ENTRY_DIFFERS, /* with partner, but the amounts differ */
	ENTRY_WAITING,
	ENTRY_OUTSIDE,
};

/* Why an open entry is open, or what it waits for. */
enum entry_why {
	WHY_NONE,
	WHY_ONLY,       /* the other side has nothing */
	WHY_DUPLICATE,  /* the same again, and the other side has one */
	WHY_AMBIGUOUS,  /* several could be it */
	WHY_STATUS,     /* a row is there, but it failed */
	WHY_VOIDED,     /* void here, the payment stands there */
	WHY_DATE,       /* the same, but too far apart */
	WHY_CUTOVER,    /* waits: after the close */
	WHY_WINDOW,     /* waits: may still come */
	WHY_UNREADABLE, /* waits: a line that could not be read names it */
};

struct entry {
	int64_t amount_fen;
	uint32_t first;   /* the item, or the place of the first member */
	uint32_t members; /* 0: one item and no group */
	uint32_t partner;
	uint32_t next;      /* in the list of its key, while a rule runs */
	uint32_t component; /* of an ambiguous set, from 1 */
	int32_t date;
	int32_t from; /* dates that a row may have; left side only */
	int32_t to;
	uint8_t state;
	uint8_t why;
	uint8_t rule;
	uint8_t place; /* enum scope_place */
	bool carried;
	bool right;
};

struct entries {
	struct entry *list;
	size_t count;
};

/* Entries that a rule could not tell apart. */
struct component {
	uint8_t rule;
};

struct matching {
	const struct set *set;
	unsigned number; /* of the set */
	const struct items *items;
	const struct scope *scope;
	struct entries left;
	struct entries right;
	uint32_t *member; /* items of groups */
	size_t members;
	uint32_t *failed; /* rows that do not count */
	size_t failed_count;
	struct component *component;
	size_t components;
};

int matching_init(struct matching *, const struct set *, unsigned number,
    struct items *, const struct scope *, struct error *);
void matching_release(struct matching *);
/* Try all rules, net voids, and say why what is left is open. */
int matching_run(struct matching *, struct error *);
/* The n-th item of an entry, of as many as entry_items. */
static inline size_t
entry_items(const struct entry *e)
{
	return e->members ? e->members : 1;
}

static inline const struct item *
entry_item_at(const struct matching *m, const struct entry *e, size_t n)
{
	uint32_t at = e->members ? m->member[e->first + n] : e->first;

	return &m->items->list[at];
}

/* The item that stands for an entry: itself, or the first of its group. */
static inline const struct item *
entry_item(const struct matching *m, const struct entry *e)
{
	return entry_item_at(m, e, 0);
}

/*
 * By the keys (bits) of a rule: an entry without one of them can be found by
 * none; entries that agree in all have the same hash.
 */
bool entry_has(const struct matching *, const struct entry *, unsigned keys);
uint64_t entry_hash(
    const struct matching *, const struct entry *, unsigned keys);
bool entry_agrees(const struct matching *, const struct entry *,
    const struct entry *, unsigned keys);

/*
 * What need not be a break yet: the money may still be on its way, or a
 * line that could not be read names it.  `unreadable` holds the words of
 * such lines.
 */
int waiting_run(
    struct matching *, const struct map *unreadable, struct error *);
/* The date until which an entry may wait. */
int entry_due(const struct matching *, const struct entry *, int32_t *due,
    struct error *);

/*
 * True when the entry goes on to the next day: what waits, and what is open
 * on one side and may still be answered.  What is known to be wrong is told
 * once.
 */
bool entry_carries(const struct entry *);

/* Parts of matching_run, in files of their own. */
int rule_run(struct matching *, unsigned number, struct error *);
void netting_run(struct matching *);
void diagnosis_run(struct matching *);
/* The keys that say which item it is, without how much. */
unsigned identity_keys(const struct matching *);

#endif
