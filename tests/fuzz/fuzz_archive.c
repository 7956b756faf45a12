/*
 * fuzz_archive.c - any bytes as an archive: read whole, in small pieces and
 * by threads they give the same bytes and the same error, and what they give
 * without an error is what zlib alone makes of them.
 *
 * The first byte says what the others are: an archive; what is to be packed,
 * and then damaged; or deflated data, for which header and trailer are made.
 */
#include <zlib.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "fuzz.h"
#include "record/bgzf.h"
#include "record/block.h"
#include "record/source.h"

#define PLAIN_MAX (256 << 10) /* four blocks; more is not looked at */

/* What zlib alone makes of it.  False: it is no archive. */
static bool
reference(struct slice archive, struct buffer *plain)
{
	unsigned char part[4096];
	int result = Z_STREAM_END;
	z_stream z = {0};

	z.next_in = (unsigned char *)(uintptr_t)archive.text;
	z.avail_in = (uInt)archive.length;
	must(inflateInit2(&z, MAX_WBITS + 16) == Z_OK, "memory");
	while (plain->length < PLAIN_MAX &&
	       (result == Z_OK || (result == Z_STREAM_END && z.avail_in))) {
		if (result == Z_STREAM_END)
			inflateReset(&z);
		z.next_out = part;
		z.avail_out = sizeof(part);
		result = inflate(&z, Z_NO_FLUSH);
		buffer_add(
		    plain, (const char *)part, sizeof(part) - z.avail_out);
	}
	inflateEnd(&z);
	return result == Z_STREAM_END;
}

static enum hall_status
read_into(struct slice archive, unsigned threads, size_t in_most,
    size_t out_most, struct buffer *plain, struct error *error)
{
	struct source *source = source_of("f", archive.text, archive.length);
	static char part[65536];
	ptrdiff_t n;

	*error = (struct error){HALL_DONE, ""};
	source_limit(source, in_most);
	source_threads(source, threads);
	while ((n = source_read(source, part, out_most, error)) > 0)
		buffer_add(plain, part, (size_t)n);
	source_close(source);
	must((n < 0) == (error->status == HALL_DATA), "status of an error");
	return error->status;
}

/* Equal, or, when ordinary gzip breaks off, the begin of each other. */
static void
must_agree(const struct buffer *a, const struct buffer *b, bool whole)
{
	size_t n = a->length < b->length ? a->length : b->length;

	must(!whole || a->length == b->length, "length");
	must(n == 0 || memcmp(a->text, b->text, n) == 0, "bytes");
}

static void
check(struct slice archive)
{
	/* Kept for the next input, which is quicker. */
	static struct buffer plain, whole, pieces, threads;
	struct error first, error;
	struct block_shape shape;
	const unsigned char *bytes = (const unsigned char *)archive.text;
	bool blocks, known;
	enum hall_status status;

	if (archive.length < 2 || bytes[0] != 0x1f || bytes[1] != 0x8b)
		return;
	buffer_clear(&plain);
	buffer_clear(&whole);
	buffer_clear(&pieces);
	buffer_clear(&threads);
	blocks = block_look(bytes, archive.length, &shape) == BLOCK_KNOWN;
	known = reference(archive, &plain);
	if (plain.length >= PLAIN_MAX)
		return;
	status = read_into(archive, 1, 0, 65536, &whole, &first);
	must(status != HALL_DONE || known, "zlib knows no such archive");
	must(status == HALL_DONE || blocks || !known, "zlib can read it");
	must_agree(&whole, &plain, status == HALL_DONE);
	must(read_into(archive, 1, 1 + archive.length % 7, 1000, &pieces,
		 &error) == status,
	    "whole and in pieces");
	must_agree(&whole, &pieces, blocks || status == HALL_DONE);
	must(!blocks || strcmp(first.text, error.text) == 0, "text");
	must(read_into(archive, 3, 0, 5000, &threads, &error) == status,
	    "one thread and three");
	must_agree(&whole, &threads, blocks || status == HALL_DONE);
	must(!blocks || strcmp(first.text, error.text) == 0, "text");
}

