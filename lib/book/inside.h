/*
 * inside.h - what the files of lib/book share and nobody else sees.
 *
 * Shape:   names inside a book are relative to its directory and are opened
 *          beneath it: no "..", no symbolic link, on any level.
 */
#ifndef BOOK_INSIDE_H
#define BOOK_INSIDE_H

#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "base/buffer.h"
#include "base/pause.h"
#include "book/book.h"
#include "book/login.h"

struct book {
	char *path;
	int directory; /* open: what the names are relative to */
	struct config *config;
	char *hall;
	bool shared;
};

/* True when the directory holds a hall.yaml; else errno says why not. */
bool book_is_at(const char *path);

/* "2026-11-02/journal.csv", ".bgz" behind the date, and so on. */
#define DAY_NAME_SIZE 64
void day_name(int32_t date, const char *rest, char name[DAY_NAME_SIZE]);

/* -1 and errno; ELOOP for a symbolic link, EISDIR and ENXIO as they come. */
int inside_open(const struct book *, const char *relative, int flags);
/* The directory that holds the name, and the name's last part. */
int inside_parent(const struct book *, const char *relative, const char **last);
/* "BOOK/relative", for messages and for readers; from malloc. */
char *inside_path(const struct book *, const char *relative);
/* fsync(2), fdatasync(2), ftruncate(2), whatever signals come; -1 and errno. */
int sync_all(int fd);
int sync_data(int fd);
int cut_at(int fd, size_t length);
/* Write it all, whatever the pieces; -1 and errno. */
int write_all(int fd, const char *text, size_t length);
/* The whole of a file; *text is NUL-terminated, from malloc. */
int read_all(int fd, char **text, size_t *length);
/* From a place on, behind a text that is copied before it. */
int read_behind(
    int fd, uint64_t from, struct slice before, char **text, size_t *length);
/*
 * Remove those entries of a directory that `goes` says yes to; it is closed,
 * and -1 is none.
 */
void inside_sweep(int directory,
    bool (*goes)(const char *entry, const char *name), const char *name);

/*
 * The facts of the newest closed day, unpacked: what is done twice within a
 * day's turn is found there.  1 with *date and the text, 0: no day is
 * closed, -1.
 */
int last_archive(
    const struct book *, int32_t *date, struct buffer *, struct error *);

/*
 * A lock file and its descriptor: waits at most *wait_milliseconds, which
 * becomes what is left.  -1 with *error that says who holds it.
 */
int lock_take(const struct book *, const char *relative,
    unsigned *wait_milliseconds, struct error *);
/* Somebody else holds it now. */
bool lock_is_held(const struct book *, const char *relative);
/*
 * "PROCESS LOGIN TOOL SINCE", LF, and a second line, or NULL; -1 and errno.
 * Whoever waits in vain is told what the first line says.
 */
#define LOCK_TEXT_SIZE 512
int lock_write(const struct book *, int lock, const char *second);
int lock_read(int lock, char text[LOCK_TEXT_SIZE]);

#define BOOK_LOCK "lock"

#endif
