/*
 * import.h - a statement file from its first line to its last.
 *
 * Shape:   every physical line ends in one class, and the classes add up:
 *          that is proved, and a failure is a bug of ours.
 * Source:  hall.yaml(5), "sources"; hall-reconcile(1), "IMPORT".
 * Errors:  -1 when the file cannot be read as this source at all: SYSTEM
 *          for the disk, DATA for a heading that is not there or lacks a
 *          column.  What is wrong with a row is told to `fault` and the
 *          import goes on.
 */
#ifndef RECONCILE_IMPORT_H
#define RECONCILE_IMPORT_H

#include "reconcile/normalise.h"

enum line_class {
	LINE_HEADING,
	LINE_DATA,
	LINE_TOTAL,
	LINE_IGNORED,
	LINE_REJECTED,
	LINE_CLASSES
};

struct import_summary {
	uint64_t lines;
	uint64_t count[LINE_CLASSES];
	uint64_t faults; /* rejected lines, and totals that do not agree */
	uint64_t bytes;
	int32_t from; /* dates of the rows, or DATE_NONE */
	int32_t to;
	int64_t amount_fen; /* of the rows that count */
	bool has_balance;
	int64_t opening_fen;
	int64_t closing_fen;
};

struct import_calls {
	void *context;
	/*
	 * A row, whole with id, file and line.  Its texts are good until
	 * the call returns.
	 */
	void (*row)(void *context, const struct statement *);
	/*
	 * A line that is rejected, or a check that fails (line 0: there is
	 * none).  `text` is what it is about: the line, or a name for it.
	 */
	void (*fault)(void *context, const char *file, uint64_t line,
	    struct slice text, const struct complaint *);
};

/* `file` is the name that rows and messages bear. */
int import_file(const struct profile *, const char *path, const char *file,
    const struct import_calls *, struct import_summary *, struct error *);
/* The same from a source that is open, and is closed; NULL: -1. */
int import_source(const struct profile *, struct source *, const char *file,
    const struct import_calls *, struct import_summary *, struct error *);
/*
 * Read only the head of the file: 0 when its heading is that of the
 * profile, with *line where it stands; -1 and why not.
 */
int import_probe(
    const struct profile *, const char *path, uint64_t *line, struct error *);

#endif
