/*
 * base64.h - RFC 4648 section 4, as signed notes have it.
 *
 * Errors:  decoding returns -1 for anything but the one canonical text of
 *          some bytes: no blanks, no missing padding, no stray bits.
 */
#ifndef AUDIT_BASE64_H
#define AUDIT_BASE64_H

#include <stdint.h>

#include "base/buffer.h"

/* The longest piece that is ever coded here: a key or a signature. */
#define BASE64_BYTES_MAX 96

/* `length` at most BASE64_BYTES_MAX; appended to the buffer. */
void base64_add(struct buffer *, const uint8_t *bytes, size_t length);
/* Exactly `length` bytes must come out. */
int base64_parse(struct slice text, uint8_t *bytes, size_t length);

#endif
