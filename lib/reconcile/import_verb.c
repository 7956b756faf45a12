#include "reconcile/import_verb.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/message.h"
#include "base/money.h"
#include "base/text.h"
#include "book/recording.h"
#include "reconcile/files.h"
#include "reconcile/import.h"

const struct cli_option import_options[] = {
    {"on", 0, N_("DAY"),
	N_("the day that the file is about, when no row "
	   "says it"),
	0},
    {NULL, 0, NULL, NULL, 0},
};

/* An import that is under way. */
struct job {
	struct cli *cli;
	const char *path;
	struct arena arena;
	struct profile profile;
	struct writer *writer;
	struct row row; /* for faults */
	struct import_summary sum;
	uint8_t digest[DIGEST_SIZE];
	uint64_t bytes;
	struct output *output;
	struct buffer text; /* what is printed once all is read */
};

static void
print_row(void *context, const struct statement *s)
{
	struct job *job = context;

	writer_row(job->writer, &s->row);
}

void
import_say(const char *file, uint64_t line, const struct complaint *c)
{
	struct buffer sentence = {0};

	complaint_explain(&sentence, c);
	if (line > 0)
		say("%s:%llu: %s", file, (unsigned long long)line,
		    sentence.text);
	else
		say("%s: %s", file, sentence.text);
	buffer_release(&sentence);
}

/* Said like a fault of the stream, and written like one. */
static void
print_fault(void *context, const char *file, uint64_t line, struct slice text,
    const struct complaint *c)
{
	struct job *job = context;
	struct buffer raw = {0};
	uint8_t digest[DIGEST_SIZE];
	char hex[DIGEST_HEX_SIZE];
	struct row *row = &job->row;

	import_say(file, line, c);
	digest_bytes(text, digest);
	/* An escaped byte is three. */
	if (text.length > RECORD_FAULT_RAW_MAX / 3)
		text.length = RECORD_FAULT_RAW_MAX / 3;
	percent_escape(&raw, text);
	digest_hex(digest, 16, hex);
	row_start(row, KIND_FAULT);
	row_format(row, FAULT_ID, "F%.12s", hex);
	row_text(row, FAULT_TOOL, "hall-reconcile");
	row_text(row, FAULT_FILE, file);
	row_int(row, FAULT_LINE, (int64_t)line);
	row_text(row, FAULT_COLUMN, c->column);
	row_text(row, FAULT_KIND, "statement");
	row_text(row, FAULT_CODE, c->code);
	row_set(row, FAULT_WHY, buffer_view(&c->why));
	row_text(row, FAULT_DIGEST, hex);
	row_set(row, FAULT_RAW, buffer_view(&raw));
	writer_row(job->writer, row);
	buffer_release(&raw);
}

/* The name under which the book keeps a file that came from anywhere. */
static const char *
name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static int
read_job(struct job *job, const struct config *config, struct error *e)
{
	struct import_calls calls = {job, print_row, print_fault};
	struct slice source = slice_of(cli_operand(job->cli, 0));

	if (profile_load(&job->profile, config, source, &job->arena, e) < 0 ||
	    digest_file(job->path, job->digest, &job->bytes, e) < 0)
		return -1;
	job->output = output_to(&job->text);
	job->writer = writer_new(job->output);
	row_init(&job->row);
	if (import_file(
		&job->profile, job->path, job->path, &calls, &job->sum, e) < 0)
		return -1;
	writer_free(job->writer);
	job->writer = NULL;
	if (output_close(job->output, e) < 0) {
		job->output = NULL;
		return -1;
	}
	job->output = NULL;
	return 0;
}

static void
release_job(struct job *job)
{
	writer_free(job->writer);
	if (job->output)
		output_abandon(job->output);
	row_release(&job->row);
	buffer_release(&job->text);
	arena_release(&job->arena);
}

/* One line that accounts for every line of the file. */
static void
tell_summary(const struct job *job)
{
	const struct import_summary *s = &job->sum;
	char amount[MONEY_TEXT_SIZE + 8];

	money_format_grouped(s->amount_fen, amount);
	mention(tr("%s: lines: %llu = %llu heading + %llu data + %llu total + "
		   "%llu ignored + %llu rejected; amount %s"),
	    job->path, (unsigned long long)s->lines,
	    (unsigned long long)s->count[LINE_HEADING],
	    (unsigned long long)s->count[LINE_DATA],
	    (unsigned long long)s->count[LINE_TOTAL],
	    (unsigned long long)s->count[LINE_IGNORED],
	    (unsigned long long)s->count[LINE_REJECTED], amount);
}

