#include "report/tally.h"

#include <assert.h>
#include <stdlib.h>

#include "report/tally_state.h"

struct tally *
tally_new(const struct query *query, bool by_day)
{
	struct tally *t = memory_new(sizeof(*t));

	t->query = query;
	t->by_day = by_day;
	t->dimensions = query->dimensions;
	t->reading = memory_array(query->measures + 1, sizeof(*t->reading));
	for (size_t i = 0; i < query->measures; i++)
		t->keeps_values |= query->measure[i].form ==
				       MEASURE_PERCENTILE ||
				   query->measure[i].form == MEASURE_DISTINCT;
	return t;
}

void
tally_without_dimensions(struct tally *t)
{
	t->dimensions = 0;
}

void
tally_free(struct tally *t)
{
	if (!t)
		return;
	buffer_release(&t->key);
	buffer_release(&t->value_key);
	intern_release(&t->groups);
	intern_release(&t->values);
	free(t->reading);
	free(t->records);
	free(t->cell);
	free(t->value_count);
	free(t->order);
	free(t->sorted);
	free(t);
}

/* What a record is grouped by. */
struct grouping {
	char day[DAY_BYTES]; /* orders as dates do */
	struct slice value[QUERY_DIMENSIONS_MAX];
	size_t values;
	size_t trace;
};

static void
grouping_of(const struct tally *t, const struct query_view *view, int32_t day,
    const struct record *r, struct grouping *g)
{
	size_t trace = 0;

	g->values = t->dimensions;
	if (t->by_day) {
		uint32_t count = (uint32_t)day ^ 0x80000000U;

		for (size_t i = 0; i < DAY_BYTES; i++)
			g->day[i] = (char)(count >> (24 - 8 * i));
		trace = count;
	}
	for (size_t i = 0; i < t->dimensions; i++) {
		const struct dimension *by = &t->query->by[i];
		struct slice value = rec_column(r, view->by[i]);

		if (by->form != DIMENSION_COLUMN)
			value = dimension_value(
			    by, value, rec_column(r, r->heading->day));
		g->value[i] = value;
		trace += slice_trace(value);
	}
	g->trace = trace;
}

/* The name of the group: the day, then each value and a NUL. */
static struct slice
group_key(struct tally *t, const struct grouping *g)
{
	buffer_clear(&t->key);
	if (t->by_day)
		buffer_add(&t->key, g->day, DAY_BYTES);
	for (size_t i = 0; i < g->values; i++) {
		buffer_slice(&t->key, g->value[i]);
		buffer_char(&t->key, '\0');
	}
	return buffer_view(&t->key);
}

/* Whether it is the group that was met lately. */
static bool
is_recent(const struct tally *t, const struct recent *recent,
    const struct grouping *g)
{
	const char *key = recent->key, *end = key + recent->length;

	if (recent->length == 0)
		return false;
	if (t->by_day) {
		if (!bytes_equal(key, g->day, DAY_BYTES))
			return false;
		key += DAY_BYTES;
	}
	for (size_t i = 0; i < g->values; i++) {
		struct slice value = g->value[i];

		if ((size_t)(end - key) <= value.length ||
		    key[value.length] != '\0' ||
		    !bytes_equal(key, value.text, value.length))
			return false;
		key += value.length + 1;
	}
	return key == end;
}

static void
grow_groups(struct tally *t)
{
	size_t measures = t->query->measures;
	uint32_t size = t->groups_size ? 2 * t->groups_size : 16;

	t->records = memory_grow(t->records, size, sizeof(*t->records));
	t->cell = memory_grow(t->cell, size * measures, sizeof(*t->cell));
	memset(t->records + t->groups_size, 0,
	    (size - t->groups_size) * sizeof(*t->records));
	if (measures)
		memset(t->cell + t->groups_size * measures, 0,
		    (size - t->groups_size) * measures * sizeof(*t->cell));
	t->groups_size = size;
}

/* Count a value `times`; true when it is the first of its like. */
static bool
count_value(struct tally *t, uint32_t group, size_t measure, struct slice value,
    uint64_t times)
{
	struct value_key head = {group, (uint32_t)measure};
	uint32_t index, before = t->values.count;

	buffer_clear(&t->value_key);
	buffer_add(&t->value_key, (const char *)&head, sizeof(head));
	buffer_slice(&t->value_key, value);
	index = intern_put(&t->values, buffer_view(&t->value_key));
	if (index == INTERN_FULL)
		memory_exhausted();
	if (index >= t->values_size) {
		uint32_t size = t->values_size ? 2 * t->values_size : 64;

		t->value_count = memory_grow(
		    t->value_count, size, sizeof(uint64_t));
		t->values_size = size;
	}
	if (index == before)
		t->value_count[index] = 0;
	t->value_count[index] += times;
	return index == before;
}

/* Only what tally_read.c asks of such a measure. */
static inline void
add_reading(
    struct cell *cell, enum measure_form form, const struct reading *reading)
{
	bool first = cell->n == 0;

	if (reading->places > cell->places)
		cell->places = reading->places;
	if (form == MEASURE_SUM || form == MEASURE_MEAN || form == MEASURE_RATE)
		cell->sum += reading->value;
	else if (form == MEASURE_MIN)
		cell->least = first || reading->value < cell->least
				  ? reading->value
				  : cell->least;
	else if (form == MEASURE_MAX)
		cell->most = first || reading->value > cell->most
				 ? reading->value
				 : cell->most;
	if (form == MEASURE_RATE)
		cell->below += reading->below;
}

