/*
 * journal.c - recording facts: begin, add, commit.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/cli.h"
#include "base/message.h"
#include "base/text.h"
#include "book/journal_state.h"
#include "record/reader.h"

#define KEY_MAX 128

void
journal_options_from_cli(const struct cli *cli, struct journal_options *options)
{
	*options = (struct journal_options){
	    .dry_run = cli_has(cli, "dry-run"),
	    .at = cli_get(cli, "at"),
	    .reason = cli_get(cli, "reason"),
	    .key = cli_get(cli, "key"),
	    .staff = cli_get(cli, "staff"),
	    .shift = cli_get(cli, "shift"),
	};
}

static bool
key_is_plain(struct slice key)
{
	return key.length > 0 && key.length <= KEY_MAX && text_is_name(key);
}

static int
check_options(const struct journal_options *options, struct error *error)
{
	if (options->key && !key_is_plain(slice_of(options->key)))
		return error_set(error, HALL_USAGE,
		    tr("--key: 1 to %d bytes without blanks, commas and "
		       "quotes"),
		    KEY_MAX);
	if (options->at && (!options->reason || !*options->reason))
		return error_set(error, HALL_USAGE, "%s",
		    tr("--at needs --reason: say why it is recorded late"));
	return 0;
}

static int
check_clock(const struct journal *journal, struct error *error)
{
	const struct tail *tail = &journal->hold.tail;
	struct moment now = journal->stamp.entered;
	char is[MOMENT_TEXT_SIZE], was[MOMENT_TEXT_SIZE];
	char today[DATE_TEXT_SIZE];

	moment_format(now, is);
	if (tail->seq && moment_compare(now, tail->entered) < 0) {
		moment_format(tail->entered, was);
		return error_set(error, HALL_USAGE,
		    tr("%s: the clock stands at %s, before the newest fact "
		       "of the journal (%s): set the clock right"),
		    journal->hold.path, is, was);
	}
	if (moment_date(now) <= journal->hold.day || journal->options.at ||
	    journal->options.closing)
		return 0;
	date_format(moment_date(now), today);
	return error_set(error, HALL_USAGE,
	    tr("%s is still open, and today is %s: close it with 'hall-audit "
	       "close %s', or record what happened then with --at TIME "
	       "--reason WHY"),
	    journal->day_text, today, journal->day_text);
}

static int
read_at(struct journal *journal, struct error *error)
{
	const char *at = journal->options.at;
	struct moment now = journal->stamp.entered;
	int32_t today = moment_date(now), day = journal->hold.day;
	char is[MOMENT_TEXT_SIZE];

	journal->time = now;
	if (!at)
		return 0;
	if (moment_parse_loose(slice_of(at),
		config_zone(book_config(journal->book)),
		today < day ? today : day, &journal->time) < 0)
		return error_set(error, HALL_USAGE,
		    tr("--at: '%s' is no time; write 2026-11-02T18:40:00+08:00"
		       ", '2026-11-02 18:40' or 18:40"),
		    at);
	if (moment_compare(journal->time, now) <= 0)
		return 0;
	moment_format(now, is);
	return error_set(error, HALL_USAGE,
	    tr("--at: %s has not come yet: it is %s"), at, is);
}

/* An empty journal of a book's first day begins the chain. */
static int
begin_chain(struct journal *journal, struct error *error)
{
	const struct tail *tail = &journal->hold.tail;
	int32_t last;

	journal->stamp.seq = tail->seq;
	snprintf(journal->stamp.chain, CHAIN_SIZE, "%s",
	    tail->seq ? tail->chain : CHAIN_FIRST);
	if (tail->seq || journal->replay.count)
		return 0;
	if (book_last_closed(journal->book, &last, error) < 0)
		return -1;
	if (last == DATE_NONE)
		return 0;
	return error_set(error, HALL_DATA,
	    tr("%s: is empty, though every day but the first begins with a "
	       "fact: put back what was there"),
	    journal->hold.path);
}

