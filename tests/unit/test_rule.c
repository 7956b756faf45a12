/*
 * test_rule.c - the kinds of rules that judge one record by itself.
 */
#include "rule_fixture.h"

#define NEED                                                          \
	"    phone: {kind: need, of: case, columns: [phone, text],\n" \
	"      where: {event: open, type: complaint}}\n"

static void
what_must_be_filled_in_is_missed(void **state)
{
	(void)state;
	JUDGE(NEED, "phone K1 S01 rule_empty:column=phone\n",
	    "case K1 09:00:00 staff=S01 event=open type=complaint text=x",
	    "case K2 09:00:00 staff=S01 event=open type=complaint text=x "
	    "phone=1",
	    "case K3 09:00:00 staff=S01 event=open type=lv-new",
	    "case K1 10:00:00 staff=S01 event=accept type=complaint");
	JUDGE(NEED,
	    "phone K1 S01 rule_empty:column=phone rule_empty:column=text\n",
	    "case K1 09:00:00 staff=S01 event=open type=complaint");
}

/* A mistake that was mended is none: the fact and its correction. */
static void
what_was_corrected_is_judged_as_corrected(void **state)
{
	(void)state;
	JUDGE(NEED, "",
	    "case K1 09:00:00 staff=S01 event=open type=complaint text=x",
	    "correct C1 09:30:00 staff=S09 of=K1 column=phone was= is=135");
	JUDGE(NEED, "",
	    "case K1 09:00:00 event=open type=complaint text=x seq=4",
	    "correct C1 09:30:00 of=" DAY "/4 column=phone was= is=135 seq=5");
	JUDGE(NEED, "",
	    "case K1 09:00:00 staff=S01 event=open type=complaint text=x",
	    "correct C1 09:30:00 of=K1 column=type was=complaint is=opinion");
	JUDGE(NEED, "phone K1 - rule_empty:column=phone\n",
	    "case K1 09:00:00 event=open type=complaint text=x",
	    "correct C1 09:30:00 of=K2 column=phone was= is=135",
	    "correct C2 09:30:00 of=K1 column=phone was=7 is=135");
}

#define NEVER                                                           \
	"    deposit: {kind: never, of: deposit, severity: critical,\n" \
	"      where: {event: made, amount: {least: 3000.00},\n"        \
	"        staff: {not_role: manager}}}\n"

static void
what_must_not_be_is_found(void **state)
{
	(void)state;
	JUDGE(NEVER, "deposit D1 S01 rule_never:kind=deposit\n",
	    "deposit D1 09:00:00 staff=S01 event=made amount=3000.00",
	    "deposit D2 09:00:00 staff=S01 event=made amount=2999.99",
	    "deposit D3 09:00:00 staff=S09 event=made amount=3000.00",
	    "deposit D4 09:00:00 staff=S01 event=handin amount=9000.00");
}

static void
who_acts_for_a_day_has_the_role_on_that_day(void **state)
{
	(void)state;
	JUDGE(NEVER, "deposit D1 S02 rule_never:kind=deposit\n",
	    "deposit D1 09:00:00 staff=S02 event=made amount=3000.00",
	    "deposit D2 2026-11-03T09:00:00 staff=S02 event=made "
	    "amount=3000.00");
}

