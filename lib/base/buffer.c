#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buffer.h"

void
buffer_reserve(struct buffer *b, size_t more)
{
	size_t wanted, size;

	if (more >= SIZE_MAX / 4 - b->length)
		memory_exhausted();
	wanted = b->length + more + 1;
	if (wanted <= b->size)
		return;
	size = b->size ? b->size : 64;
	while (size < wanted)
		size *= 2;
	b->text = memory_grow(b->text, size, 1);
	b->size = size;
}

void
buffer_list(struct buffer *b, const char *format, va_list args)
{
	va_list again;
	int length;

	/* Most texts fit at the first try. */
	buffer_reserve(b, 120);
	va_copy(again, args);
	length = vsnprintf(
	    b->text + b->length, b->size - b->length, format, args);
	if (length < 0)
		memory_exhausted();
	if ((size_t)length >= b->size - b->length) {
		buffer_reserve(b, (size_t)length);
		vsnprintf(
		    b->text + b->length, b->size - b->length, format, again);
	}
	va_end(again);
	b->length += (size_t)length;
}

void
buffer_format(struct buffer *b, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	buffer_list(b, format, args);
	va_end(args);
}

struct slice
buffer_view(const struct buffer *b)
{
	return (struct slice){b->text, b->length};
}

void
buffer_clear(struct buffer *b)
{
	b->length = 0;
	if (b->text != NULL)
		b->text[0] = '\0';
}

void
buffer_release(struct buffer *b)
{
	free(b->text);
	*b = (struct buffer){NULL, 0, 0};
}
