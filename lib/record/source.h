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
#include <sys/types.h>

#include "base/error.h"

struct source;

enum source_sort {
	SOURCE_PLAIN,
	SOURCE_GZIP,
	SOURCE_BLOCKS, /* BGZF, which threads inflate by blocks */
};

/* path "-" is stdin.  NULL with *error when it cannot be read. */
struct source *source_open(const char *path, struct error *);
/* A file that is open for reading; source_close closes it. */
struct source *source_of_file(const char *name, int fd);
/* Bytes that are there already, for tests; the caller keeps them. */
struct source *source_of(const char *name, const void *bytes, size_t size);
/* From now on hand out at most so many bytes at a time: for tests. */
void source_limit(struct source *, size_t most);
/*
 * Before the first byte is read: so many threads, the caller's among them,
 * may inflate a BGZF archive, ahead of what is read.  The bytes and the
 * errors are the same for any number.
 */
void source_threads(struct source *, unsigned threads);
/*
 * From now on, show each piece of what source_read hands out to somebody
 * else, too: one pass serves several who look at the same bytes.
 */
void source_watch(struct source *,
    void (*watch)(void *context, const void *bytes, size_t size),
    void *context);
const char *source_name(const struct source *);
/* Of a regular file, which is not read by it; false for all else. */
bool source_size(const struct source *, off_t *bytes, enum source_sort *);
/* Up to `size` bytes; 0 at the end; -1 with *error. */
ptrdiff_t source_read(
    struct source *, void *bytes, size_t size, struct error *);
void source_close(struct source *);

#endif