static void
conditions_are_met_or_not(void **state)
{
	static const struct {
		const char *where;
		const char *expected;
	} cases[] = {
	    {"{method: cash}", "P1"},
	    {"{method: [cash, card]}", "P1 P2"},
	    {"{method: {not: cash}}", "P2 P3"},
	    {"{method: {not: [cash, \"\"]}}", "P2"},
	    {"{method: \"\"}", "P3"},
	    {"{amount: {most: 100.00}}", "P1 P2"},
	    {"{amount: {below: 100.00}}", "P1"},
	    {"{amount: {above: 100}}", "P3"},
	    {"{amount: {least: 100, most: 100}}", "P2"},
	    {"{staff: {can: take}}", "P1 P2"},
	    {"{staff: {cannot: take}}", "P3"},
	    {"{staff: {role: manager}}", "P3"},
	    {"{time: {weekday: mon}}", "P1 P2"},
	    {"{day: {weekday: [tue, wed]}}", "P3"},
	    {"{time: {between: \"open+30m..12:00\"}}", "P1 P2 P3"},
	    {"{time: {outside: \"08:30..09:00\"}}", ""},
	    {"{time: {outside: \"09:00..09:00\"}}", ""},
	    {"{time: {between: \"09:00..09:00\"}}", "P1 P2 P3"},
	    {"{time: {outside: \"close..24:00\"}}", "P1 P2 P3"},
	    {"{ref: {has: late}}", "P1 P2"},
	    {"{ref: {has: [early, other]}}", "P2"},
	    {"{ref: {lacks: late}}", "P3"},
	    {"{}", "P1 P2 P3"},
	};
	static const char *const lines[] = {
	    ("payment P1 09:00:00 staff=S01 method=cash amount=9.90 "
	     "ref=late:limit:1"),
	    "payment P2 09:00:00 staff=S02 method=card amount=100.00 ref=late",
	    "payment P3 2026-11-03T09:00:00 staff=S09 amount=300.00",
	    "payment P2 09:00:00 staff=S02 method=card amount=100.00 ref=late",
	};
	char yaml[2048];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct slice rest = slice_of(cases[i].expected), id;
		struct buffer expected = {0};

		snprintf(yaml, sizeof(yaml),
		    HALL "audit: {rules: {r: {kind: never, of: payment, "
			 "where: %s}}}\n",
		    cases[i].where);
		buffer_text(&expected, "");
		if (strstr(cases[i].where, "early"))
			rest = SLICE("");
		while (slice_cut(&rest, ' ', &id))
			if (id.length)
				buffer_format(&expected,
				    "r %.*s %s rule_never:kind=payment\n",
				    SLICE_ARG(id),
				    id.text[1] == '1'   ? "S01"
				    : id.text[1] == '2' ? "S02"
							: "S09");
		judge_lines(yaml, expected.text, lines, COUNT(lines));
		buffer_release(&expected);
	}
}

static void
a_number_is_held_against_a_limit(void **state)
{
	(void)state;
	JUDGE("    payout: {kind: limit, of: payout, column: amount, "
	      "most: 100.00}\n",
	    "payout O2 S01 rule_over:column=amount,value=100.01,limit=100.00\n",
	    "payout O1 09:00:00 staff=S01 amount=100.00",
	    "payout O2 09:00:00 staff=S01 amount=100.01",
	    "payout O3 09:00:00 staff=S01");
	JUDGE("    score: {kind: limit, of: rating, column: score, least: 3}\n",
	    "score R1 S01 rule_under:column=score,value=2,limit=3\n",
	    "rating R1 09:00:00 staff=S01 score=2",
	    "rating R2 09:00:00 staff=S01 score=3");
	JUDGE("    wait: {kind: limit, of: visit, column: wait, most: 3m,\n"
	      "      where: {class: vip}}\n",
	    "wait T1 S01 rule_over:column=wait,value=4m,limit=3m\n",
	    "visit T1 - staff=S01 class=vip wait=240",
	    "visit T2 - staff=S01 class=vip wait=180",
	    "visit T3 - staff=S01 class=normal wait=900",
	    "visit T4 - staff=S01 class=vip");
}

static void
a_column_is_held_against_another(void **state)
{
	(void)state;
	JUDGE("    drawer: {kind: limit, of: till, column: counted, "
	      "most_of: expected, least_of: float}\n",
	    "drawer C1 S01 rule_over_column:column=counted,value=501.00,"
	    "other=expected,limit=500.00\n"
	    "drawer C2 S02 rule_under_column:column=counted,value=99.00,"
	    "other=float,limit=100.00\n",
	    "till C1 - staff=S01 counted=501.00 expected=500.00 float=100.00",
	    "till C2 - staff=S02 counted=99.00 expected=500.00 float=100.00",
	    "till C3 - staff=S02 counted=500.00 expected=500.00");
}

#define VOIDS                                                              \
	"    voids: {kind: limit, of: void, per: [day, staff], most: 2}\n" \
	"    back: {kind: limit, of: refund, per: [day, staff],\n"         \
	"      column: amount, most: 500.00}\n"

/* They have no id of their own: each is told all the same. */
static void
lines_of_one_match_are_told_apart(void **state)
{
	(void)state;
	JUDGE("    big: {kind: limit, of: matchline, column: amount,\n"
	      "      most: 100.00}\n",
	    "big M1 - rule_over:column=amount,value=600.00,limit=100.00\n"
	    "big M1 - rule_over:column=amount,value=500.00,limit=100.00\n",
	    "payment P1 09:00:00 amount=1100.00",
	    "matchline M1 - match=M1 side=left record=P1 amount=500.00",
	    "matchline M1 - match=M1 side=left record=P2 amount=600.00",
	    "matchline M1 - match=M1 side=right record=S1 amount=10.00");
}

