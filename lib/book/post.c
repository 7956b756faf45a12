/*
 * post.c - the verb that records the facts of files, all or none.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/message.h"
#include "base/text.h"
#include "book/journal_state.h"
#include "book/recording.h"
#include "book/seen.h"
#include "record/reader.h"

#define FAULT_DIGEST_BYTES 16
#define FAULT_ID_DIGITS 12

const struct cli_option recording_post_options[] = {
    {"keep-faults", 0, NULL, N_("record lines that cannot be taken as faults"),
	0},
    {NULL, 0, NULL, NULL, 0},
};

struct post {
	struct recording recording;
	const enum kind *kinds;
	bool keep_faults;
	struct seen *seen;
	struct buffer archive; /* of the newest closed day */
	uint64_t faults;       /* that are not mended */
	size_t lines;          /* with anything in them but a heading */
	size_t again;          /* of which were posted before */
	struct complaint complaint;
};

static bool
is_posted(const struct post *post, enum kind kind)
{
	const enum kind *one = post->kinds;

	while (*one != KIND_OTHER && *one != kind)
		one++;
	return *one != KIND_OTHER;
}

static const char *
tool_of(const struct post *post)
{
	return cli_tool_of(post->recording.filter.cli)->name;
}

/*
 * A file that was posted before the day was closed may be posted again
 * after: so the day before is looked at too.
 */
static int
load_archive(struct post *post, struct error *error)
{
	struct recording *r = &post->recording;
	int32_t date;
	int found;

	if (book_last_closed(r->filter.book, &date, error) < 0)
		return -1;
	/* A key of a closed day: its journal, as it was then, is all. */
	if (journal_day(r->journal) == date)
		return 0;
	found = last_archive(r->filter.book, &date, &post->archive, error);

	if (found > 0)
		seen_add_text(post->seen,
		    book_day_path(r->filter.book, date, ".bgz", &r->arena),
		    buffer_view(&post->archive));
	return found < 0 ? -1 : 0;
}

static int
load_seen(struct post *post, struct error *error)
{
	struct hold *hold = &post->recording.journal->hold;

	post->seen = seen_new();
	if (hold_whole(hold, error) < 0 || load_archive(post, error) < 0)
		return -1;
	seen_add_text(
	    post->seen, hold->path, (struct slice){hold->text, hold->length});
	return 0;
}

/* A fault that was recorded before counts until it is mended. */
static bool
is_mended(const struct post *post, struct slice digest)
{
	const struct stream *stream = post->recording.stream;
	const struct record *fault;
	bool mended;

	for (size_t n = 0; n < stream_faults(stream); n++) {
		fault = stream_fault_at(stream, n, &mended);
		if (slice_equal(rec_get(fault, FAULT_DIGEST), digest))
			return mended;
	}
	return true; /* of a closed day: its report says so */
}

static void
fill_fault(const struct post *post, const struct record *record,
    const char *digest, struct row *row)
{
	struct slice line = record->line;
	const char *comma = memchr(line.text, ',', line.length);
	struct slice kind = {
	    line.text, comma ? (size_t)(comma - line.text) : line.length};
	struct buffer raw = {0};

	row_start(row, KIND_FAULT);
	row_format(row, FAULT_ID, "F%.*s", FAULT_ID_DIGITS, digest);
	row_text(row, FAULT_TOOL, tool_of(post));
	row_text(row, FAULT_FILE, record->place.file);
	row_int(row, FAULT_LINE, (int64_t)record->place.line);
	row_text(row, FAULT_COLUMN, post->complaint.column);
	if (kind_name_valid(kind))
		row_set(row, FAULT_KIND, kind);
	row_text(row, FAULT_CODE, post->complaint.code);
	row_set(row, FAULT_WHY, buffer_view(&post->complaint.why));
	row_text(row, FAULT_DIGEST, digest);
	percent_escape(&raw, line);
	if (raw.length > RECORD_FAULT_RAW_MAX)
		raw.length = RECORD_FAULT_RAW_MAX;
	row_set(row, FAULT_RAW, arena_slice(row->arena, buffer_view(&raw)));
	buffer_release(&raw);
}

