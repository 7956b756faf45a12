/*
 * rule_deadline.c - what is done by a time: by an hour of its day or some
 * days after, by a date that the record names, or within a limit after
 * another record or another time of its own.
 *
 * Memory:  the records that are late; with with:, all that match on both
 *          sides.
 */
#include <stdlib.h>

#include "audit/audit_state.h"
#include "audit/carried.h"

/* By an hour of the day of the record, or of a day after it. */
static int
due_by(const struct rule *rule, const struct item *item, int64_t *due,
    struct error *e)
{
	int32_t day = item->day + rule->days;
	int year;

	if (rule->calendar && rule->days > 0 &&
	    calendar_add(rule->calendar, item->day, rule->days, &day, &year) <
		0)
		return rule_no_data(rule, year, e);
	*due = zone_local(config_zone(rule->config), day, rule->by.seconds)
		   .utc_seconds;
	return 1;
}

/* A date lasts until it is over. */
static int
due_named(const struct rule *rule, const struct item *item, int64_t *due)
{
	struct slice text = item->value[rule->due];
	struct moment moment;
	int32_t date;

	if (moment_parse(text, &moment) == 0)
		*due = moment.utc_seconds;
	else if (date_parse(text, &date) == 0)
		*due = zone_local(config_zone(rule->config), date + 1, 0)
			   .utc_seconds -
		       1;
	else
		return 0;
	return 1;
}

static int
due_within(const struct rule *rule, const struct item *item, int64_t *due,
    struct error *e)
{
	struct spans none = {NULL, 0};
	struct moment moment = {item->utc_seconds, item->offset_seconds};
	int year;

	if (rule->since != NO_SLOT &&
	    moment_parse(item->value[rule->since], &moment) < 0)
		return 0;
	if (rule->worktime) {
		if (worktime_due(rule->worktime, rule->limit,
			moment.utc_seconds, none, due, &year) < 0)
			return rule_no_data(rule, year, e);
		return 1;
	}
	if (limit_in_days(rule->limit))
		*due = zone_local(config_zone(rule->config),
			   moment_date(moment) + (int32_t)rule->limit.amount +
			       1,
			   0)
			   .utc_seconds -
		       1;
	else
		*due = moment.utc_seconds + limit_seconds(rule->limit);
	return 1;
}

/* The last second in which it is in time; 0 when there is no deadline. */
static int
due_of(const struct rule *rule, const struct item *item, int64_t *due,
    struct error *e)
{
	if (item->day == DATE_NONE)
		return 0;
	if (rule->has_by)
		return due_by(rule, item, due, e);
	if (rule->due != NO_SLOT)
		return due_named(rule, item, due);
	return due_within(rule, item, due, e);
}

static int
breaks(const struct rule *rule, const struct item *item, struct error *e)
{
	int64_t due = 0;
	int result;

	if (rule->has_with)
		return 1; /* the other record will tell */
	result = due_of(rule, item, &due, e);
	return result <= 0 ? result : item->utc_seconds > due;
}

static void
add_late(const struct rule *rule, struct finding *f, int64_t due,
    const struct item *done)
{
	const struct zone *zone = config_zone(rule->config);
	char due_text[MOMENT_TEXT_SIZE], done_text[MOMENT_TEXT_SIZE];
	struct moment moment;

	moment_format(zone_moment(zone, due), due_text);
	if (!done) {
		finding_why(f, "rule_not_done", "due", due_text, NULL);
		return;
	}
	moment = (struct moment){done->utc_seconds, done->offset_seconds};
	moment_format(moment, done_text);
	finding_why(f, "rule_late", "due", due_text, "at", done_text, NULL);
}

/* The first that came at or after the time of the subject. */
static const struct item *
first_after(const struct keyed *list, size_t count, const struct item *item)
{
	struct item moment = {
	    .utc_seconds = item->utc_seconds, .day = INT32_MIN, .seq = -1};

	return keyed_after(list, count, &moment);
}

