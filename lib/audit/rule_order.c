/*
 * rule_order.c - one record must come behind another of the same match.
 *
 * Memory:  every record that matches, on both sides.
 */
#include "audit/audit_state.h"

/* In the same second the journal's order counts, where there is one. */
static bool
comes_first(const struct item *first, const struct item *then)
{
	if (first->utc_seconds != then->utc_seconds)
		return first->utc_seconds < then->utc_seconds;
	if (first->seq == 0 || then->seq == 0)
		return true;
	return first->day < then->day ||
	       (first->day == then->day && first->seq < then->seq);
}

static void
tell(struct audit *audit, const struct rule *rule, const struct item *item,
    const struct item *late)
{
	struct finding *f = finding_of(audit, rule, item);
	const char *kind = kinds[rule->with.kind].name;
	char at[MOMENT_TEXT_SIZE];

	if (!late) {
		finding_why(f, "rule_nothing_before", "kind", kind, NULL);
		return;
	}
	moment_format(
	    (struct moment){late->utc_seconds, late->offset_seconds}, at);
	finding_why(f, "rule_before", "kind", kind, "at", at, NULL);
	finding_evidence(f, late);
}

static int
judge(struct audit *audit, struct rule *rule, struct error *error)
{
	size_t count;
	struct keyed *others = side_keyed(
	    &rule->with, &rule->with.match, &audit->arena, &count);

	(void)error;
	for (size_t i = 0; i < rule->subject.items; i++) {
		const struct item *item = rule->subject.item[i];
		struct slice key = item_key(
		    item, &rule->subject.match, &audit->arena);
		size_t found;
		const struct keyed *list = keyed_find(
		    others, key.text ? count : 0, key, &found);

		if (!audit_judges(audit, rule, item))
			continue;
		/* They are sorted: the first one decides. */
		if (found == 0)
			tell(audit, rule, item, NULL);
		else if (!comes_first(list[0].item, item))
			tell(audit, rule, item, list[0].item);
	}
	return 0;
}

const struct mechanism rule_order = {
    .name = "order",
    .column_form = FORM_TIME,
    .column_shown = true,
    .judge = judge,
};
