#include "record/stretch.h"

uint32_t
stretch_begin(struct stretch *s, const struct record *r)
{
	const struct heading *h = r->heading;
	struct slice hall, day, time;

	s->heading = NULL;
	if (!h)
		return 0;
	hall = rec_column(r, h->hall);
	day = rec_column(r, h->day);
	time = rec_column(r, h->time);
	if (day.length != STRETCH_DAY_SIZE || hall.length > sizeof(s->hall) ||
	    time.length != OFFSET_AT + OFFSET_SIZE)
		return 0;
	s->heading = h;
	memcpy(s->hall, hall.text, hall.length);
	s->hall_length = hall.length;
	memcpy(s->day, day.text, STRETCH_DAY_SIZE);
	memcpy(s->offset, time.text + OFFSET_AT, OFFSET_SIZE);
	s->number += s->number == UINT32_MAX ? 2 : 1; /* never 0 */
	return s->number;
}
