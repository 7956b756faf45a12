/*
 * record.h - one record, as a reader hands it over.
 *
 * Shape:   a line of CSV whose first field is the kind; fields are slices
 *          without quotes.
 * Owner:   the reader; everything but the heading is good until the next
 *          reader_next.
 * Source:  hall-record(5).
 */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "base/moment.h"
#include "base/slice.h"
#include "record/kinds.h"

#define RECORD_LINE_MAX (1 << 20) /* bytes, without the LF */
#define RECORD_COLUMNS_MAX 256
#define RECORD_KINDS_MAX 256
#define RECORD_FAULT_RAW_MAX (64 << 10)

/* Names the columns of a kind for the lines that follow. */
struct heading {
	enum kind kind;
	struct slice name;    /* the kind, also when it is not ours */
	struct slice line;    /* as it stood, without '#' and LF */
	struct slice *column; /* column[i] names field i + 1 of a line */
	size_t columns;
	/* Of a standard column: which field holds it, or 0 for none. */
	uint16_t at[RECORD_COLUMNS_MAX];
	/* Of columns that most kinds have, by name: the same. */
	size_t hall, day, time;
};

struct place {
	const char *file; /* "-" for stdin */
	uint64_t line;    /* from 1 */
};

struct record {
	enum kind kind;
	/* Of a stream: the stretch that it is in, 0 for none; stretch.h. */
	uint32_t stretch;
	const struct heading *heading;
	struct slice line; /* as it stood, without LF (and CR) */
	size_t fields;
	/*
	 * Ask rec_field.  Fields that stand in the line without quotes are
	 * known by where they start: field i is base[start[i] ..
	 * start[i + 1] - 1).  Others (field is not NULL) are slices.
	 */
	const struct slice *field;
	const char *base;
	const uint32_t *start;
	struct place place;
};

/* Asked several times a record: a call would cost more than the answer. */
#define RECORD_INLINE __attribute__((always_inline)) static inline

/* Field i of the line, which has so many; 0 is the kind. */
RECORD_INLINE struct slice
rec_field(const struct record *r, size_t i)
{
	if (r->field)
		return r->field[i];
	return (struct slice){
	    r->base + r->start[i], r->start[i + 1] - r->start[i] - 1};
}

/* A column by name, standard or not: an index for rec_column, or 0. */
size_t heading_find(const struct heading *, struct slice name);

/* The field there; empty for 0, and for lines that are shorter. */
RECORD_INLINE struct slice
rec_column(const struct record *r, size_t at)
{
	return at && at < r->fields ? rec_field(r, at) : (struct slice){"", 0};
}

/* A standard column, PAYMENT_AMOUNT; empty when it is missing or empty. */
static inline struct slice
rec_get(const struct record *r, int column)
{
	return rec_column(r, r->heading->at[column]);
}

/*
 * What a fold has against a record; the stream makes a fault of it.  Set by
 * the typed functions below or by complain.
 */
struct complaint {
	char column[64];
	char code[32];     /* of the fault: "money", "state", "missing" … */
	struct buffer why; /* code with arguments, message.h */
};

/*
 * Typed values.  0 and the value, or -1 and the complaint.  An empty cell
 * is a complaint "missing" in rec_money and its like, and `otherwise` in
 * the _or forms.
 */
int rec_money(
    const struct record *, int column, int64_t *fen, struct complaint *);
int rec_money_or(const struct record *, int column, int64_t otherwise_fen,
    int64_t *fen, struct complaint *);
int rec_decimal_or(const struct record *, int column, int64_t otherwise,
    int64_t *millionths, struct complaint *);
int rec_int_or(const struct record *, int column, int64_t otherwise,
    int64_t *value, struct complaint *);
int rec_time(
    const struct record *, int column, struct moment *, struct complaint *);
int rec_date(
    const struct record *, int column, int32_t *date, struct complaint *);
int rec_date_or(const struct record *, int column, int32_t otherwise,
    int32_t *date, struct complaint *);
/* What rec_text complains of. */
int rec_missing(const struct record *, int column, struct complaint *);
/* Not empty. */
static inline int
rec_text(
    const struct record *r, int column, struct slice *text, struct complaint *c)
{
	*text = rec_get(r, column);
	return text->length ? 0 : rec_missing(r, column, c);
}
/* One of the kind's events (the column "event"); its rank. */
int rec_event(const struct record *, int column, int *rank, struct complaint *);

/*
 * Fill a complaint and return -1: the column may be NULL, the code is that
 * of the fault, then pairs of names and values (const char *) as why_format
 * takes them, NULL last.  The why is the code with these arguments.
 */
__attribute__((cold)) int complain(
    struct complaint *, const char *column, const char *code, ...);

/* What people read: "amount: '12,3' is not an amount", 金额(amount)：… */
void complaint_explain(struct buffer *, const struct complaint *);

/* A copy in the arena; its heading is still that of the reader. */
struct record *record_keep(const struct record *, struct arena *);

#endif