static int
begin(struct journal *journal, struct error *error)
{
	const struct zone *zone = config_zone(book_config(journal->book));

	if (check_options(&journal->options, error) < 0 ||
	    hold_take(&journal->hold, journal->book, journal->options.keeper,
		journal->options.dry_run, error) < 0)
		return -1;
	date_format(journal->hold.day, journal->day_text);
	journal->stamp.entered = moment_now(zone);
	if (check_clock(journal, error) < 0 || read_at(journal, error) < 0 ||
	    who_am_i(journal->book, journal->options.staff, journal->hold.day,
		&journal->who, error) < 0)
		return -1;
	snprintf(
	    journal->login, LOGIN_SIZE, "%.*s", SLICE_ARG(journal->who.login));
	journal->who.login = slice_of(journal->login);
	if (journal->options.key && replay_begin(journal, error) < 0)
		return -1;
	date_format(journal->hold.day, journal->day_text);
	journal->stamp.day = journal->day_text;
	journal->stamp.shift = journal->options.shift;
	journal->stamp.login = journal->login;
	journal->stamp.key = journal->options.key;
	return begin_chain(journal, error);
}

struct journal *
journal_begin(struct book *book, const struct journal_options *options,
    struct error *error)
{
	struct journal *journal = memory_new(sizeof(*journal));

	*journal = (struct journal){.book = book, .options = *options};
	journal->hold.lock = journal->hold.fd = -1;
	forms_init(&journal->forms);
	journal->ids = map_new();
	journal->stamp.digest = digest_new();
	if (begin(journal, error) == 0)
		return journal;
	journal_abandon(journal);
	return NULL;
}

void
journal_abandon(struct journal *journal)
{
	if (!journal)
		return;
	hold_release(&journal->hold);
	replay_release(&journal->replay);
	ids_release(journal);
	forms_release(&journal->forms);
	digest_free(journal->stamp.digest);
	arena_release(&journal->arena);
	arena_release(&journal->scratch);
	buffer_release(&journal->line);
	free(journal->pending);
	free(journal);
}

int32_t
journal_day(const struct journal *journal)
{
	return journal->hold.day;
}

struct moment
journal_time(const struct journal *journal)
{
	return journal->time;
}

struct moment
journal_entered(const struct journal *journal)
{
	return journal->stamp.entered;
}

const struct who *
journal_who(const struct journal *journal)
{
	return &journal->who;
}

const char *
journal_note(const struct journal *journal)
{
	return *journal->hold.note ? journal->hold.note : NULL;
}

size_t
journal_added(const struct journal *journal)
{
	return journal->count;
}

int
journal_inputs(
    struct journal *journal, struct arena *arena, char ***inputs, size_t *count)
{
	return book_day_inputs(
	    journal->book, journal->hold.day, arena, inputs, count, NULL);
}

static struct source *
open_input(const void *opener, const char *path, struct error *error)
{
	const struct journal *journal = opener;
	const struct hold *hold = &journal->hold;

	if (strcmp(path, hold->path) == 0)
		return source_of(path, hold->text, hold->length);
	return book_source(journal->book, path, error);
}

void
journal_opens(const struct journal *journal, struct stream_options *options)
{
	options->open = open_input;
	options->opener = journal;
}

/* Fill what the caller left empty. */
static void
fill_first(struct journal *journal, struct fact *fact)
{
	const char *prefix = journal_prefix(fact->heading->kind);
	struct slice *id = fact_value(fact, "id");
	struct slice *time = fact_value(fact, "time");
	struct slice *hall = fact_value(fact, "hall");
	struct slice *staff = fact_value(fact, "staff");
	struct slice *reason = fact_value(fact, "reason");
	char text[JOURNAL_ID_SIZE], moment[MOMENT_TEXT_SIZE];

	if (id && id->length == 0 && prefix) {
		journal_next_id(journal, prefix, text);
		*id = arena_slice(&journal->arena, slice_of(text));
	}
	if (time && time->length == 0) {
		moment_format(journal->time, moment);
		*time = arena_slice(&journal->arena, slice_of(moment));
	}
	if (hall && hall->length == 0)
		*hall = slice_of(book_hall(journal->book));
	if (staff && staff->length == 0)
		*staff = journal->who.staff;
	if (journal->options.at && reason && reason->length == 0)
		*reason = slice_of(journal->options.reason);
}

static struct pending *
pending_new(struct journal *journal)
{
	struct pending *pending;

	if (journal->count == journal->size) {
		journal->size = journal->size ? journal->size * 2 : 8;
		journal->pending = memory_grow(
		    journal->pending, journal->size, sizeof(*journal->pending));
	}
	pending = &journal->pending[journal->count];
	*pending = (struct pending){.seq_before = journal->stamp.seq};
	memcpy(pending->chain_before, journal->stamp.chain, CHAIN_SIZE);
	return pending;
}

