#include "audit/term.h"

#include <stdio.h>
#include <stdlib.h>

#include "audit/audit_state.h"
#include "audit/carried.h"

/* What lasts longer than a day. */
static const struct stretch {
	enum every every;
	int months; /* 0: a week */
	const char *mark;
	int digits; /* of its number in the year */
} stretches[] = {
    {EVERY_WEEK, 0, "-W", 2},
    {EVERY_MONTH, 1, "-", 2},
    {EVERY_QUARTER, 3, "-Q", 1},
    {EVERY_HALF, 6, "-H", 1},
    {EVERY_YEAR, 12, "", 0},
};
#define STRETCHES (sizeof(stretches) / sizeof(stretches[0]))

static void
name_term(struct term *t, const struct stretch *stretch, int year, int number)
{
	if (stretch->digits == 0)
		snprintf(t->name, sizeof(t->name), "%d", year);
	else
		snprintf(t->name, sizeof(t->name), "%d%s%0*d", year,
		    stretch->mark, stretch->digits, number);
}

/* The one in which the day is; its hall stays. */
static void
term_of(const struct stretch *stretch, int32_t date, struct term *t)
{
	int year, month, day, number;

	if (stretch->months == 0) {
		date_week(date, &year, &number);
		t->first = date - date_weekday(date) + 1;
		t->last = t->first + 6;
		name_term(t, stretch, year, number);
		return;
	}
	date_split(date, &year, &month, &day);
	number = (month - 1) / stretch->months + 1;
	month = number * stretch->months;
	date_join(year, month - stretch->months + 1, 1, &t->first);
	date_join(year, month, date_days_in_month(year, month), &t->last);
	name_term(t, stretch, year, number);
}

int32_t
term_back(unsigned every, int32_t day)
{
	int32_t first = day;

	for (size_t i = 0; i < STRETCHES; i++) {
		struct term t = {.first = day};

		if (every & stretches[i].every)
			term_of(&stretches[i], day, &t);
		if (t.first < first)
			first = t.first;
	}
	return first;
}

/* Its last worked day; 0 when none is worked. */
static int
last_worked(const struct rule *rule, struct term *t, struct error *e)
{
	int32_t day = t->last;

	for (; day >= t->first; day--) {
		int worked = rule_worked(rule, day, e);

		if (worked < 0)
			return -1;
		if (worked)
			break;
	}
	t->last = day;
	return day >= t->first;
}

/* The day may go on: what is due at its end is not missed yet. */
static bool
is_over(const struct audit *audit, const struct rule *rule, int32_t day)
{
	int32_t second = rule->bands ? 0 : 86400;

	for (size_t i = 0; i < rule->bands; i++)
		if (rule->between[i].to.seconds > second)
			second = rule->between[i].to.seconds;
	return audit->has_as_of &&
	       audit->as_of.utc_seconds >=
		   zone_local(config_zone(rule->config), day, second)
		       .utc_seconds;
}

static int
judge_over(struct audit *audit, const struct rule *rule, const struct term *t,
    int32_t day, term_judge *judge, struct error *e)
{
	return rule_in_force(rule, day) && is_over(audit, rule, day)
		   ? judge(audit, rule, t, day, e)
		   : 0;
}

/* 1 when something is due on the day itself, 0 when not. */
static int
term_of_day(const struct rule *rule, struct slice hall, int32_t day,
    struct term *t, struct error *e)
{
	unsigned bit = 1u << date_weekday(day);

	*t = (struct term){hall, day, day, ""};
	date_format(day, t->name);
	return rule->every & (bit | EVERY_DAY) ? rule_worked(rule, day, e) : 0;
}

int
term_at(const struct rule *rule, struct slice hall, int32_t day, struct term *t,
    struct error *e)
{
	int due = term_of_day(rule, hall, day, t, e);

	for (size_t i = 0; due == 0 && i < STRETCHES; i++) {
		if (!(rule->every & stretches[i].every))
			continue;
		term_of(&stretches[i], day, t);
		return 1;
	}
	return due;
}

