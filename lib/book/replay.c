/*
 * replay.c - the same --key again.
 *
 * The facts recorded under the key are found, and the journal goes back, in
 * memory, to where it stood before them.  The verb then decides again on the
 * same state, so that numbers it draws are drawn equal; what differs is what
 * the caller gave.
 */
#include <stdlib.h>

#include "base/message.h"
#include "book/journal_state.h"
#include "record/reader.h"

static void
keep_record(
    struct journal *journal, struct slice line, const struct heading *heading)
{
	struct replay *replay = &journal->replay;
	struct complaint complaint = {0};
	struct record record = {0};

	if (record_parse(line, heading, &journal->arena, &record, &complaint) ==
	    0) {
		replay->record = memory_grow(
		    replay->record, replay->count + 1, sizeof(record));
		record.place.file = journal->hold.path;
		record.place.line = replay->walk.line;
		replay->record[replay->count++] = record;
	}
	buffer_release(&complaint.why);
}

/* Find the facts of the key; *before is the length of what stood then. */
static void
find_facts(struct journal *journal, struct slice text, size_t *before)
{
	struct slice key = slice_of(journal->options.key), line;
	struct replay *replay = &journal->replay;
	const struct heading *heading;

	walk_release(&replay->walk);
	walk_init(&replay->walk, text);
	while (walk_next(&replay->walk, &line, &heading)) {
		if (!memmem(line.text, line.length, key.text, key.length) ||
		    !slice_equal(line_field(line, heading, SLICE("key"),
				     &journal->arena),
			key))
			continue;
		if (replay->count == 0)
			*before = (size_t)(line.text - text.text);
		keep_record(journal, line, heading);
	}
}

/* The day was closed between the two: it comes back in memory. */
static int
find_in_archive(struct journal *journal, size_t *before, struct error *error)
{
	struct hold *hold = &journal->hold;
	struct buffer text = {0};
	int32_t date;
	int found = last_archive(journal->book, &date, &text, error);

	if (found > 0)
		find_facts(journal, buffer_view(&text), before);
	if (journal->replay.count == 0) {
		buffer_release(&text);
		return found < 0 ? -1 : 0;
	}
	free(hold->text);
	free(hold->path);
	hold->text = text.text;
	hold->file_length = text.length;
	hold->day = date;
	day_name(date, ".bgz", hold->name);
	hold->path = inside_path(journal->book, hold->name);
	for (size_t i = 0; i < journal->replay.count; i++)
		journal->replay.record[i].place.file = hold->path;
	return 0;
}

static struct slice
field_of(const struct record *record, struct slice column)
{
	return rec_column(record, heading_find(record->heading, column));
}

/* What happened then, happened then: unless --at says when. */
static void
keep_time(struct journal *journal)
{
	struct moment first;

	if (!journal->options.at &&
	    moment_parse(field_of(&journal->replay.record[0], SLICE("time")),
		&first) == 0)
		journal->time = first;
}

int
replay_begin(struct journal *journal, struct error *error)
{
	struct hold *hold = &journal->hold;
	size_t before = 0;

	if (hold_whole(hold, error) < 0)
		return -1;
	find_facts(journal, (struct slice){hold->text, hold->length}, &before);
	if (journal->replay.count == 0 &&
	    find_in_archive(journal, &before, error) < 0)
		return -1;
	if (journal->replay.count == 0)
		return 0;
	keep_time(journal);
	return hold_rewind(hold, before, error);
}

void
replay_release(struct replay *replay)
{
	walk_release(&replay->walk);
	free(replay->record);
	*replay = (struct replay){0};
}

static int
say_other(const struct journal *journal, const struct record *first,
    struct slice column, struct slice was, struct slice is, struct error *error)
{
	return error_set(error, HALL_USAGE,
	    tr("%s:%llu: --key %s was used for other content: %.*s was "
	       "'%.*s' and would be '%.*s'; a new fact needs a key of its "
	       "own"),
	    first->place.file, (unsigned long long)first->place.line,
	    journal->options.key, SLICE_ARG(column), SLICE_ARG(was),
	    SLICE_ARG(is));
}

/* Columns that `from` names and the two records answer differently. */
static int
compare_columns(const struct journal *journal, const struct record *first,
    const struct pending *now, const struct heading *from, struct error *error)
{
	for (size_t i = 0; i < from->columns; i++) {
		struct slice was = field_of(first, from->column[i]);
		struct slice is = field_of(&now->record, from->column[i]);

		if (!column_is_tail(from->kind, from->column[i]) &&
		    !slice_equal(was, is))
			return say_other(
			    journal, first, from->column[i], was, is, error);
	}
	return 0;
}

static int
compare_one(const struct journal *journal, const struct record *first,
    const struct pending *now, struct error *error)
{
	struct slice was = first->heading->name;
	struct slice is = now->record.heading->name;

	if (!slice_equal(was, is))
		return say_other(
		    journal, first, slice_of(tr("the kind")), was, is, error);
	if (compare_columns(journal, first, now, first->heading, error) < 0)
		return -1;
	return compare_columns(journal, first, now, now->record.heading, error);
}

int
replay_compare(const struct journal *journal, struct error *error)
{
	const struct replay *replay = &journal->replay;

	for (size_t i = 0; i < replay->count && i < journal->count; i++)
		if (compare_one(journal, &replay->record[i],
			&journal->pending[i], error) < 0)
			return -1;
	if (replay->count == journal->count)
		return 0;
	return error_set(error, HALL_USAGE,
	    tr("%s:%llu: --key %s was used for other facts (then %zu, now "
	       "%zu); new facts need a key of their own"),
	    replay->record[0].place.file,
	    (unsigned long long)replay->record[0].place.line,
	    journal->options.key, replay->count, journal->count);
}
