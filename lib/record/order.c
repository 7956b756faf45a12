#include "record/order.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/pages.h"
#include "record/cut.h"

/* A journal of more lines than this is not one. */
#define ORDER_SEQ_MAX (1 << 28)
#define ORDER_LEAF 1024
/* Of all leaves so much stays in memory: a quarter of a million lines. */
#define ORDER_KEPT_BYTES ((size_t)1 << 20)

/*
 * What came of one hall's day: 32 bits of each line's hash, 0 for none, in
 * leaves, so that one line with a huge seq costs one leaf.
 */
struct day_seen {
	uint32_t *leaf; /* a unit of the pages and one; 0: none yet */
	size_t leaves;
};

/* The leaf of the line before: most lines have theirs in the same. */
struct leaf_at_hand {
	const struct day_seen *day; /* NULL: none is at hand */
	size_t n;
	uint32_t *leaf;
};

/* A fact that waits: it is cut again when its turn has come. */
struct kept {
	const struct heading *heading;
	struct slice line;
	struct place place;
	int64_t utc_seconds;
	int event_rank;
};

struct order {
	struct map *days;
	struct pages *leaves;
	struct leaf_at_hand hand;
	struct day_seen *latest;
	uint32_t stretch;    /* that is of the latest, or 0 */
	char latest_key[96]; /* hall, comma, day */
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

	o->days = map_new();
	o->leaves = pages_new(ORDER_LEAF * sizeof(uint32_t), ORDER_KEPT_BYTES);
	return o;
}

static void
free_day(void *context, struct slice key, void *value)
{
	struct day_seen *day = value;

	(void)context;
	(void)key;
	free(day->leaf);
	free(day);
}

void
order_free(struct order *o)
{
	if (!o)
		return;
	map_each(o->days, free_day, NULL);
	map_free(o->days);
	map_free(o->lines);
	pages_free(o->leaves);
	free(o->kept);
	arena_release(&o->arena);
	arena_release(&o->cut);
	free(o);
}

/* A line that names no hall is of the hall of the fact before it. */
static struct slice
hall_of(const struct order *o, const struct record *r,
    const struct common_columns *c)
{
	if (c->hall >= 0)
		return rec_get(r, c->hall);
	return (struct slice){o->latest_key, o->latest_hall_length};
}

static struct day_seen *
find_day(
    struct order *o, const struct record *r, const struct common_columns *c)
{
	struct slice hall = hall_of(o, r, c), day = rec_get(r, c->day);
	char key[sizeof(o->latest_key)];
	size_t length = hall.length + 1 + day.length;
	void **place;

	if (length > sizeof(key))
		return NULL;
	memcpy(key, hall.text, hall.length);
	key[hall.length] = ',';
	memcpy(key + hall.length + 1, day.text, day.length);
	place = map_put(o->days, (struct slice){key, length});
	if (!*place)
		*place = memory_new(sizeof(struct day_seen));
	o->latest = *place;
	o->stretch = r->stretch;
	memcpy(o->latest_key, key, length);
	o->latest_hall_length = hall.length;
	return o->latest;
}

