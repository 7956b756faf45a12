/*
 * note.h - signed notes: a text, a blank line, lines of signatures.
 *
 * Shape:   "— NAME BASE64(key id, signature)" for each signature, over the
 *          text with its last LF; UTF-8, no control character but LF.
 * Source:  C2SP signed-note (https://c2sp.org/signed-note), type 0x01.
 * Owner:   a note borrows the bytes that it was split from.
 */
#ifndef AUDIT_NOTE_H
#define AUDIT_NOTE_H

#include "audit/key.h"

#define NOTE_SIGNATURES_MAX 64

struct note {
	struct slice text;       /* with its last LF */
	struct slice signatures; /* the lines after the blank one; or empty */
};

enum note_verdict {
	NOTE_SIGNED,  /* by a key that is known */
	NOTE_BARE,    /* no signature at all */
	NOTE_STRANGE, /* only by keys that are not known */
	NOTE_FORGED,  /* a known key's signature does not fit the text */
};

/* Sign what is in the buffer: a text that ends in LF. */
int note_sign(struct buffer *, const struct key *, struct error *);
/*
 * Split a note, or a bare text without signatures.  -1 when it is neither:
 * bad UTF-8, a control character, no last LF, a bad signature line.
 */
int note_split(struct slice whole, struct note *);
/* Which of the keys signed it; *by is one that did, or failed to. */
enum note_verdict note_check(const struct note *, const struct key_public *keys,
    size_t count, const struct key_public **by);

/*
 * The same for a signature that stands alone, as in a `sign` fact: base64
 * of key id and signature.
 */
int signature_add(
    struct buffer *, const struct key *, struct slice text, struct error *);
enum note_verdict signature_check(struct slice name, struct slice base64,
    struct slice text, const struct key_public *keys, size_t count,
    const struct key_public **by);

#endif