static void
a_group_is_counted_and_added_up(void **state)
{
	(void)state;
	JUDGE(VOIDS,
	    "back R2 S01 rule_over:column=amount,value=500.01,limit=500.00\n"
	    "voids V3 S01 rule_many:count=3,limit=2\n",
	    "void V1 09:00:00 staff=S01", "void V2 10:00:00 staff=S01",
	    "void V3 11:00:00 staff=S01", "void V4 11:00:00 staff=S02",
	    "void V5 2026-11-03T11:00:00 staff=S01",
	    "refund R1 09:00:00 staff=S01 amount=200.01",
	    "refund R2 10:00:00 staff=S01 amount=300.00",
	    "refund R3 10:00:00 staff=S02 amount=500.00");
}

static void
what_happens_outside_its_hours_is_found(void **state)
{
	(void)state;
	JUDGE("    early: {kind: window, of: drawer, where: {event: close},\n"
	      "      between: \"close..24:00\"}\n",
	    "early W1 S01 rule_outside:day=2026-11-02,at=17%3A29%3A59\n",
	    "drawer W1 17:29:59 staff=S01 event=close",
	    "drawer W2 17:30:00 staff=S01 event=close",
	    "drawer W3 09:00:00 staff=S01 event=open");
	JUDGE("    night: {kind: window, of: payment, between: hours,\n"
	      "      calendar: week}\n",
	    "night P1 S01 rule_outside:day=2026-11-02,at=08%3A29%3A59\n"
	    "night P3 S01 rule_free_day:day=2026-11-07,at=12%3A00%3A00\n",
	    "payment P1 08:29:59 staff=S01", "payment P2 17:30:00 staff=S01",
	    "payment P3 2026-11-07T12:00:00 staff=S01");
}

static void
what_is_late_for_its_hour_is_found(void **state)
{
	(void)state;
	JUDGE("    clock-in: {kind: deadline, of: log, by: open-15m,\n"
	      "      where: {topic: attendance}, staff: subject}\n",
	    "clock-in L2 S02 rule_late:due=2026-11-02T08%3A15%3A00+08%3A00,"
	    "at=2026-11-02T08%3A15%3A01+08%3A00\n",
	    "log L1 08:15:00 topic=attendance subject=S01",
	    "log L2 08:15:01 topic=attendance subject=S02");
	JUDGE("    entry: {kind: deadline, of: case, column: entered, "
	      "since: time,\n      limit: 0cd, where: {event: open}}\n",
	    "entry K2 - rule_late:due=2026-11-02T23%3A59%3A59+08%3A00,"
	    "at=2026-11-03T00%3A00%3A00+08%3A00\n",
	    "case K1 09:00:00 event=open entered=2026-11-02T23:59:59+08:00",
	    "case K2 09:00:00 event=open entered=2026-11-03T00:00:00+08:00",
	    "case K3 09:00:00 event=open");
	JUDGE("    hour: {kind: deadline, of: log, since: due, limit: 1h}\n",
	    "hour L2 - rule_late:due=2026-11-02T10%3A00%3A00+08%3A00,"
	    "at=2026-11-02T10%3A00%3A01+08%3A00\n",
	    "log L1 10:00:00 topic=x due=2026-11-02T09:00:00+08:00",
	    "log L2 10:00:01 topic=x due=2026-11-02T09:00:00+08:00",
	    "log L3 10:00:01 topic=x");
	JUDGE("    due: {kind: deadline, of: progress, column: closed, "
	      "due: due}\n",
	    "due K1 - rule_late:due=2026-11-02T23%3A59%3A59+08%3A00,"
	    "at=2026-11-03T00%3A00%3A00+08%3A00\n",
	    "progress K1 - closed=2026-11-03T00:00:00+08:00 due=" DAY,
	    "progress K2 - closed=2026-11-02T23:59:59+08:00 due=" DAY,
	    "progress K3 - due=2026-10-02",
	    "progress K4 - closed=2026-11-02T23:59:59+08:00");
}

#define ABSENT                                                                \
	"    absent: {kind: deadline, of: roster, column: date, due: date,\n" \
	"      with: {of: log, where: {topic: in},\n"                         \
	"      match: {subject: staff, day: date}}, unless: {of: roster,\n"   \
	"      where: {approved_by: {not: \"\"}},\n"                          \
	"      match: {swap_with: staff, date: date}}}\n"
