#include "record/intake.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/message.h"

/* Room for any gzip member of BGZF twice: half of it is read at a time. */
#define INTAKE_SIZE (256 << 10)

void
intake_init(struct intake *in, const char *name, struct intake_world world)
{
	*in = (struct intake){.name = name, .world = world};
	in->bytes = memory_raw(INTAKE_SIZE);
}

void
intake_release(struct intake *in)
{
	free(in->bytes);
	in->bytes = NULL;
}

const unsigned char *
intake_bytes(const struct intake *in)
{
	return in->bytes + in->at;
}

size_t
intake_size(const struct intake *in)
{
	return in->end - in->at;
}

int
intake_more(struct intake *in, struct error *error)
{
	ptrdiff_t n;

	memmove(in->bytes, in->bytes + in->at, in->end - in->at);
	in->end -= in->at;
	in->at = 0;
	assert(in->end <= INTAKE_SIZE / 2);
	n = in->world.read(
	    in->world.context, in->bytes + in->end, INTAKE_SIZE / 2, error);
	if (n < 0)
		return -1;
	in->ended = n == 0;
	in->end += (size_t)n;
	return 0;
}

bool
intake_ready(const struct intake *in)
{
	return in->ended || in->world.ready(in->world.context);
}

void
intake_use(struct intake *in, size_t size)
{
	assert(size <= in->end - in->at);
	in->at += size;
	in->offset += size;
}

int
intake_broken(const struct intake *in, uint64_t offset, const char *what,
    struct error *error)
{
	return error_set(error, HALL_DATA, tr("%s: byte %llu: %s"), in->name,
	    (unsigned long long)offset, what);
}
