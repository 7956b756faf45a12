#include <stdlib.h>

#include "report/tally_state.h"

#define MEAN_PLACES_MIN 2
#define RATE_PLACES 4

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
	struct value_key x = tally_value_head(t, i), y = tally_value_head(t, j);
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
		struct value_key head = tally_value_head(t, t->sorted[i]);

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
