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

/* The value of a record in a dimension. */
static inline struct slice
value_of(const struct tally *t, const struct query_view *view,
    const struct record *r, size_t dimension)
{
	const struct dimension *by = &t->query->by[dimension];
	struct slice value = rec_column(r, view->by[dimension]);

	return by->form == DIMENSION_COLUMN
		   ? value
		   : dimension_value(by, value, rec_column(r, r->heading->day));
}

/* Days order as their counts do, and these as their bytes. */
static uint32_t
day_count(int32_t day)
{
	return (uint32_t)day ^ 0x80000000U;
}

/* The name of the group: the day, then each value and a NUL. */
static struct slice
group_key(struct tally *t, const struct query_view *view, int32_t day,
    const struct record *r)
{
	buffer_clear(&t->key);
	for (int shift = 24; t->by_day && shift >= 0; shift -= 8)
		buffer_char(&t->key, (char)(day_count(day) >> shift));
	for (size_t i = 0; i < t->dimensions; i++) {
		buffer_slice(&t->key, value_of(t, view, r, i));
		buffer_char(&t->key, '\0');
	}
	return buffer_view(&t->key);
}

/* Its short name; false when there is none. */
static inline bool
recent_name(const struct tally *t, const struct query_view *view, int32_t day,
    const struct record *r, struct recent_name *name)
{
	*name = (struct recent_name){0};
	if (t->by_day)
		recent_day(name, day_count(day));
	for (size_t i = 0; i < t->dimensions; i++)
		if (!recent_value(name, i, value_of(t, view, r, i)))
			return false;
	return true;
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

/* A value of a percentile, or a text of a distinct. */
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

static inline void
add_record(struct tally *t, uint32_t group, const struct query_view *view,
    const struct record *r)
{
	const struct measure *measure = t->query->measure;
	const struct reading *reading = t->reading;
	size_t measures = t->query->measures;
	struct cell *cell = &t->cell[group * measures];

	t->records[group]++;
	for (size_t i = 0; i < measures; i++, cell++, reading++, measure++) {
		if (reading->empty)
			continue;
		if (measure->asks != ASKS_NOTHING) {
			if (measure_is_numeric(measure->form))
				add_reading(cell, measure->form, reading);
			if (measure->form == MEASURE_PERCENTILE ||
			    measure->form == MEASURE_DISTINCT)
				keep_value(t, group, i, view, r);
		}
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
group_of_key(struct tally *t, struct slice key)
{
	uint32_t group;

	if (t->groups.count == TALLY_GROUPS_MAX &&
	    intern_get(&t->groups, key) == INTERN_FULL)
		return TALLY_NONE;
	group = intern_put(&t->groups, key);
	if (group >= t->groups_size)
		grow_groups(t);
	return group;
}

static inline size_t
group_of(struct tally *t, const struct query_view *view, int32_t day,
    const struct record *r)
{
	struct recent_name name;
	struct recent_group *recent = NULL;
	size_t group;
	bool met;

	if (recent_name(t, view, day, r, &name)) {
		recent = recent_place(&t->recent, &name, &met);
		if (met)
			return recent->group - 1;
	}
	group = group_of_key(t, group_key(t, view, day, r));
	if (recent && group != TALLY_NONE) {
		memcpy(recent->word, name.word, sizeof(name.word));
		recent->group = (uint32_t)group + 1;
	}
	return group;
}

int
tally_take(struct tally *t, const struct query_view *view, int32_t day,
    const struct record *r, struct complaint *c)
{
	size_t group;

	assert(!t->order);
	if (reading_take(t->query, view, r, t->reading, c) < 0)
		return -1;
	group = group_of(t, view, day, r);
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
