/*
 * beneath.h - opening files beneath a directory and nowhere else.
 *
 * Every part of a name is opened by itself with O_NOFOLLOW, so that a link
 * that somebody put into a shared directory leads nowhere, and ".." is no
 * part of a name.
 * Errors:  -1 and errno; ELOOP for a symbolic link, EINVAL for a name that
 *          leads out, EISDIR and ENXIO as they come.
 */
#ifndef BASE_BENEATH_H
#define BASE_BENEATH_H

#include <stdbool.h>
#include <sys/types.h>

/*
 * Take "." and "x/.." out of a name, in place: without links that is what
 * they mean.  False for one that leads out, or has an empty part.
 */
bool beneath_tidy(char *name);
/* The directory that holds the name, to be closed, and the last part. */
int beneath_parent(int root, const char *name, const char **last);
/* Never waits for a FIFO.  The mode counts with O_CREAT. */
int beneath_open(int root, const char *name, int flags, mode_t mode);
/* One part of a name, a directory. */
int beneath_directory(int directory, const char *name);

#endif
