/*
 * blocks.h - reading the blocks of a BGZF archive, several at once.
 *
 * The caller's thread alone reads the archive; it hands blocks to others
 * ahead of what it is asked for, and gives out their bytes in order.
 *
 * Owner:   blocks_new makes, blocks_free frees; the intake stays the
 *          caller's and is used up to the end of the last block.
 * Errors:  as gunzip.h.
 */
#ifndef RECORD_BLOCKS_H
#define RECORD_BLOCKS_H

#include "record/intake.h"

struct blocks;

struct blocks *blocks_new(struct intake *, unsigned threads);
void blocks_free(struct blocks *);
/* Up to `size` bytes; 0 at the end; -1 with *error. */
ptrdiff_t blocks_read(
    struct blocks *, void *bytes, size_t size, struct error *);

#endif
