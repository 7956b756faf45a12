/*
 * bgzf.h - writing a BGZF archive.
 *
 * Shape:   blocks of BLOCK_FILL bytes (block.h) and an empty one as the end
 *          marker; the bytes are the same for any number of threads.
 * Owner:   bgzf_create makes, bgzf_finish frees; fd stays the caller's, and
 *          so does the name that messages give the file.
 * Errors:  SYSTEM when a write fails.
 */
#ifndef RECORD_BGZF_H
#define RECORD_BGZF_H

#include <stddef.h>

#include "base/error.h"

struct bgzf_writer;

/* threads: the caller's among them. */
struct bgzf_writer *bgzf_create(int fd, const char *name, unsigned threads);
int bgzf_write(
    struct bgzf_writer *, const void *bytes, size_t size, struct error *);
/* The last block and the end marker; frees. */
int bgzf_finish(struct bgzf_writer *, struct error *);

#endif
