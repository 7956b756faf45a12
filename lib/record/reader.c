#include "record/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "record/cut.h"

#define READER_BLOCK (256 << 10)

/* The heading in force of a kind; kinds are few, so a list is a map. */
struct in_force {
	struct slice name;
	const struct heading *heading;
};

struct reader {
	struct source *source;
	struct headings *headings;
	bool owns_headings;
	/* Bytes that were read and not yet handed out: text[at .. end). */
	char *text;
	size_t size, at, end;
	size_t searched; /* no LF stands in text[at .. searched) */
	bool ended;
	struct place place;
	struct in_force force[RECORD_KINDS_MAX];
	size_t kinds;
	size_t latest; /* index of the kind of the line before */
	struct slice field[RECORD_COLUMNS_MAX + 1];
	struct arena arena; /* unquoted fields of one line */
	struct complaint complaint;
	struct error error;
};

struct reader *
reader_new(struct source *source, struct headings *headings)
{
	struct reader *r = memory_new(sizeof(*r));

	r->source = source;
	r->owns_headings = !headings;
	r->headings = headings ? headings : headings_new();
	r->size = 2 * READER_BLOCK;
	r->text = memory_new(r->size);
	r->place.file = source_name(source);
	return r;
}

void
reader_free(struct reader *r)
{
	if (!r)
		return;
	if (r->owns_headings)
		headings_free(r->headings);
	arena_release(&r->arena);
	buffer_release(&r->complaint.why);
	free(r->text);
	free(r);
}

const struct complaint *
reader_complaint(const struct reader *r)
{
	return &r->complaint;
}

const struct error *
reader_error(const struct reader *r)
{
	return &r->error;
}

/* Make room behind what is not handed out yet. */
static void
reader_room(struct reader *r)
{
	if (r->at > 0) {
		memmove(r->text, r->text + r->at, r->end - r->at);
		r->end -= r->at;
		r->searched -= r->at;
		r->at = 0;
	}
	while (r->size - r->end < READER_BLOCK) {
		r->size *= 2;
		r->text = memory_grow(r->text, r->size, 1);
	}
}

/* More bytes behind text[end).  0 at the end of the source, -1 failed. */
static int
reader_fill(struct reader *r)
{
	ptrdiff_t n;

	reader_room(r);
	n = source_read(r->source, r->text + r->end, READER_BLOCK, &r->error);
	if (n < 0)
		return -1;
	if (n == 0)
		r->ended = true;
	r->end += (size_t)n;
	return n > 0;
}

enum line_state { LINE_NONE, LINE_WHOLE, LINE_UNENDED, LINE_LONG, LINE_FAILED };

/* Drop bytes up to and with the next LF. */
static enum line_state
line_skip(struct reader *r)
{
	for (;;) {
		char *lf = memchr(r->text + r->at, '\n', r->end - r->at);

		if (lf) {
			r->at = (size_t)(lf - r->text) + 1;
			r->searched = r->at;
			return LINE_LONG;
		}
		r->at = r->searched = r->end;
		if (r->ended)
			return LINE_LONG;
		if (reader_fill(r) < 0)
			return LINE_FAILED;
	}
}

/*
 * The next line without its LF.  Of a line over the limit the beginning
 * comes back, in *line, and the rest is dropped.
 */
static enum line_state
line_next(struct reader *r, struct slice *line)
{
	char *lf;
	int filled;

	for (;;) {
		lf = memchr(r->text + r->searched, '\n', r->end - r->searched);
		if (lf) {
			*line = (struct slice){
			    r->text + r->at, (size_t)(lf - r->text) - r->at};
			r->at = r->searched = (size_t)(lf - r->text) + 1;
			r->place.line++;
			return line->length > RECORD_LINE_MAX ? LINE_LONG
							      : LINE_WHOLE;
		}
		r->searched = r->end;
		if (r->end - r->at > RECORD_LINE_MAX + 1)
			break;
		if (r->ended)
			break;
		filled = reader_fill(r);
		if (filled < 0)
			return LINE_FAILED;
	}
	*line = (struct slice){r->text + r->at, r->end - r->at};
	if (line->length == 0)
		return LINE_NONE;
	r->place.line++;
	if (line->length <= RECORD_LINE_MAX + 1 && r->ended) {
		r->at = r->searched = r->end;
		return line->length > RECORD_LINE_MAX ? LINE_LONG
						      : LINE_UNENDED;
	}
	/* Keep the head for the fault: the skipping moves the bytes. */
	arena_clear(&r->arena);
	line->length = RECORD_FAULT_RAW_MAX;
	*line = arena_slice(&r->arena, *line);
	return line_skip(r);
}

static struct in_force *
force_find(struct reader *r, struct slice name)
{
	if (r->kinds && slice_equal(r->force[r->latest].name, name))
		return &r->force[r->latest];
	for (size_t i = 0; i < r->kinds; i++)
		if (slice_equal(r->force[i].name, name)) {
			r->latest = i;
			return &r->force[i];
		}
	return NULL;
}

static enum reader_event
fault(struct record *record)
{
	record->fields = 0;
	return READER_FAULT;
}

