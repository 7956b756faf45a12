/*
 * gunzip.h - inflating gzip and BGZF as a stream.
 *
 * Shape:   what begins with a BGZF block is read block by block, by several
 *          threads if asked for, and must end with the end marker.  Anything
 *          else is ordinary gzip, any number of members.
 * Source:  RFC 1952; BGZF is section 4.1 of the SAM specification.
 * Owner:   gunzip_new makes, gunzip_free frees; the name and the world stay
 *          the caller's.
 * Errors:  DATA with the offset in the compressed file, behind all bytes
 *          that were good; the same again when asked again.  Memory is
 *          bounded whatever the archive claims.
 */
#ifndef RECORD_GUNZIP_H
#define RECORD_GUNZIP_H

#include "record/intake.h"

/*
 * A member of ordinary gzip may yield so many bytes for each of its own, once
 * it has yielded the first so many: records do not come near it, and a bomb
 * that is to fill the memory must.
 */
#define GUNZIP_RATIO_MAX 200
#define GUNZIP_RATIO_FROM (16 << 20)

struct gunzip;

/* threads: the caller's among them; 0 is 1. */
struct gunzip *gunzip_new(
    const char *name, struct intake_world, unsigned threads);
ptrdiff_t gunzip_read(
    struct gunzip *, void *bytes, size_t size, struct error *);
void gunzip_free(struct gunzip *);

#endif
