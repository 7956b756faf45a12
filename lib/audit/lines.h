/*
 * lines.h - what a seal says of the bytes of a journal.
 *
 * Shape:   plain or compressed, the bytes are those of the journal.  A leaf
 *          of the tree is a line without its LF, headings too, so that a
 *          line can be checked as any tool prints it.
 * Errors:  as source_open and source_read.
 */
#ifndef AUDIT_LINES_H
#define AUDIT_LINES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/error.h"

struct lines {
	uint64_t bytes;
	uint64_t count; /* an unterminated last line counts */
	bool cut;       /* there is one */
	uint8_t sha256[DIGEST_SIZE];
	uint8_t root[DIGEST_SIZE];
};

int lines_measure(const char *path, struct lines *, struct error *);
/* Where a line begins, counted from 1; -1 when there are fewer. */
int lines_offset(
    const char *path, uint64_t line, uint64_t *offset, struct error *);

#endif
