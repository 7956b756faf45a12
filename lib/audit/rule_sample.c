/*
 * rule_sample.c - of those that a column names, enough must be looked at.
 *
 * Memory:  every record that matches, on both sides.
 *
 * Who is looked at counts once in a term, and only when the other side names
 * that person, too: a check of somebody who was not there replaces none.
 */
#include <inttypes.h>
#include <stdio.h>

#include "audit/audit_state.h"
#include "audit/sample.h"
#include "audit/term.h"

static void
tell(struct audit *audit, const struct rule *rule, const struct term *t,
    int32_t day, const int64_t numbers[3])
{
	struct finding *f = finding_about(
	    audit, rule, t->hall, day, slice_of(t->name));
	char text[3][24];
	size_t count;
	struct item **item = term_items(&rule->with, t, &count);

	for (int i = 0; i < 3; i++)
		snprintf(text[i], sizeof(text[i]), "%" PRId64, numbers[i]);
	finding_why(f, "rule_sample", "period", t->name, "count", text[0],
	    "times", text[1], "of", text[2], NULL);
	for (size_t i = 0; i < count; i++)
		finding_evidence(f, item[i]);
}

static int
judge_term(struct audit *audit, const struct rule *rule, const struct term *t,
    int32_t day, struct error *e)
{
	size_t all, seen;
	struct slice *of = sample_names(&rule->subject, t, &audit->arena, &all);
	struct slice *one = sample_names(&rule->with, t, &audit->arena, &seen);
	int64_t due = tiers_due(&rule->tiers, (int64_t)all), done = 0;
	int cut_off;

	for (size_t i = 0; i < seen; i++)
		done += sample_has(of, all, one[i]);
	if (done >= due)
		return 0;
	cut_off = term_cut_off(audit, rule, t, e);
	if (cut_off == 0)
		tell(audit, rule, t, day,
		    (const int64_t[]){done, due, (int64_t)all});
	return cut_off < 0 ? -1 : 0;
}

static int
judge(struct audit *audit, struct rule *rule, struct error *e)
{
	term_sort(&rule->subject);
	term_sort(&rule->with);
	return terms_judge(audit, rule, judge_term, e);
}

static void
carry(struct audit *audit, struct rule *rule, struct carried *carried)
{
	term_carry(audit, rule, &rule->subject, carried);
	term_carry(audit, rule, &rule->with, carried);
}

const struct mechanism rule_sample = {
    .name = "sample",
    .column_form = FORM_TEXT,
    .column_shown = true,
    .judge = judge,
    .carry = carry,
};
