#include "reconcile/spool.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/pages.h"

/*
 * A number counts units of 8 bytes: 32 GiB in all.  A line stands behind its
 * length, which begins a unit and so lies in one page.
 */
#define UNIT 8
#define PAGE_BYTES ((size_t)64 << 10)
#define KEPT_BYTES ((size_t)1 << 20)

struct spool {
	struct pages *pages;
	uint64_t used;
	struct buffer line; /* one that goes over the end of a page */
};

struct spool *
spool_new(void)
{
	struct spool *s = memory_new(sizeof(*s));

	s->pages = pages_new(PAGE_BYTES, KEPT_BYTES);
	return s;
}

void
spool_free(struct spool *s)
{
	if (!s)
		return;
	pages_free(s->pages);
	buffer_release(&s->line);
	free(s);
}

/* How much of so many bytes lies in the page in which they begin. */
static size_t
in_page(uint64_t at, size_t length)
{
	size_t room = PAGE_BYTES - (size_t)(at % PAGE_BYTES);

	return length < room ? length : room;
}

static void
put(struct spool *s, const void *bytes, size_t length)
{
	const char *from = bytes;

	while (length > 0) {
		uint32_t page = (uint32_t)(s->used / PAGE_BYTES);
		size_t n = in_page(s->used, length);
		char *to;

		if (page == pages_count(s->pages))
			pages_add(s->pages);
		to = pages_at(s->pages, page);
		memcpy(to + s->used % PAGE_BYTES, from, n);
		from += n;
		s->used += n;
		length -= n;
	}
}

/* The bytes there, as many as lie in one page. */
static struct slice
see(struct spool *s, uint64_t at, size_t length)
{
	const char *page = pages_see(s->pages, (uint32_t)(at / PAGE_BYTES));

	return (struct slice){page + at % PAGE_BYTES, in_page(at, length)};
}

spool_line
spool_add(struct spool *s, struct slice line)
{
	uint32_t length = (uint32_t)line.length;
	uint64_t unit = (s->used + UNIT - 1) / UNIT;

	if (line.length > UINT32_MAX || unit > UINT32_MAX)
		memory_exhausted();
	s->used = unit * UNIT;
	put(s, &length, sizeof(length));
	put(s, line.text, line.length);
	return (spool_line)unit;
}

struct slice
spool_get(struct spool *s, spool_line number)
{
	uint64_t at = (uint64_t)number * UNIT;
	uint32_t length;
	struct slice part;

	memcpy(&length, see(s, at, sizeof(length)).text, sizeof(length));
	at += sizeof(length);
	part = see(s, at, length);
	if (part.length == length)
		return part;
	buffer_clear(&s->line);
	for (size_t left = length; left > 0; left -= part.length) {
		part = see(s, at, left);
		buffer_slice(&s->line, part);
		at += part.length;
	}
	return buffer_view(&s->line);
}