#define NOT_IN(id, who)      \
	"absent " id " " who \
	" rule_not_done:due=2026-11-02T23%3A59%3A59+08%3A00\n"

static void
who_is_on_the_roster_comes_or_is_replaced(void **state)
{
	(void)state;
	/* Whether the roster was written before or behind. */
	JUDGE(ABSENT, NOT_IN("R3", "S03"),
	    "roster R1 07:00:00 staff=S01 date=" DAY,
	    "roster R2 09:00:00 staff=S02 date=" DAY,
	    "roster R3 07:00:00 staff=S03 date=" DAY,
	    "roster R4 07:00:00 staff=S04 date=2026-11-03",
	    "roster R5 07:00:00 staff=S05",
	    "log L1 00:00:00 topic=in subject=S01",
	    "log L2 08:00:00 topic=in subject=S02",
	    "log L3 2026-11-03T08:00:00 topic=in subject=S04");
	/* A swap that somebody approved, of that day. */
	JUDGE(ABSENT,
	    NOT_IN("R2", "S02") NOT_IN("R3", "S03") NOT_IN("R8", "S07"),
	    "roster R1 07:00:00 staff=S01 date=" DAY,
	    "roster R2 07:00:00 staff=S02 date=" DAY,
	    "roster R3 07:00:00 staff=S03 date=" DAY,
	    "roster R5 06:00:00 staff=S05 swap_with=S01 approved_by=S09 "
	    "date=" DAY,
	    "roster R6 08:00:00 staff=S05 swap_with=S02 date=" DAY,
	    "roster R7 08:00:00 staff=S07 swap_with=S03 approved_by=S09 "
	    "date=2026-11-03",
	    "roster R8 08:00:00 staff=S07 date=" DAY,
	    "log L1 08:00:00 topic=in subject=S05");
}

static void
two_columns_must_be_two_people(void **state)
{
	(void)state;
	JUDGE("    eyes: {kind: pair, of: refund, columns: [staff, "
	      "approved_by],\n"
	      "      must: differ}\n",
	    "eyes R1 S01 rule_same_person:staff=S01\n",
	    "refund R1 09:00:00 staff=S01 approved_by=S01",
	    "refund R2 09:00:00 staff=S01 approved_by=S09",
	    "refund R3 09:00:00 staff=S01");
	JUDGE("    one: {kind: pair, of: sale, columns: [staff, commission],\n"
	      "      must: same}\n",
	    "one S2 S01 rule_other_person:staff=S01,other=S02\n",
	    "sale S1 09:00:00 staff=S01 commission=S01",
	    "sale S2 09:00:00 staff=S01 commission=S02");
}

static void
a_rule_holds_in_its_time(void **state)
{
	(void)state;
	JUDGE("    payout:\n"
	      "      - {kind: limit, of: payout, column: amount, most: 1000}\n"
	      "      - {kind: limit, of: payout, column: amount, most: 100,\n"
	      "         from: 2026-11-03}\n",
	    "payout O2 - rule_over:column=amount,value=500.00,limit=100.00\n",
	    "payout O1 09:00:00 amount=500.00",
	    "payout O2 2026-11-03T09:00:00 amount=500.00");
	JUDGE("    payout: {kind: never, of: payout, to: 2026-11-01}\n", "",
	    "payout O1 09:00:00 amount=500.00");
	JUDGE("    payout: {kind: never, of: payout, off: yes}\n"
	      "    void: {kind: never, of: void}\n",
	    "", "payout O1 09:00:00 amount=500.00");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_must_be_filled_in_is_missed),
	    cmocka_unit_test(what_was_corrected_is_judged_as_corrected),
	    cmocka_unit_test(what_must_not_be_is_found),
	    cmocka_unit_test(who_acts_for_a_day_has_the_role_on_that_day),
	    cmocka_unit_test(conditions_are_met_or_not),
	    cmocka_unit_test(a_number_is_held_against_a_limit),
	    cmocka_unit_test(a_column_is_held_against_another),
	    cmocka_unit_test(lines_of_one_match_are_told_apart),
	    cmocka_unit_test(a_group_is_counted_and_added_up),
	    cmocka_unit_test(what_happens_outside_its_hours_is_found),
	    cmocka_unit_test(what_is_late_for_its_hour_is_found),
	    cmocka_unit_test(who_is_on_the_roster_comes_or_is_replaced),
	    cmocka_unit_test(two_columns_must_be_two_people),
	    cmocka_unit_test(a_rule_holds_in_its_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
