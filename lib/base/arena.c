#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/message.h"

/* Under malloc's limit for mmap, so that blocks are used again cheaply. */
#define BLOCK_SIZE ((size_t)64 * 1024)
#define ALIGNMENT _Alignof(max_align_t)

struct arena_block {
	struct arena_block *older;
	size_t size; /* of bytes */
	_Alignas(max_align_t) char bytes[];
};

static struct arena_block *
block_new(size_t size)
{
	struct arena_block *b;

	if (size > SIZE_MAX - sizeof(*b))
		memory_exhausted();
	b = malloc(sizeof(*b) + size);
	if (b == NULL)
		memory_exhausted();
	b->older = NULL;
	b->size = size;
	return b;
}

/*
 * What is large gets a block of its own behind the one in use, whose rest
 * is not lost then.
 */
static void *
alloc_large(struct arena *a, size_t size)
{
	struct arena_block *b = block_new(size);

	if (a->block == NULL) {
		a->block = b;
		a->used = size;
	} else {
		b->older = a->block->older;
		a->block->older = b;
	}
	return b->bytes;
}

static void *
alloc_raw(struct arena *a, size_t size)
{
	struct arena_block *b;
	void *result;

	if (size > SIZE_MAX / 2)
		memory_exhausted();
	size = (size + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
	a->total += size;
	if (size > BLOCK_SIZE / 4 &&
	    (a->block == NULL || size > a->block->size - a->used))
		return alloc_large(a, size);
	if (a->block == NULL || size > a->block->size - a->used) {
		b = block_new(BLOCK_SIZE);
		b->older = a->block;
		a->block = b;
		a->used = 0;
	}
	result = a->block->bytes + a->used;
	a->used += size;
	return result;
}

void *
arena_alloc(struct arena *a, size_t size)
{
	return memset(alloc_raw(a, size), 0, size);
}

/* count * size. */
static size_t
product(size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		memory_exhausted();
	return bytes;
}

void *
arena_array(struct arena *a, size_t count, size_t size)
{
	return arena_alloc(a, product(count, size));
}

struct slice
arena_slice(struct arena *a, struct slice s)
{
	char *copy = alloc_raw(a, s.length + 1);

	if (s.length > 0)
		memcpy(copy, s.text, s.length);
	copy[s.length] = '\0';
	return (struct slice){copy, s.length};
}

char *
arena_text(struct arena *a, const char *format, ...)
{
	va_list args, again;
	int length;
	char *text;

	va_start(args, format);
	va_copy(again, args);
	length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (length < 0)
		memory_exhausted();
	text = alloc_raw(a, (size_t)length + 1);
	vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	return text;
}

void
arena_clear(struct arena *a)
{
	struct arena_block *b = a->block, *older;

	while (b != NULL && b->older != NULL) {
		older = b->older;
		free(b);
		b = older;
	}
	a->block = b;
	a->used = 0;
	a->total = 0;
}

void
arena_release(struct arena *a)
{
	arena_clear(a);
	free(a->block);
	a->block = NULL;
}

void *
memory_new(size_t size)
{
	return memory_array(1, size);
}

/* Never NULL, though malloc may answer so to a size of 0. */
void *
memory_array(size_t count, size_t size)
{
	size_t bytes = product(count, size);
	void *p = calloc(1, bytes ? bytes : 1);

	if (p == NULL)
		memory_exhausted();
	return p;
}

void *
memory_grow(void *old, size_t count, size_t size)
{
	size_t bytes = product(count, size);
	void *p = realloc(old, bytes ? bytes : 1);

	if (p == NULL)
		memory_exhausted();
	return p;
}

void *
memory_raw(size_t size)
{
	return memory_grow(NULL, size, 1);
}

char *
memory_text(struct slice s)
{
	char *copy = memory_raw(s.length + 1);

	if (s.length > 0)
		memcpy(copy, s.text, s.length);
	copy[s.length] = '\0';
	return copy;
}

void
memory_exhausted(void)
{
	fprintf(stderr, "%s: %s\n", message_tool_name(), tr("out of memory"));
	exit(HALL_SYSTEM);
}

void
memory_lost(void)
{
	struct error error;

	if (errno == 0)
		errno = EIO; /* it was cut off */
	error_errno(&error, HALL_SYSTEM, "%s",
	    tr("what lay in a file in TMPDIR cannot be read back"));
	fprintf(stderr, "%s: %s\n", message_tool_name(), error.text);
	exit(HALL_SYSTEM);
}
