#include <stdbool.h>

#include "base/date.h"

#define DAYS_PER_ERA 146097 /* 400 years */
#define DAYS_TO_1970 719468 /* since 0000-03-01 */

static const int32_t date_min = -719162; /* 0001-01-01 */
static const int32_t date_max = 2932896; /* 9999-12-31 */

static bool
is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int
date_days_in_month(int year, int month)
{
	static const int days[] = {
	    0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (month < 1 || month > 12)
		return 0;
	return month == 2 && is_leap(year) ? 29 : days[month];
}

/*
 * Years begin in March here, so that the leap day is the last of its year
 * and months follow one formula.
 */
int
date_join(int year, int month, int day, int32_t *date)
{
	int y, era, of_era, day_of_year;

	if (year < 1 || year > 9999 || day < 1 ||
	    day > date_days_in_month(year, month))
		return -1;
	y = month <= 2 ? year - 1 : year;
	era = y / 400;
	of_era = y % 400;
	day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
	*date = era * DAYS_PER_ERA + of_era * 365 + of_era / 4 - of_era / 100 +
		day_of_year - DAYS_TO_1970;
	return 0;
}

static int64_t
floor_divide(int64_t a, int64_t b)
{
	return a / b - (a % b < 0 ? 1 : 0);
}

void
date_split(int32_t date, int *year, int *month, int *day)
{
	int64_t since = (int64_t)date + DAYS_TO_1970;
	int64_t era = floor_divide(since, DAYS_PER_ERA);
	int of_era = (int)(since - era * DAYS_PER_ERA);
	int y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) /
		365;
	int day_of_year = of_era - (365 * y + y / 4 - y / 100);
	int shifted = (5 * day_of_year + 2) / 153;

	*day = day_of_year - (153 * shifted + 2) / 5 + 1;
	*month = shifted < 10 ? shifted + 3 : shifted - 9;
	*year = (int)(y + era * 400) + (*month <= 2 ? 1 : 0);
}

int
date_year(int32_t date)
{
	int year, month, day;

	date_split(date, &year, &month, &day);
	return year;
}

static int
read_date(const char *p, int32_t *date)
{
	int64_t year, month, day;

	if (p[4] != '-' || p[7] != '-' || !digits_block(p, 4, &year) ||
	    !digits_block(p + 5, 2, &month) || !digits_block(p + 8, 2, &day))
		return -1;
	return date_join((int)year, (int)month, (int)day, date);
}

int
date_parse(struct slice text, int32_t *date)
{
	/* Most dates are that of the record before. */
	static _Thread_local struct {
		char text[DATE_TEXT_SIZE];
		int32_t date;
	} latest = {"1970-01-01", 0};
	const char *p = text.text;

	if (text.length != DATE_TEXT_SIZE - 1)
		return -1;
	if (!bytes_equal(p, latest.text, DATE_TEXT_SIZE - 1)) {
		if (read_date(p, &latest.date) < 0)
			return -1;
		memcpy(latest.text, p, DATE_TEXT_SIZE - 1);
	}
	*date = latest.date;
	return 0;
}

static char *
put(char *p, int value, int count)
{
	for (int i = count - 1; i >= 0; i--, value /= 10)
		p[i] = (char)('0' + value % 10);
	return p + count;
}

size_t
date_format(int32_t date, char text[DATE_TEXT_SIZE])
{
	int year, month, day;
	char *p = text;

	if (date < date_min || date > date_max) {
		*text = '\0';
		return 0;
	}
	date_split(date, &year, &month, &day);
	p = put(p, year, 4);
	*p++ = '-';
	p = put(p, month, 2);
	*p++ = '-';
	p = put(p, day, 2);
	*p = '\0';
	return DATE_TEXT_SIZE - 1;
}

int
date_weekday(int32_t date)
{
	/* 1970-01-01 was a Thursday. */
	int of_week = (int)(((int64_t)date + 3) % 7);

	return (of_week < 0 ? of_week + 7 : of_week) + 1;
}

/* A week belongs to the year that its Thursday is in. */
void
date_week(int32_t date, int *year, int *week)
{
	int32_t thursday, first = 0;
	int month, day;

	if (date < date_min)
		date = date_min;
	else if (date > date_max)
		date = date_max;
	thursday = date - date_weekday(date) + 4;

	date_split(thursday, year, &month, &day);
	if (date_join(*year, 1, 1, &first) != 0)
		first = thursday; /* its year is 0 or 10000 */
	*week = (thursday - first) / 7 + 1;
}
