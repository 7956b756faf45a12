/*
 * journal.h - appending facts to the open day.
 *
 * Shape:   DAY/journal.csv; each fact ends in day,shift,seq,entered,login,
 *          key,chain.  chain = 32 hex digits of SHA-256 over the chain before
 *          (32 hex digits; the book's first is 32 zeros; a day begins with
 *          the last chain of the day before), LF, the heading in force with
 *          its '#', LF, and the line up to and with the comma before chain.
 * Source:  hall-record(5), "Journals".
 * Owner:   journal_begin locks, journal_commit or journal_abandon unlocks.
 * Errors:  USAGE: no open day, the clock stands before the tail, the open
 *          day is not today and no --at, key used with other content;
 *          DATA: a journal that was edited; SYSTEM: lock, disk.
 *
 * One commit is one write(2) and one fdatasync: all facts or none, also
 * after a power cut (DAY/journal.lock notes the old length of a commit of
 * several facts).  A torn tail is moved to DAY/journal.torn-N, said, and the
 * journal goes on.
 */
#ifndef BOOK_JOURNAL_H
#define BOOK_JOURNAL_H

#include "book/book.h"
#include "book/who.h"
#include "record/row.h"
#include "record/stream.h"

#define JOURNAL_LOCK_SECONDS 10

struct journal;

/* How a fact is recorded: from -n --at --reason --key --staff --shift. */
struct journal_options {
	bool dry_run;
	const char *at;     /* or NULL */
	const char *reason; /* a must with at */
	const char *key;    /* or NULL */
	const char *staff;  /* or NULL */
	const char *shift;
	/* The fact closes the day: that may happen on a later date. */
	bool closing;
	/* The tool that keeps its folds beside the journal, or NULL. */
	const char *keeper;
};

void journal_options_from_cli(const struct cli *, struct journal_options *);

struct journal *journal_begin(
    struct book *, const struct journal_options *, struct error *);
/* Unlock and forget what was not committed.  NULL is fine. */
void journal_abandon(struct journal *);

int32_t journal_day(const struct journal *);
/* The time of the fact: now, or --at. */
struct moment journal_time(const struct journal *);
struct moment journal_entered(const struct journal *);
const struct who *journal_who(const struct journal *);
/*
 * The files to load for the state of the day: carry.in and the journal; not
 * with a keeper.
 */
int journal_inputs(
    struct journal *, struct arena *, char ***inputs, size_t *count);
/* The journal among a stream's inputs is as it was locked, in memory. */
void journal_opens(const struct journal *, struct stream_options *);
/*
 * Both as a stream with these options and no inputs yet: from what the keeper
 * kept of them, where that fits, and the facts behind; and keep it in turn
 * when many have come since.
 */
struct stream *journal_load(
    struct journal *, struct stream_options *, struct arena *, struct error *);
/*
 * What a person should be told: that a torn tail was set aside.  NULL when
 * there is nothing to tell.  Good as long as the journal.
 */
const char *journal_note(const struct journal *);

/*
 * When --key was used before, in the open day or the newest closed one, the
 * journal stands as it stood before the facts that were recorded under it:
 * the verb decides once more what it decided then, and journal_commit
 * compares.  So what is compared is what the caller gave, and not what
 * followed from it.
 */

/*
 * Add a fact: the row's own columns are the caller's; id, time, hall and
 * staff are filled when empty; the tail is filled always.  With --at, the
 * reason goes into the column `reason`, which a kind that has none gets
 * before the tail.  The finished record comes back in *draft (until commit
 * or abandon) so that a fold can judge it with stream_take.
 */
int journal_add(
    struct journal *, struct row *, struct record *draft, struct error *);
/*
 * Add a record as it was read elsewhere (post): its columns are kept by
 * name, unknown ones too (a heading of their own is written), an empty time
 * is now.
 */
int journal_add_record(struct journal *, const struct record *,
    struct record *draft, struct error *);
/* Forget the fact that was added last: the folds refused it. */
void journal_take_back(struct journal *);
size_t journal_added(const struct journal *);
/*
 * Append what was added, all or none, durably, and print it on `output`
 * (headings too).  The same --key again prints the first facts and appends
 * nothing; the same key with other content is USAGE.  Frees the journal.
 */
int journal_commit(struct journal *, struct output *, struct error *);

/*
 * What closing needs: open a day that was never open, continuing a chain
 * (NULL: the book's first).  The journal appears whole, with its `day open`
 * fact in it, or not at all.  USAGE when it is there already.
 */
int journal_create_day(
    struct book *, int32_t date, const char *chain, struct error *);

/*
 * Check every line of a journal (or archive) against seq and chain, and the
 * chain's beginning against chain_before (NULL: 32 zeros, the book's first).
 * 0 and the last chain; -1 with DATA "FILE:LINE: …" at the first that does
 * not agree.  A last line without LF is such a one.  The source is closed;
 * NULL: -1, so that an open may be put in.
 */
struct journal_sum {
	uint64_t records;
	uint64_t bytes;
	uint64_t line;        /* the last one read; after -1, the one told */
	char chain_first[33]; /* before the first line */
	char chain_last[33];
	struct moment last_entered;
};
int journal_verify(struct source *, const char *chain_before,
    struct journal_sum *, struct error *);
/*
 * The same of bytes that somebody else reads, in pieces; behind the first
 * line that does not agree they count no more.  journal_check_end frees.
 */
struct journal_check;
struct journal_check *journal_check_new(
    const char *name, const char *chain_before);
void journal_check_add(struct journal_check *, struct slice bytes);
int journal_check_end(
    struct journal_check *, struct journal_sum *, struct error *);

/*
 * For the generator of days: a journal written as journal_add would, into
 * any file, without locks, clocks and syncs.
 */
struct journal_maker;
struct journal_maker *journal_maker_new(
    struct output *, const char *day, const char *chain);
void journal_maker_add(struct journal_maker *, struct row *,
    struct moment entered, const char *login);
/* The last chain, 32 hex digits, until the maker is freed. */
const char *journal_maker_chain(const struct journal_maker *);
void journal_maker_free(struct journal_maker *);

/*
 * P20261102-0007: the next free id of a prefix in the open day, behind all
 * that the journal holds and that were added.  A prefix is at most 12 bytes
 * long.
 */
#define JOURNAL_ID_SIZE 40
void journal_next_id(
    struct journal *, const char *prefix, char id[JOURNAL_ID_SIZE]);
/* The prefix that ids of a kind begin with when journal_add makes them. */
const char *journal_prefix(enum kind);

#endif
