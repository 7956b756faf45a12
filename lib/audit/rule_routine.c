/*
 * rule_routine.c - what is due each day, week, month, … and must be recorded.
 *
 * Memory:  every record that matches.
 *
 * A period is judged when its last worked day is in the stream.  When days
 * of it are not, and what is there is too little, nobody can say: the rule
 * was not run.
 */
#include <inttypes.h>
#include <stdio.h>

#include "audit/audit_state.h"
#include "audit/term.h"

static int64_t
done_in(const struct rule *rule, const struct term *t,
    const struct item *found[EVIDENCE_MAX])
{
	size_t items;
	struct item **item = term_items(&rule->subject, t, &items);
	int64_t count = 0;

	for (size_t i = 0; i < items; i++) {
		if (rule->bands > 0 && !rule_in_bands(rule, item[i]))
			continue;
		if (count < EVIDENCE_MAX)
			found[count] = item[i];
		count++;
	}
	return count;
}

static void
tell(struct audit *audit, const struct rule *rule, const struct term *t,
    int32_t day, int64_t count, const struct item *const *found)
{
	struct finding *f = finding_about(
	    audit, rule, t->hall, day, slice_of(t->name));
	char done[24], times[24];

	snprintf(done, sizeof(done), "%" PRId64, count);
	snprintf(times, sizeof(times), "%" PRId64, rule->times);
	if (count == 0)
		finding_why(f, "rule_not_logged", "period", t->name, NULL);
	else
		finding_why(f, "rule_seldom", "period", t->name, "count", done,
		    "times", times, NULL);
	for (int64_t i = 0; i < count && i < EVIDENCE_MAX; i++)
		finding_evidence(f, found[i]);
}

static int
judge_term(struct audit *audit, const struct rule *rule, const struct term *t,
    int32_t day, struct error *e)
{
	const struct item *found[EVIDENCE_MAX];
	int64_t count = done_in(rule, t, found);
	int cut_off;

	if (count >= rule->times)
		return 0;
	cut_off = term_cut_off(audit, rule, t, e);
	if (cut_off == 0)
		tell(audit, rule, t, day, count, found);
	return cut_off < 0 ? -1 : 0;
}

static int
judge(struct audit *audit, struct rule *rule, struct error *e)
{
	term_sort(&rule->subject);
	return terms_judge(audit, rule, judge_term, e);
}

static void
carry(struct audit *audit, struct rule *rule, struct carried *carried)
{
	term_carry(audit, rule, &rule->subject, carried);
}

const struct mechanism rule_routine = {
    .name = "routine",
    .column_form = FORM_TIME,
    .column_shown = true,
    .judge = judge,
    .carry = carry,
};