/* A deadline belongs to the business day on which it passes. */
static void
tell(struct audit *audit, const struct rule *rule, const struct item *item,
    int64_t due, const struct item *done)
{
	struct finding *f = finding_of(audit, rule, item);
	struct moment moment = zone_moment(config_zone(rule->config), due);

	if (rule->has_with)
		f->day = days_from(
		    &audit->days, item->hall, moment_date(moment), item->day);
	add_late(rule, f, due, done);
	if (done && done != item)
		finding_evidence(f, done);
}

/* What a rule with another record looks through. */
struct search {
	struct audit *audit;
	const struct rule *rule;
	struct keyed *others, *excuses;
	size_t others_count, excuses_count;
};

static struct search
search_of(struct audit *audit, const struct rule *rule)
{
	struct search s = {.audit = audit, .rule = rule};

	if (rule->has_with)
		s.others = side_keyed(&rule->with, &rule->with.match,
		    &audit->arena, &s.others_count);
	if (rule->has_besides)
		s.excuses = side_keyed(&rule->besides, &rule->besides.match,
		    &audit->arena, &s.excuses_count);
	return s;
}

static bool
is_excused(const struct search *s, const struct item *item)
{
	struct slice key = item_key(item, &s->rule->unless, &s->audit->arena);
	size_t found = 0;

	if (s->excuses_count > 0 && key.text)
		keyed_find(s->excuses, s->excuses_count, key, &found);
	return found > 0;
}

/*
 * What did it, and when it was due; 0 when there is no deadline, or an
 * excuse.
 */
static int
find_done(const struct search *s, const struct item *item, int64_t *due,
    const struct item **done, struct error *e)
{
	const struct rule *rule = s->rule;
	struct slice key;
	const struct keyed *list;
	size_t found;
	int result = due_of(rule, item, due, e);

	*done = item;
	if (result <= 0 || !rule->has_with)
		return result;
	if (is_excused(s, item))
		return 0;
	key = item_key(item, &rule->subject.match, &s->audit->arena);
	list = keyed_find(
	    s->others, key.text ? s->others_count : 0, key, &found);
	*done = first_after(list, found, item);
	return 1;
}

static bool
is_over(const struct audit *audit, int64_t due)
{
	return audit->has_as_of && audit->as_of.utc_seconds > due;
}

/*
 * What was carried in is judged here, unless its deadline had passed before
 * these days: that was told then.
 */
static bool
told_before(struct audit *audit, const struct rule *rule,
    const struct item *item, int64_t due)
{
	struct moment moment = zone_moment(config_zone(rule->config), due);
	int32_t day = moment_date(moment);

	return !audit_judges(audit, rule, item) &&
	       day < days_from(&audit->days, item->hall, INT32_MIN, day);
}

static int
judge_item(const struct search *s, const struct item *item, struct error *e)
{
	struct audit *audit = s->audit;
	const struct rule *rule = s->rule;
	const struct item *done = NULL;
	int64_t due = 0;
	int result = find_done(s, item, &due, &done, e);

	if (result <= 0 || told_before(audit, rule, item, due))
		return result < 0 ? -1 : 0;
	if (!rule->has_with && !audit_judges(audit, rule, item))
		return 0;
	if (done ? done->utc_seconds > due : is_over(audit, due))
		tell(audit, rule, item, due, done);
	return 0;
}

/* What is not done, and may still be in time. */
static void
carry(struct audit *audit, struct rule *rule, struct carried *carried)
{
	struct search s = search_of(audit, rule);
	struct error error;

	for (size_t i = 0; rule->has_with && i < rule->subject.items; i++) {
		const struct item *item = rule->subject.item[i], *done = NULL;
		int64_t due = 0;

		if (find_done(&s, item, &due, &done, &error) > 0 && !done &&
		    !is_over(audit, due))
			carried_add(carried, item);
	}
}

static int
judge(struct audit *audit, struct rule *rule, struct error *e)
{
	struct search s = search_of(audit, rule);

	for (size_t i = 0; i < rule->subject.items; i++)
		if (judge_item(&s, rule->subject.item[i], e) < 0)
			return -1;
	return 0;
}

const struct mechanism rule_deadline = {
    .name = "deadline",
    .column_form = FORM_DUE,
    .column_shown = true,
    .breaks = breaks,
    .judge = judge,
    .carry = carry,
};
