#include "record/block.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"

#define GZIP_FIXED 12 /* up to and with the length of the extra field */
#define GZIP_TRAILER 8
#define GZIP_EXTRA 4 /* the flag of an extra field */
#define BGZF_HEADER 18

static size_t
get16(const unsigned char *at)
{
	return (size_t)at[0] | (size_t)at[1] << 8;
}

static size_t
get32(const unsigned char *at)
{
	return get16(at) | get16(at + 2) << 16;
}

static void
put16(unsigned char *at, size_t value)
{
	at[0] = (unsigned char)(value & 0xff);
	at[1] = (unsigned char)(value >> 8 & 0xff);
}

static void
put32(unsigned char *at, size_t value)
{
	put16(at, value & 0xffff);
	put16(at + 2, value >> 16);
}

/* The length of the block out of its field "BC"; 0 when there is none. */
static size_t
block_size(const unsigned char *extra, size_t size)
{
	while (size >= 4) {
		size_t length = get16(extra + 2);

		if (length > size - 4)
			return 0;
		if (extra[0] == 'B' && extra[1] == 'C' && length == 2)
			return get16(extra + 4) + 1;
		extra += 4 + length;
		size -= 4 + length;
	}
	return 0;
}

enum block_look
block_look(const unsigned char *bytes, size_t size, struct block_shape *shape)
{
	static const unsigned char magic[] = {0x1f, 0x8b, 8, GZIP_EXTRA};
	size_t known = size < sizeof(magic) ? size : sizeof(magic);
	size_t extra;

	if (memcmp(bytes, magic, known) != 0)
		return BLOCK_OTHER;
	if (size < GZIP_FIXED)
		return BLOCK_SHORT;
	extra = get16(bytes + GZIP_FIXED - 2);
	shape->header = GZIP_FIXED + extra;
	if (shape->header + GZIP_TRAILER > BLOCK_MAX)
		return BLOCK_OTHER;
	if (size < shape->header)
		return BLOCK_SHORT;
	shape->whole = block_size(bytes + GZIP_FIXED, extra);
	if (shape->whole < shape->header + GZIP_TRAILER)
		return BLOCK_OTHER;
	return BLOCK_KNOWN;
}

static void
inflate_begin(z_stream *z)
{
	int result = z->state ? inflateReset(z) : inflateInit2(z, -MAX_WBITS);

	if (result != Z_OK)
		memory_exhausted();
}

/* All at once: the format allows no block that does not fit. */
void
block_inflate(struct block *b)
{
	const unsigned char *trailer = b->packed + b->shape.whole -
				       GZIP_TRAILER;
	z_stream *z = &b->inflate;
	int result;

	inflate_begin(z);
	z->next_in = b->packed + b->shape.header;
	z->avail_in = (uInt)(trailer - z->next_in);
	z->next_out = b->plain;
	z->avail_out = BLOCK_MAX;
	result = inflate(z, Z_FINISH);
	if (result == Z_MEM_ERROR)
		memory_exhausted();
	b->plain_size = BLOCK_MAX - z->avail_out;
	if (result == Z_BUF_ERROR && z->avail_out == 0)
		b->verdict = BLOCK_OVERFULL;
	else if (result == Z_BUF_ERROR ||
		 (result == Z_STREAM_END && z->avail_in))
		b->verdict = BLOCK_LENGTH;
	else if (result != Z_STREAM_END)
		b->verdict = BLOCK_DAMAGED;
	else if (b->plain_size != get32(trailer + 4))
		b->verdict = BLOCK_LENGTH;
	else if (crc32(0, b->plain, (uInt)b->plain_size) != get32(trailer))
		b->verdict = BLOCK_CHECKSUM;
	else
		b->verdict = BLOCK_GOOD;
}

static void
deflate_begin(z_stream *z)
{
	int result = z->state ? deflateReset(z)
			      : deflateInit2(z, 6, Z_DEFLATED, -MAX_WBITS, 8,
				    Z_DEFAULT_STRATEGY);

	if (result != Z_OK)
		memory_exhausted();
}

void
block_deflate(struct block *b)
{
	static const unsigned char header[BGZF_HEADER - 2] = {0x1f, 0x8b, 8,
	    GZIP_EXTRA, 0, 0, 0, 0, 0, 0xff, 6, 0, 'B', 'C', 2, 0};
	z_stream *z = &b->deflate;
	unsigned char *end;
	int result;

	assert(b->plain_size <= BLOCK_FILL);
	deflate_begin(z);
	z->next_in = b->plain;
	z->avail_in = (uInt)b->plain_size;
	z->next_out = b->packed + BGZF_HEADER;
	z->avail_out = BLOCK_MAX - BGZF_HEADER - GZIP_TRAILER;
	result = deflate(z, Z_FINISH);
	assert(result == Z_STREAM_END); /* so BLOCK_FILL was chosen */
	(void)result;
	end = z->next_out;
	put32(end, crc32(0, b->plain, (uInt)b->plain_size));
	put32(end + 4, b->plain_size);
	b->packed_size = (size_t)(end - b->packed) + GZIP_TRAILER;
	memcpy(b->packed, header, sizeof(header));
	put16(b->packed + sizeof(header), b->packed_size - 1);
}

void
block_release(struct block *b)
{
	if (b->inflate.state)
		inflateEnd(&b->inflate);
	if (b->deflate.state)
		deflateEnd(&b->deflate);
}

bool
block_is_empty(const struct block *b)
{
	return get32(b->packed + b->shape.whole - 4) == 0;
}
