#include "record/source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/message.h"

/*
 * Input per block: what htslib uses, so that even bytes that do not
 * compress stay under the format's 64 KiB with header and trailer.
 */
#define BGZF_BLOCK 0xff00
#define BGZF_HEADER 18
#define BGZF_TRAILER 8
#define BGZF_MEMBER_MAX 0x10000

struct bgzf_writer {
	int fd;
	z_stream z;
	size_t filled;
	unsigned char block[BGZF_BLOCK];
	unsigned char member[BGZF_MEMBER_MAX];
};

struct bgzf_writer *
bgzf_create(int fd)
{
	struct bgzf_writer *w = memory_new(sizeof(*w));

	w->fd = fd;
	if (deflateInit2(&w->z, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) !=
	    Z_OK)
		memory_exhausted();
	return w;
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

static int
write_all(int fd, const unsigned char *bytes, size_t size, struct error *error)
{
	while (size > 0) {
		ssize_t n = write(fd, bytes, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error_errno(
			    error, HALL_SYSTEM, tr("writing an archive"));
		bytes += n;
		size -= (size_t)n;
	}
	return 0;
}

/* One gzip member with the BC field that says how long it is. */
static int
block_write(struct bgzf_writer *w, struct error *error)
{
	static const unsigned char header[BGZF_HEADER - 2] = {
	    0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0xff, 6, 0, 'B', 'C', 2, 0};
	unsigned char *end;

	deflateReset(&w->z);
	w->z.next_in = w->block;
	w->z.avail_in = (uInt)w->filled;
	w->z.next_out = w->member + BGZF_HEADER;
	w->z.avail_out = BGZF_MEMBER_MAX - BGZF_HEADER - BGZF_TRAILER;
	if (deflate(&w->z, Z_FINISH) != Z_STREAM_END)
		return error_set(
		    error, HALL_BUG, tr("an archive block did not fit"));
	memcpy(w->member, header, sizeof(header));
	end = w->z.next_out;
	put32(end, crc32(0, w->block, (uInt)w->filled));
	put32(end + 4, w->filled);
	end += BGZF_TRAILER;
	put16(w->member + BGZF_HEADER - 2, (size_t)(end - w->member) - 1);
	w->filled = 0;
	return write_all(w->fd, w->member, (size_t)(end - w->member), error);
}

int
bgzf_write(
    struct bgzf_writer *w, const void *bytes, size_t size, struct error *error)
{
	const unsigned char *from = bytes;

	while (size > 0) {
		size_t n = BGZF_BLOCK - w->filled;

		if (n > size)
			n = size;
		memcpy(w->block + w->filled, from, n);
		w->filled += n;
		from += n;
		size -= n;
		if (w->filled == BGZF_BLOCK && block_write(w, error) < 0)
			return -1;
	}
	return 0;
}

int
bgzf_finish(struct bgzf_writer *w, struct error *error)
{
	int result = 0;

	if (w->filled > 0)
		result = block_write(w, error);
	/* The end marker is a block of nothing. */
	if (result == 0)
		result = block_write(w, error);
	deflateEnd(&w->z);
	free(w);
	return result;
}
