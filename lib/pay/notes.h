/*
 * notes.h - a count by denomination: "100x12 50x7 0.5x6".
 *
 * Errors:  -1 for a text that is none, and *fen is untouched.
 */
#ifndef PAY_NOTES_H
#define PAY_NOTES_H

#include <stdint.h>

#include "base/slice.h"

/* What they are worth together. */
int notes_parse(struct slice text, int64_t *fen);

#endif
