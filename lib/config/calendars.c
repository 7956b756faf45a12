#include <stdlib.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/text.h"
#include "config/calendars.h"
#include "config/value.h"

#define SATURDAY_SUNDAY (1u << 6 | 1u << 7)

struct calendars {
	struct map *by_name;
};

static const char *const weekdays[] = {
    "", "mon", "tue", "wed", "thu", "fri", "sat", "sun"};

static unsigned
weekly_rest(const struct node *calendar)
{
	const struct node *rest = node_get(calendar, "weekly_rest");
	unsigned bits = 0;

	if (!rest)
		return SATURDAY_SUNDAY;
	for (unsigned day = 1; day <= 7; day++)
		if (node_list_has(rest, slice_of(weekdays[day])))
			bits |= 1u << day;
	return bits;
}

/* One day of a year: of that year, and not said before. */
static int
add_day(struct calendar *c, struct map *said, const struct node *at, int year,
    int32_t date, void (*add)(struct calendar *, int32_t), struct error *e)
{
	char text[DATE_TEXT_SIZE];
	int of_year, month, day;
	void **before;

	date_format(date, text);
	date_split(date, &of_year, &month, &day);
	if (of_year != year)
		return node_error(
		    at, e, tr("years.%d: %s is of another year"), year, text);
	before = map_put(said, slice_of(text));
	if (*before)
		return node_error(
		    at, e, tr("years.%d: %s is said twice"), year, text);
	*before = said;
	add(c, date);
	return 0;
}

/*
 * `after` is the day before: out of order, a date that was mistyped would
 * look like any other.
 */
static int
add_span(struct calendar *c, struct map *said, const struct node *at, int year,
    int32_t *after, void (*add)(struct calendar *, int32_t), struct error *e)
{
	int32_t first = 0, last = -1;

	value_dates(at->text, &first, &last);
	/* A wrong year at the end would make a long list of what follows. */
	if (last - first > 366)
		return node_error(at, e,
		    tr("years.%d: %s is longer than a year"), year,
		    at->text.text);
	for (int32_t date = first; date <= last; date++)
		if (add_day(c, said, at, year, date, add, e) < 0)
			return -1;
	if (first < *after)
		return node_error(at, e,
		    tr("years.%d: %s is not after the one before it: write "
		       "them in the order of time"),
		    year, at->text.text);
	*after = last;
	return 0;
}

/* A scalar, or a list of them. */
static int
add_days(struct calendar *c, struct map *said, const struct node *days,
    int year, int32_t *after, void (*add)(struct calendar *, int32_t),
    struct error *e)
{
	if (!days)
		return 0;
	if (days->sort == NODE_SCALAR)
		return add_span(c, said, days, year, after, add, e);
	for (size_t i = 0; i < days->children; i++)
		if (add_span(c, said, days->child[i], year, after, add, e) < 0)
			return -1;
	return 0;
}

static int
add_year(struct calendar *c, struct slice key, const struct node *data,
    struct error *e)
{
	const struct node *holidays = node_get(data, "holidays");
	struct map *said = map_new();
	int32_t holiday = INT32_MIN, workday = INT32_MIN;
	long long year = 0;
	int result = 0;

	if (slice_int(key, &year) < 0 || year < 1 || year > 9999)
		result = node_error(
		    data, e, tr("years: '%s' is not a year"), key.text);
	else
		calendar_add_year(c, (int)year);
	for (size_t i = 0; holidays && i < holidays->children && !result; i++)
		result = add_days(c, said, holidays->child[i], (int)year,
		    &holiday, calendar_add_holiday, e);
	if (!result)
		result = add_days(c, said, node_get(data, "workdays"),
		    (int)year, &workday, calendar_add_workday, e);
	map_free(said);
	return result;
}

static struct calendar *
calendar_from(const struct node *node, struct error *e)
{
	const struct node *years = node_get(node, "years");
	unsigned rest = weekly_rest(node);
	struct calendar *c = calendar_new(rest);
	int result = 0;

	if (!years && rest)
		result = node_error(node, e,
		    tr("'years' is missing: a year without data is never "
		       "guessed (weekly_rest: none needs none)"));
	else if (!years)
		calendar_any_year(c);
	for (size_t i = 0; years && i < years->children && !result; i++)
		result = add_year(c, years->key[i], years->child[i], e);
	if (result == 0)
		return c;
	calendar_free(c);
	return NULL;
}

int
calendars_check(
    const struct node *calendar, const struct node *root, struct error *e)
{
	struct calendar *c = calendar_from(calendar, e);

	(void)root;
	calendar_free(c);
	return c ? 0 : -1;
}

struct calendars *
calendars_new(const struct node *root, struct error *e)
{
	const struct node *all = node_get(root, "calendars");
	struct calendars *calendars = memory_new(sizeof(*calendars));

	calendars->by_name = map_new();
	for (size_t i = 0; all && i < all->children; i++) {
		struct calendar *c = calendar_from(all->child[i], e);

		if (!c) {
			calendars_free(calendars);
			return NULL;
		}
		*map_put(calendars->by_name, all->key[i]) = c;
	}
	return calendars;
}

static void
free_one(void *context, struct slice key, void *value)
{
	(void)context;
	(void)key;
	calendar_free(value);
}

void
calendars_free(struct calendars *calendars)
{
	if (!calendars)
		return;
	map_each(calendars->by_name, free_one, NULL);
	map_free(calendars->by_name);
	free(calendars);
}

static void
refuse_unknown(
    const struct calendars *calendars, const char *name, struct error *e)
{
	size_t count;
	struct map_entry *entry = map_sorted(calendars->by_name, &count);
	const char **names = memory_array(count + 1, sizeof(*names));
	const char *near;

	for (size_t i = 0; i < count; i++)
		names[i] = entry[i].key.text;
	near = suggest(slice_of(name), names, count);
	if (near)
		error_set(e, HALL_USAGE,
		    tr("there is no calendar '%s' (did you mean '%s'?)"), name,
		    near);
	else
		error_set(e, HALL_USAGE,
		    tr("there is no calendar '%s' (calendars: in hall.yaml)"),
		    name);
	free(names);
	free(entry);
}

const struct calendar *
calendars_get(
    const struct calendars *calendars, const char *name, struct error *e)
{
	const struct calendar *c = map_get(calendars->by_name, slice_of(name));

	if (!c)
		refuse_unknown(calendars, name, e);
	return c;
}
