/*
 * book.h - a hall's book: the directory with its days.
 *
 * Shape:   hall.yaml; DAY/journal.csv (the open day), DAY/carry.in,
 *          DAY/files/; DAY.bgz DAY.seal DAY.part (a closed day); DAY.recon
 *          and DAY.open (its reconciliation, made the next morning);
 *          config/SHA256.yaml; checkpoint; keys/.
 * Source:  hall(7), "The book".
 * Owner:   book_open makes, book_close frees; texts live as long.
 * Errors:  NULL or -1; USAGE for no book, a bad configuration, a wrong day;
 *          SYSTEM for disk and locks.
 */
#ifndef BOOK_BOOK_H
#define BOOK_BOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/error.h"
#include "config/config.h"

struct cli;
struct book;
struct source;

/*
 * -C DIR, else $HALL_BOOK, else the nearest parent that holds hall.yaml;
 * -c FILE names another configuration.  `must` false: NULL without an
 * error (status HALL_DONE) when there is no book: filters work without one.
 * A directory that was named and is no book is an error always.
 */
struct book *book_open(
    const char *directory, const char *config_file, bool must, struct error *);
void book_close(struct book *);
const char *book_path(const struct book *);
const struct config *book_config(const struct book *);
const char *book_hall(const struct book *); /* hall.id */

/*
 * A day is closing from its `day closed` fact (or archive) to its seal;
 * nothing more is recorded in it.
 */
enum day_state { DAY_NONE, DAY_OPEN, DAY_CLOSING, DAY_CLOSED };

/* The open day, or DATE_NONE; USAGE error when several are open. */
int book_open_day(const struct book *, int32_t *date, struct error *);
int book_day_state(
    const struct book *, int32_t date, enum day_state *, struct error *);
/* All days, ascending; the array lives in the arena.  NULL with *error. */
int32_t *book_days(
    const struct book *, struct arena *, size_t *count, struct error *);
/* The newest closed day, or DATE_NONE. */
int book_last_closed(const struct book *, int32_t *date, struct error *);
/* "BOOK/2026-11-02" and a name: "/journal.csv", ".bgz"; in the arena. */
char *book_day_path(
    const struct book *, int32_t date, const char *rest, struct arena *);
/*
 * The files that hold the facts of a day, in order: carry.in when there is
 * one, then the journal or the archive.  For stream_options.inputs.
 */
int book_day_inputs(const struct book *, int32_t date, struct arena *,
    char ***inputs, size_t *count, struct error *);
/*
 * Modes: share: group makes 0660/2770, so that what is made in a directory
 * belongs to its group, else 0600/0700; less the umask.
 */
unsigned book_file_mode(const struct book *);
unsigned book_directory_mode(const struct book *);
/*
 * 1: there is such a name, whatever it is; 0: there is none; -1 with *error:
 * the disk does not say.  Never take one for the other: a day that cannot be
 * seen is not a day that is missing.
 */
int book_has(const struct book *, const char *relative, struct error *);
/*
 * Open a file of the book beneath its directory; refuses symbolic links.
 * -1 with *error.
 */
int book_open_file(
    const struct book *, const char *relative, int flags, struct error *);
/*
 * The same for reading, by a path as book_day_path makes it; NULL with
 * *error.
 */
struct source *book_source(
    const struct book *, const char *path, struct error *);
/* The inputs of a stream are files of the book. */
struct stream_options;
void book_opens(const struct book *, struct stream_options *);
/* A descriptor instead of a source. */
int book_open_path(const struct book *, const char *path, struct error *);
/* Make a directory of the book, durably; one that is there is fine. */
int book_make_directory(
    const struct book *, const char *relative, struct error *);
/* Write a file of the book by temporary name, fsync, rename. */
int book_put_file(const struct book *, const char *relative,
    struct slice content, struct error *);
/* Rename within one directory of the book, and remove: durably. */
int book_rename_file(
    const struct book *, const char *relative, const char *to, struct error *);
int book_remove_file(const struct book *, const char *relative, struct error *);
/*
 * Remove what book_put_file left when it was killed: .NAME.PID.  For a
 * caller whose lock keeps out all who write that file.
 */
void book_sweep_file(const struct book *, const char *relative);
/* What tools kept of an open day for themselves (kept.h) goes. */
void book_forget_kept(const struct book *, int32_t date);
/* The lock of the whole book, for closing; waits `seconds`, then SYSTEM
 * and who holds it.  Returns a descriptor. */
int book_lock(const struct book *, unsigned seconds, struct error *);
void book_unlock(int lock);
/* Somebody holds it now: a day is being closed. */
bool book_is_locked(const struct book *);

/*
 * The language that the configuration of the book wants, when there is one:
 * for cli_tool.
 */
void book_language(const struct cli *);
/*
 * USAGE when a name given with -o leads to a file that a book's facts or
 * proofs stand in: no report may take the place of a journal.
 */
int book_check_output(const char *path, struct error *);
/*
 * What commands share: the book from -C and -c, the language of the
 * configuration unless --lang was given.  *book is NULL outside one.
 */
int book_from_cli(
    const struct cli *, bool must, struct book **, struct error *);

#endif