static void
go_back(struct journal *journal, const struct pending *pending)
{
	journal->stamp.seq = pending->seq_before;
	memcpy(journal->stamp.chain, pending->chain_before, CHAIN_SIZE);
	if (pending->ids)
		*pending->ids = pending->ids_before;
}

/* What a reader would have against the line. */
static int
check_line(struct slice line, struct complaint *complaint)
{
	ptrdiff_t at = utf8_invalid_at(line);
	char byte[24];

	if (line.length > RECORD_LINE_MAX)
		return complain(complaint, NULL, "long", "what", "line", NULL);
	if (at < 0)
		return 0;
	snprintf(byte, sizeof(byte), "%td", at + 1);
	return complain(complaint, NULL, "utf8", "byte", byte, NULL);
}

/* The record as it will be read, without what parsing it left over. */
static int
read_back(struct journal *journal, const struct fact *fact,
    struct record *record, struct complaint *complaint)
{
	struct slice line = buffer_view(&journal->line);
	struct arena *arena = &journal->arena;
	struct slice *field;
	struct record read;

	arena_clear(&journal->scratch);
	if (check_line(line, complaint) < 0 ||
	    record_parse(
		line, fact->heading, &journal->scratch, &read, complaint) < 0)
		return -1;
	field = arena_array(arena, read.fields, sizeof(*field));
	for (size_t i = 0; i < read.fields; i++)
		field[i] = arena_slice(arena, rec_field(&read, i));
	*record = read;
	record->field = field;
	record->line = arena_slice(arena, line);
	record->place.file = journal->hold.path;
	record->place.line = journal->hold.tail.lines + journal->count + 1;
	return 0;
}

static int
complain_no_id(const struct fact *fact, struct complaint *complaint)
{
	char *kind = memory_text(fact->heading->name);

	complain(complaint, "id", "id_missing", "kind", kind, NULL);
	free(kind);
	return -1;
}

static int
add_fact(struct journal *journal, struct fact *fact, struct record *draft,
    struct complaint *complaint)
{
	struct pending *pending = pending_new(journal);
	struct slice *id = fact_value(fact, "id");

	fill_first(journal, fact);
	if (id && id->length == 0)
		return complain_no_id(fact, complaint);
	buffer_clear(&journal->line);
	fact_line(fact, &journal->stamp, &journal->line);
	if (read_back(journal, fact, &pending->record, complaint) < 0) {
		go_back(journal, pending);
		return -1;
	}
	if (id)
		pending->ids = ids_note(journal, *id, &pending->ids_before);
	journal->count++;
	if (draft)
		*draft = pending->record;
	return 0;
}

int
journal_try_record(struct journal *journal, const struct record *record,
    struct record *draft, struct complaint *complaint)
{
	struct fact fact;

	if (fact_of_record(&fact, record, journal->options.at != NULL,
		&journal->forms, complaint) < 0)
		return -1;
	return add_fact(journal, &fact, draft, complaint);
}

/* 0, or the complaint as an error of usage; ends the complaint. */
static int
error_of_result(int result, struct complaint *complaint, struct error *error)
{
	if (result < 0)
		error_of_complaint(error, HALL_USAGE, NULL, complaint);
	buffer_release(&complaint->why);
	return result;
}

int
journal_add(struct journal *journal, struct row *row, struct record *draft,
    struct error *error)
{
	struct complaint complaint = {0};
	struct fact fact;
	int result = fact_of_row(&fact, row, journal->options.at != NULL,
	    &journal->forms, &complaint);

	if (result == 0)
		result = add_fact(journal, &fact, draft, &complaint);
	return error_of_result(result, &complaint, error);
}

int
journal_add_record(struct journal *journal, const struct record *record,
    struct record *draft, struct error *error)
{
	struct complaint complaint = {0};
	int result = journal_try_record(journal, record, draft, &complaint);

	return error_of_result(result, &complaint, error);
}

void
journal_take_back(struct journal *journal)
{
	if (journal->count > 0)
		go_back(journal, &journal->pending[--journal->count]);
}
