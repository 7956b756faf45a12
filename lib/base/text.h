/*
 * text.h - UTF-8 and how wide it stands on a screen.
 *
 * Source:  Chinese characters take two columns (Unicode's East Asian Width
 *          W and F), combining marks none.  由系统自动更新 is 14.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/slice.h"

/* The offset of the first byte that is not UTF-8, or -1. */
ptrdiff_t utf8_invalid_at(struct slice);
/* True for a character without its last bytes, and nothing behind it. */
bool utf8_begun(struct slice);
/* The next code point of *rest, which moves on; U+FFFD for a bad byte. */
uint32_t utf8_next(struct slice *rest);
void utf8_add(struct buffer *, uint32_t code_point);
size_t text_width(struct slice);
/* The longest head of at most `columns` columns, never half a character. */
struct slice text_head(struct slice, size_t columns);
/*
 * True for what stands in a line of records as it is and is found there by
 * its bytes: UTF-8 without blanks, control characters, commas and quotes.
 */
bool text_is_name(struct slice);
/* The text, then (or before, when `right`) blanks up to `columns`. */
void text_pad(struct buffer *, struct slice, size_t columns, bool right);
/*
 * The candidate nearest to what was typed (Damerau-Levenshtein, at most a
 * third of its length away, or one of two letters), else the only one that
 * begins so, or NULL.
 */
const char *suggest(
    struct slice typed, const char *const *candidates, size_t count);
/*
 * %-escape of bytes below 0x21, 0x7f, '%' ',' '"' and bytes that are not
 * UTF-8; and back.
 */
void percent_escape(struct buffer *, struct slice);
int percent_unescape(struct buffer *, struct slice);

#endif
