#include "base/date.h"
#include "base/zonerule.h"

#define SECONDS_PER_DAY 86400

static char
peek(const struct slice *s)
{
	return s->length > 0 ? s->text[0] : '\0';
}

static void
skip(struct slice *s)
{
	s->text++;
	s->length--;
}

static bool
accept(struct slice *s, char c)
{
	if (peek(s) != c)
		return false;
	skip(s);
	return true;
}

/* A number of at most three digits. */
static bool
number(struct slice *s, int *value)
{
	int digits = 0;

	*value = 0;
	for (; is_digit(peek(s)) && digits < 3; digits++, skip(s))
		*value = *value * 10 + (peek(s) - '0');
	return digits > 0;
}

/* "CST" or "<+08>". */
static bool
skip_name(struct slice *s)
{
	size_t length = 0;

	if (accept(s, '<')) {
		while (s->length > 0 && peek(s) != '>')
			skip(s);
		return accept(s, '>');
	}
	while ((peek(s) >= 'A' && peek(s) <= 'Z') ||
	       (peek(s) >= 'a' && peek(s) <= 'z')) {
		skip(s);
		length++;
	}
	return length >= 3;
}

/* [+-]hh[:mm[:ss]] */
static bool
clock(struct slice *s, int32_t *seconds)
{
	bool minus = accept(s, '-');
	int value, unit = 3600;

	if (!minus)
		(void)accept(s, '+');
	if (!number(s, &value))
		return false;
	*seconds = value * unit;
	for (unit = 60; unit > 0 && accept(s, ':'); unit /= 60) {
		if (!number(s, &value))
			return false;
		*seconds += value * unit;
	}
	if (minus)
		*seconds = -*seconds;
	return true;
}

static bool
change(struct slice *s, struct zone_change *c)
{
	if (!accept(s, ','))
		return false;
	*c = (struct zone_change){'D', 0, 0, 0, 2 * 3600};
	if (accept(s, 'M')) {
		c->form = 'M';
		if (!number(s, &c->month) || !accept(s, '.') ||
		    !number(s, &c->week) || !accept(s, '.') ||
		    !number(s, &c->day) || c->month < 1 || c->month > 12 ||
		    c->week < 1 || c->week > 5 || c->day > 6)
			return false;
	} else {
		if (accept(s, 'J'))
			c->form = 'J';
		if (!number(s, &c->day) || c->day > 365)
			return false;
	}
	return !accept(s, '/') || clock(s, &c->second_of_day);
}

int
zone_rule_parse(struct slice text, struct zone_rule *rule)
{
	struct zone_rule r = {0, 0, false, {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}};
	int32_t west;

	if (!skip_name(&text) || !clock(&text, &west))
		return -1;
	r.standard_seconds = -west / 60 * 60;
	if (text.length > 0) {
		if (!skip_name(&text))
			return -1;
		r.summer_seconds = r.standard_seconds + 3600;
		if (peek(&text) != ',') {
			if (!clock(&text, &west))
				return -1;
			r.summer_seconds = -west / 60 * 60;
		}
		r.has_summer = true;
		if (!change(&text, &r.begin) || !change(&text, &r.end) ||
		    text.length > 0)
			return -1;
	}
	*rule = r;
	return 0;
}

/* The local date of a change in that year; Sunday is day 0 here. */
static int32_t
date_of(const struct zone_change *c, int year)
{
	int32_t date = 0;
	int last;

	if (c->form != 'M') {
		(void)date_join(year, 1, 1, &date);
		if (c->form == 'D')
			return date + c->day;
		return date + c->day - 1 +
		       (c->day >= 60 && date_days_in_month(year, 2) == 29);
	}
	(void)date_join(year, c->month, 1, &date);
	last = date + date_days_in_month(year, c->month) - 1;
	date += (c->day - date_weekday(date) + 7) % 7 + (c->week - 1) * 7;
	return date > last ? date - 7 : date;
}

int32_t
zone_rule_offset(const struct zone_rule *r, int64_t utc)
{
	int64_t local = utc + r->standard_seconds, begin, end;
	int64_t days = local / SECONDS_PER_DAY;
	int year, month, day;
	bool summer;

	if (!r->has_summer || days < 0 || days > INT32_MAX / 2)
		return r->standard_seconds;
	date_split((int32_t)days, &year, &month, &day);
	begin = (int64_t)date_of(&r->begin, year) * SECONDS_PER_DAY +
		r->begin.second_of_day - r->standard_seconds;
	end = (int64_t)date_of(&r->end, year) * SECONDS_PER_DAY +
	      r->end.second_of_day - r->summer_seconds;
	/* In the south summer lasts over the end of the year. */
	if (begin < end)
		summer = utc >= begin && utc < end;
	else
		summer = utc >= begin || utc < end;
	return summer ? r->summer_seconds : r->standard_seconds;
}
