/*
 * block.h - one block of a BGZF archive.
 *
 * Shape:   a block is a gzip member of at most 64 KiB, inflated and not,
 *          whose extra field "BC" says how long it is; an archive ends with
 *          an empty block.
 * Source:  RFC 1952; section 4.1 of the SAM specification.
 * Owner:   a struct block is its caller's; zeroed before first use.
 */
#ifndef RECORD_BLOCK_H
#define RECORD_BLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <zlib.h>

#define BLOCK_MAX 0x10000
/*
 * Bytes of ours in a block: what htslib takes, so that even those that do
 * not compress stay under the format's 64 KiB with header and trailer.
 */
#define BLOCK_FILL 0xff00

struct block_shape {
	size_t header; /* bytes before what is deflated */
	size_t whole;  /* bytes of the whole block */
};

enum block_look {
	BLOCK_KNOWN, /* the shape is known; the block may go on behind `size` */
	BLOCK_SHORT, /* more bytes are needed to tell */
	BLOCK_OTHER, /* no block begins here */
};

/* What begins with these bytes? */
enum block_look block_look(
    const unsigned char *bytes, size_t size, struct block_shape *);

enum block_verdict {
	BLOCK_GOOD,
	BLOCK_DAMAGED,  /* not what deflate makes */
	BLOCK_LENGTH,   /* the lengths it tells are not its own */
	BLOCK_OVERFULL, /* it holds more than 64 KiB */
	BLOCK_CHECKSUM, /* other bytes than those that were written */
};

struct block {
	enum block_verdict verdict;
	uint64_t offset; /* where it begins, for messages */
	struct block_shape shape;
	size_t plain_size, packed_size;
	unsigned char plain[BLOCK_MAX];
	unsigned char packed[BLOCK_MAX];
	z_stream inflate, deflate; /* made when first used */
};

/* packed, shape -> plain, plain_size, verdict. */
void block_inflate(struct block *);
/* plain, plain_size (at most BLOCK_FILL) -> packed, packed_size. */
void block_deflate(struct block *);
void block_release(struct block *);
/* Does it say that it holds nothing, as the end marker does? */
bool block_is_empty(const struct block *);

#endif
