/*
 * files.h - the files of a book, as the seal sees them.
 *
 * Shape:   names are relative to the book's directory; no symbolic link is
 *          followed on any level.
 * Errors:  SYSTEM with the file's name.
 */
#ifndef AUDIT_FILES_H
#define AUDIT_FILES_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/digest.h"
#include "book/book.h"

/* Seals, checkpoints and keys: what is larger is none of them. */
#define FILE_SMALL_MAX ((size_t)64 << 20)

/* "2026-11-02" and what stands behind it, relative; in the arena. */
char *file_of_day(int32_t day, const char *rest, struct arena *);
int file_read(
    const struct book *, const char *name, struct buffer *, struct error *);
int file_digest(const struct book *, const char *name,
    uint8_t digest[DIGEST_SIZE], uint64_t *size, struct error *);
/*
 * All files beneath a directory, in the order of their bytes, in the arena.
 * A directory that is not there holds none.  A link, a device or a name
 * deeper than FILE_DEPTH_MAX is an error (USAGE): it could not be sealed.
 */
#define FILE_DEPTH_MAX 16
int file_list(const struct book *, const char *directory, struct arena *,
    char ***names, size_t *count, struct error *);
/*
 * A name as it stands in a seal: control characters and '%' become %XX, and
 * in a name that is not UTF-8 all bytes above 0x7f.
 */
void file_name_escape(struct buffer *, struct slice name);

#endif
