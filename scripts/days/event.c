/* event.c - what happens in a hall, one after the other. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#include "event.h"

struct event *
events_add(
    struct events *events, int32_t second, enum kind kind, const char *name)
{
	struct event *e;

	if (events->count == events->size) {
		events->size = events->size ? events->size * 2 : 256;
		events->list = memory_grow(
		    events->list, events->size, sizeof(*e));
	}
	e = &events->list[events->count];
	memset(e, 0, sizeof(*e));
	e->second = second;
	e->order = (uint32_t)events->count++;
	e->kind = kind;
	e->event = name;
	return e;
}

static int
compare_time(const void *a, const void *b)
{
	const struct event *x = a, *y = b;

	if (x->second != y->second)
		return x->second < y->second ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

void
events_sort(struct events *events)
{
	if (events->count > 1)
		qsort(events->list, events->count, sizeof(*events->list),
		    compare_time);
}

void
events_release(struct events *events)
{
	free(events->list);
	memset(events, 0, sizeof(*events));
}