static int
judge_day(struct audit *audit, const struct rule *rule,
    const struct hall_day *d, term_judge *judge, struct error *e)
{
	struct term t;
	int due = term_of_day(rule, d->hall, d->day, &t, e);

	return due <= 0 ? due : judge_over(audit, rule, &t, d->day, judge, e);
}

/* From its last worked day on, a day before this one has judged it. */
static bool
was_judged(const struct audit *audit, const struct term *t, int32_t day)
{
	for (int32_t before = t->last; before < day; before++)
		if (days_covered(&audit->days, t->hall, before))
			return true;
	return false;
}

/*
 * Of each stretch its last worked day looks back, or who comes next; and the
 * last that is here when days behind it were left out.
 */
static int
judge_stretch(struct audit *audit, const struct rule *rule, size_t n,
    const struct stretch *stretch, term_judge *judge, struct error *e)
{
	const struct hall_day *d = &audit->days.day[n];
	const struct hall_day *next = n + 1 < audit->days.count ? d + 1 : NULL;
	struct term t = {.hall = d->hall};
	bool left_out;
	int worked;

	term_of(stretch, d->day, &t);
	left_out = next && slice_equal(next->hall, d->hall) &&
		   next->day > t.last;
	worked = last_worked(rule, &t, e);
	if (worked <= 0)
		return worked;
	if (d->day < t.last ? !left_out : was_judged(audit, &t, d->day))
		return 0; /* it is not over, or was */
	return judge_over(audit, rule, &t, d->day, judge, e);
}

int
terms_judge(struct audit *audit, const struct rule *rule, term_judge *judge,
    struct error *e)
{
	for (size_t n = 0; n < audit->days.count; n++) {
		if (judge_day(audit, rule, &audit->days.day[n], judge, e) < 0)
			return -1;
		for (size_t i = 0; i < STRETCHES; i++)
			if ((rule->every & stretches[i].every) &&
			    judge_stretch(
				audit, rule, n, &stretches[i], judge, e) < 0)
				return -1;
	}
	return 0;
}

int
term_cut_off(struct audit *audit, const struct rule *rule, const struct term *t,
    struct error *e)
{
	for (int32_t day = t->first; t->first < t->last && day <= t->last;
	     day++) {
		int worked = rule_worked(rule, day, e);

		if (worked < 0)
			return -1;
		if (!worked || days_covered(&audit->days, t->hall, day))
			continue;
		finding_not_run(audit, rule, "not_run_period", "period",
		    t->name, NULL, NULL);
		return 1;
	}
	return 0;
}

static int
compare_places(struct slice hall, int32_t day, const struct item *item)
{
	int order = slice_compare(hall, item->hall);

	return order ? order : (day > item->day) - (day < item->day);
}

static int
compare(const void *left, const void *right)
{
	const struct item *a = *(struct item *const *)left;
	const struct item *b = *(struct item *const *)right;
	int order = compare_places(a->hall, a->day, b);

	return order ? order : item_compare(a, b);
}

void
term_sort(struct side *side)
{
	if (side->items > 0)
		qsort(side->item, side->items, sizeof(*side->item), compare);
}

/* How many items stand before that day. */
static size_t
count_before(const struct side *side, struct slice hall, int32_t day)
{
	size_t low = 0, high = side->items;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_places(hall, day, side->item[middle]) > 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct item **
term_items(const struct side *side, const struct term *t, size_t *count)
{
	size_t first = count_before(side, t->hall, t->first);

	*count = count_before(side, t->hall, t->last + 1) - first;
	return *count ? side->item + first : NULL;
}

void
term_carry(struct audit *audit, const struct rule *rule,
    const struct side *side, struct carried *carried)
{
	for (size_t i = 0; i < side->items; i++) {
		const struct item *item = side->item[i];
		int32_t newest = days_from(
		    &audit->days, item->hall, INT32_MAX, item->day);

		if ((rule->every & EVERY_SPANS) &&
		    item->day >= term_back(rule->every, newest))
			carried_add(carried, item);
	}
}
