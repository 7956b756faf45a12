/*
 * verify.c - reading a journal back, line by line.
 *
 * Nothing of the writer is used here: lines are cut, counted and hashed from
 * the bytes of the file, and one digest is taken over one buffer, so that a
 * slip in the writer shows.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/digest.h"
#include "base/message.h"
#include "base/processors.h"
#include "book/journal.h"
#include "record/reader.h"
#include "record/source.h"

#define HEX_LENGTH 32
#define READ_SIZE (256 << 10)
#define FIRST "00000000000000000000000000000000"

/* A kind's heading; one that takes its place frees it. */
struct in_force {
	struct heading *heading;
	struct arena arena;
};

struct verify {
	const char *path;
	struct journal_sum *sum;
	uint64_t line;
	struct in_force in_force[RECORD_KINDS_MAX];
	size_t headings;
	struct arena arena; /* of one line */
	struct buffer hashed;
	struct error *error;
};

static int
wrong(const struct verify *v, const char *text)
{
	return error_set(v->error, HALL_DATA, "%s:%llu: %s", v->path,
	    (unsigned long long)v->line, text);
}

static void
put_heading(struct verify *v, struct heading *heading, struct arena *arena)
{
	struct in_force *place = v->in_force;

	while (place < v->in_force + v->headings &&
	       !slice_equal(place->heading->name, heading->name))
		place++;
	if (place == v->in_force + v->headings)
		v->headings++;
	else
		arena_release(&place->arena);
	*place = (struct in_force){heading, *arena};
}

static int
take_heading(struct verify *v, struct slice line)
{
	struct complaint complaint = {0};
	struct arena arena = {0};
	struct heading *heading = heading_parse(line, &arena, &complaint);
	const char *problem = NULL;

	buffer_release(&complaint.why);
	if (!heading || heading->columns == 0 ||
	    !slice_is(heading->column[heading->columns - 1], "chain"))
		problem = tr("a heading of a journal ends in 'chain', and "
			     "this one does not");
	else if (v->headings == RECORD_KINDS_MAX)
		problem = tr("too many kinds");
	if (!problem) {
		put_heading(v, heading, &arena);
		return 0;
	}
	arena_release(&arena);
	return wrong(v, problem);
}

static const struct heading *
heading_of(const struct verify *v, struct slice line)
{
	for (size_t i = 0; i < v->headings; i++) {
		struct slice name = v->in_force[i].heading->name;

		if (line.length > name.length &&
		    line.text[name.length] == ',' &&
		    memcmp(line.text, name.text, name.length) == 0)
			return v->in_force[i].heading;
	}
	return NULL;
}

static struct slice
field(const struct record *record, const char *column)
{
	return rec_column(
	    record, heading_find(record->heading, slice_of(column)));
}

static int
check_seq(struct verify *v, const struct record *record)
{
	uint64_t due = v->sum->records + 1;
	long long seq;

	if (slice_int(field(record, "seq"), &seq) < 0 || seq < 1)
		return wrong(v, tr("seq is no number: the line was changed"));
	if ((uint64_t)seq == due)
		return 0;
	return error_set(v->error, HALL_DATA,
	    (uint64_t)seq > due
		? tr("%s:%llu: seq %lld stands where %llu belongs: lines "
		     "before it were deleted or swapped")
		: tr("%s:%llu: seq %lld stands where %llu belongs: the line "
		     "was repeated or swapped"),
	    v->path, (unsigned long long)v->line, seq, (unsigned long long)due);
}

