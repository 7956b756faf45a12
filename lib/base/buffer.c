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
buffer_format(struct buffer *b, const char *format, ...)
{
	va_list args;
	int length;

	/* Most texts fit at the first try. */
	buffer_reserve(b, 120);
	va_start(args, format);
	length = vsnprintf(
	    b->text + b->length, b->size - b->length, format, args);
	va_end(args);
	if (length < 0)
		memory_exhausted();
	if ((size_t)length >= b->size - b->length) {
		buffer_reserve(b, (size_t)length);
		va_start(args, format);
		vsnprintf(
		    b->text + b->length, b->size - b->length, format, args);
		va_end(args);
	}
	b->length += (size_t)length;
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
