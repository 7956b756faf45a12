/*
 * fact.h - a fact as a journal holds it: its own columns and the tail.
 *
 * Shape:   values by the place of the column in the heading.
 * Owner:   values are borrowed; headings live in the forms.
 */
#ifndef BOOK_FACT_H
#define BOOK_FACT_H

#include "base/map.h"
#include "book/tail.h"
#include "record/row.h"

/* day,shift,seq,entered,login,key,chain */
enum tail_column {
	TAIL_DAY,
	TAIL_SHIFT,
	TAIL_SEQ,
	TAIL_ENTERED,
	TAIL_LOGIN,
	TAIL_KEY,
	TAIL_CHAIN,
	TAIL_COLUMNS
};

/* What is the same for all facts of one commit, and what goes on. */
struct stamp {
	const char *day, *shift, *login, *key;
	struct moment entered;
	uint64_t seq; /* of the fact before */
	char chain[CHAIN_SIZE];
	struct digest *digest;
};

/* The headings that facts are written under, each made once. */
struct forms {
	struct map *headings; /* by their line */
	/* Of rows, which are many and alike: without and with a reason. */
	const struct heading *of_row[2][KIND_COUNT];
	struct arena arena;
};

struct fact {
	const struct heading *heading;
	struct slice value[RECORD_COLUMNS_MAX];
};

void forms_init(struct forms *);
void forms_release(struct forms *);
/*
 * `reason`: add a column of that name when there is none, for a late entry.
 * -1 and the complaint when there are too many columns.
 */
int fact_of_row(struct fact *, const struct row *, bool reason, struct forms *,
    struct complaint *);
/* Own columns by name, unknown ones too; the tail it had is dropped. */
int fact_of_record(struct fact *, const struct record *, bool reason,
    struct forms *, struct complaint *);
/* The value of a column, or NULL when the fact has no such column. */
struct slice *fact_value(struct fact *, const char *column);
/*
 * Fill the tail, go on with seq and chain, and append the line (without
 * LF) to the buffer.
 */
void fact_line(struct fact *, struct stamp *, struct buffer *);
/* True for a column that the journal fills and the caller does not. */
bool column_is_tail(enum kind, struct slice column);

#endif