static void
keep_value(struct tally *t, uint32_t group, size_t measure,
    const struct query_view *view, const struct record *r)
{
	struct cell *cell = &t->cell[group * t->query->measures + measure];
	const number *value = &t->reading[measure].value;

	if (t->query->measure[measure].form == MEASURE_DISTINCT)
		cell->sum += count_value(t, group, measure,
		    rec_column(r, view->measure[measure]), 1);
	else
		count_value(t, group, measure,
		    (struct slice){(const char *)value, sizeof(*value)}, 1);
}

static void
add_record(struct tally *t, uint32_t group, const struct query_view *view,
    const struct record *r)
{
	const struct query *query = t->query;
	const struct reading *reading = t->reading;
	struct cell *cell = &t->cell[group * query->measures];

	t->records[group]++;
	for (size_t i = 0; i < query->measures; i++, cell++, reading++) {
		enum measure_form form = query->measure[i].form;

		if (reading->empty)
			continue;
		if (measure_is_numeric(form))
			add_reading(cell, form, reading);
		if (form == MEASURE_PERCENTILE || form == MEASURE_DISTINCT)
			keep_value(t, group, i, view, r);
		cell->n++;
	}
}

int
tally_check(const struct tally *t, const struct query_view *view,
    const struct record *r, struct complaint *c)
{
	return reading_take(t->query, view, r, t->reading, c);
}

/* The number of the group, a new one perhaps; TALLY_NONE: too many. */
static size_t
group_of(struct tally *t, const struct grouping *g)
{
	struct recent *recent = &t->recent[g->trace % RECENT];
	struct slice key;
	uint32_t group;

	if (is_recent(t, recent, g))
		return recent->group;
	key = group_key(t, g);
	if (t->groups.count == TALLY_GROUPS_MAX &&
	    intern_get(&t->groups, key) == INTERN_FULL)
		return TALLY_NONE;
	group = intern_put(&t->groups, key);
	if (group >= t->groups_size)
		grow_groups(t);
	if (key.length <= RECENT_KEY_MAX) {
		if (key.length)
			memcpy(recent->key, key.text, key.length);
		recent->length = (uint32_t)key.length;
		recent->group = group;
	}
	return group;
}

int
tally_take(struct tally *t, const struct query_view *view, int32_t day,
    const struct record *r, struct complaint *c)
{
	struct grouping grouping;
	size_t group;

	assert(!t->order);
	if (reading_take(t->query, view, r, t->reading, c) < 0)
		return -1;
	grouping_of(t, view, day, r, &grouping);
	group = group_of(t, &grouping);
	if (group == TALLY_NONE)
		return complain(c, NULL, "groups", NULL);
	add_record(t, (uint32_t)group, view, r);
	return 0;
}

static void
join_cell(struct cell *into, const struct cell *from, enum measure_form form)
{
	if (from->n == 0)
		return;
	if (into->n == 0 || from->least < into->least)
		into->least = from->least;
	if (into->n == 0 || from->most > into->most)
		into->most = from->most;
	if (from->places > into->places)
		into->places = from->places;
	into->n += from->n;
	into->below += from->below;
	/* Which texts are different is known when the values are joined. */
	if (form != MEASURE_DISTINCT)
		into->sum += from->sum;
}

static void
join_group(
    struct tally *t, uint32_t group, const struct tally *other, uint32_t from)
{
	size_t measures = t->query->measures;

	if (group >= t->groups_size)
		grow_groups(t);
	t->records[group] += other->records[from];
	for (size_t i = 0; i < measures; i++)
		join_cell(&t->cell[group * measures + i],
		    &other->cell[from * measures + i],
		    t->query->measure[i].form);
}

static int32_t
key_day(struct slice key)
{
	const unsigned char *b = (const unsigned char *)key.text;

	return (int32_t)(((uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 |
			     (uint32_t)b[2] << 8 | b[3]) ^
			 0x80000000U);
}

/* What a group of the other is called here; false when it is left out. */
static bool
joined_key(const struct tally *t, const struct tally *other, uint32_t group,
    int32_t from, int32_t to, struct slice *key)
{
	*key = intern_key(&other->groups, group);
	if (!other->by_day)
		return true;
	if (key_day(*key) < from || key_day(*key) > to)
		return false;
	if (!t->by_day)
		*key = (struct slice){
		    key->text + DAY_BYTES, key->length - DAY_BYTES};
	return true;
}

static void
join_value(struct tally *t, uint32_t group, const struct tally *other,
    uint32_t index, size_t measure)
{
	struct slice value = intern_key(&other->values, index);
	const size_t skip = sizeof(struct value_key);

	value = (struct slice){value.text + skip, value.length - skip};
	if (count_value(t, group, measure, value, other->value_count[index]) &&
	    t->query->measure[measure].form == MEASURE_DISTINCT)
		t->cell[group * t->query->measures + measure].sum++;
}

void
tally_join_days(
    struct tally *t, const struct tally *other, int32_t from, int32_t to)
{
	struct slice key;

	for (uint32_t i = 0; i < other->groups.count; i++) {
		uint32_t group;

		if (!joined_key(t, other, i, from, to, &key))
			continue;
		group = intern_put(&t->groups, key);
		if (group == INTERN_FULL)
			memory_exhausted();
		join_group(t, group, other, i);
	}
	for (uint32_t i = 0; i < other->values.count; i++) {
		struct value_key head = tally_value_head(other, i);

		if (joined_key(t, other, head.group, from, to, &key))
			join_value(t, intern_get(&t->groups, key), other, i,
			    head.measure);
	}
}

void
tally_join(struct tally *t, const struct tally *other)
{
	tally_join_days(t, other, INT32_MIN, INT32_MAX);
}
