/*
 * rule_limit.c - a column against a number or another column; how many
 * records, or how much in all, per group.
 *
 * Memory:  the records above a limit; with per:, all that match.
 */
#include <stdlib.h>
#include <string.h>

#include "audit/audit_state.h"
#include "base/message.h"

/* What went beyond, as it is told. */
struct excess {
	const char *code;
	int128 number;
	const struct bound *bound;
};

static bool
beyond(const struct rule *rule, int128 number, struct excess *excess)
{
	*excess = (struct excess){.number = number};
	if (rule->most.given && number > rule->most.number)
		*excess = (struct excess){.code = "rule_over",
		    .number = number,
		    .bound = &rule->most};
	else if (rule->least.given && number < rule->least.number)
		*excess = (struct excess){.code = "rule_under",
		    .number = number,
		    .bound = &rule->least};
	return excess->code != NULL;
}

/* A cell of the same record as the bound; absent when it is empty. */
static bool
beyond_column(const struct rule *rule, const struct item *item, int128 number,
    size_t *other)
{
	int128 bound;

	*other = rule->most_of;
	if (*other != NO_SLOT &&
	    quantity_parse(item->value[*other], &bound) == 0 && number > bound)
		return true;
	*other = rule->least_of;
	return *other != NO_SLOT &&
	       quantity_parse(item->value[*other], &bound) == 0 &&
	       number < bound;
}

static bool
main_number(const struct rule *rule, const struct item *item, int128 *number)
{
	size_t slot = rule->subject.main;

	return slot != NO_SLOT &&
	       quantity_parse(item->value[slot], number) == 0;
}

static int
breaks(const struct rule *rule, const struct item *item, struct error *error)
{
	struct excess excess;
	int128 number;
	size_t other;

	(void)error;
	if (rule->per.count > 0)
		return 1; /* the sum will tell */
	return main_number(rule, item, &number) &&
	       (beyond(rule, number, &excess) ||
		   beyond_column(rule, item, number, &other));
}

static void
add_number(struct buffer *out, int128 number, const struct bound *bound)
{
	if (bound->duration)
		quantity_add_duration(out, number);
	else
		quantity_add(out, number, 0);
}

static const char *
column_name(const struct side *side, size_t slot)
{
	return slot == NO_SLOT ? ""
			       : kinds[side->kind].columns[side->column[slot]];
}

/* "rule_over:column=wait,value=4m,limit=3m" */
static void
tell_excess(struct finding *f, const struct rule *rule,
    const struct excess *excess, struct slice cell)
{
	struct buffer value = {0}, limit = {0};
	const char *column = column_name(&rule->subject, rule->subject.main);

	if (cell.length && !excess->bound->duration)
		buffer_slice(&value, cell);
	else
		add_number(&value, excess->number, excess->bound);
	if (excess->bound->duration)
		quantity_add_duration(&limit, excess->bound->number);
	else
		quantity_add(&limit, excess->bound->number,
		    memchr(value.text, '.', value.length) ? 2 : 0);
	if (rule->subject.main == NO_SLOT)
		finding_why(f,
		    excess->bound == &rule->most ? "rule_many" : "rule_few",
		    "count", value.text, "limit", limit.text, NULL);
	else
		finding_why(f, excess->code, "column", column, "value",
		    value.text, "limit", limit.text, NULL);
	buffer_release(&value);
	buffer_release(&limit);
}

static void
tell_column(struct finding *f, const struct rule *rule, const struct item *item,
    size_t other)
{
	struct buffer value = {0}, limit = {0};

	buffer_slice(&value, item->value[rule->subject.main]);
	buffer_slice(&limit, item->value[other]);
	finding_why(f,
	    other == rule->most_of ? "rule_over_column" : "rule_under_column",
	    "column", column_name(&rule->subject, rule->subject.main), "value",
	    value.text, "other", column_name(&rule->subject, other), "limit",
	    limit.text, NULL);
	buffer_release(&value);
	buffer_release(&limit);
}

static void
tell(const struct rule *rule, const struct item *item, struct finding *f)
{
	struct excess excess;
	int128 number;
	size_t other;

	if (!main_number(rule, item, &number))
		return;
	finding_amount(f, item->value[rule->subject.main]);
	/* What is late says better itself what was allowed and used. */
	if (strcmp(column_name(&rule->subject, rule->subject.main), "late") ==
		0 &&
	    finding_own_why(f, rule, item))
		return;
	if (beyond(rule, number, &excess))
		tell_excess(f, rule, &excess, item->value[rule->subject.main]);
	if (beyond_column(rule, item, number, &other))
		tell_column(f, rule, item, other);
}

/*
 * One group: its records in order.  The record with which the limit was
 * passed is told; with too little it is the last.
 */
static void
judge_group(struct audit *audit, const struct rule *rule,
    const struct keyed *group, size_t count)
{
	struct excess excess;
	struct finding *f;
	int128 sum = 0, number;
	size_t at = count;

	for (size_t i = 0; i < count; i++) {
		if (rule->subject.main == NO_SLOT)
			number = DECIMAL_ONE;
		else if (!main_number(rule, group[i].item, &number))
			number = 0;
		sum += number;
		if (at == count && rule->most.given && sum > rule->most.number)
			at = i;
	}
	if (!beyond(rule, sum, &excess))
		return;
	f = finding_of(audit, rule, group[at < count ? at : count - 1].item);
	tell_excess(f, rule, &excess, (struct slice){"", 0});
	for (size_t i = 0; i < count; i++)
		if (i != at)
			finding_evidence(f, group[i].item);
}

static int
judge(struct audit *audit, struct rule *rule, struct error *error)
{
	size_t count, end;
	struct keyed *list;

	(void)error;
	if (rule->per.count == 0) {
		for (size_t i = 0; i < rule->subject.items; i++) {
			struct item *item = rule->subject.item[i];

			if (audit_judges(audit, rule, item) &&
			    breaks(rule, item, error))
				tell(rule, item, finding_of(audit, rule, item));
		}
		return 0;
	}
	list = side_keyed(&rule->subject, &rule->per, &audit->arena, &count);
	for (size_t i = 0; i < count; i = end) {
		for (end = i + 1;
		     end < count && slice_equal(list[end].key, list[i].key);
		     end++)
			;
		judge_group(audit, rule, list + i, end - i);
	}
	return 0;
}

const struct mechanism rule_limit = {
    .name = "limit",
    .column_form = FORM_NUMBER,
    .column_shown = true,
    .breaks = breaks,
    .judge = judge,
};