/* Outside a book the records are all there is. */
static enum hall_status
import_outside(struct job *job, struct error *e)
{
	if (output_whole(
		cli_get(job->cli, "output"), buffer_view(&job->text), e) < 0)
		return cli_fail(e);
	return job->sum.faults ? HALL_DATA : HALL_DONE;
}

/* The dates that the file is about: those of its rows, or --on. */
static int
find_period(struct job *job, struct error *e)
{
	const char *on = cli_get(job->cli, "on");
	int32_t date;

	if (on) {
		if (date_parse(slice_of(on), &date) < 0)
			return error_set(e, HALL_USAGE,
			    tr("--on: '%s' is not a date; write 2026-11-02"),
			    on);
		if (job->sum.from == DATE_NONE || date < job->sum.from)
			job->sum.from = date;
		if (job->sum.to == DATE_NONE || date > job->sum.to)
			job->sum.to = date;
	}
	if (job->sum.from == DATE_NONE)
		return error_set(e, job->sum.faults ? HALL_DATA : HALL_USAGE,
		    tr("%s: no row says which day it is about: name it with "
		       "--on"),
		    job->path);
	return 0;
}

/* Was this very file registered before?  Looked for from its day on. */
static int
find_same(const struct job *job, const struct book *book, const char *hex,
    struct arena *arena, struct slice *id, struct error *e)
{
	struct file_facts facts;

	*id = (struct slice){"", 0};
	if (files_load(book, job->sum.from, arena, &facts, e) < 0)
		return -1;
	for (size_t i = 0; i < facts.count; i++)
		if (slice_equal(facts.list[i].source, job->profile.name) &&
		    slice_is(facts.list[i].sha256, hex))
			*id = facts.list[i].id;
	return 0;
}

static bool
same_content(const struct book *book, const char *path,
    const uint8_t digest[DIGEST_SIZE])
{
	uint8_t there[DIGEST_SIZE];
	uint64_t size;
	struct error e;

	return digest_open_file(book_open_path(book, path, &e), path, there,
		   &size, &e) == 0 &&
	       memcmp(there, digest, DIGEST_SIZE) == 0;
}

/* A name that no other file of the day has. */
static char *
free_name(const struct book *book, int32_t day, const struct job *job,
    struct arena *arena)
{
	const char *name = name_of(job->path);
	char *kept, *place, hex[17];

	if (!file_name_plain(slice_of(name)))
		name = "statement";
	kept = arena_text(arena, "%s", name);
	place = book_day_path(
	    book, day, arena_text(arena, "/files/%s", kept), arena);
	if ((access(place, F_OK) < 0 && errno == ENOENT) ||
	    same_content(book, place, job->digest))
		return kept;
	digest_hex(job->digest, 8, hex);
	return arena_text(arena, "%s-%s", hex, name);
}

static int
read_bytes(const char *path, struct buffer *bytes, struct error *e)
{
	FILE *file = fopen(path, "rb");
	char chunk[64 << 10];
	size_t got;
	int failed;

	if (!file)
		return error_errno(e, HALL_SYSTEM, "%s", path);
	while ((got = fread(chunk, 1, sizeof(chunk), file)) > 0)
		buffer_add(bytes, chunk, got);
	failed = ferror(file);
	fclose(file);
	return failed ? error_errno(e, HALL_SYSTEM, "%s", path) : 0;
}