static int
check_chain(struct verify *v, const struct record *record)
{
	struct slice line = record->line;
	uint8_t result[DIGEST_SIZE];
	char due[HEX_LENGTH + 1];

	if (line.length <= HEX_LENGTH)
		return wrong(v, tr("the line has no chain"));
	buffer_clear(&v->hashed);
	buffer_format(&v->hashed, "%s\n#", v->sum->chain_last);
	buffer_slice(&v->hashed, record->heading->line);
	buffer_char(&v->hashed, '\n');
	buffer_add(&v->hashed, line.text, line.length - HEX_LENGTH);
	digest_bytes(buffer_view(&v->hashed), result);
	digest_hex(result, HEX_LENGTH / 2, due);
	if (memcmp(line.text + line.length - HEX_LENGTH, due, HEX_LENGTH) != 0)
		return wrong(
		    v, v->sum->records == 0
			   ? tr("the chain does not go on from the day before, "
				"or this line or its heading was changed")
			   : tr("the chain does not agree: this line or its "
				"heading was changed"));
	memcpy(v->sum->chain_last, due, sizeof(due));
	return 0;
}

static int
take_fact(struct verify *v, struct slice line)
{
	const struct heading *heading = heading_of(v, line);
	struct complaint complaint = {0};
	struct record record;
	int result;

	if (!heading)
		return wrong(v, tr("no heading names the columns of this "
				   "line"));
	result = record_parse(line, heading, &v->arena, &record, &complaint);
	buffer_release(&complaint.why);
	if (result < 0)
		return wrong(v, tr("the line cannot be read: it was changed"));
	record.line = line;
	if (check_seq(v, &record) < 0 || check_chain(v, &record) < 0)
		return -1;
	if (moment_parse(field(&record, "entered"), &v->sum->last_entered) < 0)
		return wrong(v, tr("entered is no time"));
	v->sum->records++;
	return 0;
}

static int
take_line(struct verify *v, struct slice line)
{
	v->line++;
	if (line.length == 0)
		return wrong(v, tr("an empty line, which nobody records"));
	arena_clear(&v->arena);
	return line.text[0] == '#' ? take_heading(v, line) : take_fact(v, line);
}

/* Take the whole lines of the buffer; what is left comes to its start. */
static int
take_lines(struct verify *v, struct buffer *text)
{
	size_t at = 0;

	for (;;) {
		char *start = text->text + at;
		char *end = memchr(start, '\n', text->length - at);
		struct slice line;

		if (!end)
			break;
		line = (struct slice){start, (size_t)(end - start)};
		if (take_line(v, line) < 0)
			return -1;
		at += line.length + 1;
	}
	memmove(text->text, text->text + at, text->length - at);
	text->length -= at;
	if (text->length <= RECORD_LINE_MAX)
		return 0;
	v->line++;
	return wrong(v, tr("a line too long for a journal"));
}

static int
take_source(struct verify *v, struct source *source)
{
	struct buffer text = {0};
	char *piece = memory_new(READ_SIZE);
	int result = 0;
	ptrdiff_t got;

	while (result == 0 &&
	       (got = source_read(source, piece, READ_SIZE, v->error)) != 0) {
		result = got < 0 ? -1 : 0;
		if (result < 0)
			break;
		v->sum->bytes += (uint64_t)got;
		buffer_add(&text, piece, (size_t)got);
		result = take_lines(v, &text);
	}
	if (result == 0 && text.length > 0) {
		v->line++;
		result = wrong(v, tr("the last line is cut off"));
	}
	v->sum->line = v->line;
	buffer_release(&text);
	free(piece);
	return result;
}

int
journal_verify(const char *path, const char *chain_before,
    struct journal_sum *sum, struct error *error)
{
	struct verify v = {.path = path, .sum = sum, .error = error};
	struct source *source = source_open(path, error);
	int result;

	*sum = (struct journal_sum){0};
	if (!source)
		return -1;
	source_threads(source, processors_count());
	snprintf(sum->chain_first, sizeof(sum->chain_first), "%s",
	    chain_before ? chain_before : FIRST);
	memcpy(sum->chain_last, sum->chain_first, sizeof(sum->chain_last));
	result = take_source(&v, source);
	source_close(source);
	for (size_t i = 0; i < v.headings; i++)
		arena_release(&v.in_force[i].arena);
	arena_release(&v.arena);
	buffer_release(&v.hashed);
	return result;
}
