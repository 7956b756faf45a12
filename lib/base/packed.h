/*
 * packed.h - values behind each other in a buffer, as this machine has them.
 *
 * Shape:   for files that nobody but the same program on the same machine
 *          reads again (see book/kept.h).  A text is its length and bytes.
 * Errors:  unpack… say false at the end of what there is; what a value means
 *          is for the caller to doubt.
 */
#ifndef BASE_PACKED_H
#define BASE_PACKED_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buffer.h"

static inline void
pack(struct buffer *out, const void *value, size_t size)
{
	buffer_add(out, value, size);
}

static inline void
pack_text(struct buffer *out, struct slice text)
{
	uint64_t length = text.length;

	pack(out, &length, sizeof(length));
	buffer_slice(out, text);
}

static inline bool
unpack(struct slice *in, void *value, size_t size)
{
	if (in->length < size)
		return false;
	if (size > 0)
		memcpy(value, in->text, size);
	in->text += size;
	in->length -= size;
	return true;
}

/* So many bytes; borrowed. */
static inline bool
unpack_slice(struct slice *in, uint64_t length, struct slice *bytes)
{
	if (length > in->length)
		return false;
	*bytes = (struct slice){in->text, (size_t)length};
	in->text += length;
	in->length -= (size_t)length;
	return true;
}

/* Borrowed. */
static inline bool
unpack_text(struct slice *in, struct slice *text)
{
	uint64_t length;

	return unpack(in, &length, sizeof(length)) &&
	       unpack_slice(in, length, text);
}

#endif
