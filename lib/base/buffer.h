/*
 * buffer.h - text that grows.
 *
 * Shape:   all zeros is an empty buffer; text[length] is always NUL once
 *          something was added.
 * Owner:   the caller, who ends with buffer_release.
 */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stdarg.h>
#include <stddef.h>

#include "base/slice.h"

struct buffer {
	char *text;
	size_t length;
	size_t size;
};

/* Room for so many bytes more, and a NUL behind them. */
void buffer_reserve(struct buffer *, size_t more);

static inline void
buffer_add(struct buffer *b, const char *text, size_t length)
{
	if (length >= b->size - b->length)
		buffer_reserve(b, length);
	if (length > 0)
		memcpy(b->text + b->length, text, length);
	b->length += length;
	b->text[b->length] = '\0';
}

static inline void
buffer_slice(struct buffer *b, struct slice s)
{
	buffer_add(b, s.text, s.length);
}

static inline void
buffer_text(struct buffer *b, const char *text)
{
	buffer_add(b, text, strlen(text));
}

static inline void
buffer_char(struct buffer *b, char c)
{
	buffer_add(b, &c, 1);
}

void buffer_format(struct buffer *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void buffer_list(struct buffer *, const char *format, va_list)
    __attribute__((format(printf, 2, 0)));
/* What is in it; good until the next change. */
struct slice buffer_view(const struct buffer *);
void buffer_clear(struct buffer *);
void buffer_release(struct buffer *);

#endif
