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

struct journal_check {
	char *path;
	struct journal_sum sum;
	struct error wrong; /* the first; DONE: none so far */
	uint64_t line;
	bool goes_on; /* there is a day before: it begins with a fact */
	struct in_force in_force[RECORD_KINDS_MAX];
	size_t headings;
	struct arena arena; /* of one line */
	struct buffer hashed;
	struct buffer rest; /* a line that is not whole yet */
};

static int
wrong(struct journal_check *v, const char *text)
{
	return error_set(&v->wrong, HALL_DATA, "%s:%llu: %s", v->path,
	    (unsigned long long)v->line, text);
}

static void
put_heading(
    struct journal_check *v, struct heading *heading, struct arena *arena)
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
take_heading(struct journal_check *v, struct slice line)
{
	struct complaint complaint = {0};
	struct arena arena = {0};
	struct heading *heading = heading_parse(line, &arena, &complaint);
	bool chained = heading && heading->columns > 0 &&
		       slice_is(heading->column[heading->columns - 1], "chain");

	buffer_release(&complaint.why);
	if (chained && v->headings < RECORD_KINDS_MAX) {
		put_heading(v, heading, &arena);
		return 0;
	}
	arena_release(&arena);
	return wrong(v, chained ? tr("too many kinds")
				: tr("a heading of a journal ends in 'chain', "
				     "and this one does not"));
}

static const struct heading *
heading_of(const struct journal_check *v, struct slice line)
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
check_seq(struct journal_check *v, const struct record *record)
{
	uint64_t due = v->sum.records + 1;
	long long seq;

	if (slice_int(field(record, "seq"), &seq) < 0 || seq < 1)
		return wrong(v, tr("seq is no number: the line was changed"));
	if ((uint64_t)seq == due)
		return 0;
	return error_set(&v->wrong, HALL_DATA,
	    (uint64_t)seq > due
		? tr("%s:%llu: seq %lld stands where %llu belongs: lines "
		     "before it were deleted or swapped")
		: tr("%s:%llu: seq %lld stands where %llu belongs: the line "
		     "was repeated or swapped"),
	    v->path, (unsigned long long)v->line, seq, (unsigned long long)due);
}

static int
check_chain(struct journal_check *v, const struct record *record)
{
	struct slice line = record->line;
	uint8_t result[DIGEST_SIZE];
	char due[HEX_LENGTH + 1];

	if (line.length <= HEX_LENGTH)
		return wrong(v, tr("the line has no chain"));
	buffer_clear(&v->hashed);
	buffer_format(&v->hashed, "%s\n#", v->sum.chain_last);
	buffer_slice(&v->hashed, record->heading->line);
	buffer_char(&v->hashed, '\n');
	buffer_add(&v->hashed, line.text, line.length - HEX_LENGTH);
	digest_bytes(buffer_view(&v->hashed), result);
	digest_hex(result, HEX_LENGTH / 2, due);
	if (memcmp(line.text + line.length - HEX_LENGTH, due, HEX_LENGTH) != 0)
		return wrong(
		    v, v->sum.records == 0
			   ? tr("the chain does not go on from the day before, "
				"or this line or its heading was changed")
			   : tr("the chain does not agree: this line or its "
				"heading was changed"));
	memcpy(v->sum.chain_last, due, sizeof(due));
	return 0;
}

static int
take_fact(struct journal_check *v, struct slice line)
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
	if (moment_parse(field(&record, "entered"), &v->sum.last_entered) < 0)
		return wrong(v, tr("entered is no time"));
	v->sum.records++;
	return 0;
}

static int
take_line(struct journal_check *v, struct slice line)
{
	v->line++;
	if (line.length == 0)
		return wrong(v, tr("an empty line, which nobody records"));
	if (line.length > RECORD_LINE_MAX)
		return wrong(v, tr("a line too long for a journal"));
	arena_clear(&v->arena);
	return line.text[0] == '#' ? take_heading(v, line) : take_fact(v, line);
}

struct journal_check *
journal_check_new(const char *name, const char *chain_before)
{
	struct journal_check *v = memory_new(sizeof(*v));

	v->path = memory_text(slice_of(name));
	v->goes_on = chain_before != NULL;
	snprintf(v->sum.chain_first, sizeof(v->sum.chain_first), "%s",
	    chain_before ? chain_before : FIRST);
	memcpy(
	    v->sum.chain_last, v->sum.chain_first, sizeof(v->sum.chain_last));
	return v;
}

void
journal_check_add(struct journal_check *v, struct slice bytes)
{
	const char *end;

	v->sum.bytes += bytes.length;
	while (v->wrong.status == HALL_DONE &&
	       (end = memchr(bytes.text, '\n', bytes.length))) {
		struct slice line = {bytes.text, (size_t)(end - bytes.text)};

		bytes.text += line.length + 1;
		bytes.length -= line.length + 1;
		if (v->rest.length > 0) {
			buffer_slice(&v->rest, line);
			line = buffer_view(&v->rest);
		}
		(void)take_line(v, line);
		buffer_clear(&v->rest);
	}
	if (v->wrong.status != HALL_DONE)
		return;
	buffer_slice(&v->rest, bytes);
	if (v->rest.length > RECORD_LINE_MAX)
		(void)take_line(v, buffer_view(&v->rest));
}

static void
check_free(struct journal_check *v)
{
	for (size_t i = 0; i < v->headings; i++)
		arena_release(&v->in_force[i].arena);
	arena_release(&v->arena);
	buffer_release(&v->hashed);
	buffer_release(&v->rest);
	free(v->path);
	free(v);
}

int
journal_check_end(
    struct journal_check *v, struct journal_sum *sum, struct error *error)
{
	int result;

	if (v->wrong.status == HALL_DONE && v->rest.length > 0) {
		v->line++;
		(void)wrong(v, tr("the last line is cut off"));
	}
	if (v->wrong.status == HALL_DONE && v->goes_on && v->sum.records == 0)
		error_set(&v->wrong, HALL_DATA,
		    tr("%s: is empty, though every day but the first begins "
		       "with a fact: put back what was there"),
		    v->path);
	v->sum.line = v->line;
	*sum = v->sum;
	result = v->wrong.status == HALL_DONE ? 0 : -1;
	if (result < 0 && error)
		*error = v->wrong;
	check_free(v);
	return result;
}

int
journal_verify(struct source *source, const char *chain_before,
    struct journal_sum *sum, struct error *error)
{
	struct journal_check *v;
	char *piece;
	ptrdiff_t got;

	*sum = (struct journal_sum){0};
	if (!source)
		return -1;
	source_threads(source, processors_count());
	v = journal_check_new(source_name(source), chain_before);
	piece = memory_raw(READ_SIZE);
	while (v->wrong.status == HALL_DONE &&
	       (got = source_read(source, piece, READ_SIZE, &v->wrong)) > 0)
		journal_check_add(v, (struct slice){piece, (size_t)got});
	source_close(source);
	free(piece);
	return journal_check_end(v, sum, error);
}
