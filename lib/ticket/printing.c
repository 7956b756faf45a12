#include "ticket/printing.h"

#include <stdlib.h>
#include <string.h>

void
printing_add(struct printing *p, const char *prefix, const struct hall_day *day,
    struct slice name, struct slice other, const void *what)
{
	int year, month, date;

	if (p->count == p->size) {
		p->size = p->size ? 2 * p->size : 64;
		p->line = memory_grow(p->line, p->size, sizeof(*p->line));
	}
	date_split(day->day, &year, &month, &date);
	p->line[p->count++] = (struct printed){
	    .id = arena_text(&p->texts, "%s%04d%02d%02d-%.*s%s%.*s", prefix,
		year, month, date, SLICE_ARG(name), other.length ? "-" : "",
		SLICE_ARG(other)),
	    .day = day,
	    .what = what,
	};
}

static int
compare(const void *left, const void *right)
{
	const struct printed *a = left, *b = right;
	int order = strcmp(a->id, b->id);

	return order ? order
		     : slice_compare(a->day->hall->name, b->day->hall->name);
}

void
printing_sort(struct printing *p)
{
	if (p->count)
		qsort(p->line, p->count, sizeof(*p->line), compare);
}

void
printing_release(struct printing *p)
{
	free(p->line);
	arena_release(&p->texts);
	*p = (struct printing){.line = NULL};
}
