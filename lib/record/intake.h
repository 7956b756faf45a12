/*
 * intake.h - compressed bytes as they come in, and where they stood.
 *
 * Owner:   intake_init and intake_release; the name and the world behind it
 *          stay the caller's.
 * Errors:  intake_broken says "FILE: byte N: what", DATA.
 */
#ifndef RECORD_INTAKE_H
#define RECORD_INTAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* Where the bytes come from. */
struct intake_world {
	/* Up to `size` bytes, 0 at the end, -1 with *error. */
	ptrdiff_t (*read)(
	    void *context, void *bytes, size_t size, struct error *);
	/* Would read answer at once? */
	bool (*ready)(void *context);
	void *context;
};

struct intake {
	const char *name;
	struct intake_world world;
	unsigned char *bytes;
	size_t at, end;  /* bytes[at .. end) came in and are not used yet */
	uint64_t offset; /* of bytes[at] in the file */
	bool ended;      /* nothing more comes */
};

void intake_init(struct intake *, const char *name, struct intake_world);
void intake_release(struct intake *);
/* Bytes that came in. */
const unsigned char *intake_bytes(const struct intake *);
size_t intake_size(const struct intake *);
/* More of them: one read, for which it may wait.  -1 with *error. */
int intake_more(struct intake *, struct error *);
/* Whether intake_more would not wait. */
bool intake_ready(const struct intake *);
/* These were used. */
void intake_use(struct intake *, size_t size);
/* Fills *error; -1. */
int intake_broken(
    const struct intake *, uint64_t offset, const char *what, struct error *);

#endif
