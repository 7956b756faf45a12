/*
 * tail.c - walking a journal's lines and reading its end.
 *
 * Ten thousand facts are walked for every fact that is recorded, so a line
 * is parsed only where its content matters; all others cost a search for LF
 * and a look at their kind.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/message.h"
#include "book/tail.h"
#include "record/reader.h"

void
chain_next(struct digest *digest, const char *before, struct slice heading,
    struct slice head, char after[CHAIN_SIZE])
{
	uint8_t result[DIGEST_SIZE];

	digest_add(digest, before, CHAIN_LENGTH);
	digest_add(digest, "\n#", 2);
	digest_add(digest, heading.text, heading.length);
	digest_add(digest, "\n", 1);
	digest_add(digest, head.text, head.length);
	digest_take(digest, result);
	digest_hex(result, CHAIN_LENGTH / 2, after);
}

bool
chain_cut(struct slice line, struct slice *head, struct slice *chain)
{
	const char *text;

	if (line.length <= CHAIN_LENGTH)
		return false;
	text = line.text + line.length - CHAIN_LENGTH;
	for (size_t i = 0; i < CHAIN_LENGTH; i++)
		if (!strchr("0123456789abcdef", text[i]) || !text[i])
			return false;
	*head = (struct slice){line.text, line.length - CHAIN_LENGTH};
	*chain = (struct slice){text, CHAIN_LENGTH};
	return text[-1] == ',';
}

void
walk_init(struct walk *walk, struct slice text)
{
	*walk = (struct walk){.text = text, .headings = map_new()};
}

void
walk_release(struct walk *walk)
{
	map_free(walk->headings);
	arena_release(&walk->arena);
	*walk = (struct walk){0};
}

static struct slice
kind_of(struct slice line)
{
	const char *comma = memchr(line.text, ',', line.length);

	return (struct slice){
	    line.text, comma ? (size_t)(comma - line.text) : line.length};
}

static void
learn_heading(struct walk *walk, struct slice line)
{
	struct complaint complaint = {0};
	struct heading *heading = heading_parse(line, &walk->arena, &complaint);

	if (heading)
		*map_put(walk->headings, heading->name) = heading;
	walk->latest = NULL;
	buffer_release(&complaint.why);
}

/* Most lines are of the same kind as the one before. */
static const struct heading *
heading_of(struct walk *walk, struct slice line)
{
	const struct heading *latest = walk->latest;
	size_t length = latest ? latest->name.length : 0;

	if (!latest || line.length <= length || line.text[length] != ',' ||
	    memcmp(line.text, latest->name.text, length) != 0)
		walk->latest = map_get(walk->headings, kind_of(line));
	return walk->latest;
}

bool
walk_next(struct walk *walk, struct slice *line, const struct heading **heading)
{
	while (walk->at < walk->text.length) {
		const char *start = walk->text.text + walk->at;
		size_t left = walk->text.length - walk->at;
		const char *end = memchr(start, '\n', left);
		size_t length = end ? (size_t)(end - start) : left;

		walk->at += length + 1;
		walk->line++;
		*line = (struct slice){start, length};
		if (length > 0 && *start != '#') {
			*heading = heading_of(walk, *line);
			return true;
		}
		if (length > 0)
			learn_heading(walk, *line);
	}
	return false;
}

/* The n-th field of a line without quotes, n from 0. */
static struct slice
plain_field(struct slice line, size_t n)
{
	struct slice part = {"", 0};

	for (size_t i = 0; i <= n; i++)
		if (!slice_cut(&line, ',', &part))
			return SLICE("");
	return part;
}

struct slice
line_field(struct slice line, const struct heading *heading,
    struct slice column, struct arena *arena)
{
	struct complaint complaint = {0};
	struct slice field = {"", 0};
	struct record record;
	size_t at = heading ? heading_find(heading, column) : 0;

	if (at == 0)
		return field;
	if (!memchr(line.text, '"', line.length))
		return plain_field(line, at);
	if (record_parse(line, heading, arena, &record, &complaint) == 0)
		field = rec_column(&record, at);
	buffer_release(&complaint.why);
	return field;
}

static bool
is_day_fact(struct slice line)
{
	return line.length > 4 && memcmp(line.text, "day,", 4) == 0;
}

/* What a `day` fact says about the day: 1 closed, 0 open, -1 nothing. */
static int
day_fact_says(struct slice line, const struct heading *heading, int32_t date)
{
	struct arena arena = {0};
	char text[DATE_TEXT_SIZE];
	struct slice event;
	int says = -1;

	date_format(date, text);
	event = line_field(line, heading, SLICE("event"), &arena);
	if (slice_is(line_field(line, heading, SLICE("id"), &arena), text)) {
		if (slice_is(event, "closed"))
			says = 1;
		else if (slice_is(event, "open"))
			says = 0;
	}
	arena_release(&arena);
	return says;
}

