/*
 * ring.h - the public keys of a book: keys/NAME.pub.
 *
 * Owner:   ring_load fills, ring_release ends.
 * Errors:  DATA for a file that is no key, or another key than its name.
 */
#ifndef AUDIT_RING_H
#define AUDIT_RING_H

#include "audit/key.h"
#include "audit/note.h"
#include "book/book.h"

struct ring {
	struct key_public *key; /* in the order of their names */
	size_t count;
};

int ring_load(struct ring *, const struct book *, struct error *);
void ring_release(struct ring *);
/* By name, or NULL. */
const struct key_public *ring_find(const struct ring *, struct slice name);

/* A key of a member of staff, S09 or S09-2027, signs no day and no log. */
bool ring_is_of(const char *name, struct slice staff);
bool ring_is_personal(const struct book *, const char *name);
/* The keys without the personal ones, for seals and checkpoints. */
int ring_load_sealing(struct ring *, const struct book *, struct error *);

/*
 * The name of the key that seals: audit.key of hall.yaml, else the hall's
 * id.  False when audit.sign says no.
 */
bool ring_signer(const struct book *, struct slice *name);
/*
 * The private key of that name, from `file` or where keys are kept, and its
 * public half in the book.  NULL with USAGE and the command to make one.
 */
struct key *ring_private(
    const struct ring *, struct slice name, const char *file, struct error *);

#endif
