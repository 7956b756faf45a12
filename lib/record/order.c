#include "record/order.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "record/cut.h"
#include "record/known.h"

/* A journal of more lines than this is not one. */
#define ORDER_SEQ_MAX (1 << 28)

/* A fact that waits: it is cut again when its turn has come. */
struct kept {
	const struct heading *heading;
	struct slice line;
	struct place place;
	int64_t utc_seconds;
	int event_rank;
};

struct order {
	struct known *known;
	uint32_t stretch; /* of the day that is at hand there, or 0 */
	char latest_key[KNOWN_DAY_MAX]; /* its hall, comma, day */
	size_t latest_hall_length;
	struct kept *kept;
	size_t kept_count, kept_size;
	const char *file; /* of the fact that was kept last */
	struct arena arena;
	struct map *lines; /* hashes of facts that were not kept */
	/* The one whose turn it is. */
	struct record record;
	struct slice field[RECORD_COLUMNS_MAX + 1];
	struct arena cut;
};

const struct common_columns *common_columns_table;

const struct common_columns *
common_columns_make(void)
{
	static struct common_columns table[KIND_COUNT];

	for (int k = 0; k < KIND_COUNT; k++) {
		enum kind kind = (enum kind)k;

		table[k] = (struct common_columns){
		    .hall = kind_column(kind, SLICE("hall")),
		    .day = kind_column(kind, SLICE("day")),
		    .seq = kind_column(kind, SLICE("seq")),
		    .time = kind_column(kind, SLICE("time")),
		    .event = kind_column(kind, SLICE("event"))};
	}
	return common_columns_table = table;
}

struct order *
order_new(void)
{
	struct order *o = memory_new(sizeof(*o));

	o->known = known_new(true);
	return o;
}

void
order_without_lines(struct order *o)
{
	known_free(o->known);
	o->known = known_new(false);
}

void
order_new_file(struct order *o)
{
	o->latest_hall_length = 0;
	o->stretch = 0;
}

void
order_free(struct order *o)
{
	if (!o)
		return;
	known_free(o->known);
	map_free(o->lines);
	free(o->kept);
	arena_release(&o->arena);
	arena_release(&o->cut);
	free(o);
}

static struct slice
hall_of(const struct order *o, const struct record *r,
    const struct common_columns *c)
{
	if (c->hall >= 0)
		return rec_get(r, c->hall);
	return (struct slice){o->latest_key, o->latest_hall_length};
}

/* Turn to the day of this record; false when its name is too long. */
static bool
turn_to_day(
    struct order *o, const struct record *r, const struct common_columns *c)
{
	struct slice hall = hall_of(o, r, c), day = rec_get(r, c->day);
	size_t length = hall.length + 1 + day.length;

	if (length > sizeof(o->latest_key))
		return false;
	memmove(o->latest_key, hall.text, hall.length);
	o->latest_key[hall.length] = ',';
	memcpy(o->latest_key + hall.length + 1, day.text, day.length);
	o->latest_hall_length = hall.length;
	o->stretch = r->stretch;
	known_day(o->known, (struct slice){o->latest_key, length});
	return true;
}

/* All of a stretch are of the same day. */
static inline bool
at_day(struct order *o, const struct record *r, const struct common_columns *c)
{
	return (r->stretch && r->stretch == o->stretch) || turn_to_day(o, r, c);
}

/* False for what is no number. */
static inline bool
seq_of(struct slice text, long long *seq)
{
	int64_t number;

	if (text.length > SLICE_DIGITS_MAX)
		return text.text[0] != '-' && slice_int(text, seq) == 0;
	if (text.length == 0 || !slice_digits(text, &number))
		return false;
	*seq = number;
	return true;
}

static const enum order_verdict verdict[] = {
    [KNOWN_NEVER] = ORDER_TAKE,
    [KNOWN_AGAIN] = ORDER_AGAIN,
    [KNOWN_CONFLICT] = ORDER_CONFLICT,
};

/* The name of the file, which many facts share. */
static const char *
file_of(struct order *o, const char *file)
{
	if (!o->file || strcmp(o->file, file) != 0)
		o->file = arena_slice(&o->arena, slice_of(file)).text;
	return o->file;
}

