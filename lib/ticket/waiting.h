/*
 * waiting.h - those who wait in one line, the first of them on top.
 *
 * Shape:   a binary heap by the time of the first take, then by the order in
 *          which they were taken.  Who is called leaves no hole: an entry
 *          whose turn is not the ticket's any more is dropped when it comes
 *          to the top.
 * Owner:   the heap memory; waiting_release.
 */
#ifndef TICKET_WAITING_H
#define TICKET_WAITING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct place_in_line {
	int64_t taken;   /* UTC seconds */
	uint32_t ticket; /* its number in the store, ascending by take */
	uint32_t turn;   /* how often it had begun to wait */
};

struct waiting {
	struct place_in_line *entry;
	uint32_t count, size;
};

/* Before: who arrived first. */
bool place_before(const struct place_in_line *, const struct place_in_line *);
void waiting_add(struct waiting *, struct place_in_line);
/* NULL when nobody is there. */
const struct place_in_line *waiting_top(const struct waiting *);
void waiting_drop_top(struct waiting *);
void waiting_release(struct waiting *);

#endif
