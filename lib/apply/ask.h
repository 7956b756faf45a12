/*
 * ask.h - what the verbs share that ask and change nothing.
 *
 * Shape:   the folds' view of the open day (or of the newest one that is
 *          closed), the time of judgement, and where the answer goes.
 * Owner:   ask_begin makes, ask_end ends, and is called in any case.
 */
#ifndef APPLY_ASK_H
#define APPLY_ASK_H

#include "apply/clock.h"

#include "apply/state.h"
#include "base/grid.h"
#include "book/filter.h"

struct question {
	struct filter filter; /* first: folds ask for it */
	struct config *own;   /* read outside a book */
	struct apply *apply;
	struct stream *stream;
	struct output *output;
	struct moment as_of;
	int32_t day;
	struct grid grid;
	struct error error;
};

/* Now, or --as-of. */
extern const struct cli_option apply_ask_options[];

int ask_begin(struct question *, struct cli *);
/* The configuration and the output alone: what needs no day, nor a book. */
int ask_begin_config(struct question *, struct cli *);
enum hall_status ask_end(struct question *, int result, enum hall_status);
/* The case that the first operand names. */
int ask_case(struct question *, struct matter **);

/*
 * Columns: cells, then the end of their row.  There are as many as in the
 * first row, or as ask_columns says; shorter rows are filled up.
 */
void ask_columns(struct question *, size_t columns);
void ask_cell(struct question *, struct slice);
void ask_text(struct question *, const char *);
void ask_format(struct question *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void ask_row(struct question *);
/* With so many blanks before each line; the columns are empty again. */
void ask_print(struct question *, size_t indent);
/* A line of words, of which nothing steers a terminal. */
void ask_say(struct question *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* "2026-11-02 09:20", and 24:00 for the last second of a day. */
void ask_time(struct buffer *, const struct zone *, int64_t utc_seconds);
/* "7 working days", with "(assumed)" where that is so. */
void ask_limit(struct buffer *, struct limit, bool assumed);
/* "2 h 10 min" of seconds. */
void ask_seconds(struct buffer *, int64_t seconds);

#endif
