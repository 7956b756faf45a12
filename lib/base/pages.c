#include "base/pages.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/exactly.h"

/* A page is at least so large, and holds a power of two of units. */
#define PAGE_BYTES_MIN ((size_t)16 << 10)
#define KEPT_MIN 3 /* two at hand and the one that comes */
#define NONE UINT32_MAX

struct page {
	char *bytes;  /* NULL: in the file */
	bool used;    /* since the hand came by */
	bool changed; /* since it was written */
};

struct pages {
	size_t unit_bytes, page_bytes, kept_max, kept;
	uint32_t units;
	unsigned shift; /* 1 << shift units are a page */
	struct page *page;
	uint32_t count, size;    /* of pages */
	uint32_t hand;           /* of the clock that finds what is not used */
	uint32_t latest, before; /* at hand */
	int file;                /* -1: none yet */
	bool stays;              /* no file is to be had */
};

struct pages *
pages_new(size_t unit_bytes, size_t kept_bytes_max)
{
	struct pages *p = memory_new(sizeof(*p));
	size_t align = _Alignof(max_align_t);

	p->unit_bytes = (unit_bytes + align - 1) / align * align;
	while (p->unit_bytes << p->shift < PAGE_BYTES_MIN)
		p->shift++;
	p->page_bytes = p->unit_bytes << p->shift;
	p->kept_max = kept_bytes_max / p->page_bytes;
	if (p->kept_max < KEPT_MIN)
		p->kept_max = KEPT_MIN;
	p->latest = p->before = NONE;
	p->file = -1;
	return p;
}

void
pages_free(struct pages *p)
{
	if (!p)
		return;
	for (uint32_t i = 0; i < p->count; i++)
		free(p->page[i].bytes);
	free(p->page);
	if (p->file >= 0)
		close(p->file);
	free(p);
}

uint32_t
pages_count(const struct pages *p)
{
	return p->units;
}

size_t
pages_kept(const struct pages *p)
{
	return p->kept;
}

/* Not every file system has nameless files. */
static int
file_unnamed(const char *directory)
{
	struct buffer name = {0};
	int file;

	buffer_format(&name, "%s/hall-XXXXXX", directory);
	file = mkostemp(name.text, O_CLOEXEC);
	if (file >= 0)
		unlink(name.text);
	buffer_release(&name);
	return file;
}

/* A file that no other can open and that nothing leaves behind. */
static int
file_new(void)
{
	const char *directory = getenv("TMPDIR");
	int file;

	if (!directory || !*directory)
		directory = "/tmp";
	file = open(directory, O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600);
	return file >= 0 ? file : file_unnamed(directory);
}

static int
page_write(struct pages *p, uint32_t n)
{
	off_t at = (off_t)n * (off_t)p->page_bytes;
	size_t done = 0;

	if (p->file < 0)
		p->file = file_new();
	while (p->file >= 0 && done < p->page_bytes) {
		ssize_t wrote = pwrite(p->file, p->page[n].bytes + done,
		    p->page_bytes - done, at + (off_t)done);

		if (wrote > 0)
			done += (size_t)wrote;
		else if (wrote == 0 || errno != EINTR)
			break;
	}
	return done == p->page_bytes ? 0 : -1;
}

static void
page_read(struct pages *p, uint32_t n)
{
	if (!read_exactly(p->file, p->page[n].bytes, p->page_bytes,
		(uint64_t)n * p->page_bytes))
		memory_lost();
}

/* The next page, as a clock goes, that was not used for a round. */
static uint32_t
page_to_leave(struct pages *p)
{
	for (uint64_t steps = 0; steps < 2 * (uint64_t)p->count; steps++) {
		uint32_t n = p->hand;
		struct page *page = &p->page[n];

		p->hand = n + 1 < p->count ? n + 1 : 0;
		if (!page->bytes || n == p->latest || n == p->before)
			continue;
		if (!page->used)
			return n;
		page->used = false;
	}
	return NONE;
}

/* Zeros for a page: where another was, when enough are kept. */
static char *
bytes_new(struct pages *p)
{
	uint32_t n = NONE;
	char *bytes;

	if (p->kept >= p->kept_max && !p->stays)
		n = page_to_leave(p);
	if (n != NONE && p->page[n].changed && page_write(p, n) < 0) {
		p->stays = true;
		n = NONE;
	}
	if (n == NONE) {
		p->kept++;
		return memory_new(p->page_bytes);
	}
	bytes = p->page[n].bytes;
	p->page[n] = (struct page){NULL, false, false};
	return memset(bytes, 0, p->page_bytes);
}

static void
page_new(struct pages *p)
{
	if (p->count == p->size) {
		p->size = p->size ? 2 * p->size : 16;
		p->page = memory_grow(p->page, p->size, sizeof(*p->page));
	}
	/* Zeros are to be written, too. */
	p->page[p->count] = (struct page){bytes_new(p), true, true};
	p->count++;
}

uint32_t
pages_add(struct pages *p)
{
	if (p->units == NONE)
		memory_exhausted();
	if (p->units >> p->shift == p->count)
		page_new(p);
	return p->units++;
}

/* The page is at hand from now on. */
static void
page_turn(struct pages *p, uint32_t n)
{
	struct page *page = &p->page[n];

	p->before = p->latest;
	p->latest = n;
	page->used = true;
	if (!page->bytes) {
		page->bytes = bytes_new(p);
		page_read(p, n);
	}
}

/* Neighbours are asked for one behind the other. */
static inline struct page *
page_at(struct pages *p, uint32_t n)
{
	if (n != p->latest)
		page_turn(p, n);
	return &p->page[n];
}

static char *
unit_of(const struct pages *p, const struct page *page, uint32_t unit)
{
	size_t n = unit & ((UINT32_C(1) << p->shift) - 1);

	return page->bytes + n * p->unit_bytes;
}

void *
pages_at(struct pages *p, uint32_t unit)
{
	struct page *page = page_at(p, unit >> p->shift);

	page->changed = true;
	return unit_of(p, page, unit);
}

const void *
pages_see(struct pages *p, uint32_t unit)
{
	return unit_of(p, page_at(p, unit >> p->shift), unit);
}
