/*
 * digest.h - SHA-256, by libcrypto.
 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"

#define DIGEST_SIZE 32
#define DIGEST_HEX_SIZE 65

struct digest; /* a running one */

struct digest *digest_new(void);
void digest_add(struct digest *, const void *bytes, size_t length);
/* Writes the result and is ready for the next round. */
void digest_take(struct digest *, uint8_t result[DIGEST_SIZE]);
void digest_free(struct digest *);

/* All at once. */
void digest_bytes(struct slice, uint8_t result[DIGEST_SIZE]);
/* `bytes` bytes of it as lower-case hex and a NUL. */
void digest_hex(const uint8_t digest[DIGEST_SIZE], size_t bytes, char *text);
/* The digest of a file's bytes and how many; SYSTEM when unreadable. */
int digest_file(const char *path, uint8_t result[DIGEST_SIZE],
    uint64_t *size_bytes, struct error *);
/* The same of what is open for reading, and is closed; -1: so it is here. */
int digest_open_file(int fd, const char *name, uint8_t result[DIGEST_SIZE],
    uint64_t *size_bytes, struct error *);

#endif
