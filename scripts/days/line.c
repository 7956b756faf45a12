/* line.c - those who wait, and those who will. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#include "line.h"

bool
ticket_before(const struct ticket *list, uint32_t a, uint32_t b)
{
	if (list[a].taken != list[b].taken)
		return list[a].taken < list[b].taken;
	return a < b;
}

void
line_add(struct line *line, const struct ticket *list, uint32_t ticket)
{
	size_t at = line->count;

	if (line->count == line->size) {
		line->size = line->size ? line->size * 2 : 64;
		line->ticket = memory_grow(
		    line->ticket, line->size, sizeof(*line->ticket));
	}
	for (; at > line->first &&
	       ticket_before(list, ticket, line->ticket[at - 1]);
	     at--)
		line->ticket[at] = line->ticket[at - 1];
	line->ticket[at] = ticket;
	line->count++;
}

uint32_t
line_first(struct line *line, const struct ticket *list)
{
	while (
	    line->first < line->count && list[line->ticket[line->first]].gone)
		line->first++;
	return line->first < line->count ? line->ticket[line->first] : NOBODY;
}

uint32_t
line_second(struct line *line, const struct ticket *list)
{
	if (line_first(line, list) == NOBODY)
		return NOBODY;
	for (size_t at = line->first + 1; at < line->count; at++)
		if (!list[line->ticket[at]].gone)
			return line->ticket[at];
	return NOBODY;
}

void
line_drop(struct line *line, uint32_t ticket)
{
	size_t at = line->first;

	while (at < line->count && line->ticket[at] != ticket)
		at++;
	if (at == line->count)
		return;
	for (; at > line->first; at--)
		line->ticket[at] = line->ticket[at - 1];
	line->first++;
}

void
line_release(struct line *line)
{
	free(line->ticket);
	memset(line, 0, sizeof(*line));
}

void
coming_add(struct coming *c, int32_t second, uint32_t ticket)
{
	size_t at = c->count;

	if (c->count == c->size) {
		c->size = c->size ? c->size * 2 : 16;
		c->list = memory_grow(c->list, c->size, sizeof(*c->list));
	}
	/* The earliest stands last. */
	for (; at > 0 && c->list[at - 1].second <= second; at--)
		c->list[at] = c->list[at - 1];
	c->list[at] = (struct coming_one){second, ticket};
	c->count++;
}

int32_t
coming_next(const struct coming *c)
{
	return c->count ? c->list[c->count - 1].second : INT32_MAX;
}

bool
coming_take(struct coming *c, int32_t second, uint32_t *ticket, int32_t *at)
{
	if (coming_next(c) > second)
		return false;
	c->count--;
	*ticket = c->list[c->count].ticket;
	*at = c->list[c->count].second;
	return true;
}

void
coming_release(struct coming *c)
{
	free(c->list);
	memset(c, 0, sizeof(*c));
}
