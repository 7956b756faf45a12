/*
 * stream.h - the loop that all tools are: pass every line on, feed the
 * folds, print what they derived, and a stage line.
 *
 * Source:  hall-record(5), "Streams".  What is derived again replaces what
 *          was derived before, so T(T(x)) = T(x).
 *
 * A domain owes a stream only its folds.  A fold takes facts one by one in
 * the order of the journal (day, seq), or, for facts that carry no seq, in
 * the order of time, kind, event and bytes at the end of the input.  The
 * same line twice is taken once; a line that a fault names is not taken.
 * An opening line (a fact with seq 0, as carry.in has them) is taken at once
 * and has no identity.  Statements and derived records are taken at once.
 */
#ifndef RECORD_STREAM_H
#define RECORD_STREAM_H

#include "base/error.h"
#include "base/output.h"
#include "record/record.h"
#include "record/row.h"

struct config; /* of the floor beside; a stream only hands it on */

struct stream;

struct fold {
	const char *name;
	const enum kind *eats;  /* ends with KIND_OTHER */
	const enum kind *makes; /* derived kinds that are mine; the same end */
	/* State for one run.  NULL with *error when the configuration lacks
	 * something. */
	void *(*open)(struct stream *, struct error *);
	/*
	 * Whether it eats a kind, besides `eats`: where the configuration
	 * says so.  Asked once for each kind, behind open.  May be NULL.
	 */
	bool (*wants)(const void *state, enum kind);
	/*
	 * Asked about a draft before it is taken, and only then: does it fit
	 * the configuration of today?  What was recorded under another one
	 * is taken all the same.  May be NULL.
	 */
	int (*admit)(void *state, const struct record *, struct complaint *);
	/* 0, or -1 and the complaint: the record becomes a fault. */
	int (*take)(void *state, const struct record *, struct complaint *);
	/*
	 * Print the derived records, in an order of their own that does not
	 * depend on that of the input.  DONE, LOOK (a person must look), or
	 * worse with *error.
	 */
	enum hall_status (*finish)(
	    void *state, struct writer *, struct error *);
	/*
	 * Print what the next day must know: ordinary facts.  NULL: nothing.
	 * Called after all was taken, instead of or beside finish.
	 */
	void (*carry)(void *state, struct writer *);
	/*
	 * Take in the state of another run over other facts, as if they had
	 * been taken here.  A fold that has it does not care in which order
	 * its facts come, so that threads may share a large file.
	 */
	void (*join)(void *state, void *other);
	/*
	 * All that was taken, as bytes: false when it cannot be kept.  recall
	 * takes it into a state that has taken nothing, of the same build
	 * under the same configuration, or says -1 and leaves it half: bytes
	 * come from a file, and anybody may have written that.  They live as
	 * long as the state.  Both or neither; see book/kept.h.
	 */
	bool (*keep)(void *state, struct buffer *);
	int (*recall)(void *state, struct slice);
	void (*close)(void *state);
};

struct stream_options {
	const char *tool;
	const struct fold *const *folds; /* ends with NULL */
	const struct config *config;     /* may be NULL */
	const char *config_digest;       /* for the stage line, or NULL */
	char *const *inputs;             /* files; none: stdin */
	size_t inputs_count;
	/* How they are opened, by whom; NULL: source_open. */
	struct source *(*open)(
	    const void *opener, const char *path, struct error *);
	const void *opener;
	/* Where the passed lines and the derived records go; NULL: nowhere. */
	struct output *output;
	/*
	 * What stream_keep kept of facts before the inputs; empty: nothing.
	 * The inputs then hold none of those again, nor others with a seq of
	 * theirs.  The bytes live as long as the stream.
	 */
	struct slice kept;
	/* Lines to read before the inputs: what other tools derived. */
	struct slice ahead;
	/* Lines to read behind the inputs: corrections of later days. */
	struct slice extra;
	bool only;           /* derived records alone */
	bool strict;         /* stop at the first fault */
	uint64_t faults_max; /* 0: no limit */
	struct slice as_of;  /* empty: the end of the newest business day */
	void *context;       /* the tool's own, for its folds */
	/*
	 * For tools that pass nothing on (hall-report): called for every
	 * record that came in, once each, in the order of the input; may be
	 * NULL.  All stages and faults can be asked for after, too.
	 */
	void (*see)(void *context, const struct record *);
	/*
	 * For threads that share a file: a context of its own, which is
	 * joined to the whole (or not, when one thread must read the file
	 * after all), and its end.
	 */
	void *(*see_begin)(void *context);
	void (*see_join)(void *context, void *part);
	void (*see_end)(void *part);
	/*
	 * How many may read: a large file together where the folds allow it,
	 * the blocks of an archive ahead where not.  0 and 1: no others.
	 */
	unsigned threads;
	bool no_stage;     /* print no stage line */
	bool quiet_faults; /* do not say faults on stderr */
};

/*
 * Run the whole of it.  The worst status of the input's stages, the faults
 * that are not mended and the folds.  With *error set when SYSTEM or USAGE.
 */
enum hall_status stream_run(const struct stream_options *, struct error *);

/* What a fold may ask its stream, from open on. */
const struct config *stream_config(const struct stream *);
void *stream_context(const struct stream *);
/*
 * From the first record on: the stream was loaded, so that more than finish
 * may be asked of a fold: what it carries, what a verb wants to know.  In a
 * run a fold need not keep what only that would use.
 */
bool stream_is_loaded(const struct stream *);
/* From finish on: the newest business day that was read, or DATE_NONE. */
int32_t stream_day(const struct stream *);
/* From finish on: the time of judgement; the end of that day. */
bool stream_as_of(const struct stream *, struct moment *);
/*
 * From finish on: a fault about a record that was taken earlier and kept
 * (record_keep): a void of nothing, say.
 */
void stream_fault(
    struct stream *, const struct record *, const struct complaint *);
/*
 * From finish on: a fault about a line of a file that is not part of the
 * stream (of a bank, say); the fault holds the line.  The record needs a
 * line, a place and its kind in field[0].  A fault that came in already is
 * not told again.
 */
void stream_fault_line(
    struct stream *, const struct record *, const struct complaint *);
/*
 * From finish on: a fold has written so many facts (not derived records),
 * which count as lines of the stream as they will when they come in again.
 */
void stream_wrote(struct stream *, uint64_t lines);
/* How many fault records there are, mended ones too; see below. */
size_t stream_faults(const struct stream *);
/* The stage lines that passed, in order (those of this tool too). */
size_t stream_stages(const struct stream *);
const struct record *stream_stage_at(const struct stream *, size_t n);
/* Kept fault records (kind fault), mended ones too, until the stream ends. */
const struct record *stream_fault_at(
    const struct stream *, size_t n, bool *mended);

/*
 * Take the lines of files into folds without printing: how a recording verb
 * learns the state of the day.  The folds' states come back in states[],
 * to be closed by the caller with stream_release.
 */
struct stream *stream_load(const struct stream_options *, struct error *);
void *stream_state(const struct stream *, const struct fold *);
/* Take one more record (a draft that is about to be appended). */
int stream_take(struct stream *, const struct record *, struct complaint *);
/* Let the folds print; then what stream_run would return. */
enum hall_status stream_finish(
    struct stream *, struct writer *, struct error *);
void stream_carry(struct stream *, struct writer *);
/* All folds can keep what they took. */
bool stream_keeps(const struct fold *const *folds);
/* Of a loaded stream; false when it cannot be kept: a fault is there, say. */
bool stream_keep(const struct stream *, struct buffer *);
void stream_release(struct stream *);

#endif
