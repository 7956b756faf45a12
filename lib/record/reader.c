#include "record/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "record/cut.h"
#include "record/lines.h"

/* The heading in force of a kind; kinds are few, so a list is a map. */
struct in_force {
	struct slice name;
	const struct heading *heading;
};

struct reader {
	struct lines *lines;
	struct headings *headings;
	bool owns_headings;
	struct place place;
	struct in_force force[RECORD_KINDS_MAX];
	size_t kinds;
	size_t latest; /* index of the kind of the line before */
	bool slowly;
	struct slice field[RECORD_COLUMNS_MAX + 1]; /* where quotes were */
	uint32_t start[RECORD_COLUMNS_MAX + 2];     /* where ends are trimmed */
	struct arena arena; /* unquoted fields of one line */
	struct complaint complaint;
};

struct reader *
reader_new(struct source *source, struct headings *headings)
{
	struct reader *r = memory_new(sizeof(*r));

	r->lines = lines_new(source);
	r->owns_headings = !headings;
	r->headings = headings ? headings : headings_new();
	r->place.file = source ? source_name(source) : "-";
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
	lines_free(r->lines);
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
	return lines_error(r->lines);
}

void
reader_piece(struct reader *r, char *text, size_t size,
    const struct heading *const *force, size_t count)
{
	lines_piece(r->lines, text, size);
	r->place.line += r->place.line == 0; /* a BOM is not looked for */
	r->latest = 0;
	r->kinds = count;
	for (size_t i = 0; i < count; i++)
		r->force[i] = (struct in_force){force[i]->name, force[i]};
}

