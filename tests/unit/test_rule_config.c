/*
 * test_rule_config.c - rules that cannot be read, and rules that cannot run.
 */
#include "rule_fixture.h"

/* The rule stands in line 18, behind HALL, audit: and rules:. */
static void
refuse(const char *rule, const char *message)
{
	char yaml[4096];
	char *path;
	struct buffer printed = {0};
	struct error error = {.text = ""};
	struct config *config;
	const char *at;

	snprintf(
	    yaml, sizeof(yaml), HALL "audit:\n  rules:\n    r: %s\n", rule);
	path = scratch_file(slice_of(yaml));
	language_set(LANGUAGE_EN);
	config = config_load(path, &error);
	config_free(config);
	if (config)
		audit_text(SLICE(""), yaml, &printed, &error);
	at = strstr(error.text, ":15: ");
	if (!at || strcmp(at + 5, message) != 0 || error.status != HALL_USAGE)
		fail_msg("%s: '%s', not '%s'", rule, error.text, message);
	buffer_release(&printed);
	scratch_drop(path);
}

/* A rule that means nothing, and what is said of it. */
static const char *const refused[][2] = {
    {"{kind: gpa, of: payment}",
	"audit.rules.r.kind: 'gpa' is none of custody, deadline, "
	"duplicate, gap, limit, need, never, order, pair, routine, "
	"sample, sum, window (did you mean 'gap'?)"},
    {"{kind: never}", "audit.rules.r: 'of' is missing"},
    {"{kind: never, of: paymnet}",
	"no records of the kind 'paymnet' (did you mean payment?)"},
    {"{kind: never, of: xyzzy}", "no records of the kind 'xyzzy'"},
    {"{kind: never, of: fault}",
	"rules look at facts and derived records, not at 'fault'"},
    {"{kind: never, of: finding}",
	"rules look at facts and derived records, not at 'finding'"},
    {"{kind: never, of: payment, colum: red}",
	"audit.rules.r: unknown key 'colum' (did you mean 'column'?)"},
    {"{kind: never, of: payment, column: amount}",
	"'column' means nothing in a rule of the kind 'never' (it "
	"knows: )"},
    {"{kind: need, of: case}", "'columns' is missing"},
    {"{kind: need, of: case, columns: phon}",
	"case has no column 'phon' (did you mean 'phone'?)"},
    {"{kind: gap, of: case}", "'column' is missing"},
    {"{kind: gap, of: case, column: phone}",
	"'phone' holds what is private to a customer, and a finding "
	"would show it"},
    {"{kind: limit, of: payment, column: amount}",
	"a limit wants most:, least:, most_of: or least_of:"},
    {"{kind: limit, of: payment, most: 3}", "'column' is missing"},
    {"{kind: limit, of: payment, column: amount, most: 1e3}",
	"'1e3' is neither a number (180, 100.00) nor a duration "
	"(3m)"},
    {"{kind: limit, of: till, per: day, column: net, most_of: net}",
	"most_of: and least_of: compare within a record, so per: "
	"means nothing"},
    {"{kind: deadline, of: log}",
	"a deadline wants one of by:, limit: and due:"},
    {"{kind: deadline, of: log, by: noon}",
	"'noon' is no time of the day; write 12:00, open+1h or "
	"close-30m"},
    {"{kind: deadline, of: log, limit: 1wd}",
	"limit: wants with:, which says what must be done, or "
	"since:"},
    {"{kind: deadline, of: log, limit: 1wd, with: {of: log}}",
	"'match' is missing"},
    {"{kind: deadline, of: log, limit: 1wd, with: {of: log, match: "
     "of}}",
	"a limit in working time wants calendar:"},
    {"{kind: pair, of: void, must: differ, columns: [staff]}",
	"a pair within a record wants columns: with two or more, a "
	"pair of two records wants with:"},
    {"{kind: pair, of: void, columns: [staff, staff]}", "'must' is missing"},
    {"{kind: pair, of: void, must: differ, columns: [staff, staff], "
     "with: {of: log, column: staff, match: day}}",
	"a pair of two records wants column: in both"},
    {"{kind: routine, of: log, every: moon}",
	"audit.rules.r.every: 'moon' is none of day, week, month, "
	"quarter, half, year, mon, tue, wed, thu, fri, sat, sun (did you mean "
	"'mon'?)"},
    {"{kind: routine, of: log, every: day, times: 0}",
	"times: '0' is no number from 1 to 1000"},
#define SAMPLE "{kind: sample, of: log, column: staff, every: day, "
#define LOG "with: {of: log, column: subject}"
    {SAMPLE LOG "}", "'tiers' is missing"},
    {SAMPLE "tiers: {rate: 30%}}", "'with' is missing"},
    {SAMPLE "tiers: {rate: 30%}, with: {of: log}}", "'column' is missing"},
    {SAMPLE "tiers: {rate: 30%}, with: {of: log, column: text}}",
	"'text' holds what is private to a customer, and a finding would "
	"show it"},
    {SAMPLE LOG ", tiers: {rate: 0%}}",
	"rate: a rate above 0% and at most 100% is expected"},
    {SAMPLE LOG ", tiers: {rate: 101%}}",
	"rate: a rate above 0% and at most 100% is expected"},
    {SAMPLE LOG ", tiers: 30%}",
	"audit.rules.r.tiers: a map is expected, not a text"},
    {SAMPLE LOG ", tiers: {to: 5, rate: 30%}}",
	"tiers: the last one is for all above, without to:"},
    {SAMPLE LOG ", tiers: [{rate: 50%}, {rate: 30%}]}",
	"tiers: each but the last says to: which number"},
    {SAMPLE LOG ", tiers: [{to: 0, rate: 50%}, {rate: 30%}]}",
	"to: '0' is no number from 1 to 1000000"},
    {SAMPLE LOG ", tiers: [{to: 5, rate: 1}, {to: 5, rate: 50%}, {rate: "
		"30%}]}",
	"to: 5 is not above 5 of the tier before it"},
    {SAMPLE LOG ", tiers: []}", "tiers: 1 to 16 are expected"},
    {SAMPLE LOG ", tiers: {rate: 30%}, times: 2}",
	"'times' means nothing in a rule of the kind 'sample' (it knows: "
	"column every tiers with calendar)"},
    {"{kind: window, of: visit, between: \"08:00..09:00\"}",
	"visit has no time of its own: name a column with column:"},
    {"{kind: window, of: log, between: \"09:00..08:00\"}",
	"'09:00..08:00' is no piece of a day; write 08:30..12:00, "
	"open-30m..open-15m, or hours"},
    {"{kind: window, of: log, between: \"open-25h..close\"}",
	"'open-25h..close' is no piece of a day; write 08:30..12:00, "
	"open-30m..open-15m, or hours"},
    {"{kind: never, of: payment, calendar: all}",
	"'calendar' means nothing in a rule of the kind 'never' (it "
	"knows: )"},
    {"{kind: window, of: log, between: hours, calendar: weeek}",
	"audit.rules.r.calendar: 'weeek' is not among calendars (did "
	"you mean 'week'?)"},
    {"{kind: never, of: drawer, where: {event: opne}}",
	"drawer has no event 'opne' (did you mean 'open'?)"},
    {"{kind: never, of: drawer, where: {amount: {leest: 3}}}",
	"where: there is no operator 'leest' (did you mean "
	"'least'?)"},
    {"{kind: never, of: drawer, where: {amount: {least: x}}}",
	"'x' is neither a number (180, 100.00) nor a duration (3m)"},
    {"{kind: never, of: drawer, where: {time: {weekday: xyz}}}",
	"'xyz' is no day of the week: mon tue wed thu fri sat sun"},
    {"{kind: deadline, of: log, limit: 1h, since: due, with: {of: "
     "log, match: of}}",
	"since: goes with limit: and without with:"},
    {"{kind: deadline, of: log, due: due, unless: {of: log, match: of}}",
	"unless: wants with:"},
    {"{kind: deadline, of: log, due: due, with: {of: log, match: of}, "
     "unless: {of: log}}",
	"'match' is missing"},
    {"{kind: never, of: log, unless: {of: log, match: of}}",
	"'unless' means nothing in a rule of the kind 'never' (it knows: )"},
    {"{kind: never, of: drawer, where: {time: {between: noon}}}",
	"'noon' is no piece of a day; write 08:30..12:00 or "
	"open-30m..open-15m"},
    {"{kind: never, of: drawer, where: {amount: [[1]]}}",
	"where: a value, a list of values or an operator such as "
	"{not: VALUE} is expected"},
    {"{kind: order, of: void, with: {of: payment, match: [[id]]}}",
	"match: a column, a list of columns or {THEIRS: OURS} is "
	"expected"},
    {"{kind: never, of: void, from: 2026-02-02, to: 2026-02-01}",
	"to: 2026-02-01 is before from: 2026-02-02"},
    {"{kind: never, of: void, severity: bad}",
	"audit.rules.r.severity: 'bad' is none of minor, major, "
	"critical"},
};