static enum reader_event
take_heading(struct reader *r, struct record *record)
{
	const struct heading *heading;
	struct in_force *force;

	heading = headings_add(r->headings, record->line, &r->complaint);
	if (!heading)
		return fault(record);
	force = force_find(r, heading->name);
	if (!force) {
		if (r->kinds == RECORD_KINDS_MAX) {
			complain(
			    &r->complaint, NULL, "long", "what", "kinds", NULL);
			return fault(record);
		}
		force = &r->force[r->kinds++];
		force->name = heading->name;
	}
	force->heading = heading;
	record->heading = heading;
	record->kind = heading->kind;
	record->fields = 0;
	return READER_HEADING;
}

/* Bytes that no line may hold.  False with the complaint. */
static bool
bytes_valid(struct reader *r, struct slice line)
{
	ptrdiff_t at;
	char text[24];

	if (memchr(line.text, '\0', line.length)) {
		complain(&r->complaint, NULL, "nul", NULL);
		return false;
	}
	if (memchr(line.text, '\r', line.length)) {
		complain(&r->complaint, NULL, "cr", NULL);
		return false;
	}
	at = utf8_invalid_at(line);
	if (at >= 0) {
		snprintf(text, sizeof(text), "%td", at + 1);
		complain(&r->complaint, NULL, "utf8", "byte", text, NULL);
		return false;
	}
	return true;
}

static int
complain_ragged(
    struct complaint *complaint, const struct heading *heading, size_t fields)
{
	char want[24], have[24];

	snprintf(want, sizeof(want), "%zu", heading->columns + 1);
	snprintf(have, sizeof(have), "%zu", fields);
	return complain(
	    complaint, NULL, "ragged", "fields", have, "expected", want, NULL);
}

/* Cut the line; a row has as many fields as its heading names, no more. */
static int
cut_line(struct reader *r, struct record *record, bool quoted, bool ended)
{
	size_t max = RECORD_COLUMNS_MAX + 1, fields;

	if (quoted) {
		arena_clear(&r->arena);
		fields = cut_quoted(record->line, r->field, max, &r->arena);
		if (fields == 0)
			return complain(
			    &r->complaint, NULL, ended ? "quote" : "cut", NULL);
	} else {
		fields = cut_plain(record->line, r->field, max);
	}
	record->field = r->field;
	record->fields = fields;
	return 0;
}

static enum reader_event
take_line(struct reader *r, struct record *record, bool ended)
{
	struct slice line = record->line;
	struct in_force *force;
	bool quoted = memchr(line.text, '"', line.length) != NULL;

	if (cut_line(r, record, quoted, ended) < 0)
		return fault(record);
	if (!kind_name_valid(record->field[0])) {
		complain(&r->complaint, NULL, "kind", NULL);
		return fault(record);
	}
	force = force_find(r, record->field[0]);
	if (!force) {
		complain(
		    &r->complaint, NULL, "heading", "problem", "none", NULL);
		return fault(record);
	}
	if (record->fields != force->heading->columns + 1) {
		if (!ended && record->fields <= force->heading->columns)
			complain(&r->complaint, NULL, "cut", NULL);
		else
			complain_ragged(
			    &r->complaint, force->heading, record->fields);
		return fault(record);
	}
	record->heading = force->heading;
	record->kind = force->heading->kind;
	return READER_RECORD;
}

static struct slice
without_bom_and_cr(const struct reader *r, struct slice line)
{
	if (r->place.line == 1 && line.length >= 3 &&
	    memcmp(line.text, "\xef\xbb\xbf", 3) == 0) {
		line.text += 3;
		line.length -= 3;
	}
	if (line.length && line.text[line.length - 1] == '\r')
		line.length--;
	return line;
}

enum reader_event
reader_next(struct reader *r, struct record *record)
{
	enum line_state state;
	struct slice line;

	memset(record, 0, sizeof(*record));
	do {
		state = line_next(r, &line);
		if (state == LINE_FAILED)
			return READER_FAILED;
		if (state == LINE_NONE)
			return READER_END;
		if (state != LINE_LONG)
			line = without_bom_and_cr(r, line);
	} while (line.length == 0); /* an empty line holds nothing */
	record->line = line;
	record->place = r->place;
	if (state == LINE_LONG) {
		complain(&r->complaint, NULL, "long", "what", "line", NULL);
		return fault(record);
	}
	if (!bytes_valid(r, line))
		return fault(record);
	if (line.text[0] == '#')
		return take_heading(r, record);
	return take_line(r, record, state == LINE_WHOLE);
}

int
record_parse(struct slice line, const struct heading *heading,
    struct arena *arena, struct record *record, struct complaint *complaint)
{
	size_t max = RECORD_COLUMNS_MAX + 1, fields;
	struct slice *field = arena_array(arena, max, sizeof(*field));

	memset(record, 0, sizeof(*record));
	record->heading = heading;
	record->kind = heading->kind;
	record->line = arena_slice(arena, line);
	record->field = field;
	record->place.file = "-";
	if (memchr(line.text, '"', line.length))
		fields = cut_quoted(record->line, field, max, arena);
	else
		fields = cut_plain(record->line, field, max);
	if (fields == 0)
		return complain(complaint, NULL, "quote", NULL);
	if (!slice_equal(field[0], heading->name))
		return complain(complaint, NULL, "kind", NULL);
	if (fields != heading->columns + 1)
		return complain_ragged(complaint, heading, fields);
	record->fields = fields;
	return 0;
}
