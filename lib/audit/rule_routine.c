/*
 * rule_routine.c - what is due each day, week or month and must be recorded.
 *
 * Memory:  every record that matches.
 *
 * A week or a month is judged when its last worked day is in the stream.
 * When days of it are not, and what is there is too little, nobody can say:
 * the rule was not run.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "audit/audit_state.h"
#include "audit/carried.h"
#include "base/message.h"

/* What must be done so often from one day to another. */
struct period {
	struct slice hall;
	int32_t first, last; /* both in it */
	char name[24];       /* 2026-11-02, 2026-W45, 2026-11 */
};

/* By hall and day, so that a period is a run of them. */
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

/* The place of the first item of the period, or of one behind it. */
static size_t
first_in(const struct side *side, const struct period *p)
{
	size_t low = 0, high = side->items;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_places(p->hall, p->first, side->item[middle]) > 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int64_t
done_in(const struct rule *rule, const struct period *p,
    const struct item *found[EVIDENCE_MAX])
{
	const struct side *side = &rule->subject;
	int64_t count = 0;

	for (size_t i = first_in(side, p); i < side->items; i++) {
		const struct item *item = side->item[i];

		if (compare_places(p->hall, p->last, item) < 0)
			break;
		if (rule->bands > 0 && !rule_in_bands(rule, item))
			continue;
		if (count < EVIDENCE_MAX)
			found[count] = item;
		count++;
	}
	return count;
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

/* -1, or how many worked days of the period the stream lacks. */
static int
days_lacking(const struct audit *audit, const struct rule *rule,
    const struct period *p, struct error *e)
{
	int count = 0;

	for (int32_t day = p->first; day <= p->last; day++) {
		int worked = rule_worked(rule, day, e);

		if (worked < 0)
			return -1;
		count += worked && !days_covered(&audit->days, p->hall, day);
	}
	return count;
}

static void
tell(struct audit *audit, const struct rule *rule, const struct period *p,
    int32_t day, int64_t count, const struct item *const *found)
{
	struct finding *f = finding_about(
	    audit, rule, p->hall, day, slice_of(p->name));
	char done[24], times[24];

	snprintf(done, sizeof(done), "%" PRId64, count);
	snprintf(times, sizeof(times), "%" PRId64, rule->times);
	if (count == 0)
		finding_why(f, "rule_not_logged", "period", p->name, NULL);
	else
		finding_why(f, "rule_seldom", "period", p->name, "count", done,
		    "times", times, NULL);
	for (int64_t i = 0; i < count && i < EVIDENCE_MAX; i++)
		finding_evidence(f, found[i]);
}

/* `day`: the last one of the period that the stream holds. */
static int
judge_period(struct audit *audit, const struct rule *rule,
    const struct period *p, int32_t day, struct error *e)
{
	const struct item *found[EVIDENCE_MAX];
	int64_t count;
	int lacking;

	if (!rule_in_force(rule, day) || !is_over(audit, rule, day))
		return 0;
	count = done_in(rule, p, found);
	if (count >= rule->times)
		return 0;
	lacking = days_lacking(audit, rule, p, e);
	if (lacking < 0)
		return -1;
	if (lacking > 0 && p->first != p->last)
		finding_not_run(audit, rule, "not_run_period", "period",
		    p->name, NULL, NULL);
	else
		tell(audit, rule, p, day, count, found);
	return 0;
}

static int
judge_day(struct audit *audit, const struct rule *rule,
    const struct hall_day *d, struct error *e)
{
	struct period p = {d->hall, d->day, d->day, ""};
	unsigned bit = 1u << date_weekday(d->day);
	int worked = 1;

	if (!(rule->every & (bit | EVERY_DAY)))
		return 0;
	worked = rule_worked(rule, d->day, e);
	if (worked <= 0)
		return worked;
	date_format(d->day, p.name);
	return judge_period(audit, rule, &p, d->day, e);
}

static void
week_of(int32_t day, struct period *p)
{
	int year, week;

	date_week(day, &year, &week);
	p->first = day - date_weekday(day) + 1;
	p->last = p->first + 6;
	snprintf(p->name, sizeof(p->name), "%d-W%02d", year, week);
}

static void
month_of(int32_t date, struct period *p)
{
	int year, month, day;

	date_split(date, &year, &month, &day);
	p->first = date - day + 1;
	p->last = p->first + date_days_in_month(year, month) - 1;
	snprintf(p->name, sizeof(p->name), "%d-%02d", year, month);
}

/* Its last worked day; 0 when none is worked. */
static int
last_worked(const struct rule *rule, struct period *p, struct error *e)
{
	int32_t day = p->last;

	for (; day >= p->first; day--) {
		int worked = rule_worked(rule, day, e);

		if (worked < 0)
			return -1;
		if (worked)
			break;
	}
	p->last = day;
	return day >= p->first;
}

/* Of each week or month the last day that is here looks back. */
static int
judge_span(struct audit *audit, const struct rule *rule, size_t n,
    void (*span_of)(int32_t, struct period *), struct error *e)
{
	const struct hall_day *d = &audit->days.day[n];
	const struct hall_day *next = n + 1 < audit->days.count ? d + 1 : NULL;
	struct period p = {.hall = d->hall};
	int worked;

	span_of(d->day, &p);
	if (next && slice_equal(next->hall, d->hall) && next->day <= p.last)
		return 0;
	worked = last_worked(rule, &p, e);
	if (worked <= 0)
		return worked;
	if (d->day < p.last && !(next && slice_equal(next->hall, d->hall)))
		return 0; /* it is not over */
	return judge_period(audit, rule, &p, d->day, e);
}

static int
judge(struct audit *audit, struct rule *rule, struct error *e)
{
	struct side *side = &rule->subject;

	if (side->items > 0)
		qsort(side->item, side->items, sizeof(*side->item), compare);
	for (size_t n = 0; n < audit->days.count; n++) {
		if (judge_day(audit, rule, &audit->days.day[n], e) < 0)
			return -1;
		if ((rule->every & EVERY_WEEK) &&
		    judge_span(audit, rule, n, week_of, e) < 0)
			return -1;
		if ((rule->every & EVERY_MONTH) &&
		    judge_span(audit, rule, n, month_of, e) < 0)
			return -1;
	}
	return 0;
}

/* What was done in the week or month that goes on. */
static void
carry(struct audit *audit, struct rule *rule, struct carried *carried)
{
	for (size_t i = 0; i < rule->subject.items; i++) {
		const struct item *item = rule->subject.item[i];
		int32_t newest = days_from(
		    &audit->days, item->hall, INT32_MAX, item->day);
		struct period week = {0}, month = {0};

		week_of(newest, &week);
		month_of(newest, &month);
		if (((rule->every & EVERY_WEEK) && item->day >= week.first) ||
		    ((rule->every & EVERY_MONTH) && item->day >= month.first))
			carried_add(carried, item);
	}
}

const struct mechanism rule_routine = {
    .name = "routine",
    .column_form = FORM_TIME,
    .column_shown = true,
    .judge = judge,
    .carry = carry,
};
