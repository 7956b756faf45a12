/*
 * ids.c - the next free id of a prefix.
 */
#include <stdio.h>
#include <stdlib.h>

#include "book/journal_state.h"

#define ID_HEAD_SIZE 32 /* "P20261102-" */
#define ID_DIGITS_MAX 15

static const char *const prefixes[KIND_COUNT] = {
    [KIND_PAYMENT] = "P",
    [KIND_VOID] = "V",
    [KIND_REFUND] = "R",
    [KIND_DEPOSIT] = "D",
    [KIND_DRAWER] = "W",
    [KIND_CORRECT] = "C",
    [KIND_BATCH] = "B",
    [KIND_FAULT] = "F",
};

/* Their ids mean something: a printed number, a date, a number called. */
static bool
names_itself(enum kind kind)
{
	return kind == KIND_OTHER || kind == KIND_DAY || kind == KIND_RECEIPT ||
	       kind == KIND_BOOK || kind == KIND_TICKET;
}

const char *
journal_prefix(enum kind kind)
{
	static const char letters[26][2] = {"A", "B", "C", "D", "E", "F", "G",
	    "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T",
	    "U", "V", "W", "X", "Y", "Z"};

	if (names_itself(kind) || kind_column(kind, SLICE("id")) < 0)
		return NULL;
	if (prefixes[kind])
		return prefixes[kind];
	return letters[kinds[kind].name[0] - 'a'];
}

/* "P20261102-" */
static void
head_of_day(const char *prefix, int32_t date, char head[ID_HEAD_SIZE])
{
	int year, month, day;

	date_split(date, &year, &month, &day);
	snprintf(head, ID_HEAD_SIZE, "%.12s%04u%02u%02u-", prefix,
	    (unsigned)year % 10000, (unsigned)month % 100, (unsigned)day % 100);
}

/* The number behind that head, or 0 when the id has another form. */
static uint64_t
id_number(struct slice id, struct slice head)
{
	int64_t number = 0;

	if (!id.text || id.length <= head.length ||
	    id.length > head.length + ID_DIGITS_MAX ||
	    memcmp(id.text, head.text, head.length) != 0)
		return 0;
	digits_read(id.text + head.length, id.length - head.length, &number);
	return (uint64_t)number;
}

static void
raise_to(uint64_t *last, struct slice id, struct slice head)
{
	uint64_t number = id_number(id, head);

	if (number > *last)
		*last = number;
}

/* The next head and number of what was kept; false behind the last. */
static bool
kept_next(struct slice *rest, struct slice *head, uint64_t *number)
{
	struct slice line;
	long long value;

	while (slice_cut(rest, '\n', &line))
		if (slice_cut(&line, ' ', head) &&
		    slice_int(line, &value) == 0 && value > 0) {
			*number = (uint64_t)value;
			return true;
		}
	return false;
}

/* What was kept of it; 0 for nothing. */
static uint64_t
kept_number(const struct kept *kept, struct slice head)
{
	struct slice rest = kept ? kept->ids : SLICE(""), own;
	uint64_t number;

	while (kept_next(&rest, &own, &number))
		if (slice_equal(own, head))
			return number;
	return 0;
}

/* The last number of that head in the journal and in what was added. */
static uint64_t
last_number(const struct journal *journal, struct slice head)
{
	const struct heading *heading;
	struct arena arena = {0};
	struct slice line;
	struct walk walk;
	uint64_t last = kept_number(journal->hold.kept, head);

	walk_init(
	    &walk, (struct slice){journal->hold.text, journal->hold.length});
	while (walk_next(&walk, &line, &heading)) {
		raise_to(&last, line_field(line, heading, SLICE("id"), &arena),
		    head);
		arena_clear(&arena);
	}
	walk_release(&walk);
	arena_release(&arena);
	for (size_t i = 0; i < journal->count; i++) {
		const struct record *record = &journal->pending[i].record;
		size_t at = heading_find(record->heading, SLICE("id"));

		if (at > 0)
			raise_to(&last, rec_column(record, at), head);
	}
	return last;
}

/* "P20261102-" of "P20261102-0007", when it is of that day; else empty. */
static struct slice
head_of(struct slice id, struct slice day)
{
	const char *dash = id.length ? memrchr(id.text, '-', id.length) : NULL;
	size_t length = dash ? (size_t)(dash - id.text) + 1 : 0;

	if (length <= day.length || length >= ID_HEAD_SIZE ||
	    memcmp(dash + 1 - day.length, day.text, day.length) != 0)
		return SLICE("");
	return (struct slice){id.text, length};
}

/* The number's place in the map is the number itself, not a box. */
static void
collect_one(struct map *numbers, struct slice id, struct slice day)
{
	struct slice head = head_of(id, day);
	uint64_t number = head.length ? id_number(id, head) : 0;
	void **place;

	if (number == 0)
		return;
	place = map_put(numbers, head);
	if (number > (uintptr_t)*place)
		*place = (void *)(uintptr_t)number;
}

static void
collect_kept(struct map *numbers, const struct kept *kept)
{
	struct slice rest = kept ? kept->ids : SLICE(""), head;
	uint64_t number;

	while (kept_next(&rest, &head, &number))
		*map_put(numbers, head) = (void *)(uintptr_t)number;
}

void
ids_collect(const struct hold *hold, struct buffer *out)
{
	const struct heading *heading;
	struct map *numbers = map_new();
	struct arena arena = {0};
	struct map_entry *entry;
	char day[ID_HEAD_SIZE];
	struct slice line;
	struct walk walk;
	size_t count;

	collect_kept(numbers, hold->kept);
	head_of_day("", hold->day, day);
	walk_init(&walk, (struct slice){hold->text, hold->length});
	while (walk_next(&walk, &line, &heading)) {
		collect_one(numbers,
		    line_field(line, heading, SLICE("id"), &arena),
		    slice_of(day));
		arena_clear(&arena);
	}
	walk_release(&walk);
	arena_release(&arena);
	entry = map_sorted(numbers, &count);
	for (size_t i = 0; i < count; i++)
		buffer_format(out, "%.*s %llu\n", SLICE_ARG(entry[i].key),
		    (unsigned long long)(uintptr_t)entry[i].value);
	free(entry);
	map_free(numbers);
}

void
journal_next_id(
    struct journal *journal, const char *prefix, char id[JOURNAL_ID_SIZE])
{
	char head[ID_HEAD_SIZE];
	uint64_t **last;

	head_of_day(prefix, journal->hold.day, head);
	last = (uint64_t **)map_put(journal->ids, slice_of(head));
	if (!*last) {
		*last = memory_new(sizeof(**last));
		**last = last_number(journal, slice_of(head));
	}
	snprintf(id, JOURNAL_ID_SIZE, "%s%04llu", head,
	    (unsigned long long)**last + 1);
}

uint64_t *
ids_note(struct journal *journal, struct slice id, uint64_t *before)
{
	const char *dash = id.length ? memrchr(id.text, '-', id.length) : NULL;
	struct slice head;
	uint64_t *last;

	if (!dash)
		return NULL;
	head = (struct slice){id.text, (size_t)(dash - id.text) + 1};
	last = map_get(journal->ids, head);
	if (!last)
		return NULL;
	*before = *last;
	raise_to(last, id, head);
	return last;
}

static void
free_number(void *context, struct slice key, void *value)
{
	(void)context;
	(void)key;
	free(value);
}

void
ids_release(struct journal *journal)
{
	if (journal->ids)
		map_each(journal->ids, free_number, NULL);
	map_free(journal->ids);
	journal->ids = NULL;
}
