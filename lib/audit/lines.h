/*
 * lines.h - what a seal says of the bytes of a journal.
 *
 * Shape:   plain or compressed, the bytes are those of the journal.  A leaf
 *          of the tree is a line without its LF, headings too, so that a
 *          line can be checked as any tool prints it.
 * Errors:  as source_read.
 */
#ifndef AUDIT_LINES_H
#define AUDIT_LINES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/error.h"
#include "base/slice.h"
#include "record/source.h"

struct lines {
	uint64_t bytes;
	uint64_t count; /* an unterminated last line counts */
	bool cut;       /* there is one */
	uint8_t sha256[DIGEST_SIZE];
	uint8_t root[DIGEST_SIZE];
};

/* The source is closed; NULL: -1, so that an open may be put in. */
int lines_measure(struct source *, struct lines *, struct error *);
/* The same of bytes that somebody else reads; lines_end frees. */
struct lines_count;
struct lines_count *lines_begin(void);
void lines_add(struct lines_count *, struct slice bytes);
void lines_end(struct lines_count *, struct lines *);
/*
 * Where a line begins, counted from 1; -1 when there are fewer.  The source
 * is closed.
 */
int lines_offset(
    struct source *, uint64_t line, uint64_t *offset, struct error *);

#endif
