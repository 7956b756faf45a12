/* stubs.c - receipt books and who holds them. */
#include <assert.h>

#include "base/arena.h"

#include "stubs.h"

#include <stdlib.h>
#include <string.h>

/* The number before the hall's first: 8 digits, and not all zeros. */
#define STUBS_BEFORE 40000

void
stubs_init(struct stubs *s, unsigned clerks)
{
	s->clerk = memory_array(clerks + 1, sizeof(*s->clerk));
	s->clerks = clerks;
	s->books = 0;
	s->books_max = 0;
}

void
stubs_release(struct stubs *s)
{
	free(s->clerk);
	s->clerk = NULL;
}

uint32_t
stubs_left(const struct stubs *s, unsigned clerk)
{
	const struct stubs_clerk *c = &s->clerk[clerk];
	uint32_t left = 0;

	for (unsigned i = 0; i < c->count; i++)
		left += c->held[i].last - c->held[i].next + 1;
	return left;
}

bool
stubs_empty(const struct stubs *s)
{
	return s->books == s->books_max;
}

static uint32_t
book_first(uint32_t book)
{
	return STUBS_BEFORE + (book - 1) * STUBS_PER_BOOK + 1;
}

void
stubs_receive(struct stubs *s, uint32_t *first, uint32_t *last)
{
	*first = book_first(s->books_max + 1);
	s->books_max += STUBS_BOOKS_PER_BOX;
	*last = book_first(s->books_max + 1) - 1;
}

const struct stubs_book *
stubs_issue(struct stubs *s, unsigned clerk)
{
	struct stubs_clerk *c = &s->clerk[clerk];
	struct stubs_book *book = &c->held[c->count];

	assert(c->count < STUBS_BOOKS_HELD_MAX && !stubs_empty(s));
	c->count++;
	book->number = ++s->books;
	book->next = book_first(book->number);
	book->last = book_first(book->number + 1) - 1;
	return book;
}

uint32_t
stubs_use(struct stubs *s, unsigned clerk, uint32_t *book)
{
	struct stubs_clerk *c = &s->clerk[clerk];
	uint32_t number = c->held[0].next++;

	assert(c->count > 0);
	*book = c->held[0].number;
	if (c->held[0].next > c->held[0].last) {
		c->count--;
		memmove(c->held, c->held + 1, c->count * sizeof(c->held[0]));
	}
	return number;
}

bool
stubs_can_skip(const struct stubs *s, unsigned clerk, unsigned count)
{
	const struct stubs_clerk *c = &s->clerk[clerk];

	return c->count > 0 && c->held[0].last - c->held[0].next > count;
}

uint32_t
stubs_book_of(uint32_t receipt)
{
	return (receipt - STUBS_BEFORE - 1) / STUBS_PER_BOOK + 1;
}