static void
a_rule_that_means_nothing_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++)
		refuse(refused[i][0], refused[i][1]);
}

static void
a_topic_that_nobody_knows_is_refused(void **state)
{
	struct buffer printed = {0};
	struct error error;

	(void)state;
	assert_int_equal(
	    audit_text(SLICE(""),
		"audit:\n"
		"  topics: {fire-check: {}}\n"
		"  rules:\n"
		"    r: {kind: never, of: log, where: {topic: fire-chek}}\n",
		&printed, &error),
	    HALL_USAGE);
	assert_non_null(strstr(error.text,
	    ":4: audit.topics names no topic 'fire-chek' (did you mean "
	    "'fire-check'?)"));
	buffer_release(&printed);
}

#define RULES "audit:\n  rules:\n"
#define RUN(yaml, expected, ...)                                        \
	do {                                                            \
		static const char *const lines_[] = {__VA_ARGS__};      \
		judge_lines((yaml), (expected), lines_, COUNT(lines_)); \
	} while (0)

static void
a_rule_that_cannot_run_says_so(void **state)
{
	static const char visit[] = RULES "    v: {kind: never, of: visit}\n";

	(void)state;
	RUN(visit, "v - - not_run_kind:kind=visit,tool=hall-ticket\n",
	    "day 2026-11-02 08:00:00 event=open");
	RUN(visit, "", "day 2026-11-02 08:00:00 event=open",
	    "stage hall-ticket - tool=hall-ticket worst=0");
	RUN(RULES "    w: {kind: window, of: log, between: hours}\n",
	    "w - - not_run_hours\n", "day 2026-11-02 08:00:00 event=open");
	RUN(RULES "    w: {kind: routine, of: log, every: day, between: "
		  "\"08:00..open\"}\n",
	    "w - - not_run_hours\n", "day 2026-11-02 08:00:00 event=open");
	RUN(RULES "    p: {kind: never, of: log, where: {staff: {role: "
		  "manager}}}\n",
	    "p - - not_run_staff\n", "log L1 08:00:00 staff=S01");
	RUN(HALL RULES "    p: {kind: never, of: log, where: {staff: {role: "
		       "boss}}}\n",
	    "p - - not_run_role:role=boss\n", "log L1 08:00:00 staff=S01");
	RUN(HALL, "rules - - not_run_no_rules\n",
	    "day 2026-11-02 08:00:00 event=open");
}

