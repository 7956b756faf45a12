/*
 * log.h - the log of days and its checkpoint.
 *
 * Shape:   an RFC 6962 tree whose leaves are the bytes of the seals, in the
 *          order of the days; BOOK/checkpoint is a note of three lines (the
 *          hall's id, the number of days, the root in base64), signed.
 * Source:  C2SP tlog-checkpoint (https://c2sp.org/tlog-checkpoint).
 * Errors:  DATA for a checkpoint that is none; SYSTEM for the disk.
 */
#ifndef AUDIT_LOG_H
#define AUDIT_LOG_H

#include "audit/note.h"
#include "base/digest.h"
#include "book/book.h"

#define CHECKPOINT "checkpoint"

/* The days that have a seal, ascending, in the arena. */
int32_t *log_days(
    const struct book *, struct arena *, size_t *count, struct error *);
/* The root over the seals of the first `count` days. */
int log_root(const struct book *, const int32_t *days, size_t count,
    uint8_t root[DIGEST_SIZE], struct error *);

struct checkpoint {
	struct buffer bytes; /* of the file */
	struct note note;
	struct slice origin;
	uint64_t size;
	uint8_t root[DIGEST_SIZE];
};

/* The parts of checkpoint->bytes, which is the caller's to fill. */
int checkpoint_parse(struct checkpoint *, const char *file, struct error *);
/* The book's own: 1, or 0 when there is none. */
int checkpoint_load(struct checkpoint *, const struct book *, struct error *);
void checkpoint_release(struct checkpoint *);
/* The text of a checkpoint over the days, signed unless key is NULL. */
int checkpoint_make(struct buffer *, const struct book *, const int32_t *days,
    size_t count, const struct key *, struct error *);
/*
 * Whether what is here may be signed again: the book's own checkpoint holds,
 * and its signature is that of a key that seals (or none, where the last
 * seal has none).  1 it may, and *size is the number of days it knows; 0 it
 * may not; -1 with *error.
 */
int log_agrees(const struct book *, const int32_t *days, size_t count,
    uint64_t *size, struct error *);
/*
 * Whether the days still are what a checkpoint said: 1 they are (and more
 * may have come), 0 they are not, -1 with *error.
 */
int checkpoint_holds(const struct checkpoint *, const struct book *,
    const int32_t *days, size_t count, struct error *);

#endif
