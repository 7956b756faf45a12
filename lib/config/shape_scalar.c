#include "base/limit.h"
#include "base/message.h"
#include "base/money.h"
#include "base/text.h"
#include "config/shape_scalar.h"
#include "config/value.h"

static bool
is_int(struct slice s)
{
	long long value;

	return slice_int(s, &value) == 0;
}

static bool
is_money(struct slice s)
{
	int64_t fen;

	return money_parse_loose(s, &fen) == 0;
}

static bool
is_yes(struct slice s)
{
	bool yes;

	return value_yes(s, &yes) == 0;
}

static bool
is_date(struct slice s)
{
	int32_t date;

	return date_parse(s, &date) == 0;
}

static bool
is_dates(struct slice s)
{
	int32_t first, last;

	return value_dates(s, &first, &last) == 0;
}

static bool
is_clock(struct slice s)
{
	int32_t seconds;

	return clock_parse(s, &seconds) == 0;
}

static bool
is_hours(struct slice s)
{
	int32_t from, to;

	return value_hours(s, &from, &to) == 0;
}

static bool
is_rate(struct slice s)
{
	struct rate rate;

	return rate_parse(s, &rate) == 0;
}

static bool
is_decimal(struct slice s)
{
	int64_t millionths;

	return decimal_parse(s, &millionths) == 0;
}

static bool
is_seconds(struct slice s)
{
	int64_t seconds;

	return value_seconds(s, &seconds) == 0;
}

static bool
is_limit(struct slice s)
{
	struct limit limit;

	return limit_parse(s, &limit) == 0;
}

static bool
is_id(struct slice s)
{
	return s.length > 0 && text_is_name(s);
}

static const struct {
	bool (*valid)(struct slice);
	const char *what;
} scalars[] = {
    [SHAPE_INT] = {is_int, N_("a whole number")},
    [SHAPE_MONEY] = {is_money, N_("an amount")},
    [SHAPE_YES] = {is_yes, N_("yes or no")},
    [SHAPE_DATE] = {is_date, N_("a date (2026-11-02)")},
    [SHAPE_DATES] = {is_dates,
	N_("a date (2026-11-02), nor two with '..' between")},
    [SHAPE_CLOCK] = {is_clock, N_("a time of the day (\"12:00\")")},
    [SHAPE_HOURS] = {is_hours, N_("hours (\"08:30-12:00\")")},
    [SHAPE_RATE] = {is_rate, N_("a rate (0.6%, 3/1000, 0.006)")},
    [SHAPE_DECIMAL] = {is_decimal, N_("a number of at most six places")},
    [SHAPE_SECONDS] = {is_seconds, N_("a duration (90s, 20m, 24h, 2d)")},
    [SHAPE_LIMIT] = {is_limit,
	N_("a limit (7wd, 4wh, 90wm, 10cd, 24h, 45m, same-day)")},
    [SHAPE_ID] = {is_id, N_("a name without blanks, commas and quotes")},
    [SHAPE_ANY] = {NULL, NULL}, /* the last, for the size of the table */
};

bool
scalar_valid(enum shape_type type, struct slice text)
{
	return !scalars[type].valid || scalars[type].valid(text);
}

const char *
scalar_what(enum shape_type type)
{
	return scalars[type].what ? scalars[type].what : "?";
}

int
shape_check_number(const struct node *value, const char *key, long long least,
    long long most, struct error *e)
{
	const struct node *node = node_get(value, key);
	long long number = least;

	if (!node)
		return 0;
	slice_int(node->text, &number);
	if (number < least || number > most)
		return node_error(node, e,
		    tr("%s: '%s' is no number from %lld to %lld"), key,
		    node->text.text, least, most);
	return 0;
}
