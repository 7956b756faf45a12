/*
 * serial.h - the printed numbers of receipts: A0012001.
 *
 * Shape:   a prefix (which may be empty) and up to 18 digits, zeros kept.
 * Errors:  -1 for a text that does not end in a digit.
 */
#ifndef PAY_SERIAL_H
#define PAY_SERIAL_H

#include <stdint.h>

#include "base/slice.h"

#define SERIAL_DIGITS_MAX 18
#define SERIAL_TEXT_MAX 64 /* with its NUL */

struct serial {
	struct slice prefix; /* of the text that was parsed */
	uint64_t value;
	int digits;
};

int serial_parse(struct slice text, struct serial *);
/* The text of another value with the same prefix and width. */
size_t serial_format(
    const struct serial *, uint64_t value, char text[SERIAL_TEXT_MAX]);

#endif