/* Copy the file to DAY/files/, as it came. */
static int
keep_file(const struct job *job, const struct book *book, int32_t day,
    const char *name, struct arena *arena, struct error *e)
{
	char date[DATE_TEXT_SIZE];
	uint8_t digest[DIGEST_SIZE];
	struct buffer bytes = {0};
	int result;

	date_format(day, date);
	if (book_make_directory(book, arena_text(arena, "%s/files", date), e) <
		0 ||
	    read_bytes(job->path, &bytes, e) < 0)
		return -1;
	/* What is kept must be what was read. */
	digest_bytes(buffer_view(&bytes), digest);
	if (memcmp(digest, job->digest, DIGEST_SIZE) != 0)
		result = error_set(e, HALL_DATA,
		    tr("%s: changed while it was read: try again"), job->path);
	else
		result = book_put_file(book,
		    arena_text(arena, "%s/files/%s", date, name),
		    (struct slice){bytes.text ? bytes.text : "", bytes.length},
		    e);
	buffer_release(&bytes);
	return result;
}

static void
fill_fact(
    struct row *row, const struct job *job, const char *name, const char *hex)
{
	const struct import_summary *s = &job->sum;

	row_start(row, KIND_FILE);
	row_set(row, FILE_SOURCE, job->profile.name);
	row_format(row, FILE_NAME, "%s", name);
	row_date(row, FILE_FROM, s->from);
	row_date(row, FILE_TO, s->to);
	row_format(row, FILE_SHA256, "%s", hex);
	row_int(row, FILE_BYTES, (int64_t)job->bytes);
	row_int(row, FILE_ROWS, (int64_t)s->count[LINE_DATA]);
	row_money(row, FILE_AMOUNT, s->amount_fen);
	if (s->has_balance) {
		row_money(row, FILE_OPENING, s->opening_fen);
		row_money(row, FILE_CLOSING, s->closing_fen);
	}
}

static int
record(struct job *job, struct recording *r, struct error *e)
{
	struct book *book = r->filter.book;
	int32_t day = journal_day(r->journal);
	char hex[DIGEST_HEX_SIZE];
	struct slice same;
	char *name;

	if (who_must(book, journal_who(r->journal)->staff, "import", day, e) <
	    0)
		return -1;
	digest_hex(job->digest, DIGEST_SIZE, hex);
	if (find_same(job, book, hex, &r->arena, &same, e) < 0)
		return -1;
	output_slice(r->output, buffer_view(&job->text));
	if (same.length) {
		mention(tr("%s: registered before as %.*s: nothing new"),
		    job->path, SLICE_ARG(same));
		return recording_commit(r, e);
	}
	name = free_name(book, day, job, &r->arena);
	if (!cli_has(job->cli, "dry-run") &&
	    keep_file(job, book, day, name, &r->arena, e) < 0)
		return -1;
	fill_fact(&r->row, job, name, hex);
	if (recording_add(r, &r->row, e) < 0)
		return -1;
	return recording_commit(r, e);
}

static enum hall_status
import_in_book(struct job *job, struct error *e)
{
	static const struct fold *const none[] = {NULL};
	struct recording r;

	if (find_period(job, e) < 0)
		return cli_fail(e);
	if (recording_begin(&r, job->cli, none, NULL, e) < 0)
		return cli_fail(e);
	if (record(job, &r, e) < 0)
		return recording_fail(&r, e);
	return job->sum.faults ? HALL_DATA : HALL_DONE;
}

/* A configuration alone, without a day that was ever open, keeps nothing. */
static int
keeps_files(const struct book *book, bool *keeps, struct error *e)
{
	struct arena arena = {0};
	size_t days = 0;
	int result = 0;

	if (book && !book_days(book, &arena, &days, e))
		result = -1;
	arena_release(&arena);
	*keeps = days > 0;
	return result;
}

enum hall_status
import_verb(struct cli *cli)
{
	struct job job = {.cli = cli, .path = cli_operand(cli, 1)};
	struct config *defaults = NULL;
	struct book *book = NULL;
	struct error e = {HALL_DONE, ""};
	enum hall_status status;
	bool keeps;

	if (book_from_cli(cli, false, &book, &e) < 0)
		return cli_fail(&e);
	if (!book)
		defaults = config_default();
	if (keeps_files(book, &keeps, &e) < 0 ||
	    read_job(&job, book ? book_config(book) : defaults, &e) < 0) {
		status = cli_fail(&e);
	} else {
		tell_summary(&job);
		status = keeps ? import_in_book(&job, &e)
			       : import_outside(&job, &e);
	}
	release_job(&job);
	config_free(defaults);
	book_close(book);
	return status;
}
