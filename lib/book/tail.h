/*
 * tail.h - the lines of a journal that stands in memory, and its end.
 *
 * Source:  hall-record(5), "Journals".
 * Owner:   texts borrow the journal's bytes; headings live in the walk.
 */
#ifndef BOOK_TAIL_H
#define BOOK_TAIL_H

#include "base/digest.h"
#include "base/map.h"
#include "record/record.h"

#define CHAIN_LENGTH 32
#define CHAIN_SIZE (CHAIN_LENGTH + 1)
#define CHAIN_FIRST "00000000000000000000000000000000"

/*
 * The chain behind a line: `head` is the line up to and with the comma
 * before its chain; the heading has no '#' and no LF, and is hashed with
 * its '#'.
 */
void chain_next(struct digest *, const char *before, struct slice heading,
    struct slice head, char after[CHAIN_SIZE]);
/* Cut a line into what is hashed and the chain at its end; false: none. */
bool chain_cut(struct slice line, struct slice *head, struct slice *chain);

/* Goes from fact to fact and learns the headings on its way. */
struct walk {
	struct slice text;
	size_t at;
	uint64_t line;        /* the number of the line returned last, from 1 */
	struct map *headings; /* by kind: the one in force */
	const struct heading *latest; /* of the fact returned last, or NULL */
	struct arena arena;
};

void walk_init(struct walk *, struct slice text);
void walk_release(struct walk *);
/* False at the end.  The heading is NULL when the kind has none. */
bool walk_next(struct walk *, struct slice *line, const struct heading **);

/* A field by its column's name without parsing the rest, when it can. */
struct slice line_field(struct slice line, const struct heading *,
    struct slice column, struct arena *);

struct tail {
	uint64_t lines; /* all of the file, headings too */
	uint64_t seq;
	char chain[CHAIN_SIZE]; /* empty when there is no fact */
	struct moment entered;
	bool closed; /* the day's last word is `day closed` */
};

/*
 * Read a journal's end, from where *tail stands (all zeros: the beginning);
 * checks the last fact against the one before.  The headings stay in the
 * walk.  DATA for a journal that was edited.
 */
int tail_read(struct walk *, int32_t date, const char *path, struct tail *,
    struct error *);
/*
 * The slow way: every fact follows from the one before, in the chain and by
 * seq, and is of that day; from *tail on as above.
 */
bool tail_follows(struct walk *, int32_t date, const struct tail *);
bool text_says_closed(struct slice text, int32_t date);

#endif