static void
pack(struct slice plain, unsigned threads, struct buffer *archive)
{
	static struct memory_file file;
	struct bgzf_writer *writer;
	char part[4096];
	ssize_t n;

	if (!file.path[0])
		file = memory_file_new();
	memory_file_set(&file, SLICE(""));
	writer = bgzf_create(file.fd, "archive", threads);
	must(bgzf_write(writer, plain.text, plain.length, NULL) == 0, "write");
	must(bgzf_finish(writer, NULL) == 0, "finish");
	lseek(file.fd, 0, SEEK_SET);
	while ((n = read(file.fd, part, sizeof(part))) > 0)
		buffer_add(archive, part, (size_t)n);
}

/* Pack, read back; then bend it by a bit or a cut, as the first bytes say. */
static void
pack_and_bend(const uint8_t *bytes, size_t size)
{
	static struct buffer plain, one, more, back;
	struct error error;
	size_t at;

	buffer_clear(&plain);
	buffer_clear(&one);
	buffer_clear(&more);
	buffer_clear(&back);
	for (size_t i = 0; size && i < bytes[0] % 4u * 45000u; i += size)
		buffer_add(&plain, (const char *)bytes, size);
	buffer_add(&plain, (const char *)bytes, size);
	pack(buffer_view(&plain), 1, &one);
	pack(buffer_view(&plain), 3, &more);
	must(one.text && one.length > 0, "an end marker at least");
	must_agree(&one, &more, true);
	must(read_into(buffer_view(&one), 3, 0, 65536, &back, &error) ==
		 HALL_DONE,
	    "what was packed is an archive");
	must_agree(&plain, &back, true);
	at = size > 2 ? (bytes[1] * 256u + bytes[2]) * 7u % one.length : 0;
	if (size > 3 && bytes[3] < 8)
		one.text[at] ^= (char)(1 << bytes[3]);
	else if (size > 3 && bytes[3] < 128)
		one.length = at;
	check(buffer_view(&one));
}

/* Raw deflated data: what it yields, and how much of it was used. */
static size_t
inflate_raw(const uint8_t *bytes, size_t size, struct buffer *plain)
{
	unsigned char part[4096];
	z_stream z = {0};
	int result = Z_OK;

	must(inflateInit2(&z, -MAX_WBITS) == Z_OK, "memory");
	z.next_in = (unsigned char *)(uintptr_t)bytes;
	z.avail_in = (uInt)size;
	while (result == Z_OK && plain->length < PLAIN_MAX) {
		z.next_out = part;
		z.avail_out = sizeof(part);
		result = inflate(&z, Z_NO_FLUSH);
		buffer_add(
		    plain, (const char *)part, sizeof(part) - z.avail_out);
	}
	inflateEnd(&z);
	return size - z.avail_in;
}

static void
add32(struct buffer *b, size_t value)
{
	for (int i = 0; i < 4; i++)
		buffer_char(b, (char)(value >> 8 * i & 0xff));
}

/* Header and trailer as they must be, so that the data itself is tried. */
static void
wrap(const uint8_t *bytes, size_t size, bool block)
{
	struct buffer plain = {0}, archive = {0};
	size_t used = inflate_raw(bytes, size, &plain);

	if (block) {
		buffer_add(
		    &archive, "\x1f\x8b\x08\4\0\0\0\0\0\xff\6\0BC\2\0", 16);
		buffer_char(&archive, (char)((used + 25) & 0xff));
		buffer_char(&archive, (char)((used + 25) >> 8 & 0xff));
	} else {
		buffer_add(&archive, "\x1f\x8b\x08\0\0\0\0\0\0\xff", 10);
	}
	buffer_add(&archive, (const char *)bytes, used);
	add32(&archive,
	    crc32(0, (const unsigned char *)plain.text, (uInt)plain.length));
	add32(&archive, plain.length);
	if (block)
		pack((struct slice){NULL, 0}, 1, &archive);
	check(buffer_view(&archive));
	buffer_release(&plain);
	buffer_release(&archive);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	if (size < 2)
		return 0;
	switch (bytes[0] % 4) {
	case 0:
		check((struct slice){(const char *)bytes + 1, size - 1});
		break;
	case 1:
		pack_and_bend(bytes + 1, size - 1);
		break;
	default:
		wrap(bytes + 1, size - 1, bytes[0] % 4 == 2);
	}
	return 0;
}
