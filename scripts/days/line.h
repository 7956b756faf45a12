/*
 * line.h - those who wait, and those who will.
 *
 * Owner:   all zeros is empty; release frees.
 */
#ifndef DAYS_LINE_H
#define DAYS_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ticket.h"

#define NOBODY UINT32_MAX

/* In the order of their first take. */
struct line {
	uint32_t *ticket;
	size_t first, count, size;
};

void line_add(struct line *, const struct ticket *, uint32_t ticket);
/* Who is not gone, or NOBODY. */
uint32_t line_first(struct line *, const struct ticket *);
/* Who stands behind the first, or NOBODY. */
uint32_t line_second(struct line *, const struct ticket *);
/* The ticket is called; it stands first, or nearly so. */
void line_drop(struct line *, uint32_t ticket);
void line_release(struct line *);
bool ticket_before(const struct ticket *, uint32_t a, uint32_t b);

/* What will happen to a ticket at its second; few at a time. */
struct coming {
	struct coming_one {
		int32_t second;
		uint32_t ticket;
	} * list;
	size_t count, size;
};

void coming_add(struct coming *, int32_t second, uint32_t ticket);
/* INT32_MAX when there is nothing. */
int32_t coming_next(const struct coming *);
/* The earliest, when it is not after that second. */
bool coming_take(
    struct coming *, int32_t second, uint32_t *ticket, int32_t *at);
void coming_release(struct coming *);

#endif
