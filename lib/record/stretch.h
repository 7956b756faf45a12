/*
 * stretch.h - records that stand together: one behind the other, of the same
 * heading, hall, business day and offset from UTC.
 *
 * A journal is a few long stretches.  What is noted of a hall or a day is
 * noted of the first record of a stretch; the others have its number
 * (record.h) and are not looked into again.  A record whose day or
 * time is not whole is in none.
 *
 * Owner:   all zeros is one to begin with; it holds no memory.
 */
#ifndef RECORD_STRETCH_H
#define RECORD_STRETCH_H

#include "record/record.h"

#define STRETCH_HALL_MAX 64
#define STRETCH_DAY_SIZE 10 /* "2026-11-02" */

/* Of a time as text: "2026-11-02T09:00:00" and "+08:00". */
#define OFFSET_AT 19
#define OFFSET_SIZE 6

struct stretch {
	const struct heading *heading; /* NULL: none is begun */
	char hall[STRETCH_HALL_MAX];
	size_t hall_length;
	char day[STRETCH_DAY_SIZE];
	char offset[OFFSET_SIZE];
	uint32_t number; /* of the last that was begun */
};

/* Begin one with a record: its number, or 0 when it is in none. */
uint32_t stretch_begin(struct stretch *, const struct record *);

static inline bool
stretch_holds(const struct stretch *s, const struct record *r)
{
	const struct heading *h = r->heading;
	struct slice hall, day, time;

	if (!h || h != s->heading)
		return false;
	hall = rec_column(r, h->hall);
	day = rec_column(r, h->day);
	time = rec_column(r, h->time);
	return hall.length == s->hall_length &&
	       day.length == STRETCH_DAY_SIZE &&
	       time.length == OFFSET_AT + OFFSET_SIZE &&
	       memcmp(time.text + OFFSET_AT, s->offset, OFFSET_SIZE) == 0 &&
	       memcmp(day.text, s->day, STRETCH_DAY_SIZE) == 0 &&
	       bytes_equal(hall.text, s->hall, hall.length);
}

/* The number of the stretch that a record is in, the next one perhaps. */
static inline uint32_t
stretch_of(struct stretch *s, const struct record *r)
{
	return stretch_holds(s, r) ? s->number : stretch_begin(s, r);
}

#endif
