/*
 * faults.h - the faults of one stream: those that came in, those that are
 * made, and which of them a correction mended.
 *
 * Source:  hall-record(5), "Faults".
 */
#ifndef RECORD_FAULTS_H
#define RECORD_FAULTS_H

#include "record/record.h"
#include "record/row.h"

struct faults;

struct faults *faults_new(const char *tool);
void faults_free(struct faults *);

/*
 * A fault record that came in.  True when it is passed on: one of this
 * tool's own about a line that stands in the stream is made again instead,
 * and only its file and line are remembered.
 */
bool faults_see(struct faults *, const struct record *);
/* True when a fault that was seen names this line. */
bool faults_name(const struct faults *, const struct record *);
/* True when it can be true of any line. */
bool faults_name_lines(const struct faults *);
/*
 * True when a fault of this tool about a line of another file (which it
 * holds) came in: the same line of that file is not told again.
 */
bool faults_passed(
    struct faults *, const struct record *, const struct complaint *);
/*
 * Make a fault of a complaint; `replace`: the line is not passed on, so
 * that the fault holds it.  The row is ready for the writer.
 */
void faults_make(struct faults *, const struct record *,
    const struct complaint *, bool replace, struct slice day, struct row *);
/* A correction of what this digest or id names. */
void faults_mend(struct faults *, struct slice of);

/*
 * What corrections mended, as bytes, and back: false where there are faults,
 * and for bytes that are none of these.
 */
bool faults_keep(const struct faults *, struct buffer *);
bool faults_recall(struct faults *, struct slice *);

size_t faults_count(const struct faults *); /* all */
size_t faults_open(const struct faults *);  /* not mended */
/* How many were made here: for --max-faults and --strict. */
size_t faults_made(const struct faults *);
const struct record *faults_at(const struct faults *, size_t n, bool *mended);

#endif
