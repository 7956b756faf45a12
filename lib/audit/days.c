#include "audit/days.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "record/order.h"

void
days_init(struct days *days)
{
	*days = (struct days){.map = map_new(), .covered = map_new()};
	days->latest.day = DATE_NONE;
}

void
days_release(struct days *days)
{
	map_free(days->map);
	map_free(days->covered);
}

/* No hall's name holds an LF. */
static void **
place_of(struct map *map, struct slice hall, int32_t day)
{
	struct buffer key = {0};
	char text[DATE_TEXT_SIZE];
	void **place;

	date_format(day, text);
	buffer_slice(&key, hall);
	buffer_char(&key, '\n');
	buffer_text(&key, text);
	place = map_put(map, buffer_view(&key));
	buffer_release(&key);
	return place;
}

static void
add(struct days *days, struct slice hall, int32_t day, enum day_rank rank,
    struct arena *arena)
{
	void **place = place_of(days->map, hall, day);
	struct hall_day *noted = *place;

	if (!noted) {
		noted = arena_alloc(arena, sizeof(*noted));
		*noted = (struct hall_day){arena_slice(arena, hall), day, rank};
		*place = noted;
	}
	if (noted->rank < rank)
		noted->rank = rank;
	days->latest = *noted;
}

void
days_note(struct days *days, const struct record *r, struct arena *arena)
{
	const struct common_columns *common = common_columns(r->kind);
	enum day_rank rank = r->kind == KIND_DAY ? DAY_ITSELF : DAY_OF_FACT;
	struct slice hall, day;
	int32_t date;

	if (kinds[r->kind].sort != KIND_SORT_FACT || common->day < 0 ||
	    r->kind == KIND_CORRECT || slice_is(rec_get(r, common->seq), "0"))
		return;
	hall = rec_get(r, common->hall);
	day = rec_get(r, common->day);
	if (day.length == 0) {
		day = rec_get(r, common->time);
		if (day.length > DATE_TEXT_SIZE - 1)
			day.length = DATE_TEXT_SIZE - 1;
		rank = DAY_OF_TIME;
	}
	if (date_parse(day, &date) < 0 ||
	    (date == days->latest.day && rank <= days->latest.rank &&
		slice_equal(hall, days->latest.hall)))
		return;
	add(days, hall, date, rank, arena);
}

void
days_cover(struct days *days, struct slice hall, int32_t day)
{
	*place_of(days->covered, hall, day) = days;
}

static int
compare(const void *left, const void *right)
{
	const struct hall_day *a = left, *b = right;
	int order = slice_compare(a->hall, b->hall);

	return order ? order : (a->day > b->day) - (a->day < b->day);
}

/* Of each hall only the days of the highest rank that there is. */
static void
drop_guesses(struct days *days)
{
	size_t count = 0, end;

	for (size_t i = 0; i < days->count; i = end) {
		enum day_rank best = DAY_OF_TIME;

		for (end = i;
		     end < days->count &&
		     slice_equal(days->day[end].hall, days->day[i].hall);
		     end++)
			if (days->day[end].rank > best)
				best = days->day[end].rank;
		for (size_t n = i; n < end; n++)
			if (days->day[n].rank == best)
				days->day[count++] = days->day[n];
	}
	days->count = count;
}

void
days_settle(struct days *days, struct arena *arena)
{
	struct map_entry *entry = map_sorted(days->map, &days->count);

	days->day = arena_array(arena, days->count + 1, sizeof(*days->day));
	for (size_t i = 0; i < days->count; i++)
		days->day[i] = *(struct hall_day *)entry[i].value;
	free(entry);
	if (days->count > 0)
		qsort(days->day, days->count, sizeof(*days->day), compare);
	drop_guesses(days);
}

static const struct hall_day *
find(const struct days *days, struct slice hall, int32_t day)
{
	struct hall_day key = {hall, day, DAY_OF_TIME};

	return days->count == 0 ? NULL
				: bsearch(&key, days->day, days->count,
				      sizeof(*days->day), compare);
}

bool
days_have(const struct days *days, struct slice hall, int32_t day)
{
	return find(days, hall, day) != NULL;
}

bool
days_covered(const struct days *days, struct slice hall, int32_t day)
{
	struct buffer key = {0};
	char text[DATE_TEXT_SIZE];
	bool covered;

	if (days_have(days, hall, day))
		return true;
	date_format(day, text);
	buffer_slice(&key, hall);
	buffer_char(&key, '\n');
	buffer_text(&key, text);
	covered = map_get(days->covered, buffer_view(&key)) != NULL;
	buffer_release(&key);
	return covered;
}

/* The first of the hall's days, or NULL. */
static const struct hall_day *
first_of(const struct days *days, struct slice hall)
{
	size_t low = 0, high = days->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (slice_compare(days->day[middle].hall, hall) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < days->count && slice_equal(days->day[low].hall, hall)
		   ? &days->day[low]
		   : NULL;
}

bool
days_own(const struct days *days, struct slice hall, int32_t day)
{
	const struct hall_day *first = first_of(days, hall);

	return day == DATE_NONE || !first || first->rank != DAY_ITSELF ||
	       days_have(days, hall, day);
}

int32_t
days_from(
    const struct days *days, struct slice hall, int32_t date, int32_t otherwise)
{
	const struct hall_day *day = first_of(days, hall);
	const struct hall_day *end = days->day + days->count;

	for (; day && day < end && slice_equal(day->hall, hall); day++) {
		otherwise = day->day;
		if (otherwise >= date)
			break;
	}
	return otherwise;
}
