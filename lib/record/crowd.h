/*
 * crowd.h - one large file read by several threads.
 *
 * The file is cut into pieces at line ends; each thread takes pieces into a
 * stream of its own, and the streams are joined at the end.  That gives the
 * bytes that one thread would give only while the file is ordinary: no
 * faults, corrections or stages, every fact with a seq of its own.  What is
 * not ordinary is read again by one thread, which knows what to do with it.
 */
#ifndef RECORD_CROWD_H
#define RECORD_CROWD_H

#include "record/stream_state.h"

/* Files under this size are not worth a thread; archives hold more. */
#define CROWD_BYTES_MIN (4 << 20)
#define CROWD_PACKED_MIN (1 << 20)

/* True when the stream's folds and the file allow it. */
bool crowd_fits(const struct stream *, const char *path);
/* 1: read; 0: not ordinary, and nothing was taken; -1 with *error. */
int crowd_read(struct stream *, const char *path, struct error *);

#endif
