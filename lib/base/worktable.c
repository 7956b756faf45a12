#include "base/worktable.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/date.h"

#define SECONDS_PER_DAY 86400
#define YEAR_MIN 1
#define YEAR_MAX 9999

static bool
has_data(const struct worktime *w, int year)
{
	int32_t date;

	return date_join(year, 1, 1, &date) == 0 &&
	       calendar_is_worked(w->calendar, date, NULL) >= 0;
}

bool
worktable_is_worked(const struct worktime *w, size_t place)
{
	return w->day[place + 1].worked_before > w->day[place].worked_before;
}

/* On a day when the clocks change, hours are looked up one by one. */
struct span
worktable_hours(const struct worktime *w, size_t place, size_t n)
{
	int64_t start = w->day[place].start;
	int32_t date = w->first + (int32_t)place;
	struct hours h = w->hours[n];

	if (w->day[place + 1].start - start == SECONDS_PER_DAY)
		return (struct span){start + h.from, start + h.to};
	return (struct span){zone_local(&w->zone, date, h.from).utc_seconds,
	    zone_local(&w->zone, date, h.to).utc_seconds};
}

static int64_t
seconds_of(const struct worktime *w, size_t place)
{
	int64_t sum = 0;

	for (size_t n = 0; n < w->hours_count; n++) {
		struct span s = worktable_hours(w, place, n);

		sum += s.to > s.from ? s.to - s.from : 0;
	}
	return sum;
}

static void
make_room(struct worktime *w, size_t days)
{
	if (days + 1 <= w->size)
		return;
	while (w->size < days + 1)
		w->size = w->size ? 2 * w->size : 1024;
	w->day = memory_grow(w->day, w->size, sizeof(*w->day));
}

static int64_t
midnight(const struct worktime *w, int32_t date)
{
	return zone_local(&w->zone, date, 0).utc_seconds;
}

/* The year behind the last; it has data. */
static void
append_year(struct worktime *w, int year)
{
	int32_t date = 0, next = 0;
	size_t i = w->days;

	(void)date_join(year, 1, 1, &date);
	(void)date_join(year, 12, 31, &next);
	make_room(w, w->days + (size_t)(next - date) + 1);
	if (w->days == 0) {
		w->first = date;
		w->year_from = year;
		w->day[0] = (struct workday){midnight(w, date), 0, 0};
	}
	for (; date <= next; date++, i++) {
		struct workday *d = &w->day[i];
		bool worked = calendar_is_worked(w->calendar, date, NULL) == 1;

		d[1].start = midnight(w, date + 1);
		d[1].worked_before = d->worked_before + worked;
		d[1].seconds_before = d->seconds_before +
				      (worked ? seconds_of(w, i) : 0);
	}
	w->days = i;
	w->year_to = year;
}

int
worktable_grow(struct worktime *w, int *year_missing)
{
	int year = w->year_to + 1;

	if (!has_data(w, year)) {
		*year_missing = year;
		return -1;
	}
	append_year(w, year);
	return 0;
}

/*
 * Sums begin anew when earlier years are asked for, so twice as many are
 * taken as there were, where there are data.
 */
static int
grow_back(struct worktime *w, int year, int *year_missing)
{
	int from = w->year_from, to = w->year_to;
	int wanted = 2 * from - to - 1 < year ? 2 * from - to - 1 : year;

	while (from > wanted && has_data(w, from - 1))
		from--;
	if (from > year) {
		*year_missing = from - 1;
		return -1;
	}
	w->days = 0;
	for (int y = from; y <= to; y++)
		append_year(w, y);
	return 0;
}

int
worktable_cover(
    struct worktime *w, int32_t date, size_t *place, int *year_missing)
{
	int year;

	if (w->days == 0 || date < w->first ||
	    date - w->first >= (int32_t)w->days) {
		year = date_year(date);
		if (year < YEAR_MIN || year > YEAR_MAX || !has_data(w, year)) {
			*year_missing = year;
			return -1;
		}
		if (w->days == 0)
			append_year(w, year);
		if (year < w->year_from && grow_back(w, year, year_missing) < 0)
			return -1;
		while (year > w->year_to)
			if (worktable_grow(w, year_missing) < 0)
				return -1;
	}
	*place = (size_t)(date - w->first);
	return 0;
}

bool
worktable_place(const struct worktime *w, int64_t utc, size_t *place)
{
	size_t i;

	if (w->days == 0 || utc < w->day[0].start ||
	    utc >= w->day[w->days].start)
		return false;
	/* Days are not all of one length, but nearly. */
	i = (size_t)((utc - w->day[0].start) / SECONDS_PER_DAY);
	if (i >= w->days)
		i = w->days - 1;
	while (w->day[i].start > utc)
		i--;
	while (w->day[i + 1].start <= utc)
		i++;
	*place = i;
	return true;
}

int
worktable_find(
    struct worktime *w, int64_t utc, size_t *place, int *year_missing)
{
	if (worktable_place(w, utc, place))
		return 0;
	return worktable_cover(w, worktime_date(w, utc), place, year_missing);
}
