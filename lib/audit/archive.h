/*
 * archive.h - DAY.bgz: the exact bytes of a journal, compressed.
 *
 * Errors:  SYSTEM; nothing is left under the archive's name unless all of
 *          it was written, synced and read back.  BUG when what comes back
 *          is not what went in.
 */
#ifndef AUDIT_ARCHIVE_H
#define AUDIT_ARCHIVE_H

#include "audit/lines.h"
#include "book/book.h"

/* Archive DAY/journal.csv; *journal is what was measured of it. */
int archive_write(const struct book *, int32_t day, const struct lines *journal,
    struct error *);

#endif
