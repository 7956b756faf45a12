#include "reconcile/import.h"

#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/money.h"
#include "reconcile/balance.h"
#include "reconcile/foreign.h"
#include "reconcile/occurrence.h"
#include "reconcile/control.h"

struct import {
	const struct profile *profile;
	const char *file;
	const struct import_calls *calls;
	struct import_summary *sum;
	struct sheet sheet;
	struct control *totals;
	struct balance balance;
	struct statement statement;
	struct occurrences seen;
	struct complaint complaint;
	struct buffer text;  /* that a row's name is made of, and the name */
	const char *foreign; /* what the file is instead; NULL: text */
	bool ended;
	bool overflow;
};

static bool
begins(struct slice text, struct slice with)
{
	return with.length > 0 && text.length >= with.length &&
	       memcmp(text.text, with.text, with.length) == 0;
}

/* A check of the whole file has no line: its place is what it is about. */
static void
tell(struct import *i, uint64_t line, struct slice text,
    const struct complaint *c)
{
	struct buffer about = {0};

	i->sum->faults++;
	if (!i->calls->fault)
		return;
	if (text.length == 0) {
		buffer_format(&about, "%s:%llu %s", i->file,
		    (unsigned long long)line, c->column);
		text = buffer_view(&about);
	}
	i->calls->fault(i->calls->context, i->file, line, text, c);
	buffer_release(&about);
}

static enum line_class
reject(struct import *i, const struct decoded *line)
{
	balance_gap(&i->balance);
	tell(i, line->number, line->text, &i->complaint);
	return LINE_REJECTED;
}

/* A line that has no cells. */
static enum line_class
reject_line(struct import *i, const struct decoded *line)
{
	control_lost(i->totals);
	return reject(i, line);
}

/* A line that is too long, or whose bytes cannot be read. */
static enum line_class
reject_bytes(struct import *i, const struct decoded *line)
{
	char offset[24];

	snprintf(offset, sizeof(offset), "%llu",
	    (unsigned long long)line->bad_offset);
	if (line->why)
		complain(&i->complaint, NULL, line->why, "offset", offset,
		    "encoding", encoding_name(i->profile->encoding), NULL);
	else
		complain(&i->complaint, NULL, "long", "what", "line", NULL);
	return reject_line(i, line);
}

static bool
is_comment(const struct import *i, struct slice text)
{
	for (size_t k = 0; k < i->profile->comment.count; k++)
		if (begins(text, i->profile->comment.word[k]))
			return true;
	return sheet_strip(i->profile, text).length == 0;
}

/* A comma too many at the end is no reason to lose a row. */
static bool
right_width(struct sheet *t)
{
	while (t->cells > t->columns &&
	       sheet_strip(t->profile, t->cell[t->cells - 1]).length == 0)
		t->cells--;
	return t->cells == t->columns;
}

static enum line_class
reject_width(struct import *i, const struct decoded *line)
{
	char have[24], expected[24];

	snprintf(have, sizeof(have), "%zu", i->sheet.cells);
	snprintf(expected, sizeof(expected), "%zu", i->sheet.columns);
	complain(&i->complaint, NULL, "cells", "have", have, "expected",
	    expected, NULL);
	return reject_line(i, line);
}

static void
note_dates(struct import_summary *sum, int32_t date)
{
	if (sum->from == DATE_NONE || date < sum->from)
		sum->from = date;
	if (sum->to == DATE_NONE || date > sum->to)
		sum->to = date;
}

/* Name the row, so that it bears the same name in every file. */
static void
name_row(struct import *i, const struct decoded *line)
{
	struct statement *s = &i->statement;
	char hex[17], number[DIGITS_ROOM];
	char *end = number + sizeof(number), *begin;
	uint64_t key = statement_digest(s, &i->text, hex);

	begin = digits_write(++*occurrences_at(&i->seen, key), end);
	buffer_clear(&i->text);
	buffer_slice(&i->text, i->profile->name);
	buffer_char(&i->text, '-');
	buffer_add(&i->text, hex, sizeof(hex) - 1);
	buffer_char(&i->text, '-');
	buffer_add(&i->text, begin, (size_t)(end - begin));
	row_set(&s->row, STATEMENT_ID, buffer_view(&i->text));
	if (s->row.value[STATEMENT_HALL].length == 0)
		row_set(&s->row, STATEMENT_HALL, i->profile->hall);
	row_text(&s->row, STATEMENT_FILE, i->file);
	row_int(&s->row, STATEMENT_LINE, (int64_t)line->number);
}

