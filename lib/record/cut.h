/*
 * cut.h - a line into its fields: the reference way by libcsv, and the fast
 * way for lines without a quote.  They agree on every line without one.
 */
#ifndef RECORD_CUT_H
#define RECORD_CUT_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/slice.h"

/*
 * Cut a line without quotes at its commas.  The count of fields, of which
 * at most `max` are stored: a larger count says that there were more.
 */
size_t cut_plain(struct slice line, struct slice *field, size_t max);

/*
 * Cut any line by libcsv in strict mode; unquoted fields live in the arena.
 * 0 when a quote is open or astray, else the count as in cut_plain.
 */
size_t cut_quoted(
    struct slice line, struct slice *field, size_t max, struct arena *arena);

/*
 * The same for a line with a quote that stands cut at each of its commas
 * already, part i in base[start[i] .. start[i + 1] - 1): only from the part
 * of the first quote to that of the last is there anything for libcsv to
 * see.  There is room for as many fields as there are parts.
 */
size_t cut_around_quotes(struct slice line, const char *base,
    const uint32_t *start, size_t parts, struct slice *field,
    struct arena *arena);

/* Forget libcsv's parser (for leak checkers). */
void cut_release(void);

#endif
