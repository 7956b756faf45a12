/*
 * buffer.h - text that grows.
 *
 * Shape:   all zeros is an empty buffer; text[length] is always NUL once
 *          something was added.
 * Owner:   the caller, who ends with buffer_release.
 */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stddef.h>

#include "base/slice.h"

struct buffer {
	char *text;
	size_t length;
	size_t size;
};

void buffer_add(struct buffer *, const char *text, size_t length);
void buffer_slice(struct buffer *, struct slice);
void buffer_text(struct buffer *, const char *text);
void buffer_char(struct buffer *, char);
void buffer_format(struct buffer *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* What is in it; good until the next change. */
struct slice buffer_view(const struct buffer *);
void buffer_clear(struct buffer *);
void buffer_release(struct buffer *);

#endif