static enum line_class
take_row(struct import *i, const struct decoded *line)
{
	struct statement *s = &i->statement;
	enum normalised n = normalise(&i->sheet, s, &i->complaint);
	const struct slice *type = &s->row.value[STATEMENT_TYPE];

	control_row(i->totals, *type);
	if (n == NORMALISED_REJECTED)
		return reject(i, line);
	if (s->has_balance)
		balance_row(
		    &i->balance, line->number, s->amount_fen, s->balance_fen);
	else
		balance_gap(&i->balance);
	if (n == NORMALISED_IGNORED)
		return LINE_IGNORED;
	note_dates(i->sum, s->date);
	if (!s->failed && money_add(&i->sum->amount_fen, s->amount_fen) < 0)
		i->overflow = true;
	name_row(i, line);
	if (i->calls->row)
		i->calls->row(i->calls->context, s);
	return LINE_DATA;
}

/* The file has no heading: it may be no such file at all. */
static int
no_heading(const struct import *i, struct error *e)
{
	if (i->foreign)
		return error_set(
		    e, HALL_DATA, tr("%s: is %s"), i->file, i->foreign);
	if (i->sum->lines == 0)
		return error_set(e, HALL_DATA,
		    tr("%s: is empty: get the file again"), i->file);
	return sheet_no_heading(&i->sheet, i->file, e);
}

/* Before the heading: it, a preamble, or (past the limit) no such file. */
static int
seek_heading(struct import *i, const struct decoded *line,
    enum line_class *class, struct error *e)
{
	const char *why;
	int found = 0;

	*class = LINE_IGNORED;
	if (control_line(i->totals, &i->sheet, line->text, line->number)) {
		*class = LINE_TOTAL;
		return 0;
	}
	if (!is_comment(i, line->text) &&
	    sheet_cut(&i->sheet, line->text, &why) == 0)
		found = sheet_try_heading(
		    &i->sheet, line->number, line->text, i->file, e);
	if (found < 0)
		return -1;
	if (found)
		*class = LINE_HEADING;
	else if (line->number >= SHEET_HEADING_LINES_MAX)
		return no_heading(i, e);
	return 0;
}

static enum line_class
classify(struct import *i, const struct decoded *line)
{
	const char *why;

	if (control_line(i->totals, &i->sheet, line->text, line->number)) {
		i->ended = i->ended || begins(line->text, i->profile->end);
		return LINE_TOTAL;
	}
	if (begins(line->text, i->profile->end))
		i->ended = true;
	if (i->ended || is_comment(i, line->text))
		return LINE_IGNORED;
	if (slice_equal(line->text, i->sheet.heading))
		return LINE_HEADING;
	if (sheet_cut(&i->sheet, line->text, &why) < 0) {
		complain(&i->complaint, NULL, why, "what", "columns", NULL);
		return reject_line(i, line);
	}
	if (!right_width(&i->sheet))
		return reject_width(i, line);
	return take_row(i, line);
}

/* Nothing could be read so far. */
static int
refuse_bytes(
    const struct import *i, const struct decoded *line, struct error *e)
{
	if (i->foreign)
		return no_heading(i, e);
	return error_set(e, HALL_DATA,
	    tr("%s:%llu: byte %llu is not %s (source %.*s): it is of another "
	       "source, or was saved in another encoding"),
	    i->file, (unsigned long long)line->number,
	    (unsigned long long)line->bad_offset,
	    encoding_name(i->profile->encoding), SLICE_ARG(i->profile->name));
}

static int
take_line(struct import *i, enum decode_event event, const struct decoded *line,
    struct error *e)
{
	enum line_class class = LINE_IGNORED;

	if (line->number == 1)
		i->foreign = foreign_format(line->text);
	if (event == DECODE_BAD && i->sheet.columns == 0)
		return refuse_bytes(i, line, e);
	if (event == DECODE_BAD)
		class = reject_bytes(i, line);
	else if (i->sheet.columns > 0)
		class = classify(i, line);
	else if (seek_heading(i, line, &class, e) < 0)
		return -1;
	i->sum->lines++;
	i->sum->count[class]++;
	return 0;
}

