/*
 * rule_need.c - what must be filled in, and what must not be at all.
 */
#include "audit/finding.h"

static int
lacks_one(const struct rule *rule, const struct item *item, struct error *error)
{
	(void)error;
	for (size_t i = 0; i < rule->columns.count; i++)
		if (item->value[rule->columns.at[i]].length == 0)
			return 1;
	return 0;
}

static void
tell_lacking(
    const struct rule *rule, const struct item *item, struct finding *f)
{
	const struct side *side = &rule->subject;

	for (size_t i = 0; i < rule->columns.count; i++) {
		size_t slot = rule->columns.at[i];

		if (item->value[slot].length == 0)
			finding_why(f, "rule_empty", "column",
			    kinds[side->kind].columns[side->column[slot]],
			    NULL);
	}
}

const struct mechanism rule_need = {
    .name = "need",
    .breaks = lacks_one,
    .tell = tell_lacking,
};

static int
is_there(const struct rule *rule, const struct item *item, struct error *error)
{
	(void)rule;
	(void)item;
	(void)error;
	return 1;
}

static void
tell_there(const struct rule *rule, const struct item *item, struct finding *f)
{
	if (!finding_own_why(f, rule, item))
		finding_why(f, "rule_never", "kind",
		    kinds[rule->subject.kind].name, NULL);
}

const struct mechanism rule_never = {
    .name = "never",
    .breaks = is_there,
    .tell = tell_there,
};
