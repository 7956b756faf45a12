/*
 * rule_duplicate.c - the same values of some columns twice.
 *
 * Memory:  every record that matches.
 */
#include "audit/audit_state.h"

/* All columns and the scope make the key. */
static struct slots
both(const struct slots *a, const struct slots *b)
{
	struct slots all = *a;

	for (size_t i = 0; i < b->count && all.count < SIDE_COLUMNS_MAX; i++)
		all.at[all.count++] = b->at[i];
	return all;
}

static void
add_columns(const struct rule *rule, struct buffer *names)
{
	const struct side *side = &rule->subject;

	for (size_t i = 0; i < rule->columns.count; i++)
		buffer_format(names, "%s%s", i ? "+" : "",
		    kinds[side->kind]
			.columns[side->column[rule->columns.at[i]]]);
}

static int
judge(struct audit *audit, struct rule *rule, struct error *error)
{
	struct slots slots = both(&rule->columns, &rule->per);
	struct buffer names = {0}, first = {0};
	struct finding *f;
	size_t count;
	struct keyed *list = side_keyed(
	    &rule->subject, &slots, &audit->arena, &count);

	(void)error;
	add_columns(rule, &names);
	for (size_t i = 1; i < count; i++) {
		const struct item *item = list[i].item;
		const struct item *before = list[i - 1].item;

		if (!slice_equal(list[i].key, list[i - 1].key) ||
		    !audit_judges(audit, rule, item) ||
		    (rule->has_within &&
			item->utc_seconds - before->utc_seconds >
			    rule->within_seconds))
			continue;
		buffer_clear(&first);
		buffer_slice(&first, before->id);
		f = finding_of(audit, rule, item);
		finding_evidence(f, before);
		finding_why(f, "rule_again", "columns", names.text, "of",
		    first.length ? first.text : "", NULL);
	}
	buffer_release(&names);
	buffer_release(&first);
	return 0;
}

const struct mechanism rule_duplicate = {
    .name = "duplicate",
    .judge = judge,
};
