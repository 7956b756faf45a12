/*
 * journal_state.h - a journal between begin and commit; for lib/book alone.
 */
#ifndef BOOK_JOURNAL_STATE_H
#define BOOK_JOURNAL_STATE_H

#include "book/fact.h"
#include "book/hold.h"
#include "book/journal.h"

/* A fact that waits for the commit. */
struct pending {
	struct record record;
	/* To take it back. */
	uint64_t seq_before;
	char chain_before[CHAIN_SIZE];
	uint64_t *ids;
	uint64_t ids_before;
};

/* Facts that were recorded under the same --key. */
struct replay {
	struct walk walk;
	struct record *record;
	size_t count;
};

struct journal {
	struct book *book;
	struct journal_options options;
	struct hold hold;
	char day_text[DATE_TEXT_SIZE];
	char login[LOGIN_SIZE];
	struct who who;
	struct moment time;
	struct stamp stamp;
	struct forms forms;
	struct arena arena;   /* lines and fields of what is pending */
	struct arena scratch; /* for parsing one line */
	struct buffer line;
	struct pending *pending;
	size_t count, size;
	struct map *ids; /* "P20261102-" to the last number used, boxed */
	struct replay replay;
};

/* ids.c: an id that was taken counts; where to undo it comes back. */
uint64_t *ids_note(struct journal *, struct slice id, uint64_t *before);
void ids_release(struct journal *);

/* replay.c */
int replay_begin(struct journal *, struct error *);
void replay_release(struct replay *);
/* 0 when what waits is what was recorded; USAGE otherwise. */
int replay_compare(const struct journal *, struct error *);

/* journal_add_record, with what is wrong as a code. */
int journal_try_record(struct journal *, const struct record *,
    struct record *draft, struct complaint *);

/* "column: sentence", or the sentence alone, behind `where` when given. */
int error_of_complaint(struct error *, enum hall_status, const char *where,
    const struct complaint *);

#endif
