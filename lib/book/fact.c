/*
 * fact.c - laying out a fact for the journal.
 *
 * A heading ends in the seven columns of the tail.  A kind that has one of
 * them among its own (the day of a fault) keeps it in its place, and it is
 * filled there.
 */
#include <stdio.h>
#include <stdlib.h>

#include "book/fact.h"
#include "record/reader.h"

static const char *const tail_names[TAIL_COLUMNS] = {
    [TAIL_DAY] = "day",
    [TAIL_SHIFT] = "shift",
    [TAIL_SEQ] = "seq",
    [TAIL_ENTERED] = "entered",
    [TAIL_LOGIN] = "login",
    [TAIL_KEY] = "key",
    [TAIL_CHAIN] = "chain",
};

/* Every fact answers these, whatever the file it came from held. */
static const char *const first_names[] = {"id", "time", "hall", "staff"};

#define FIRST_COLUMNS (sizeof(first_names) / sizeof(*first_names))

void
forms_init(struct forms *forms)
{
	*forms = (struct forms){.headings = map_new()};
}

void
forms_release(struct forms *forms)
{
	map_free(forms->headings);
	arena_release(&forms->arena);
	*forms = (struct forms){0};
}

static bool
column_is_own(enum kind kind, struct slice column)
{
	int at = kind_column(kind, column);

	return at >= 0 && (size_t)at < kinds[kind].columns_own;
}

bool
column_is_tail(enum kind kind, struct slice column)
{
	for (size_t i = 0; i < TAIL_COLUMNS; i++)
		if (slice_is(column, tail_names[i]))
			return !column_is_own(kind, column);
	return false;
}

static bool
column_is_first(enum kind kind, struct slice column)
{
	for (size_t i = 0; i < FIRST_COLUMNS; i++)
		if (slice_is(column, first_names[i]))
			return column_is_own(kind, column);
	return false;
}

/* The heading of that line, from the forms or made now. */
static const struct heading *
form_of(struct forms *forms, struct slice line, struct complaint *complaint)
{
	void **place = map_put(forms->headings, line);

	if (!*place)
		*place = heading_parse(line, &forms->arena, complaint);
	return *place;
}

static void
add_name(struct buffer *line, struct slice name)
{
	buffer_char(line, ',');
	buffer_slice(line, name);
}

static bool
names_have(const struct slice *names, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (slice_is(names[i], name))
			return true;
	return false;
}

/* The heading for a kind with these columns of its own. */
static const struct heading *
form_for(struct forms *forms, enum kind kind, struct slice kind_name,
    const struct slice *names, size_t count, bool reason,
    struct complaint *complaint)
{
	struct buffer line = {0};
	const struct heading *heading;

	buffer_slice(&line, kind_name);
	for (size_t i = 0; i < FIRST_COLUMNS; i++)
		if (column_is_own(kind, slice_of(first_names[i])))
			add_name(&line, slice_of(first_names[i]));
	for (size_t i = 0; i < count; i++)
		if (!column_is_tail(kind, names[i]) &&
		    !column_is_first(kind, names[i]))
			add_name(&line, names[i]);
	if (reason && !names_have(names, count, "reason"))
		add_name(&line, SLICE("reason"));
	for (size_t i = 0; i < TAIL_COLUMNS; i++)
		if (!column_is_own(kind, slice_of(tail_names[i])) ||
		    !names_have(names, count, tail_names[i]))
			add_name(&line, slice_of(tail_names[i]));
	heading = form_of(forms, buffer_view(&line), complaint);
	buffer_release(&line);
	return heading;
}

static const struct heading *
form_of_row(struct forms *forms, enum kind kind, bool reason,
    struct complaint *complaint)
{
	const struct kind_info *info = &kinds[kind];
	const struct heading **made = &forms->of_row[reason][kind];
	struct slice names[RECORD_COLUMNS_MAX];

	if (!*made) {
		for (size_t i = 0; i < info->columns_own; i++)
			names[i] = slice_of(info->columns[i]);
		*made = form_for(forms, kind, slice_of(info->name), names,
		    info->columns_own, reason, complaint);
	}
	return *made;
}

int
fact_of_row(struct fact *fact, const struct row *row, bool reason,
    struct forms *forms, struct complaint *complaint)
{
	const struct heading *heading = form_of_row(
	    forms, row->kind, reason, complaint);

	*fact = (struct fact){.heading = heading};
	if (!heading)
		return -1;
	for (size_t i = 0; i < kinds[row->kind].columns_own; i++)
		fact->value[heading->at[i] - 1] = row->value[i];
	return 0;
}

int
fact_of_record(struct fact *fact, const struct record *record, bool reason,
    struct forms *forms, struct complaint *complaint)
{
	const struct heading *from = record->heading;

	*fact = (struct fact){0};
	fact->heading = form_for(forms, record->kind, from->name, from->column,
	    from->columns, reason, complaint);
	if (!fact->heading)
		return -1;
	for (size_t i = 0; i < fact->heading->columns; i++) {
		size_t at = heading_find(from, fact->heading->column[i]);

		if (at > 0 && at < record->fields)
			fact->value[i] = rec_field(record, at);
	}
	return 0;
}

struct slice *
fact_value(struct fact *fact, const char *column)
{
	size_t at = heading_find(fact->heading, slice_of(column));

	return at ? &fact->value[at - 1] : NULL;
}

/* Where it nearly always is: at its place from the end. */
static struct slice *
tail_value(struct fact *fact, size_t which)
{
	size_t columns = fact->heading->columns;
	size_t at = columns + which - TAIL_COLUMNS;

	if (columns >= TAIL_COLUMNS &&
	    slice_is(fact->heading->column[at], tail_names[which]))
		return &fact->value[at];
	return fact_value(fact, tail_names[which]);
}

void
fact_line(struct fact *fact, struct stamp *stamp, struct buffer *line)
{
	char entered[MOMENT_TEXT_SIZE], seq[24];
	size_t start = line->length;
	const char *tail[TAIL_COLUMNS];

	moment_format(stamp->entered, entered);
	snprintf(seq, sizeof(seq), "%llu", (unsigned long long)++stamp->seq);
	tail[TAIL_DAY] = stamp->day;
	tail[TAIL_SHIFT] = stamp->shift ? stamp->shift : "";
	tail[TAIL_SEQ] = seq;
	tail[TAIL_ENTERED] = entered;
	tail[TAIL_LOGIN] = stamp->login;
	tail[TAIL_KEY] = stamp->key ? stamp->key : "";
	tail[TAIL_CHAIN] = "";
	for (size_t i = 0; i < TAIL_COLUMNS; i++)
		*tail_value(fact, i) = slice_of(tail[i]);
	buffer_slice(line, fact->heading->name);
	for (size_t i = 0; i < fact->heading->columns; i++) {
		buffer_char(line, ',');
		field_line(line, fact->value[i]);
	}
	chain_next(stamp->digest, stamp->chain, fact->heading->line,
	    (struct slice){line->text + start, line->length - start},
	    stamp->chain);
	buffer_text(line, stamp->chain);
}
