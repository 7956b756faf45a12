/*
 * crowd.h - large files read by several threads.
 *
 * They are cut into pieces at line ends; each thread takes pieces into a
 * stream of its own, and the streams are joined at the end.  That gives the
 * bytes that one thread would give only while the files are ordinary: no
 * faults, corrections or stages, every fact with a seq of its own.  What is
 * not ordinary is read again by one thread, which knows what to do with it.
 */
#ifndef RECORD_CROWD_H
#define RECORD_CROWD_H

#include "record/source.h"
#include "record/stream_state.h"

/* Less than this is not worth a thread. */
#define CROWD_BYTES_MIN (4 << 20)
/* A byte of an archive counts for so many. */
#define CROWD_PACKED 4

/* Files that threads read together: all plain, or all archives. */
struct crowd_files {
	char *const *path;
	size_t count;
	enum source_sort sort;
};

/* So many of these files, from the first, as the folds and the files allow. */
struct crowd_files crowd_fits(
    const struct stream *, char *const *path, size_t paths);
/*
 * 1: read; 0: not ordinary, and nothing was taken; -1 with *error.  Behind
 * the last nothing is read into the stream.
 */
int crowd_read(struct stream *, struct crowd_files, bool last, struct error *);

#endif
