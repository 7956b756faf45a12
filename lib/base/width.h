/*
 * width.h - how many columns a character takes on a screen.
 *
 * Source:  Unicode's EastAsianWidth.txt (W and F take two) and the general
 *          categories Mn, Me and Cf (none); control characters take none.
 */
#ifndef BASE_WIDTH_H
#define BASE_WIDTH_H

#include <stddef.h>
#include <stdint.h>

size_t character_width(uint32_t code_point);

#endif
