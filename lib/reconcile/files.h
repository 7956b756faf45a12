/*
 * files.h - the statement files that a book has received: its file facts.
 *
 * Shape:   newest last; the file itself is kept in the directory of the day
 *          on which it arrived, DAY/files/NAME.
 * Owner:   the arena given.
 */
#ifndef RECONCILE_FILES_H
#define RECONCILE_FILES_H

#include "base/arena.h"
#include "book/book.h"

struct file_fact {
	struct slice id;
	struct slice source;
	struct slice name;
	struct slice sha256;
	int32_t from; /* the dates of its rows */
	int32_t to;
	int32_t day; /* on which it arrived */
};

struct file_facts {
	struct file_fact *list;
	size_t count;
};

/* Those that arrived on that day or later. */
int files_load(const struct book *, int32_t since, struct arena *,
    struct file_facts *, struct error *);
/* The place of the file, in the arena; NULL when its name leads elsewhere. */
char *file_path(const struct book *, const struct file_fact *, struct arena *,
    struct error *);
/* That the file is still what it was; DATA when it was changed. */
int file_check(const struct book *, const char *path, const struct file_fact *,
    struct error *);
/* A name that is a file's alone: no directories, nothing hidden. */
bool file_name_plain(struct slice name);

#endif
