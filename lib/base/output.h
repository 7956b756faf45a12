/*
 * output.h - where records and reports go: stdout, or a file that appears
 * whole or not at all.
 *
 * Owner:   output_open makes, output_close or output_abandon ends.
 * Errors:  a write that fails is remembered; output_close tells it.  For -o
 *          the bytes go to a temporary file beside the target, then fsync
 *          and rename; on any failure the target is as it was.
 */
#ifndef BASE_OUTPUT_H
#define BASE_OUTPUT_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/slice.h"

struct output;

/* path NULL or "-": stdout.  NULL with *error when it cannot be made. */
struct output *output_open(const char *path, struct error *);
/* Into memory: the caller's buffer is whole after output_close. */
struct output *output_to(struct buffer *);
void output_write(struct output *, const char *text, size_t length);
void output_slice(struct output *, struct slice);
/* The same and a LF. */
void output_line(struct output *, struct slice);
void output_text(struct output *, const char *text);
void output_format(struct output *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Hand on what is buffered: before waiting for input of a terminal. */
void output_flush(struct output *);
/* Flush, check, and put the file in place.  Frees; -1 when it failed. */
int output_close(struct output *, struct error *);
/* Leave nothing behind.  Frees. */
void output_abandon(struct output *);
/* All there is to say at once: opened, written and closed. */
int output_whole(const char *path, struct slice text, struct error *);

#endif
