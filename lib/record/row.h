/*
 * row.h - a record that is being made, and the writer.
 *
 * Shape:   values by standard column; written quoted only where RFC 4180
 *          needs it; CR, LF and NUL become a blank.
 * Owner:   a row borrows its slices until it is written; the row_… setters
 *          that format keep their text in the row's arena.
 */
#ifndef RECORD_ROW_H
#define RECORD_ROW_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/output.h"
#include "record/record.h"

struct row {
	enum kind kind;
	struct slice value[RECORD_COLUMNS_MAX];
	struct arena *arena; /* for formatted values; cleared by row_start */
};

void row_init(struct row *);
void row_release(struct row *);
/* Begin a record of that kind; all values empty. */
void row_start(struct row *, enum kind);
void row_set(struct row *, int column, struct slice);      /* borrowed */
void row_text(struct row *, int column, const char *text); /* borrowed */
void row_money(struct row *, int column, int64_t fen);
void row_int(struct row *, int column, int64_t value);
void row_decimal(struct row *, int column, int64_t millionths, int places);
void row_date(struct row *, int column, int32_t date);
void row_time(struct row *, int column, struct moment);
void row_format(struct row *, int column, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* code and pairs, NULL last, as why_format. */
void row_why(struct row *, int column, const char *code, ...);

/* The line, without LF, appended to the buffer. */
void row_line(const struct row *, struct buffer *);
/* One field, quoted where it must be, appended to the buffer. */
void field_line(struct buffer *, struct slice);

struct writer;

/* Borrows the output. */
struct writer *writer_new(struct output *);
void writer_free(struct writer *);
/* The heading of its kind first, when another (or none) is in force. */
void writer_row(struct writer *, const struct row *);
/* A line as it is, of a kind whose heading the caller has passed. */
void writer_line(struct writer *, struct slice line);
/* A heading line as it is; it is in force from here on. */
void writer_heading(struct writer *, const struct heading *);
/* A record as it stood, its own heading first unless in force. */
void writer_record(struct writer *, const struct record *);

#endif
