/*
 * reader.h - from bytes to records, headings and faults.
 *
 * Source:  hall-record(5).  libcsv in strict mode reads every line with a
 *          quote; a line without one is cut at its commas.
 * Owner:   reader_new makes, reader_free frees; a record is good until the
 *          next reader_next, its heading as long as the registry.
 */
#ifndef RECORD_READER_H
#define RECORD_READER_H

#include "record/record.h"
#include "record/source.h"

struct reader;

/*
 * Every heading that was read, once each, so that kept records may point to
 * theirs long after the reader is gone.
 */
struct headings;

struct headings *headings_new(void);
void headings_free(struct headings *);
/* NULL with a complaint when it is none, or there are too many. */
const struct heading *headings_add(
    struct headings *, struct slice line, struct complaint *);

enum reader_event {
	READER_END,
	READER_RECORD,
	READER_HEADING, /* record->heading is the new one, line its text */
	READER_FAULT,   /* the line cannot be read; see reader_complaint */
	READER_FAILED,  /* the world broke; see reader_error */
};

/*
 * Headings go to the registry and live as long as that; NULL: as long as
 * the reader.  The source stays the caller's.
 */
struct reader *reader_new(struct source *, struct headings *);
/*
 * A reader without a source (NULL) reads pieces: whole lines, borrowed, with
 * SCAN_BLOCK bytes behind them that are overwritten, and the headings that
 * are in force where they begin.
 */
void reader_piece(struct reader *, char *text, size_t size,
    const struct heading *const *force, size_t count);
void reader_free(struct reader *);
/* Take no short cuts: the reference that the fast way must equal. */
void reader_slowly(struct reader *);
enum reader_event reader_next(struct reader *, struct record *);
/*
 * Call for each record of a source, which is closed; faults are left out.
 * -1 with *error; also for NULL, so that an open may be put in.
 */
int reader_each(struct source *,
    void (*call)(void *context, const struct record *), void *context,
    struct error *error);
/*
 * What is wrong with the line: record->line and place are set.  Codes:
 * quote (open or stray quote), ragged (more or fewer fields than columns),
 * utf8, nul, cr (a CR inside), heading (no or bad heading), kind (no name
 * of a kind), long (over a limit), cut (an unterminated last line that is
 * not whole).
 */
const struct complaint *reader_complaint(const struct reader *);
const struct error *reader_error(const struct reader *);

/*
 * Parse one line with the heading given, as a reader would; for replacement
 * lines and appended facts.  Fields live in the arena.  -1 with *complaint.
 */
int record_parse(struct slice line, const struct heading *, struct arena *,
    struct record *, struct complaint *);
/* Make a heading from "payment,id,time,…" (a leading '#' is allowed). */
struct heading *heading_parse(
    struct slice line, struct arena *, struct complaint *);
/* The standard heading of a kind, all its columns. */
const struct heading *heading_standard(enum kind);

#endif
