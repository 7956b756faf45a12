/*
 * keys.h - making the keys of a book and its people.
 *
 * Errors:  USAGE for a name that is no name or has a key; SYSTEM.
 */
#ifndef AUDIT_KEYS_H
#define AUDIT_KEYS_H

#include "audit/ring.h"

/*
 * Make a private key (at `file`, or where keys are kept) and put its public
 * half into the book, dated `from`.  A private key that is there while its
 * public half is missing is put in as it is: a run that was killed, or a
 * key that serves another book.  *path (the caller's buffer) is where it
 * is kept.
 */
int keys_new(const struct book *, struct slice name, const char *file,
    int32_t from, struct buffer *path, struct key_public *, struct error *);

#endif
