/*
 * stubs.h - receipt books and who holds them.
 *
 * Shape:   the hall receives boxes of numbers; books of STUBS_PER_BOOK are
 *          issued to clerks, who use them number by number.  A clerk whose
 *          book runs out goes on with the next in mid-day.
 * Owner:   stubs_init, stubs_release.
 */
#ifndef DAYS_STUBS_H
#define DAYS_STUBS_H

#include <stdbool.h>
#include <stdint.h>

#define STUBS_PER_BOOK 100
#define STUBS_BOOKS_PER_BOX 50
#define STUBS_BOOKS_HELD_MAX 4

struct stubs_book {
	uint32_t number; /* of the book */
	uint32_t next;   /* the next free receipt */
	uint32_t last;
};

struct stubs_clerk {
	struct stubs_book held[STUBS_BOOKS_HELD_MAX];
	unsigned count;
};

struct stubs {
	struct stubs_clerk *clerk; /* by number of staff */
	unsigned clerks;
	uint32_t books;     /* issued so far */
	uint32_t books_max; /* received so far */
};

void stubs_init(struct stubs *, unsigned clerks);
void stubs_release(struct stubs *);
/* How many numbers the clerk has left. */
uint32_t stubs_left(const struct stubs *, unsigned clerk);
/* The box must be received before another book can be issued. */
bool stubs_empty(const struct stubs *);
/* A box arrives: its first and last number. */
void stubs_receive(struct stubs *, uint32_t *first, uint32_t *last);
/* The clerk gets another book; it is good until the clerk uses a number. */
const struct stubs_book *stubs_issue(struct stubs *, unsigned clerk);
/* The next free number and its book; there must be one left. */
uint32_t stubs_use(struct stubs *, unsigned clerk, uint32_t *book);
/* True when so many more numbers stand in the book that is in use. */
bool stubs_can_skip(const struct stubs *, unsigned clerk, unsigned count);
/* The book that a number stands in. */
uint32_t stubs_book_of(uint32_t receipt);

#endif
