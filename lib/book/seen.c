/*
 * seen.c - what was recorded before is not recorded twice.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/map.h"
#include "book/fact.h"
#include "book/seen.h"
#include "record/reader.h"

struct seen_fact {
	struct slice line;
	const struct heading *heading;
	struct place place;
	struct seen_fact *next; /* of the same kind and id */
};

struct seen_text {
	struct walk walk;
	struct seen_text *next;
};

struct seen {
	struct map *facts;  /* "payment P20261102-0001" to the newest */
	struct map *faults; /* by digest */
	struct arena arena;
	struct arena scratch; /* of one line */
	struct seen_text *texts;
};

struct seen *
seen_new(void)
{
	struct seen *seen = memory_new(sizeof(*seen));

	*seen = (struct seen){.facts = map_new(), .faults = map_new()};
	return seen;
}

void
seen_free(struct seen *seen)
{
	if (!seen)
		return;
	for (struct seen_text *text = seen->texts; text; text = text->next)
		walk_release(&text->walk);
	map_free(seen->facts);
	map_free(seen->faults);
	arena_release(&seen->arena);
	arena_release(&seen->scratch);
	free(seen);
}

static void
fact_key(struct buffer *key, struct slice kind, struct slice id)
{
	buffer_clear(key);
	buffer_slice(key, kind);
	buffer_char(key, ' ');
	buffer_slice(key, id);
}

static void
add_line(struct seen *seen, struct slice line, const struct heading *heading,
    struct place place, struct buffer *key)
{
	struct arena *scratch = &seen->scratch;
	struct slice id, digest;
	struct seen_fact *fact;
	void **newest;

	arena_clear(scratch);
	id = line_field(line, heading, SLICE("id"), scratch);
	if (heading->kind == KIND_FAULT) {
		digest = line_field(line, heading, SLICE("digest"), scratch);
		*map_put(seen->faults, digest) = seen;
	}
	if (id.length == 0)
		return;
	fact_key(key, heading->name, id);
	newest = map_put(seen->facts, buffer_view(key));
	fact = arena_alloc(&seen->arena, sizeof(*fact));
	*fact = (struct seen_fact){line, heading, place, *newest};
	*newest = fact;
}

void
seen_add_text(struct seen *seen, const char *path, struct slice text)
{
	struct seen_text *one = arena_alloc(&seen->arena, sizeof(*one));
	const struct heading *heading;
	struct buffer key = {0};
	struct slice line;

	one->next = seen->texts;
	seen->texts = one;
	walk_init(&one->walk, text);
	while (walk_next(&one->walk, &line, &heading))
		if (heading)
			add_line(seen, line, heading,
			    (struct place){path, one->walk.line}, &key);
	buffer_release(&key);
}

void
seen_add(struct seen *seen, const struct record *record)
{
	struct buffer key = {0};

	add_line(seen, record->line, record->heading, record->place, &key);
	buffer_release(&key);
}

bool
seen_fault(const struct seen *seen, struct slice digest)
{
	return map_get(seen->faults, digest) != NULL;
}

/* What the journal fills in when the caller leaves it empty. */
static bool
may_be_filled(struct slice column)
{
	return slice_is(column, "time") || slice_is(column, "hall") ||
	       slice_is(column, "staff") || slice_is(column, "reason");
}

static struct slice
value_of(const struct record *record, struct slice column)
{
	return rec_column(record, heading_find(record->heading, column));
}

/* The first own column of `from` in which they differ; empty: none. */
static struct slice
difference(const struct record *before, const struct record *now,
    const struct heading *from)
{
	for (size_t i = 0; i < from->columns; i++) {
		struct slice column = from->column[i];
		struct slice is = value_of(now, column);

		if (column_is_tail(now->kind, column) ||
		    (is.length == 0 && may_be_filled(column)))
			continue;
		if (!slice_equal(value_of(before, column), is))
			return column;
	}
	return SLICE("");
}

static struct slice
compare(const struct seen_fact *fact, const struct record *now)
{
	struct complaint complaint = {0};
	struct slice column = SLICE("id");
	struct arena arena = {0};
	struct record before;

	if (record_parse(
		fact->line, fact->heading, &arena, &before, &complaint) == 0) {
		column = difference(&before, now, fact->heading);
		if (column.length == 0)
			column = difference(&before, now, now->heading);
	}
	buffer_release(&complaint.why);
	arena_release(&arena);
	return column;
}

static bool
id_is_of_one(enum kind kind)
{
	return kind != KIND_OTHER && kind != KIND_CUSTOMER &&
	       kind != KIND_ACCOUNT && kinds[kind].events[0] == NULL;
}

static int
complain_used(const struct seen_fact *fact, struct slice id,
    struct slice column, struct complaint *complaint)
{
	char *name = memory_text(column), *number = memory_text(id);
	char place[300];

	snprintf(place, sizeof(place), "%s:%llu", fact->place.file,
	    (unsigned long long)fact->place.line);
	complain(complaint, "id", "id_used", "id", number, "at", place,
	    "column", name, NULL);
	free(name);
	free(number);
	return -1;
}

int
seen_judge(const struct seen *seen, const struct record *record,
    struct complaint *complaint)
{
	struct slice id = value_of(record, SLICE("id")), column = {0};
	const struct seen_fact *newest;
	struct buffer key = {0};

	if (id.length == 0)
		return 0;
	fact_key(&key, record->heading->name, id);
	newest = map_get(seen->facts, buffer_view(&key));
	buffer_release(&key);
	for (const struct seen_fact *one = newest; one; one = one->next) {
		column = compare(one, record);
		if (column.length == 0)
			return 1;
	}
	if (!newest || !id_is_of_one(record->kind))
		return 0;
	return complain_used(newest, id, column, complaint);
}