static void
keep(struct order *o, const struct record *r)
{
	const struct common_columns *c = common_columns(r->kind);
	struct kept *kept;
	struct moment time;

	if (o->kept_count == o->kept_size) {
		o->kept_size = o->kept_size ? 2 * o->kept_size : 64;
		o->kept = memory_grow(o->kept, o->kept_size, sizeof(*o->kept));
	}
	kept = &o->kept[o->kept_count++];
	kept->heading = r->heading;
	kept->line = arena_slice(&o->arena, r->line);
	kept->place = (struct place){file_of(o, r->place.file), r->place.line};
	/* A time that cannot be read comes first: its fold will say so. */
	kept->utc_seconds = INT64_MIN;
	if (c->time >= 0 && moment_parse(rec_get(r, c->time), &time) == 0)
		kept->utc_seconds = time.utc_seconds;
	kept->event_rank = c->event >= 0
			       ? kind_event_rank(r->kind, rec_get(r, c->event))
			       : 0;
}

enum order_verdict
order_judge(struct order *o, const struct record *r, bool keep_it)
{
	const struct common_columns *c = common_columns(r->kind);
	long long seq;

	if (c->seq < 0)
		return ORDER_TAKE;
	if (seq_of(rec_get(r, c->seq), &seq)) {
		if (seq == 0)
			return ORDER_TAKE;
		if (seq < ORDER_SEQ_MAX && at_day(o, r, c))
			return verdict[known_line(
			    o->known, (size_t)seq, r->line)];
	}
	if (keep_it)
		keep(o, r);
	return ORDER_HOLD;
}

bool
order_first_time(struct order *o, const struct record *r)
{
	struct {
		uint64_t hash, hash_tail, length;
	} key;
	size_t half = r->line.length / 2;
	void **place;

	/* Two hashes, of the whole and of the second half. */
	key.hash = hash_bytes(r->line.text, r->line.length);
	key.hash_tail = hash_bytes(r->line.text + half, r->line.length - half);
	key.length = r->line.length;
	if (!o->lines)
		o->lines = map_new();
	place = map_put(
	    o->lines, (struct slice){(const char *)&key, sizeof(key)});
	if (*place)
		return false;
	*place = o;
	return true;
}

static int
kept_compare(const void *left, const void *right)
{
	const struct kept *a = left, *b = right;

	if (a->utc_seconds != b->utc_seconds)
		return a->utc_seconds < b->utc_seconds ? -1 : 1;
	if (a->heading->kind != b->heading->kind)
		return a->heading->kind < b->heading->kind ? -1 : 1;
	if (a->event_rank != b->event_rank)
		return a->event_rank < b->event_rank ? -1 : 1;
	return slice_compare(a->line, b->line);
}

bool
order_waits(const struct order *o)
{
	return o->kept_count > 0;
}

size_t
order_sort(struct order *o)
{
	size_t count = 0;

	if (o->kept_count == 0)
		return 0;
	qsort(o->kept, o->kept_count, sizeof(*o->kept), kept_compare);
	for (size_t i = 0; i < o->kept_count; i++)
		if (i == 0 ||
		    kept_compare(&o->kept[count - 1], &o->kept[i]) != 0)
			o->kept[count++] = o->kept[i];
	o->kept_count = count;
	return count;
}

const struct record *
order_kept(struct order *o, size_t n)
{
	const struct kept *kept = &o->kept[n];
	size_t max = RECORD_COLUMNS_MAX + 1;
	bool quoted = memchr(kept->line.text, '"', kept->line.length) != NULL;

	arena_clear(&o->cut);
	o->record = (struct record){.kind = kept->heading->kind,
	    .heading = kept->heading,
	    .line = kept->line,
	    .field = o->field,
	    .place = kept->place};
	o->record.fields = quoted
			       ? cut_quoted(kept->line, o->field, max, &o->cut)
			       : cut_plain(kept->line, o->field, max);
	return &o->record;
}

/* Whose lines another may know. */
struct pair {
	const struct order *other;
	bool overlaps;
};

static void
line_overlaps(void *context, struct slice key, void *value)
{
	struct pair *pair = context;

	(void)value;
	if (map_get(pair->other->lines, key))
		pair->overlaps = true;
}

bool
order_overlaps(struct order *a, struct order *b)
{
	struct pair pair = {b, a->kept_count > 0 || b->kept_count > 0 ||
				   known_overlaps(a->known, b->known)};

	if (a->lines && b->lines)
		map_each(a->lines, line_overlaps, &pair);
	return pair.overlaps;
}

static void
join_line(void *context, struct slice key, void *value)
{
	struct order *o = context;

	(void)value;
	*map_put(o->lines, key) = o;
}

void
order_join(struct order *o, struct order *other)
{
	known_join(o->known, other->known);
	if (other->lines && !o->lines)
		o->lines = map_new();
	if (other->lines)
		map_each(other->lines, join_line, o);
	o->stretch = 0;
}
