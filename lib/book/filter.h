/*
 * filter.h - a tool without a verb: options, book, stream, output.
 */
#ifndef BOOK_FILTER_H
#define BOOK_FILTER_H

#include "base/cli.h"
#include "book/book.h"
#include "record/stream.h"

/* What a filter knows of its book; the stream's context begins with it. */
struct filter {
	struct cli *cli;
	struct book *book; /* NULL outside one */
	const struct config *config;
	void *context; /* the tool's own */
};

/* From a stream, in a fold: the filter that runs it. */
struct filter *filter_of(const struct stream *);

/*
 * What --as-of says, in the hall's zone, as records have it.  USAGE when it
 * is no time.
 */
int filter_as_of(const struct config *, const char *text,
    char formatted[MOMENT_TEXT_SIZE], struct error *);

/*
 * Run the folds over the operands (or --day DAY of the book, or stdin) and
 * write to -o or stdout.  The whole of main for a plain filter.
 */
enum hall_status filter_run(
    struct cli *, const struct fold *const *folds, void *context);

#endif
