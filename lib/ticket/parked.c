#include "ticket/parked.h"

#include <stdlib.h>

#include "ticket/complaint.h"

#define PARKED_MAX 64 /* facts of one second that wait for others */

struct parked_fact {
	const struct record *record;
	struct complaint complaint; /* of the last try */
};

struct parked {
	struct stream *stream;
	int64_t utc_seconds;
	struct parked_fact fact[PARKED_MAX];
	size_t count;
	struct arena arena;
};

struct parked *
parked_new(struct stream *stream)
{
	struct parked *p = memory_new(sizeof(*p));

	p->stream = stream;
	return p;
}

void
parked_free(struct parked *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < PARKED_MAX; i++)
		buffer_release(&p->fact[i].complaint.why);
	arena_release(&p->arena);
	free(p);
}

bool
parked_is_empty(const struct parked *p)
{
	return p->count == 0;
}

void
parked_flush(struct parked *p)
{
	for (size_t i = 0; i < p->count; i++)
		stream_fault(
		    p->stream, p->fact[i].record, &p->fact[i].complaint);
	p->count = 0;
	arena_clear(&p->arena);
}

static void
remove_one(struct parked *p, size_t at)
{
	struct parked_fact gone = p->fact[at];

	p->count--;
	for (size_t i = at; i < p->count; i++)
		p->fact[i] = p->fact[i + 1];
	p->fact[p->count] = gone; /* its buffer is used again */
}

static void
try_again(struct parked *p,
    int (*take)(void *state, const struct record *, struct complaint *),
    void *state)
{
	size_t i = 0;

	while (i < p->count) {
		struct parked_fact *fact = &p->fact[i];

		if (take(state, fact->record, &fact->complaint) < 0) {
			i++;
			continue;
		}
		remove_one(p, i);
		i = 0;
	}
}

static void
keep(struct parked *p, const struct record *r, const struct complaint *c)
{
	struct parked_fact *fact = &p->fact[p->count++];
	struct buffer why = fact->complaint.why;

	buffer_clear(&why);
	buffer_slice(&why, buffer_view(&c->why));
	fact->complaint = *c;
	fact->complaint.why = why;
	fact->record = record_keep(r, &p->arena);
}

int
parked_take(struct parked *p, int64_t utc_seconds, const struct record *r,
    int (*take)(void *state, const struct record *, struct complaint *),
    void *state, struct complaint *c)
{
	if (utc_seconds != p->utc_seconds)
		parked_flush(p);
	p->utc_seconds = utc_seconds;
	if (take(state, r, c) == 0) {
		try_again(p, take, state);
		return 0;
	}
	if (!complaint_may_pass(c) || p->count == PARKED_MAX)
		return -1;
	keep(p, r, c);
	return 0;
}
