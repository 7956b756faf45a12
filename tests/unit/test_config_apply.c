/* Types of cases in hall.yaml. */
#include "config_unit.h"

#define OFFICE                                                            \
	"calendars: {office: {weekly_rest: none, hours: ['08:30-12:00', " \
	"'13:30-17:30']}}\n"
#define FORMS "forms: {A2: {name: application}, A12: {name: entrusting}}\n"
#define TYPE(rest) OFFICE FORMS "cases:\n  lv-new:\n" rest
#define STAGES(rest) TYPE("    stages:\n" rest)

static void
accepted(const char *text)
{
	config_free(load(text));
}

static void
test_a_whole_type_is_accepted(void **state)
{
	(void)state;
	accepted(
	    TYPE("    name: {zh: 低压新装, en: low-voltage new supply}\n"
		 "    utility: power\n"
		 "    needs: [account, phone]\n"
		 "    entry: same-day\n"
		 "    forbids: [hold]\n"
		 "    forms: [A2, {form: A12, stage: build, optional: yes}]\n"
		 "    total: 7wd\n"
		 "    green: 5wd\n"
		 "    limit: {target: 24h, contact: 1wd, answer: 7wd}\n"
		 "    stages:\n"
		 "      - {name: slip, owner: clerk, limit: 1wd, to: "
		 "2022-12-31}\n"
		 "      - {name: slip, owner: clerk, limit: 2wd, from: "
		 "2023-01-01}\n"
		 "      - {name: plan, limit: 7wd, by: reply, assumed: yes}\n"
		 "      - {name: build, owner: customer, counts: no, optional: "
		 "yes}\n"
		 "      - {name: file, limit: 5wd, after: finish, by: "
		 "archive}\n"));
}

static void
test_a_type_may_change_with_time(void **state)
{
	(void)state;
	accepted(OFFICE "cases:\n  x:\n    - {total: 7wd, to: 2022-12-31}\n"
			"    - {total: 6wd, from: 2023-01-01}\n");
	refused(OFFICE "cases:\n  x:\n    - {total: 7wd, to: 2023-02-01}\n"
		       "    - {total: 6wd, from: 2023-01-01}\n",
	    "hall.yaml:5: from: 2023-01-01 overlaps with the one before it, "
	    "which lasts to 2023-02-01");
}

static void
test_limits_that_are_none(void **state)
{
	(void)state;
	refused(TYPE("    total: 7d\n"),
	    "hall.yaml:5: total: '7d' is not a limit (7wd, 4wh, "
	    "90wm, 10cd, 24h, 45m, same-day)");
	refused(STAGES("      - {name: slip, limit: 0h}\n"),
	    "hall.yaml:6: cases.lv-new.stages[1].limit: '0h' is not a limit "
	    "(7wd, 4wh, 90wm, 10cd, 24h, 45m, same-day)");
	refused("cases: {x: {total: 7wd}}\n",
	    "hall.yaml:1: a limit in working time needs a calendar, and there "
	    "is no 'office' among calendars");
	refused("cases: {x: {limit: {contact: 1wd}}}\n",
	    "hall.yaml:1: a limit in working time needs a calendar, and there "
	    "is no 'office' among calendars");
	accepted("cases: {x: {total: 7cd, limit: {target: 24h}}}\n");
}

static void
test_limits_may_change_with_time(void **state)
{
	(void)state;
	accepted(TYPE("    total:\n"
		      "      - {limit: 7wd, to: 2022-12-31}\n"
		      "      - {limit: 6wd, from: 2023-01-01, assumed: yes,\n"
		      "         source: somebody}\n"
		      "    limit: {answer: {limit: 5wd, source: x}}\n"));
	refused(TYPE("    total:\n"
		     "      - {limit: 7wd, to: 2022-12-31}\n"
		     "      - {limit: 6wd, from: 2022-12-31}\n"),
	    "hall.yaml:7: from: 2022-12-31 overlaps with the one before it, "
	    "which lasts to 2022-12-31");
	refused(TYPE("    limit: {answer: {limt: 5wd}}\n"),
	    "hall.yaml:5: unknown key 'limt' (did you mean 'limit'?)");
	refused("cases: {x: {limit: {answer: [{limit: 5wd}]}}}\n",
	    "hall.yaml:1: a limit in working time needs a calendar, and there "
	    "is no 'office' among calendars");
}

static void
test_stages_that_cannot_be(void **state)
{
	(void)state;
	refused(STAGES("      - {name: slip}\n      - {name: slip}\n"),
	    "hall.yaml:7: stages: 'slip' is said twice for the same time");
	refused(STAGES("      - {name: file, after: finish}\n"
		       "      - {name: slip}\n"),
	    "hall.yaml:7: stages: 'slip' comes behind one that begins when "
	    "the case is finished");
	refused(STAGES("      - {name: a, after: finish, by: finish}\n"),
	    "hall.yaml:6: stages: 'a' cannot begin and be done with the "
	    "finish");
	refused(STAGES("      - {name: a, by: archive}\n"),
	    "hall.yaml:6: stages: 'a' is done by archiving, so it needs "
	    "after: finish");
	refused(STAGES("      - {name: a, calendar: offce}\n"),
	    "hall.yaml:6: cases.lv-new.stages[1].calendar: 'offce' is not "
	    "among calendars (did you mean 'office'?)");
	refused(STAGES("      - {name: a, limt: 1wd}\n"),
	    "hall.yaml:6: cases.lv-new.stages[1]: unknown key 'limt' (did you "
	    "mean 'limit'?)");
}

static void
test_forms_that_are_not_there(void **state)
{
	(void)state;
	refused(TYPE("    forms: [A13]\n"),
	    "hall.yaml:5: forms: 'A13' is not among forms (did you mean "
	    "'A12'?)");
	refused(TYPE("    forms: [{form: A2, stage: plan}]\n"
		     "    stages: [{name: plans}]\n"),
	    "hall.yaml:5: forms: there is no stage 'plan' (did you mean "
	    "'plans'?)");
	refused(TYPE("    forms: [{stage: plan}]\n"),
	    "hall.yaml:5: 'form' is missing");
	refused(TYPE("    forms: [[A2]]\n"),
	    "hall.yaml:5: forms: a code, or a map with form: and stage:, is "
	    "expected");
}

static void
test_needs_that_nobody_knows(void **state)
{
	(void)state;
	refused(TYPE("    needs: [phon]\n"),
	    "hall.yaml:5: cases.lv-new.needs[1]: 'phon' is none of account, "
	    "customer, phone, channel, ticket, ref, text (did you mean "
	    "'phone'?)");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_whole_type_is_accepted),
	    cmocka_unit_test(test_a_type_may_change_with_time),
	    cmocka_unit_test(test_limits_that_are_none),
	    cmocka_unit_test(test_limits_may_change_with_time),
	    cmocka_unit_test(test_stages_that_cannot_be),
	    cmocka_unit_test(test_forms_that_are_not_there),
	    cmocka_unit_test(test_needs_that_nobody_knows),
	};

	return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