bool
text_says_closed(struct slice text, int32_t date)
{
	const struct heading *heading;
	const char *last = memrchr(text.text, '\n', text.length);
	struct slice line;
	struct walk walk;
	bool closed = false;

	/* Half a line, which a kill left, says nothing. */
	text.length = last ? (size_t)(last - text.text) + 1 : 0;
	walk_init(&walk, text);
	while (walk_next(&walk, &line, &heading)) {
		int says = is_day_fact(line)
			       ? day_fact_says(line, heading, date)
			       : -1;

		if (says >= 0)
			closed = says;
	}
	walk_release(&walk);
	return closed;
}

/* What the last fact says of itself; false when it is no journal's fact. */
static bool
read_last(struct slice line, const struct heading *heading, struct tail *tail)
{
	struct arena arena = {0};
	struct slice head, chain;
	long long seq;
	bool whole;

	whole = heading && chain_cut(line, &head, &chain) &&
		slice_int(line_field(line, heading, SLICE("seq"), &arena),
		    &seq) == 0 &&
		seq > 0 &&
		moment_parse(
		    line_field(line, heading, SLICE("entered"), &arena),
		    &tail->entered) == 0;
	if (whole) {
		tail->seq = (uint64_t)seq;
		memcpy(tail->chain, chain.text, CHAIN_LENGTH);
		tail->chain[CHAIN_LENGTH] = '\0';
	}
	arena_release(&arena);
	return whole;
}

/* Leaves the line's chain in `chain`, where that of the one before was. */
static bool
chain_goes_on(struct digest *digest, struct slice line,
    const struct heading *heading, char chain[CHAIN_SIZE])
{
	char before[CHAIN_SIZE], after[CHAIN_SIZE];
	struct slice head, own;

	if (!heading || !chain_cut(line, &head, &own))
		return false;
	memcpy(before, chain, CHAIN_SIZE);
	memcpy(chain, own.text, CHAIN_LENGTH);
	chain[CHAIN_LENGTH] = '\0';
	if (!*before) /* the day's first: the day before knows */
		return true;
	chain_next(digest, before, heading->line, head, after);
	return strcmp(chain, after) == 0;
}

/* `first`: the chain before both, or empty. */
static bool
chain_agrees(const char *first, struct slice before, struct slice line,
    const struct heading *heading)
{
	struct slice head, chain_before;
	struct digest *digest;
	char chain[CHAIN_SIZE];
	bool agrees;

	memcpy(chain, first, CHAIN_SIZE);
	if (before.text) {
		if (!chain_cut(before, &head, &chain_before))
			return false;
		memcpy(chain, chain_before.text, CHAIN_LENGTH);
		chain[CHAIN_LENGTH] = '\0';
	}
	digest = digest_new();
	agrees = chain_goes_on(digest, line, heading, chain);
	digest_free(digest);
	return agrees;
}

static bool
line_is_of(struct slice line, const struct heading *heading, struct slice day,
    uint64_t seq, struct arena *arena)
{
	long long own;

	return slice_equal(
		   line_field(line, heading, SLICE("day"), arena), day) &&
	       slice_int(
		   line_field(line, heading, SLICE("seq"), arena), &own) == 0 &&
	       own > 0 && (uint64_t)own == seq;
}

bool
tail_follows(struct walk *walk, int32_t date, const struct tail *from)
{
	struct digest *digest = digest_new();
	char chain[CHAIN_SIZE], day[DATE_TEXT_SIZE];
	const struct heading *heading;
	struct arena arena = {0};
	uint64_t seq = from->seq;
	struct slice line;
	bool follows = true;

	memcpy(chain, from->chain, CHAIN_SIZE);
	date_format(date, day);
	while (follows && walk_next(walk, &line, &heading)) {
		follows = chain_goes_on(digest, line, heading, chain) &&
			  line_is_of(
			      line, heading, slice_of(day), ++seq, &arena);
		arena_clear(&arena);
	}
	arena_release(&arena);
	digest_free(digest);
	return follows;
}

int
tail_read(struct walk *walk, int32_t date, const char *path, struct tail *tail,
    struct error *error)
{
	const struct heading *heading, *last_heading = NULL;
	struct slice line, last = {0}, before = {0};
	char first[CHAIN_SIZE];
	uint64_t last_line = 0;

	memcpy(first, tail->chain, CHAIN_SIZE);
	while (walk_next(walk, &line, &heading)) {
		before = last;
		last = line;
		last_heading = heading;
		last_line = walk->line;
		if (is_day_fact(line)) {
			int says = day_fact_says(line, heading, date);

			tail->closed = says < 0 ? tail->closed : says;
		}
	}
	tail->lines = walk->line;
	if (!last.text)
		return 0;
	if (read_last(last, last_heading, tail) &&
	    chain_agrees(first, before, last, last_heading))
		return 0;
	return error_set(error, HALL_DATA,
	    tr("%s:%llu: the last fact does not follow from the one before: "
	       "the journal was edited; put back what was there "
	       "('hall-audit verify' says where)"),
	    path, (unsigned long long)last_line);
}
