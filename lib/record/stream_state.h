/*
 * stream_state.h - the inside of a stream, for the files that make it up.
 */
#ifndef RECORD_STREAM_STATE_H
#define RECORD_STREAM_STATE_H

#include "record/stream.h"
#include "record/stretch.h"

struct stream {
	struct stream_options o;
	bool loaded; /* not run: folds are asked for more than finish */
	size_t folds, opened;
	void **state;             /* one for each fold */
	bool (*eats)[KIND_COUNT]; /* the same */
	bool eaten[KIND_COUNT];   /* by any of them */
	bool mine[KIND_COUNT];
	struct faults *faults;
	struct order *order;
	struct headings *headings;
	struct writer *writer;
	struct row row; /* for faults and the stage line */
	struct complaint complaint;
	struct arena arena; /* what lives as long as the stream */
	const struct record **stage;
	size_t stages, stages_size;
	uint64_t lines; /* that were passed on, faults and stages apart */
	enum hall_status worst; /* of the stages before */
	long long told_faults;  /* the most that one of them told of */
	struct stretch stretch; /* of the record in hand */
	uint32_t noted;         /* the last of which all was noted */
	/* The newest business day, as a number and as it stood. */
	int32_t day;
	char day_text[DATE_TEXT_SIZE];
	size_t day_length;
	/* Where it ends: of several offsets, that in which it ends last. */
	bool has_offset;
	int32_t offset_seconds;
};

/*
 * The record that a correction puts in place: its own columns from the
 * line, the journal's columns from the correction.
 */
int replacement_parse(struct slice line, const struct record *correct,
    struct arena *, struct record *, struct complaint *);

/* An input, by the opener of the options when there is one. */
struct source *stream_open(
    const struct stream *, const char *path, struct error *);

/* A fact of the newest business day has this offset from UTC. */
void stream_note_offset(struct stream *, int32_t offset_seconds);

/* What stream_keep wrote; false: it is none of this stream's. */
bool stream_recall(struct stream *, struct slice);

/* A stream with its folds open that has read nothing yet. */
struct stream *stream_begin(const struct stream_options *, struct error *);

/* stream_take.c: what becomes of one record, one heading, one bad line. */
int stream_take_record(struct stream *, struct record *, struct error *);
void stream_take_heading(struct stream *, const struct record *);
/* A fact whose turn has come.  -1 with the complaint. */
int stream_take_turn(
    struct stream *, const struct record *, struct complaint *);
void stream_make_fault(struct stream *, const struct record *,
    const struct complaint *, bool replace);
/* True with *error when --strict or --max-faults ends the run. */
bool stream_too_many(const struct stream *, struct error *);

#endif
