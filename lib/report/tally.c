#include "report/tally.h"

#include <assert.h>
#include <stdlib.h>

#include "report/intern.h"
#include "report/reading.h"

#define DAY_BYTES sizeof(uint32_t)
#define MEAN_PLACES_MIN 2
#define RATE_PLACES 4

/* What one measure of one group has come to. */
struct cell {
	number sum;
	number below; /* the line, of a rate */
	number least;
	number most;
	uint64_t n;
	uint32_t values_first; /* of a percentile, in sorted[] */
	uint8_t places;
};

/* The head of a key of values: a text or a number follows. */
struct value_key {
	uint32_t group;
	uint32_t measure;
};

struct tally {
	const struct query *query;
	bool by_day;
	size_t dimensions;
	bool keeps_values;       /* a percentile or a distinct is asked for */
	struct reading *reading; /* of the record in hand, by measure */
	struct buffer key;
	struct intern groups;
	uint64_t *records;
	struct cell *cell; /* query->measures for each group */
	uint32_t groups_size;
	struct buffer value_key;
	struct intern values;
	uint64_t *value_count;
	uint32_t values_size;
	uint32_t *order;  /* groups by name, once sealed */
	uint32_t *sorted; /* values by group, measure and size */
};

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

/* The name of the group: the day, then each value and a NUL. */
static struct slice
group_key(struct tally *t, const struct query_view *view, int32_t day,
    const struct record *r)
{
	uint32_t count = (uint32_t)day ^ 0x80000000U; /* orders as dates do */
	char head[DAY_BYTES] = {(char)(count >> 24), (char)(count >> 16),
	    (char)(count >> 8), (char)count};

	buffer_clear(&t->key);
	if (t->by_day)
		buffer_add(&t->key, head, sizeof(head));
	for (size_t i = 0; i < t->dimensions; i++) {
		buffer_slice(&t->key, dimension_value(&t->query->by[i],
					  query_field(r, view->by[i]),
					  query_field(r, view->day)));
		buffer_char(&t->key, '\0');
	}
	return buffer_view(&t->key);
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

static void
add_reading(struct cell *cell, const struct reading *reading)
{
	if (cell->n == 0 || reading->value < cell->least)
		cell->least = reading->value;
	if (cell->n == 0 || reading->value > cell->most)
		cell->most = reading->value;
	cell->sum += reading->value;
	cell->below += reading->below;
	cell->n++;
	if (reading->places > cell->places)
		cell->places = reading->places;
}

static void
add_record(struct tally *t, uint32_t group, const struct query_view *view,
    const struct record *r)
{
	const struct reading *reading = t->reading;
	struct cell *cell = &t->cell[group * t->query->measures];

	t->records[group]++;
	for (size_t i = 0; i < t->query->measures; i++, cell++) {
		enum measure_form form = t->query->measure[i].form;

		if (reading[i].empty)
			continue;
		if (measure_is_numeric(form))
			add_reading(cell, &reading[i]);
		if (form == MEASURE_PERCENTILE)
			count_value(t, group, i,
			    (struct slice){(const char *)&reading[i].value,
				sizeof(number)},
			    1);
		if (form == MEASURE_COUNT)
			cell->n++;
		if (form == MEASURE_DISTINCT) {
			cell->n++;
			cell->sum += count_value(
			    t, group, i, query_field(r, view->measure[i]), 1);
		}
	}
}

int
tally_check(const struct tally *t, const struct query_view *view,
    const struct record *r, struct complaint *c)
{
	return reading_take(t->query, view, r, t->reading, c);
}

int
tally_take(struct tally *t, const struct query_view *view, int32_t day,
    const struct record *r, struct complaint *c)
{
	struct slice key;
	uint32_t group;

	assert(!t->order);
	if (reading_take(t->query, view, r, t->reading, c) < 0)
		return -1;
	key = group_key(t, view, day, r);
	if (t->groups.count == TALLY_GROUPS_MAX &&
	    intern_get(&t->groups, key) == INTERN_FULL)
		return complain(c, NULL, "groups", NULL);
	group = intern_put(&t->groups, key);
	if (group >= t->groups_size)
		grow_groups(t);
	add_record(t, group, view, r);
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

static struct value_key value_head(const struct tally *, uint32_t);

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
		struct value_key head = value_head(other, i);

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

static struct value_key
value_head(const struct tally *t, uint32_t index)
{
	struct value_key head;

	memcpy(&head, intern_key(&t->values, index).text, sizeof(head));
	return head;
}

static number
value_number(const struct tally *t, uint32_t index)
{
	number value;

	memcpy(&value,
	    intern_key(&t->values, index).text + sizeof(struct value_key),
	    sizeof(value));
	return value;
}

static int
compare_values(const void *a, const void *b, void *tally)
{
	const struct tally *t = tally;
	uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
	struct value_key x = value_head(t, i), y = value_head(t, j);
	number left, right;

	if (x.group != y.group)
		return x.group < y.group ? -1 : 1;
	if (x.measure != y.measure)
		return x.measure < y.measure ? -1 : 1;
	if (t->query->measure[x.measure].form != MEASURE_PERCENTILE)
		return 0;
	left = value_number(t, i);
	right = value_number(t, j);
	return (left > right) - (left < right);
}

static void
sort_values(struct tally *t)
{
	t->sorted = memory_array(
	    (size_t)t->values.count + 1, sizeof(*t->sorted));
	for (uint32_t i = 0; i < t->values.count; i++)
		t->sorted[i] = i;
	qsort_r(
	    t->sorted, t->values.count, sizeof(*t->sorted), compare_values, t);
	/* From the back, so that the first of each run remains. */
	for (uint32_t i = t->values.count; i-- > 0;) {
		struct value_key head = value_head(t, t->sorted[i]);

		t->cell[head.group * t->query->measures + head.measure]
		    .values_first = i;
	}
}

void
tally_seal(struct tally *t)
{
	if (t->order)
		return;
	t->order = intern_sorted(&t->groups);
	if (t->keeps_values)
		sort_values(t);
}

size_t
tally_groups(const struct tally *t)
{
	return t->groups.count;
}

size_t
tally_find(const struct tally *t, const struct tally *other, size_t group)
{
	struct slice wanted = intern_key(&other->groups, other->order[group]);
	size_t low = 0, high = t->groups.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = slice_compare(
		    intern_key(&t->groups, t->order[middle]), wanted);

		if (order == 0)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return TALLY_NONE;
}

struct slice
tally_dimension(const struct tally *t, size_t group, size_t dimension)
{
	struct slice key = intern_key(&t->groups, t->order[group]), value;
	size_t skip = t->by_day ? DAY_BYTES : 0;

	key = (struct slice){key.text + skip, key.length - skip};
	do
		slice_cut(&key, '\0', &value);
	while (dimension-- > 0);
	return value;
}

uint64_t
tally_records(const struct tally *t, size_t group)
{
	return t->records[t->order[group]];
}

/* The value of the nearest rank: the ceiling of n * percent / 100. */
static number
percentile(const struct tally *t, const struct cell *cell, unsigned percent)
{
	uint64_t rank = (cell->n * percent + 99) / 100, below = 0;
	uint32_t i = cell->values_first;

	for (;; i++) {
		below += t->value_count[t->sorted[i]];
		if (below >= rank)
			return value_number(t, t->sorted[i]);
	}
}

static int
places_of(const struct measure *measure, int seen)
{
	int least = value_type_places(measure->type.type);

	if (measure->form == MEASURE_RATE)
		return RATE_PLACES;
	if (measure->form == MEASURE_MEAN && least < MEAN_PLACES_MIN)
		least = MEAN_PLACES_MIN;
	return seen > least ? seen : least;
}

struct tally_value
tally_of_nothing(const struct measure *measure)
{
	struct tally_value v = {0};

	v.places = places_of(measure, 0);
	v.defined = measure->form == MEASURE_COUNT ||
		    measure->form == MEASURE_SUM ||
		    measure->form == MEASURE_DISTINCT;
	return v;
}

struct tally_value
tally_measure(const struct tally *t, size_t group, size_t measure)
{
	uint32_t g = t->order[group];
	const struct measure *what = &t->query->measure[measure];
	const struct cell *cell = &t->cell[g * t->query->measures + measure];
	struct tally_value v = tally_of_nothing(what);

	if (what->form == MEASURE_COUNT) {
		v.n = what->conditional ? cell->n : t->records[g];
		v.value = (number)v.n * NUMBER_ONE;
		return v;
	}
	if (cell->n == 0)
		return v;
	v.n = cell->n;
	v.defined = what->form != MEASURE_RATE || cell->below != 0;
	v.places = places_of(what, cell->places);
	if (what->form == MEASURE_DISTINCT)
		v.value = cell->sum * NUMBER_ONE;
	else if (what->form == MEASURE_SUM)
		v.value = cell->sum;
	else if (what->form == MEASURE_RATE)
		v.value = v.defined
			      ? number_rate(cell->sum, cell->below, v.places)
			      : 0;
	else if (what->form == MEASURE_MEAN)
		v.value = number_mean(cell->sum, cell->n, v.places);
	else if (what->form == MEASURE_MIN)
		v.value = cell->least;
	else if (what->form == MEASURE_MAX)
		v.value = cell->most;
	else
		v.value = percentile(t, cell, what->percent);
	return v;
}