static int
keep_fault(struct post *post, const struct record *record, const char *where,
    struct error *error)
{
	struct row *row = &post->recording.row;
	uint8_t digest[DIGEST_SIZE];
	char hex[2 * FAULT_DIGEST_BYTES + 1];
	struct record draft;
	struct error text;

	digest_bytes(record->line, digest);
	digest_hex(digest, FAULT_DIGEST_BYTES, hex);
	if (seen_fault(post->seen, slice_of(hex))) {
		post->faults += !is_mended(post, slice_of(hex));
		return 0;
	}
	error_of_complaint(&text, HALL_DATA, where, &post->complaint);
	say("%s", text.text);
	fill_fault(post, record, hex, row);
	if (journal_add(post->recording.journal, row, &draft, error) < 0)
		return -1;
	seen_add(post->seen, &draft);
	post->faults++;
	return 0;
}

/* What post->complaint says about the record stops it, or is recorded. */
static int
refuse(struct post *post, const struct record *record, struct error *error)
{
	struct error text;
	char where[512];

	snprintf(where, sizeof(where), "%s:%llu", record->place.file,
	    (unsigned long long)record->place.line);
	if (post->keep_faults)
		return keep_fault(post, record, where, error);
	error_of_complaint(&text, HALL_DATA, where, &post->complaint);
	return error_set(error, HALL_DATA,
	    tr("%s; nothing was recorded (--keep-faults records such lines "
	       "as faults)"),
	    text.text);
}

static int
check_time(const struct record *record, struct complaint *complaint)
{
	int column = kind_column(record->kind, SLICE("time"));
	struct moment moment;

	if (column < 0 || rec_get(record, column).length == 0)
		return 0;
	return rec_time(record, column, &moment, complaint);
}

/* 1 recorded, 0 there already, -1 refused with post->complaint. */
static int
judge(struct post *post, const struct record *record)
{
	struct recording *r = &post->recording;
	struct complaint *complaint = &post->complaint;
	struct record draft;
	int seen;

	if (!is_posted(post, record->kind)) {
		char *name = memory_text(record->heading->name);

		complain(complaint, NULL, "foreign", "kind", name, "tool",
		    tool_of(post), NULL);
		free(name);
		return -1;
	}
	if (check_time(record, complaint) < 0)
		return -1;
	seen = seen_judge(post->seen, record, complaint);
	if (seen != 0)
		return seen < 0 ? -1 : 0;
	if (journal_try_record(r->journal, record, &draft, complaint) < 0)
		return -1;
	if (stream_take(r->stream, &draft, complaint) < 0) {
		journal_take_back(r->journal);
		return -1;
	}
	seen_add(post->seen, &draft);
	return 1;
}

static void
copy_complaint(struct complaint *to, const struct complaint *from)
{
	memcpy(to->column, from->column, sizeof(to->column));
	memcpy(to->code, from->code, sizeof(to->code));
	buffer_clear(&to->why);
	buffer_slice(&to->why, buffer_view(&from->why));
}

static int
post_records(struct post *post, struct reader *reader, struct error *error)
{
	struct record record;
	int result = 0, judged;

	while (result == 0) {
		switch (reader_next(reader, &record)) {
		case READER_END:
			return 0;
		case READER_HEADING:
			break;
		case READER_RECORD:
			post->lines++;
			judged = judge(post, &record);
			post->again += judged == 0;
			if (judged < 0)
				result = refuse(post, &record, error);
			break;
		case READER_FAULT:
			post->lines++;
			copy_complaint(
			    &post->complaint, reader_complaint(reader));
			result = refuse(post, &record, error);
			break;
		case READER_FAILED:
			*error = *reader_error(reader);
			return -1;
		}
	}
	return result;
}