void
reader_slowly(struct reader *r)
{
	r->slowly = true;
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

/*
 * Bytes that no line may hold.  False with the complaint.  Half a character
 * where a line ends without LF was a whole one before it was cut.
 */
static bool
bytes_valid(struct reader *r, const struct line *line, bool ended)
{
	struct slice text = line->text;
	ptrdiff_t at;
	char number[24];

	if (line->look & SCAN_ODD && memchr(text.text, '\0', text.length)) {
		complain(&r->complaint, NULL, "nul", NULL);
		return false;
	}
	if (line->look & SCAN_ODD && memchr(text.text, '\r', text.length)) {
		complain(&r->complaint, NULL, "cr", NULL);
		return false;
	}
	at = line->look & SCAN_HIGH ? utf8_invalid_at(text) : -1;
	if (at >= 0 && !ended &&
	    utf8_begun(
		(struct slice){text.text + at, text.length - (size_t)at})) {
		complain(&r->complaint, NULL, "cut", NULL);
		return false;
	}
	if (at >= 0) {
		snprintf(number, sizeof(number), "%td", at + 1);
		complain(&r->complaint, NULL, "utf8", "byte", number, NULL);
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

/* Fields cut once more, for what the way here did not do. */
static size_t
cut_again(struct reader *r, const struct line *line, bool quoted)
{
	struct slice text = line->text;
	size_t max = RECORD_COLUMNS_MAX + 1;

	if (!quoted && !r->slowly)
		return cut_plain(text, r->field, max);
	arena_clear(&r->arena);
	if (!r->slowly && line->parts > 0 && line->parts <= max)
		return cut_around_quotes(text, line->base, line->start,
		    line->parts, r->field, &r->arena);
	return cut_quoted(text, r->field, max, &r->arena);
}

/*
 * The fields of a line: as they were cut on the way, but for quotes.  The
 * slow way leaves everything to libcsv.
 */
static size_t
cut_fields(struct reader *r, struct record *record, const struct line *line)
{
	struct slice text = line->text;
	bool quoted = line->look & SCAN_ODD &&
		      memchr(text.text, '"', text.length);

	if (line->parts > 0 && !r->slowly && !quoted) {
		record->base = line->base;
		record->start = line->start;
		return line->parts;
	}
	record->field = r->field;
	return cut_again(r, line, quoted);
}

static int
cut_line(struct reader *r, struct record *record, const struct line *line,
    bool ended)
{
	record->fields = cut_fields(r, record, line);
	if (record->fields == 0)
		return complain(
		    &r->complaint, NULL, ended ? "quote" : "cut", NULL);
	return 0;
}

/* The name of a kind that no heading has; it may be but half of its name. */
static enum reader_event
fault_of_kind(struct reader *r, struct record *record, bool ended)
{
	if (!kind_name_valid(rec_field(record, 0)))
		complain(&r->complaint, NULL, "kind", NULL);
	else if (!ended)
		complain(&r->complaint, NULL, "cut", "heading", "none", NULL);
	else
		complain(
		    &r->complaint, NULL, "heading", "problem", "none", NULL);
	return fault(record);
}

static enum reader_event
take_line(struct reader *r, struct record *record, const struct line *line,
    bool ended)
{
	struct in_force *force;

	if (cut_line(r, record, line, ended) < 0)
		return fault(record);
	force = force_find(r, rec_field(record, 0));
	if (!force)
		return fault_of_kind(r, record, ended);
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

/* Let a line have starts of its own, which may be changed; NULL: it has none.
 */
static uint32_t *
own_starts(struct reader *r, struct line *line)
{
	if (line->parts > RECORD_COLUMNS_MAX + 1)
		line->parts = 0; /* too many, which will be counted again */
	if (line->parts == 0)
		return NULL;
	memmove(r->start, line->start, (line->parts + 1) * sizeof(*r->start));
	line->start = r->start;
	return r->start;
}

/* A BOM is left out. */
static void
trim_bom(struct reader *r, struct line *line)
{
	uint32_t *start;

	if (line->text.length < 3 ||
	    memcmp(line->text.text, "\xef\xbb\xbf", 3) != 0)
		return;
	line->text.text += 3;
	line->text.length -= 3;
	start = own_starts(r, line);
	if (start)
		start[0] += 3;
}

/* So is the CR of CRLF. */
static void
trim_cr(struct reader *r, struct line *line)
{
	struct slice *text = &line->text;
	uint32_t *start;

	if (text->length == 0 || text->text[text->length - 1] != '\r')
		return;
	text->length--;
	start = own_starts(r, line);
	if (start)
		start[line->parts]--;
}

static void
trim_line(struct reader *r, struct line *line)
{
	if (line->look & SCAN_HIGH && r->place.line == 1)
		trim_bom(r, line);
	if (line->look & SCAN_ODD)
		trim_cr(r, line);
}

/* Any line but an empty one. */
static enum reader_event
take_any(struct reader *r, struct record *record, struct line *line,
    enum line_state state)
{
	*record = (struct record){.line = line->text, .place = r->place};
	if (state == LINE_LONG || line->text.length > RECORD_LINE_MAX) {
		complain(&r->complaint, NULL, "long", "what", "line", NULL);
		return fault(record);
	}
	if (line->look && !bytes_valid(r, line, state == LINE_WHOLE))
		return fault(record);
	if (line->text.text[0] == '#')
		return take_heading(r, record);
	return take_line(r, record, line, state == LINE_WHOLE);
}

/*
 * A short cut: a line of the kind of the line before that asks for no closer
 * look is a record as it stands.  False when it may be something else.
 */
static inline bool
take_plain(struct reader *r, struct record *record, const struct line *line)
{
	const struct in_force *force = &r->force[r->latest];
	const uint32_t *start = line->start;

	if (line->look || r->kinds == 0 ||
	    line->parts != force->heading->columns + 1 ||
	    start[1] - start[0] - 1 != force->name.length ||
	    !bytes_equal(
		line->text.text, force->name.text, force->name.length) ||
	    line->text.length > RECORD_LINE_MAX)
		return false;
	*record = (struct record){.kind = force->heading->kind,
	    .heading = force->heading,
	    .line = line->text,
	    .fields = line->parts,
	    .base = line->base,
	    .start = start,
	    .place = r->place};
	return true;
}

enum reader_event
reader_next(struct reader *r, struct record *record)
{
	enum line_state state;
	struct line line;

	do {
		state = lines_next(r->lines, &line);
		if (state == LINE_FAILED)
			return READER_FAILED;
		if (state == LINE_NONE)
			return READER_END;
		r->place.line++;
		if (state == LINE_WHOLE && !r->slowly &&
		    take_plain(r, record, &line))
			return READER_RECORD;
		if (r->slowly)
			line.look = SCAN_ODD | SCAN_HIGH;
		if (state != LINE_LONG)
			trim_line(r, &line);
	} while (line.text.length == 0); /* an empty line holds nothing */
	return take_any(r, record, &line, state);
}

int
record_parse(struct slice line, const struct heading *heading,
    struct arena *arena, struct record *record, struct complaint *complaint)
{
	size_t max = RECORD_COLUMNS_MAX + 1, fields;
	struct slice field[RECORD_COLUMNS_MAX + 1], *kept;

	memset(record, 0, sizeof(*record));
	record->heading = heading;
	record->kind = heading->kind;
	record->line = arena_slice(arena, line);
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
	kept = arena_array(arena, fields, sizeof(*kept));
	memcpy(kept, field, fields * sizeof(*kept));
	record->field = kept;
	record->fields = fields;
	return 0;
}

int
reader_each(struct source *source,
    void (*call)(void *context, const struct record *), void *context,
    struct error *error)
{
	enum reader_event event;
	struct reader *reader;
	struct record record;

	if (!source)
		return -1;
	reader = reader_new(source, NULL);
	while ((event = reader_next(reader, &record)) != READER_END &&
	       event != READER_FAILED)
		if (event == READER_RECORD)
			call(context, &record);
	if (event == READER_FAILED && error)
		*error = *reader_error(reader);
	reader_free(reader);
	source_close(source);
	return event == READER_FAILED ? -1 : 0;
}
