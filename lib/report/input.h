/*
 * input.h - where a report's records come from.
 *
 * Shape:   operands are files, "-" is stdin.  Without operands: stdin when
 *          something comes out of it, else the day of the book (--on, or
 *          the last that was closed): what was folded and reconciled, what
 *          was carried in, the facts, and what later days corrected.  A
 *          report over several days reads those of its period that are
 *          closed, and those that it compares them with.
 * Owner:   input_open makes it ready, input_close ends it.
 * Errors:  -1 with USAGE (no input, no such day) or SYSTEM.
 */
#ifndef REPORT_INPUT_H
#define REPORT_INPUT_H

#include "base/buffer.h"
#include "base/cli.h"
#include "book/book.h"
#include "record/stream.h"
#include "report/period.h"

/* A file of the book, and the day that it belongs to. */
struct input_file {
	const char *path;
	int32_t day;
};

struct input {
	struct cli *cli;
	struct book *book; /* NULL outside one */
	const struct config *config;
	struct config *defaults; /* when there is no book */
	struct arena arena;
	char *const *files;
	size_t count;
	struct buffer later;
	bool from_book;
	int32_t book_today; /* the open day, else the one behind the last */
	int32_t on;         /* --on, or the day of the book, or DATE_NONE */
	struct period_choice choice;
	enum period_unit unit;   /* of the report */
	bool compares;           /* with the period before */
	struct period period;    /* in a book; elsewhere once all was read */
	struct input_file *file; /* of the book, when it reads several days */
	size_t file_count;
	char as_of[MOMENT_TEXT_SIZE];
	/* Takes a record; -1 and a complaint makes it a fault. */
	int (*take)(void *context, const struct record *, struct complaint *);
	void *context;
	/*
	 * Kinds whose facts are taken in their own order, when every fault is
	 * known; facts without seq are kept until then.  Others come by as
	 * they stand in the input.
	 */
	/*
	 * When threads share a large file: a context of its own for one of
	 * them, which is joined to the whole, and its end.  NULL: only one
	 * thread reads.
	 */
	void *(*part)(void *context);
	void (*part_join)(void *context, void *part);
	void (*part_end)(void *part);
	enum kind eats[KIND_COUNT + 1];
	size_t eats_count;
	bool eaten[KIND_COUNT];
	struct fold fold;
	const struct fold *folds[2];
	struct stream *stream; /* while the records come by, and after */
	struct complaint complaint;
	/* What all facts agree on, or empty: the hall's id. */
	struct buffer hall;
	bool halls_differ;
	uint32_t stretch; /* the last of which all was noted */
	int32_t *day;     /* every business day that came by */
	size_t days;
	bool day_opened; /* the `day` facts of the newest day */
	bool day_closed;
	int32_t day_said;
};

/* The operands from number `first` on are files. */
int input_open(struct input *, struct cli *, size_t first, struct error *);
/* The same in two steps, between which the unit of the report is set. */
int input_begin(struct input *, struct cli *, struct error *);
int input_find(struct input *, size_t first, struct error *);
/* Before input_read: take this kind in its own order. */
void input_eat(struct input *, enum kind);
/* Read it all; the stream stays until input_close. */
int input_read(struct input *,
    int (*take)(void *context, const struct record *, struct complaint *),
    void *context, struct error *);
void input_close(struct input *);
/* The day on which months close, 0 for the last. */
int input_closes(const struct input *);
/* The same of a configuration, which may be NULL. */
int config_closes(const struct config *);
/*
 * The day behind the last that is over: of --as-of, of the book, else of
 * what was read; DATE_NONE when nothing was.
 */
int32_t input_today(const struct input *);
/* The day of the file of a book, or DATE_NONE. */
int32_t input_file_day(const struct input *, const char *path);
/* Whether any record of that business day came by. */
bool input_has_day(const struct input *, int32_t day);
/* The hall of the configuration, else what all records agree on. */
struct slice input_hall(const struct input *);

#endif
