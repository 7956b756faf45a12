#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/calendar.h"
#include "base/date.h"

enum mark { MARK_NONE, MARK_WORKDAY, MARK_HOLIDAY };

struct year {
	int number;
	bool complete;
	int32_t first; /* January 1st */
	uint8_t marks[366];
};

struct calendar {
	unsigned weekly_rest;
	bool any_year;
	struct year *years; /* sorted */
	size_t count;
};

struct calendar *
calendar_new(unsigned weekly_rest)
{
	struct calendar *c = memory_new(sizeof(*c));

	c->weekly_rest = weekly_rest;
	return c;
}

void
calendar_free(struct calendar *c)
{
	if (c == NULL)
		return;
	free(c->years);
	free(c);
}

/* Where this year is, or would be. */
static size_t
place(const struct calendar *c, int number)
{
	size_t i = c->count;

	while (i > 0 && c->years[i - 1].number >= number)
		i--;
	return i;
}

static struct year *
find(const struct calendar *c, int number)
{
	size_t i = place(c, number);

	return i < c->count && c->years[i].number == number ? &c->years[i]
							    : NULL;
}

static struct year *
find_or_add(struct calendar *c, int number)
{
	struct year *y = find(c, number);
	size_t i = place(c, number);

	if (y != NULL)
		return y;
	c->years = memory_grow(c->years, c->count + 1, sizeof(*c->years));
	y = &c->years[i];
	memmove(y + 1, y, (c->count - i) * sizeof(*y));
	memset(y, 0, sizeof(*y));
	y->number = number;
	(void)date_join(number, 1, 1, &y->first);
	c->count++;
	return y;
}

void
calendar_add_year(struct calendar *c, int year)
{
	find_or_add(c, year)->complete = true;
}

void
calendar_any_year(struct calendar *c)
{
	c->any_year = true;
}

static bool
has_year(int year)
{
	return year >= 1 && year <= 9999;
}

static void
mark(struct calendar *c, int32_t date, enum mark as)
{
	int year = date_year(date);
	struct year *y;

	if (!has_year(year))
		return;
	y = find_or_add(c, year);
	/* A holiday stays one, whatever else the day is said to be. */
	if (y->marks[date - y->first] < as)
		y->marks[date - y->first] = (uint8_t)as;
}

void
calendar_add_holiday(struct calendar *c, int32_t date)
{
	mark(c, date, MARK_HOLIDAY);
}

void
calendar_add_workday(struct calendar *c, int32_t date)
{
	mark(c, date, MARK_WORKDAY);
}

int
calendar_is_worked(const struct calendar *c, int32_t date, int *year_missing)
{
	int number = date_year(date);
	const struct year *y = find(c, number);
	enum mark as = MARK_NONE;

	if (!has_year(number) || (!c->any_year && !(y && y->complete))) {
		if (year_missing != NULL)
			*year_missing = number;
		return -1;
	}
	if (y != NULL)
		as = (enum mark)y->marks[date - y->first];
	if (as != MARK_NONE)
		return as == MARK_WORKDAY;
	return (c->weekly_rest & (1u << date_weekday(date))) == 0;
}

int
calendar_add(const struct calendar *c, int32_t date, int days, int32_t *result,
    int *year_missing)
{
	int step = days < 0 ? -1 : 1, worked;
	int64_t left = days < 0 ? -(int64_t)days : days;

	/* It ends: years without a number have no data. */
	while (left > 0) {
		date += step;
		worked = calendar_is_worked(c, date, year_missing);
		if (worked < 0)
			return -1;
		left -= worked;
	}
	*result = date;
	return 0;
}

int
calendar_count(const struct calendar *c, int32_t from, int32_t to, int *days,
    int *year_missing)
{
	int32_t first = from < to ? from : to, last = from < to ? to : from;
	int count = 0, worked;

	for (int32_t date = first; date < last; date++) {
		worked = calendar_is_worked(c, date + 1, year_missing);
		if (worked < 0)
			return -1;
		count += worked;
	}
	*days = from <= to ? count : -count;
	return 0;
}
