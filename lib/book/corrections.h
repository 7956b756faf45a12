/*
 * corrections.h - what later days say of a day's faults.
 *
 * A fault of a closed day is mended by a fact of a later one.  Whoever looks
 * at the day again must know, though the day itself does not change.
 */
#ifndef BOOK_CORRECTIONS_H
#define BOOK_CORRECTIONS_H

#include "base/buffer.h"
#include "book/book.h"

/*
 * Append to *lines the `correct` facts of days after `date`, with their
 * headings, that name a fault of `date`, recorded that day or found when it
 * was folded or reconciled: for stream_options.extra.  Nothing when that day
 * has no fault.  -1 when a day cannot be read.
 */
int book_later_corrections(
    const struct book *, int32_t date, struct buffer *lines, struct error *);

#endif
