/*
 * hold.h - the open day's journal, locked and whole.
 *
 * Shape:   the file's bytes in memory, up to the last whole line.
 * Source:  hall-record(5), "Journals".
 * Owner:   hold_take makes, hold_release unlocks; texts live as long.
 *
 * DAY/journal.lock is what is locked: it stays when the journal goes.  Its
 * first line says who holds it.  The second is there
 *   - during a commit of several lines, "append FROM TO": where the journal
 *     ended before, so that the half of such a commit can be told from facts;
 *   - after bytes that the disk did not confirm and that could not be taken
 *     back, "doubt FROM": they are set aside, whole lines or not.
 */
#ifndef BOOK_HOLD_H
#define BOOK_HOLD_H

#include "book/inside.h"
#include "book/kept.h"
#include "book/tail.h"

#define NOTE_SIZE 512

/* What stood in the lock file: bytes from..to are not confirmed. */
struct intent {
	size_t from, to; /* to: 0 when there is none, SIZE_MAX for a doubt */
};

struct hold {
	const struct book *book;
	int32_t day;
	bool dry_run; /* no lock, nothing written */
	int lock;
	int fd;
	struct intent intent;
	char name[DAY_NAME_SIZE];
	char *path;
	/*
	 * Where something was kept, the text begins with the headings that
	 * were in force there: byte n of it is byte n + shift of the file.
	 */
	struct kept *kept; /* or NULL: the text is the whole file, shift 0 */
	size_t shift;
	char *text;
	size_t length;
	size_t file_length; /* more than length in a dry run's torn journal */
	struct walk walk;   /* at its end: the headings in force */
	struct tail tail;
	char note[NOTE_SIZE]; /* for a person, or empty */
};

/* `keeper`: the tool whose kept folds may stand for the journal, or NULL. */
int hold_take(struct hold *, const struct book *, const char *keeper,
    bool dry_run, struct error *);
void hold_release(struct hold *);
/* From now on nothing stands for the journal: the text is all of it. */
int hold_whole(struct hold *, struct error *);
/* A walk from the beginning of so much of the text, and what is known there. */
void hold_walk(
    const struct hold *, size_t length, struct walk *, struct tail *);
/* No fact of the text is one of those before it: they follow each other. */
bool hold_follows(const struct hold *);
/* Enough has come since the folds were kept last. */
bool hold_wants_keeping(const struct hold *);
/* Keep what the folds took of the journal, if its facts follow each other. */
void hold_keep(const struct hold *, const char *keeper, struct slice folds);
/* The last numbers of this day's ids, behind those that were kept. */
void ids_collect(const struct hold *, struct buffer *);
/* Go back to a journal of that length, in memory. */
int hold_rewind(struct hold *, size_t length, struct error *);
/*
 * Append durably, all or nothing.  `several`: it holds more than one fact.
 * On -1 the journal is as it was, unless the error says that this is in
 * doubt.
 */
int hold_append(
    struct hold *, struct slice bytes, bool several, struct error *);

#endif
