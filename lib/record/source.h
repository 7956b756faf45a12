/*
 * source.h - bytes to read: a file, stdin, plain or compressed.
 *
 * Shape:   compressed input is known by its magic number (1f 8b), never by
 *          its name; BGZF must end with its end marker.
 * Owner:   source_open makes, source_close frees.
 * Errors:  "FILE: reason": a directory, an unreadable file (SYSTEM); a
 *          broken archive (DATA) with the offset in the compressed file.
 */
#ifndef RECORD_SOURCE_H
#define RECORD_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct source;

/* path "-" is stdin.  NULL with *error when it cannot be read. */
struct source *source_open(const char *path, struct error *);
/* Bytes that are there already, for tests; the caller keeps them. */
struct source *source_of(const char *name, const void *bytes, size_t size);
/* From now on hand out at most so many bytes at a time: for tests. */
void source_limit(struct source *, size_t most);
const char *source_name(const struct source *);
/* Up to `size` bytes; 0 at the end; -1 with *error. */
ptrdiff_t source_read(
    struct source *, void *bytes, size_t size, struct error *);
void source_close(struct source *);

/* Write BGZF: what zcat reads, in blocks of at most 64 KiB. */
struct bgzf_writer;
struct bgzf_writer *bgzf_create(int fd);
int bgzf_write(
    struct bgzf_writer *, const void *bytes, size_t size, struct error *);
/* The last block and the end marker; frees; does not close fd. */
int bgzf_finish(struct bgzf_writer *, struct error *);

#endif