/* Outside its time it need not run. */
static void
a_rule_of_another_time_says_nothing(void **state)
{
	(void)state;
	RUN(RULES "    v: {kind: never, of: visit, from: 2026-12-01}\n", "",
	    "day 2026-11-02 08:00:00 event=open");
}

/* One run over a text that is not told briefly. */
static enum hall_status
found(const char *yaml, const char *text, const char *expected)
{
	struct buffer printed = {0}, told = {0};
	struct error error;
	enum hall_status status = audit_text(
	    slice_of(text), yaml, &printed, &error);

	assert_string_equal(error.text, "");
	tell_findings(&told, buffer_view(&printed), false);
	assert_string_equal(told.text, expected);
	buffer_release(&printed);
	buffer_release(&told);
	return status;
}

static void
a_column_that_is_missing_is_told_once(void **state)
{
	(void)state;
	found(RULES "    n: {kind: need, of: case, columns: phone}\n",
	    "#case,id,day,event\ncase,K1,2026-11-02,open\n"
	    "case,K2,2026-11-02,open\n"
	    "#case,id,day,phone\ncase,K3,2026-11-02,\n",
	    "n - - not_run_column:kind=case,column=phone\n"
	    "n K3 - rule_empty:column=phone\n");
}

static void
a_cell_that_cannot_be_compared_is_a_fault(void **state)
{
	static const char rules[] = RULES
	    "    l: {kind: limit, of: payout, column: amount, most: 1}\n"
	    "    n: {kind: never, of: payout}\n";

	(void)state;
	assert_int_equal(
	    found(rules,
		"#payout,id,time,day,amount\n"
		"payout,O1,2026-11-02T09:00:00+08:00,2026-11-02,1e3\n"
		"payout,O2,2026-11-02T09:00:00+08:00,2026-11-32,2.00\n"
		"payout,O3,2026-11-02T09:00:00+08:00,2026-11-02,2.00\n",
		"l O3 - rule_over:column=amount,value=2.00,limit=1.00\n"
		"n O3 - rule_never:kind=payout\n"),
	    HALL_DATA);
}

static void
a_year_without_data_is_an_error(void **state)
{
	struct buffer printed = {0};
	struct error error;

	(void)state;
	assert_int_equal(
	    audit_text(SLICE("#log,id,time,topic\n"
			     "log,L1,2027-11-02T09:00:00+08:00,x\n"),
		HALL RULES "    w: {kind: window, of: log, between: hours,\n"
			   "      calendar: week}\n",
		&printed, &error),
	    HALL_USAGE);
	assert_non_null(strstr(
	    error.text, ":16: the calendar has no data of the year 2027"));
	buffer_release(&printed);
}

/* What hall.yaml masks is no better shown by a finding. */
static void
what_is_masked_is_not_shown(void **state)
{
	struct buffer printed = {0};
	struct error error;

	(void)state;
	assert_int_equal(
	    audit_text(SLICE(""),
		"privacy: {mask: [account]}\naudit:\n  rules:\n"
		"    g: {kind: gap, of: payment, column: account}\n",
		&printed, &error),
	    HALL_USAGE);
	assert_non_null(strstr(error.text, "'account' holds what is private"));
	buffer_release(&printed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_rule_that_means_nothing_is_refused),
	    cmocka_unit_test(a_topic_that_nobody_knows_is_refused),
	    cmocka_unit_test(a_rule_that_cannot_run_says_so),
	    cmocka_unit_test(a_rule_of_another_time_says_nothing),
	    cmocka_unit_test(a_column_that_is_missing_is_told_once),
	    cmocka_unit_test(a_cell_that_cannot_be_compared_is_a_fault),
	    cmocka_unit_test(a_year_without_data_is_an_error),
	    cmocka_unit_test(what_is_masked_is_not_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
