/*
 * rule_pair.c - four eyes: two columns, or two records, must not be of one
 * person, or must be of the same.
 *
 * Memory:  the records that break it; with with:, all that match on both
 *          sides.
 */
#include "audit/audit_state.h"

/* Two cells of the record that are not as they must be. */
static bool
bad_cells(const struct rule *rule, const struct item *item, size_t *one,
    size_t *other)
{
	const struct slots *slots = &rule->columns;

	for (size_t i = 0; i < slots->count; i++)
		for (size_t j = i + 1; j < slots->count; j++) {
			struct slice a = item->value[slots->at[i]];
			struct slice b = item->value[slots->at[j]];

			*one = slots->at[i];
			*other = slots->at[j];
			if (a.length && b.length &&
			    slice_equal(a, b) == rule->must_differ)
				return true;
		}
	return false;
}

static int
breaks(const struct rule *rule, const struct item *item, struct error *error)
{
	size_t one, other;

	(void)error;
	return rule->has_with || bad_cells(rule, item, &one, &other);
}

static void
add_people(
    const struct rule *rule, struct finding *f, struct slice a, struct slice b)
{
	struct buffer one = {0}, other = {0};

	buffer_slice(&one, a);
	buffer_slice(&other, b);
	if (rule->must_differ)
		finding_why(f, "rule_same_person", "staff", one.text, NULL);
	else
		finding_why(f, "rule_other_person", "staff", one.text, "other",
		    other.text, NULL);
	buffer_release(&one);
	buffer_release(&other);
}

/*
 * What both records must have in common, and, where they must differ in the
 * person, the person too: then all that are found are wrong.
 */
static struct slots
key_of(const struct rule *rule, const struct side *side)
{
	struct slots slots = side->match;

	if (rule->must_differ && slots.count < SIDE_COLUMNS_MAX)
		slots.at[slots.count++] = side->main;
	return slots;
}

/* The other records that it meets, and the first that is not as must be. */
static void
judge_item(struct audit *audit, const struct rule *rule,
    const struct item *item, const struct keyed *others, size_t count)
{
	struct slots slots = key_of(rule, &rule->subject);
	struct slice key = item_key(item, &slots, &audit->arena);
	struct slice who = item->value[rule->subject.main];
	struct finding *f = NULL;
	const struct keyed *list;
	size_t found;

	if (!key.text || who.length == 0)
		return;
	list = keyed_find(others, count, key, &found);
	for (size_t i = 0; i < found; i++) {
		struct slice other = list[i].item->value[rule->with.main];

		if (other.length == 0 ||
		    slice_equal(who, other) != rule->must_differ)
			continue;
		if (!f) {
			f = finding_of(audit, rule, item);
			add_people(rule, f, who, other);
		}
		finding_evidence(f, list[i].item);
	}
}

static int
judge(struct audit *audit, struct rule *rule, struct error *error)
{
	struct keyed *others = NULL;
	size_t count = 0, one, other;
	struct slots slots;

	(void)error;
	if (rule->has_with) {
		slots = key_of(rule, &rule->with);
		others = side_keyed(&rule->with, &slots, &audit->arena, &count);
	}
	for (size_t i = 0; i < rule->subject.items; i++) {
		struct item *item = rule->subject.item[i];

		if (!audit_judges(audit, rule, item))
			continue;
		if (rule->has_with)
			judge_item(audit, rule, item, others, count);
		else if (bad_cells(rule, item, &one, &other))
			add_people(rule, finding_of(audit, rule, item),
			    item->value[one], item->value[other]);
	}
	return 0;
}

const struct mechanism rule_pair = {
    .name = "pair",
    .column_shown = true,
    .breaks = breaks,
    .judge = judge,
};
