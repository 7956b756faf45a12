/*
 * archive_fixture.h - archives made by hand, and what reading them gives.
 */
#ifndef ARCHIVE_FIXTURE_H
#define ARCHIVE_FIXTURE_H

#include "unit.h"

#include <zlib.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "record/block.h"
#include "record/source.h"

/* One block behind what is there; its shape for who wants to bend it. */
static inline struct block_shape
add_block(struct buffer *archive, struct slice plain)
{
	struct block *b = memory_new(sizeof(*b));
	struct block_shape shape;

	b->plain_size = plain.length;
	if (plain.length)
		memcpy(b->plain, plain.text, plain.length);
	block_deflate(b);
	buffer_add(archive, (const char *)b->packed, b->packed_size);
	assert_int_equal(
	    block_look(b->packed, b->packed_size, &shape), BLOCK_KNOWN);
	assert_int_equal(shape.whole, b->packed_size);
	block_release(b);
	free(b);
	return shape;
}

/* One ordinary gzip member behind what is there. */
static inline void
add_member(struct buffer *archive, struct slice plain)
{
	z_stream z = {0};
	unsigned char part[4096];
	int result;

	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, MAX_WBITS + 16, 8,
			     Z_DEFAULT_STRATEGY),
	    Z_OK);
	z.next_in = (unsigned char *)(uintptr_t)plain.text;
	z.avail_in = (uInt)plain.length;
	do {
		z.next_out = part;
		z.avail_out = sizeof(part);
		result = deflate(&z, Z_FINISH);
		buffer_add(
		    archive, (const char *)part, sizeof(part) - z.avail_out);
	} while (result == Z_OK);
	assert_int_equal(result, Z_STREAM_END);
	deflateEnd(&z);
}

/* How to read: by so many threads, so many bytes in and out at a time. */
struct reading {
	unsigned threads;
	size_t in_most, out_most;
};

static const struct reading readings[] = {
    {1, 0, 65536},
    {1, 1, 1},
    {1, 0, 1},
    {3, 0, 65536},
    {3, 7, 100},
};

/* Read all there is.  The status; then error says why unless DONE. */
static inline enum hall_status
read_archive(const char *name, struct slice archive, struct reading how,
    struct buffer *into, struct error *error)
{
	struct source *source = source_of(name, archive.text, archive.length);
	static char part[65536];
	ptrdiff_t n;

	*error = (struct error){HALL_DONE, ""};
	source_limit(source, how.in_most);
	source_threads(source, how.threads);
	buffer_clear(into);
	while ((n = source_read(source, part, how.out_most, error)) > 0)
		buffer_add(into, part, (size_t)n);
	if (n < 0) {
		struct error again = {HALL_DONE, ""};

		/* What is broken stays so. */
		assert_int_equal(
		    source_read(source, part, how.out_most, &again), -1);
		assert_string_equal(again.text, error->text);
	}
	source_close(source);
	return n < 0 ? error->status : HALL_DONE;
}

#endif