/* The day's table: all of a stretch have the same. */
static inline struct day_seen *
day_of(struct order *o, const struct record *r, const struct common_columns *c)
{
	return r->stretch && r->stretch == o->stretch ? o->latest
						      : find_day(o, r, c);
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

/* Good until the second next call. */
static uint32_t *
leaf_of(struct order *o, struct day_seen *day, size_t n)
{
	size_t leaves = day->leaves;

	if (n >= leaves) {
		leaves = leaves ? leaves : 8;
		while (leaves <= n)
			leaves *= 2;
		day->leaf = memory_grow(day->leaf, leaves, sizeof(*day->leaf));
		memset(day->leaf + day->leaves, 0,
		    (leaves - day->leaves) * sizeof(*day->leaf));
		day->leaves = leaves;
	}
	if (!day->leaf[n])
		day->leaf[n] = pages_add(o->leaves) + 1;
	return pages_at(o->leaves, day->leaf[n] - 1);
}

/* Where the hash of a line is noted. */
static inline uint32_t *
place_of(struct order *o, struct day_seen *day, size_t seq)
{
	size_t n = seq / ORDER_LEAF;

	if (day != o->hand.day || n != o->hand.n)
		o->hand = (struct leaf_at_hand){day, n, leaf_of(o, day, n)};
	return o->hand.leaf + seq % ORDER_LEAF;
}

static enum order_verdict
judge_seq(
    struct order *o, struct day_seen *day, size_t seq, const struct record *r)
{
	uint32_t hash = (uint32_t)hash_bytes(r->line.text, r->line.length);
	uint32_t *place = place_of(o, day, seq);

	hash += hash == 0;
	if (*place == 0) {
		*place = hash;
		return ORDER_TAKE;
	}
	return *place == hash ? ORDER_AGAIN : ORDER_CONFLICT;
}

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
	struct day_seen *day;
	long long seq;

	if (c->seq < 0)
		return ORDER_TAKE;
	if (seq_of(rec_get(r, c->seq), &seq)) {
		if (seq == 0)
			return ORDER_TAKE;
		day = seq < ORDER_SEQ_MAX ? day_of(o, r, c) : NULL;
		if (day)
			return judge_seq(o, day, (size_t)seq, r);
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

/* What an overlap or a join looks at: one order against another's days. */
struct pair {
	const struct order *one, *other;
	bool overlaps;
};

static bool
leaves_overlap(const uint32_t *a, const uint32_t *b)
{
	for (size_t i = 0; i < ORDER_LEAF; i++)
		if (a[i] && b[i])
			return true;
	return false;
}

static void
day_overlaps(void *context, struct slice key, void *value)
{
	struct pair *pair = context;
	const struct day_seen *day = value;
	const struct day_seen *other = map_get(pair->other->days, key);

	if (!other)
		return;
	for (size_t i = 0; i < day->leaves && i < other->leaves; i++)
		if (day->leaf[i] && other->leaf[i] &&
		    leaves_overlap(
			pages_see(pair->one->leaves, day->leaf[i] - 1),
			pages_see(pair->other->leaves, other->leaf[i] - 1)))
			pair->overlaps = true;
}

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
	struct pair pair = {a, b, a->kept_count > 0 || b->kept_count > 0};

	/* Other leaves take its place. */
	a->hand.day = b->hand.day = NULL;
	map_each(a->days, day_overlaps, &pair);
	if (a->lines && b->lines)
		map_each(a->lines, line_overlaps, &pair);
	return pair.overlaps;
}

/* What a join works on. */
struct join {
	struct order *into;
	const struct order *from;
};

static void
join_day(void *context, struct slice key, void *value)
{
	const struct join *join = context;
	const struct day_seen *from = value;
	void **place = map_put(join->into->days, key);

	if (!*place)
		*place = memory_new(sizeof(struct day_seen));
	for (size_t i = 0; i < from->leaves; i++) {
		const uint32_t *theirs;
		uint32_t *ours;

		if (!from->leaf[i])
			continue;
		theirs = pages_see(join->from->leaves, from->leaf[i] - 1);
		ours = leaf_of(join->into, *place, i);
		for (size_t j = 0; j < ORDER_LEAF; j++)
			ours[j] |= theirs[j];
	}
}

static void
join_line(void *context, struct slice key, void *value)
{
	struct order *o = context;

	(void)value;
	*map_put(o->lines, key) = o;
}

void
order_join(struct order *o, const struct order *other)
{
	struct join join = {o, other};

	o->hand.day = NULL;
	map_each(other->days, join_day, &join);
	if (other->lines && !o->lines)
		o->lines = map_new();
	if (other->lines)
		map_each(other->lines, join_line, o);
	o->latest = NULL;
	o->stretch = 0;
}