static int
post_text(
    struct post *post, const char *name, struct slice text, struct error *error)
{
	struct source *source = source_of(name, text.text, text.length);
	struct reader *reader = reader_new(source, NULL);
	int result = post_records(post, reader, error);

	reader_free(reader);
	source_close(source);
	return result;
}

static int
read_input(struct buffer *text, const char *path, struct error *error)
{
	struct source *source = source_open(path, error);
	char piece[16 << 10];
	ptrdiff_t got;

	if (!source)
		return -1;
	buffer_add(text, "", 0);
	while ((got = source_read(source, piece, sizeof(piece), error)) > 0)
		buffer_add(text, piece, (size_t)got);
	source_close(source);
	return got == 0 ? 0 : -1;
}

/*
 * All that is to be posted, read before the journal is locked: a pipe may be
 * slow, and the counters shall not wait for it.
 */
struct inputs {
	size_t count;
	const char **name;
	struct buffer *text;
};

static int
read_inputs(struct inputs *inputs, const struct cli *cli, struct error *error)
{
	size_t operands = cli_operands(cli);

	inputs->count = operands ? operands : 1;
	inputs->name = memory_array(inputs->count, sizeof(*inputs->name));
	inputs->text = memory_array(inputs->count, sizeof(*inputs->text));
	for (size_t i = 0; i < inputs->count; i++) {
		inputs->name[i] = operands ? cli_operand(cli, i) : "-";
		if (read_input(&inputs->text[i], inputs->name[i], error) < 0)
			return -1;
	}
	return 0;
}

static void
inputs_release(struct inputs *inputs)
{
	for (size_t i = 0; i < inputs->count; i++)
		buffer_release(&inputs->text[i]);
	free(inputs->text);
	free(inputs->name);
}

static int
post_all(struct post *post, const struct inputs *inputs, struct error *error)
{
	if (load_seen(post, error) < 0)
		return -1;
	for (size_t i = 0; i < inputs->count; i++)
		if (post_text(post, inputs->name[i],
			buffer_view(&inputs->text[i]), error) < 0)
			return -1;
	return 0;
}

static int
check_who(struct post *post, const struct posting *posting, struct error *error)
{
	const struct book *book = post->recording.filter.book;
	const struct journal *journal = post->recording.journal;
	struct slice staff = journal_who(journal)->staff;
	int32_t day = journal_day(journal);

	post->kinds = posting->kinds;
	if (!posting->capability)
		return who_must(book, staff, "act", day, error);
	if (who_can(book, staff, "act", day))
		return 0;
	post->kinds = posting->own;
	return who_must(book, staff, posting->capability, day, error);
}

/* Why less was recorded, perhaps, than who posts thinks. */
static void
tell_posted(const struct post *post)
{
	if (post->lines == 0)
		mention("%s", tr("nothing was recorded: no records were read"));
	else if (post->again > 0)
		mention(tr("records that were posted before, and are left out: "
			   "%zu of %zu"),
		    post->again, post->lines);
}

static enum hall_status
post_inputs(struct post *post, const struct posting *posting,
    const struct inputs *inputs)
{
	struct error error;

	if (check_who(post, posting, &error) < 0 ||
	    post_all(post, inputs, &error) < 0 ||
	    recording_commit(&post->recording, &error) < 0)
		return recording_fail(&post->recording, &error);
	tell_posted(post);
	return post->faults ? HALL_DATA : HALL_DONE;
}

enum hall_status
recording_post(struct cli *cli, const struct fold *const *folds, void *context,
    const struct posting *posting)
{
	struct post post = {.keep_faults = cli_has(cli, "keep-faults")};
	struct inputs inputs = {0};
	enum hall_status status;
	struct error error;

	if (read_inputs(&inputs, cli, &error) < 0 ||
	    recording_begin(&post.recording, cli, folds, context, &error) < 0)
		status = cli_fail(&error);
	else
		status = post_inputs(&post, posting, &inputs);
	seen_free(post.seen);
	buffer_release(&post.archive);
	buffer_release(&post.complaint.why);
	inputs_release(&inputs);
	return status;
}
