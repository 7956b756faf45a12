/*
 * gunzip.h - inflating gzip and BGZF as a stream.
 *
 * Source:  RFC 1952; BGZF is section 4.1 of the SAM specification: gzip
 *          members of at most 64 KiB, each with a BC field, and an empty
 *          one as the end marker.
 * Errors:  DATA with the offset in the compressed file.  Memory is bounded
 *          whatever the archive claims.
 */
#ifndef RECORD_GUNZIP_H
#define RECORD_GUNZIP_H

#include <stddef.h>

#include "base/error.h"

struct gunzip;

typedef ptrdiff_t gunzip_input(
    void *context, void *bytes, size_t size, struct error *);

struct gunzip *gunzip_new(const char *name, gunzip_input *, void *context);
ptrdiff_t gunzip_read(
    struct gunzip *, void *bytes, size_t size, struct error *);
void gunzip_free(struct gunzip *);

#endif
