/*
 * key.h - Ed25519 keys with a name.
 *
 * Shape:   a private key is a file in PKCS #8 PEM, mode 0600, outside the
 *          book; a public one is BOOK/keys/NAME.pub: three lines (name,
 *          from, note) and the key in PEM, which `openssl pkeyutl` reads as
 *          it stands.
 * Source:  RFC 8032, RFC 8410; the key id and the line `note` are those of
 *          C2SP signed-note: the id is the first four bytes of
 *          SHA-256(name, LF, 0x01, public key).
 * Owner:   key_load and key_make make, key_free frees.
 * Errors:  USAGE for a key that is not there, not ours or open to others;
 *          SYSTEM for the disk.
 */
#ifndef AUDIT_KEY_H
#define AUDIT_KEY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/date.h"
#include "base/error.h"

#define KEY_NAME_MAX 64
#define KEY_ID_SIZE 4
#define KEY_PUBLIC_SIZE 32
#define KEY_SIGNATURE_SIZE 64
#define KEY_ALGORITHM 1 /* signed-note's byte for Ed25519 */

struct key_public {
	char name[KEY_NAME_MAX + 1];
	uint8_t bytes[KEY_PUBLIC_SIZE];
	uint8_t id[KEY_ID_SIZE];
	int32_t from; /* DATE_NONE when nothing says so */
};

struct key;

/* [A-Za-z0-9][A-Za-z0-9._-]*, for it is a file's name too. */
bool key_name_valid(struct slice name);
/*
 * Where the private key of that name is kept: $XDG_CONFIG_HOME/hall, else
 * ~/.config/hall.  Added to the buffer; USAGE when there is no home, SYSTEM
 * when it could not be looked up.
 */
int key_path(struct buffer *, struct slice name, struct error *);

/* A new key in a new file; the directories above it are made, 0700. */
int key_make(const char *path, struct error *);
struct key *key_load(const char *path, struct slice name, struct error *);
void key_free(struct key *);
const struct key_public *key_public_of(const struct key *);

int key_sign(const struct key *, struct slice text,
    uint8_t signature[KEY_SIGNATURE_SIZE], struct error *);
/* True when it is that key's signature of that text. */
bool key_check(const struct key_public *, struct slice text,
    const uint8_t signature[KEY_SIGNATURE_SIZE]);

/* NAME+0a1b2c3d+BASE64, what signed notes call a verifier key. */
void key_public_note(struct buffer *, const struct key_public *);
int key_public_note_parse(struct slice, struct key_public *);
/* The whole text of keys/NAME.pub. */
int key_public_write(
    struct buffer *, const struct key_public *, struct error *);
/* -1 when the lines and the key do not agree; `file` is for the message. */
int key_public_parse(
    struct slice text, const char *file, struct key_public *, struct error *);

#endif
