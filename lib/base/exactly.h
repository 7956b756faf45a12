/*
 * exactly.h - so many bytes of a file, whatever the pieces.
 *
 * Errors:  false with errno; at the end of the file errno is 0.
 */
#ifndef BASE_EXACTLY_H
#define BASE_EXACTLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool read_exactly(int fd, char *bytes, size_t length, uint64_t at);

#endif
