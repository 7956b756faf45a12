/*
 * rule_gap.c - numbers or days that a series lacks.
 *
 * Memory:  every record that matches.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "audit/audit_state.h"

/* One number of a series; the series is what stands before the digits. */
struct step {
	struct slice series;
	int64_t number;
	int digits;
	struct item *item;
	struct slice prefix; /* a part of the cell */
};

struct steps {
	struct step *step;
	size_t count;
};

static int64_t
number_of(struct slice cell, int *digits)
{
	size_t n = slice_digits_last(cell);
	int64_t number = 0;

	digits_read(cell.text + cell.length - n, n, &number);
	*digits = (int)n;
	return number;
}

static void
add_step(const struct rule *rule, const struct slots *per, struct item *item,
    struct slice cell, struct steps *steps, struct arena *arena)
{
	struct step *step = &steps->step[steps->count];
	struct slice key = item_key(item, per, arena);
	int32_t date = 0;

	if (cell.length == 0 || !key.text)
		return;
	step->item = item;
	step->prefix = cell;
	if (rule->by_day) {
		cell.length = DATE_TEXT_SIZE - 1;
		date_parse(cell, &date);
		step->number = date;
		step->prefix.length = 0;
	} else {
		step->number = number_of(cell, &step->digits);
		step->prefix.length -= (size_t)step->digits;
	}
	step->series = slice_of(arena_text(
	    arena, "%.*s%.*s", SLICE_ARG(key), SLICE_ARG(step->prefix)));
	steps->count++;
}

static void
add_side(const struct rule *rule, const struct side *side,
    const struct slots *per, struct steps *steps, struct arena *arena)
{
	for (size_t i = 0; i < side->items; i++)
		add_step(rule, per, side->item[i],
		    side->item[i]->value[side->main], steps, arena);
}

static int
compare(const void *left, const void *right)
{
	const struct step *a = left, *b = right;
	int order = slice_compare(a->series, b->series);

	if (order == 0)
		order = (a->number > b->number) - (a->number < b->number);
	return order ? order : item_compare(a->item, b->item);
}

/* How the number, or the day, is written beside this one. */
static char *
text_of(const struct rule *rule, const struct step *step, int64_t number,
    struct arena *arena)
{
	char day[DATE_TEXT_SIZE];

	if (rule->by_day) {
		date_format((int32_t)number, day);
		return arena_text(arena, "%s", day);
	}
	return arena_text(arena, "%.*s%0*" PRId64, SLICE_ARG(step->prefix),
	    step->digits, number);
}

/* A run of what is missing, before `next`. */
static void
tell(struct audit *audit, const struct rule *rule, const struct step *before,
    const struct step *next, int64_t first, int64_t last, int64_t count)
{
	struct arena *arena = &audit->arena;
	char *from = text_of(rule, next, first, arena);
	char *to = text_of(rule, next, last, arena);
	struct finding *f = finding_about(audit, rule, next->item->hall,
	    rule->by_day ? (int32_t)first : next->item->day, slice_of(from));
	char number[24];

	snprintf(number, sizeof(number), "%" PRId64, count);
	finding_why(f, rule->by_day ? "rule_gap_days" : "rule_gap", "first",
	    from, "last", to, "count", number, NULL);
	finding_mark(f, next->series);
	if (before)
		finding_evidence(f, before->item);
	finding_evidence(f, next->item);
}

/* Days that are not worked leave no gap; runs of those that are. */
static int
judge_days(struct audit *audit, const struct rule *rule,
    const struct step *before, const struct step *next, struct error *error)
{
	int64_t first = 0, last = 0, count = 0;

	for (int64_t day = before->number + 1; day < next->number; day++) {
		int worked = rule_worked(rule, (int32_t)day, error);

		if (worked < 0)
			return -1;
		if (!worked)
			continue;
		if (count++ == 0)
			first = day;
		last = day;
	}
	if (count > 0)
		tell(audit, rule, before, next, first, last, count);
	return 0;
}

static int
judge_step(struct audit *audit, const struct rule *rule,
    const struct step *before, const struct step *next, struct error *error)
{
	int64_t first = before ? before->number + 1 : rule->first;

	if (!before && (!rule->has_first || rule->by_day))
		return 0;
	if (next->number <= first || !audit_judges(audit, rule, next->item))
		return 0;
	if (rule->by_day)
		return judge_days(audit, rule, before, next, error);
	tell(audit, rule, before, next, first, next->number - 1,
	    next->number - first);
	return 0;
}

static int
judge(struct audit *audit, struct rule *rule, struct error *error)
{
	struct steps steps = {
	    .step = memory_array(rule->subject.items + rule->with.items + 1,
		sizeof(struct step))};
	int result = 0;

	add_side(rule, &rule->subject, &rule->per, &steps, &audit->arena);
	if (rule->has_with)
		add_side(
		    rule, &rule->with, &rule->with_per, &steps, &audit->arena);
	qsort(steps.step, steps.count, sizeof(struct step), compare);
	for (size_t i = 0; i < steps.count && result == 0; i++) {
		struct step *step = &steps.step[i];
		bool same = i > 0 && slice_equal(step->series, step[-1].series);

		result = judge_step(
		    audit, rule, same ? step - 1 : NULL, step, error);
	}
	free(steps.step);
	return result;
}

const struct mechanism rule_gap = {
    .name = "gap",
    .column_form = FORM_SERIES,
    .column_shown = true,
    .judge = judge,
};