static void
check_balance(struct import *i)
{
	char expected[MONEY_TEXT_SIZE], found[MONEY_TEXT_SIZE];
	const struct balance_way *way;
	bool broken;

	way = balance_end(
	    &i->balance, &broken, &i->sum->opening_fen, &i->sum->closing_fen);
	i->sum->has_balance = way != NULL;
	if (!way || !broken)
		return;
	money_format(way->expected_fen, expected);
	money_format(way->found_fen, found);
	complain(&i->complaint, "balance", "balance", "expected", expected,
	    "found", found, NULL);
	tell(i, way->broken_line, SLICE(""), &i->complaint);
}

static void
total_fault(void *context, uint64_t line, const struct complaint *c)
{
	tell(context, line, SLICE(""), c);
}

static int
finish(struct import *i, struct error *e)
{
	uint64_t classes = 0;

	if (i->sheet.columns == 0)
		return no_heading(i, e);
	control_check(i->totals, total_fault, i);
	check_balance(i);
	if (i->overflow)
		return error_set(e, HALL_DATA,
		    tr("%s: the amounts add up to more than can be counted"),
		    i->file);
	for (int c = 0; c < LINE_CLASSES; c++)
		classes += i->sum->count[c];
	if (classes != i->sum->lines)
		return error_set(e, HALL_BUG,
		    tr("%s: lines read: %llu, accounted for: %llu"), i->file,
		    (unsigned long long)i->sum->lines,
		    (unsigned long long)classes);
	return 0;
}

static int
read_lines(struct import *i, struct decoder *decoder, bool only_heading,
    struct error *e)
{
	for (;;) {
		struct decoded line;
		enum decode_event event = decoder_next(decoder, &line, e);

		if (event == DECODE_FAILED)
			return -1;
		if (event == DECODE_END ||
		    (only_heading && i->sheet.columns > 0))
			return 0;
		if (take_line(i, event, &line, e) < 0)
			return -1;
	}
}

static void
import_init(struct import *i, const struct profile *profile, const char *file,
    const struct import_calls *calls, struct import_summary *sum)
{
	memset(i, 0, sizeof(*i));
	*sum = (struct import_summary){.from = DATE_NONE, .to = DATE_NONE};
	i->profile = profile;
	i->file = file;
	i->calls = calls;
	i->sum = sum;
	sheet_init(&i->sheet, profile);
	statement_init(&i->statement);
	i->totals = control_new(&i->sheet);
}

static void
import_release(struct import *i)
{
	control_free(i->totals);
	statement_release(&i->statement);
	sheet_release(&i->sheet);
	occurrences_release(&i->seen);
	buffer_release(&i->complaint.why);
	buffer_release(&i->text);
}

static int
import_run(
    struct import *i, struct source *source, bool only_heading, struct error *e)
{
	struct decoder *decoder = decoder_new(source, i->profile->encoding, e);
	int result = -1;

	if (decoder && read_lines(i, decoder, only_heading, e) == 0) {
		i->sum->bytes = decoder_offset(decoder);
		result = 0;
		if (!only_heading)
			result = finish(i, e);
		else if (i->sheet.columns == 0)
			result = no_heading(i, e);
	}
	decoder_free(decoder);
	return result;
}

int
import_source(const struct profile *profile, struct source *source,
    const char *file, const struct import_calls *calls,
    struct import_summary *sum, struct error *e)
{
	struct import i;
	int result;

	if (!source)
		return -1;
	import_init(&i, profile, file, calls, sum);
	result = import_run(&i, source, false, e);
	import_release(&i);
	source_close(source);
	return result;
}

int
import_file(const struct profile *profile, const char *path, const char *file,
    const struct import_calls *calls, struct import_summary *sum,
    struct error *e)
{
	return import_source(
	    profile, source_open(path, e), file, calls, sum, e);
}

int
import_probe(const struct profile *profile, const char *path, uint64_t *line,
    struct error *e)
{
	struct source *source = source_open(path, e);
	struct import_calls calls = {0};
	struct import_summary sum;
	struct import i;
	int result;

	if (!source)
		return -1;
	import_init(&i, profile, path, &calls, &sum);
	result = import_run(&i, source, true, e);
	*line = i.sheet.line;
	import_release(&i);
	source_close(source);
	return result;
}
