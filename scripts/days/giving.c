/* giving.c - receipts: the books that are issued, the numbers that are used. */
#include <stdio.h>

#include "base/date.h"

#include "day.h"

#define BOX_ARRIVES (8 * 3600)
#define BOOKS_GIVEN (8 * 3600 + 300)
#define WARN_LEFT 20
#define GAP_NUMBERS 2
#define GAP_AFTER (11 * 3600)

static void
issue_book(struct day *day, uint16_t clerk, int32_t second)
{
	struct hall *hall = day->hall;
	const struct stubs_book *book;
	struct event *e;

	if (stubs_empty(&hall->stubs)) {
		e = events_add(&day->events, second, KIND_BOOK, "receive");
		e->staff = hall->manager;
		stubs_receive(&hall->stubs, &e->first, &e->last);
	}
	book = stubs_issue(&hall->stubs, clerk);
	e = events_add(&day->events, second, KIND_BOOK, "issue");
	e->staff = hall->manager;
	e->to = clerk;
	e->number = book->number;
	e->first = book->next;
	e->last = book->last;
}

static void
issue_in_the_morning(struct day *day)
{
	const struct hall *hall = day->hall;

	for (uint16_t clerk = 1; clerk <= hall->relief; clerk++)
		if (stubs_left(&hall->stubs, clerk) <= WARN_LEFT)
			issue_book(day, clerk, BOOKS_GIVEN);
}

/* Two numbers that nobody can account for. */
static void
leave_gap(struct day *day, const struct payment *p, bool *done)
{
	struct stubs *stubs = &day->hall->stubs;
	uint32_t book, first, last = 0;
	char subject[ID_SIZE];

	if (*done || p->second < GAP_AFTER ||
	    !stubs_can_skip(stubs, p->staff, GAP_NUMBERS))
		return;
	first = stubs_use(stubs, p->staff, &book);
	for (int i = 1; i < GAP_NUMBERS; i++)
		last = stubs_use(stubs, p->staff, &book);
	snprintf(subject, sizeof(subject), "%08u-%08u", first, last);
	planting_done(day->planting, PLANT_RECEIPT_GAP, day->date, subject, 0);
	*done = true;
}

void
day_give_receipts(struct day *day)
{
	struct stubs *stubs = &day->hall->stubs;
	bool done = !planting_wants(
	    day->planting, PLANT_RECEIPT_GAP, day->date);
	uint32_t book;

	issue_in_the_morning(day);
	for (size_t i = 0; i < day->payments.count; i++) {
		struct payment *p = &day->payments.list[i];

		if (p->counter == 0)
			continue;
		leave_gap(day, p, &done);
		if (stubs_left(stubs, p->staff) <= WARN_LEFT)
			issue_book(day, p->staff, p->second);
		p->receipt = stubs_use(stubs, p->staff, &book);
	}
}
