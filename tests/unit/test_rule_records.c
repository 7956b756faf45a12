/*
 * test_rule_records.c - the kinds of rules that judge several records.
 */
#include "rule_fixture.h"

#define AT(time) "2026-11-02T" time "%3A00+08%3A00"

static void
missing_numbers_are_found(void **state)
{
	(void)state;
	JUDGE("    stubs: {kind: gap, of: payment, column: receipt}\n",
	    "stubs 00000008 - "
	    "rule_gap:first=00000008,last=00000009,count=2\n"
	    "stubs A099 - rule_gap:first=A099,last=A099,count=1\n",
	    "payment P1 09:00:00 staff=S01 receipt=00000007",
	    "payment P2 09:01:00 staff=S02 receipt=00000010",
	    "payment P3 09:02:00 staff=S02 receipt=00000011",
	    "payment P4 09:03:00 staff=S02 receipt=00000011",
	    "payment P5 09:04:00 staff=S02",
	    "payment P6 09:05:00 staff=S02 receipt=A098",
	    "payment P7 09:06:00 staff=S01 receipt=A100");
}

static void
numbers_may_come_from_two_kinds(void **state)
{
	(void)state;
	JUDGE("    stubs: {kind: gap, of: payment, column: receipt,\n"
	      "      with: {of: receipt, where: {event: void}, column: id}}\n",
	    "stubs 14 - rule_gap:first=14,last=14,count=1\n",
	    "payment P1 09:00:00 receipt=11", "payment P2 09:01:00 receipt=13",
	    "receipt 12 09:02:00 event=void", "receipt 14 09:02:00 event=issue",
	    "receipt 15 09:02:00 event=void");
}

static void
a_series_may_begin_anew_in_a_scope(void **state)
{
	(void)state;
	JUDGE("    numbers: {kind: gap, of: visit, column: number, "
	      "per: [day, queue], first: 1}\n",
	    "numbers A001 - rule_gap:first=A001,last=A001,count=1\n"
	    "numbers A002 - rule_gap:first=A002,last=A002,count=1\n",
	    "visit T1 - number=A001 queue=p", "visit T2 - number=A003 queue=p",
	    "visit T3 - number=A002 queue=q",
	    "visit T4 - number=B001 queue=q day=2026-11-03",
	    "visit T5 - number=B002 queue=q day=2026-11-03");
}

static void
missing_days_are_found(void **state)
{
	(void)state;
	/* The 7th and 8th are a weekend. */
	JUDGE("    days: {kind: gap, of: log, column: day, unit: day,\n"
	      "      where: {topic: duty-log}, calendar: week}\n",
	    "days 2026-11-04 - "
	    "rule_gap_days:first=2026-11-04,last=2026-11-05,count=2\n",
	    "log L1 2026-11-03T17:00:00 topic=duty-log",
	    "log L2 2026-11-06T17:00:00 topic=duty-log",
	    "log L3 2026-11-09T17:00:00 topic=duty-log",
	    "log L4 2026-11-04T17:00:00 topic=other");
}

static void
the_same_twice_is_found(void **state)
{
	(void)state;
	JUDGE("    twice: {kind: duplicate, of: payment, columns: [account, "
	      "amount],\n"
	      "      per: day, within: 10m}\n",
	    "twice P2 S01 rule_again:columns=account+amount,of=P1\n",
	    "payment P1 09:00:00 staff=S01 account=A amount=1.00",
	    "payment P2 09:10:00 staff=S01 account=A amount=1.00",
	    "payment P3 09:20:01 staff=S01 account=A amount=1.00",
	    "payment P4 09:20:02 staff=S01 account=A amount=1.01",
	    "payment P5 09:20:03 staff=S01 amount=1.00",
	    "payment P6 09:20:04 staff=S01 amount=1.00");
	JUDGE("    slips: {kind: duplicate, of: deposit, columns: slip,\n"
	      "      where: {event: made}}\n",
	    "slips D2 S02 rule_again:columns=slip,of=D1\n",
	    "deposit D1 09:00:00 staff=S01 event=made slip=7",
	    "deposit D2 2026-11-03T09:00:00 staff=S02 event=made slip=7",
	    "deposit D3 09:00:00 staff=S01 event=made slip=8",
	    "deposit D4 09:00:00 staff=S01 event=credited slip=8");
}

#define HAZARD                                                            \
	"    hazard: {kind: deadline, of: log, where: {topic: hazard},\n" \
	"      with: {of: log, where: {topic: done}, match: {of: id}}, "

static void
what_must_follow_in_time_is_missed(void **state)
{
	(void)state;
	JUDGE(HAZARD "limit: 2h}\n",
	    "hazard L2 - rule_late:due=" AT("11%3A00") ",at=" AT(
		"11%3A01") "\n"
			   "hazard L3 - rule_not_done:due=" AT("11%3A00") "\n",
	    "log L1 09:00:00 topic=hazard", "log D1 11:00:00 topic=done of=L1",
	    "log L2 09:00:00 topic=hazard", "log D2 11:01:00 topic=done of=L2",
	    "log L3 09:00:00 topic=hazard", "log D3 08:59:59 topic=done of=L3",
	    "log L4 23:00:00 topic=hazard");
}

static void
a_limit_may_be_in_working_days_or_a_date(void **state)
{
	(void)state;
	/* Of the 6th, a Friday: one working day is the 9th. */
	JUDGE(HAZARD "limit: 1wd, calendar: week}\n",
	    "hazard L2 - rule_late:due=2026-11-09T23%3A59%3A59+08%3A00,"
	    "at=2026-11-10T00%3A00%3A00+08%3A00\n",
	    "log L1 2026-11-06T09:00:00 topic=hazard",
	    "log D1 2026-11-09T17:00:00 topic=done of=L1",
	    "log L2 2026-11-06T09:00:00 topic=hazard",
	    "log D2 2026-11-10T00:00:00 topic=done of=L2");
	JUDGE(HAZARD "due: due}\n",
	    "hazard L1 - rule_not_done:due=" AT("23%3A59") "\n" /* seconds */,
	    "log L1 09:00:00 topic=hazard due=2026-11-02T23:59:00+08:00",
	    "log L2 09:00:00 topic=hazard due=2026-11-03",
	    "log L3 09:00:00 topic=hazard");
	JUDGE(HAZARD "by: \"12:00\", days: 1, calendar: week}\n",
	    "hazard L1 - rule_not_done:due=2026-11-09T12%3A00%3A00+08%3A00\n",
	    "log L1 2026-11-06T09:00:00 topic=hazard",
	    "log X1 2026-11-09T09:00:00 topic=other");
	JUDGE(HAZARD "limit: 1cd}\n",
	    "hazard L1 - rule_not_done:due=2026-11-03T23%3A59%3A59+08%3A00\n",
	    "log L1 09:00:00 topic=hazard",
	    "log X1 2026-11-03T09:00:00 topic=other");
}

static void
who_collects_must_not_audit(void **state)
{
	(void)state;
	JUDGE("    audit: {kind: pair, of: log, where: {topic: audit}, "
	      "column: staff,\n"
	      "      must: differ, with: {of: payment, column: staff, "
	      "match: {day: subject}}}\n",
	    "audit L1 S01 rule_same_person:staff=S01\n",
	    "payment P1 09:00:00 staff=S01", "payment P2 10:00:00 staff=S02",
	    "payment P3 11:00:00 staff=S01",
	    "log L1 18:00:00 staff=S01 topic=audit subject=" DAY,
	    "log L2 18:00:00 staff=S09 topic=audit subject=" DAY,
	    "log L3 18:00:00 staff=S01 topic=audit subject=2026-11-01",
	    "log L4 18:00:00 staff=S01 topic=audit");
	JUDGE("    void: {kind: pair, of: void, column: staff, must: same,\n"
	      "      with: {of: payment, column: staff, match: {id: "
	      "payment}}}\n",
	    "void V2 S02 rule_other_person:staff=S02,other=S01\n",
	    "payment P1 09:00:00 staff=S01", "payment P2 10:00:00 staff=S01",
	    "void V1 11:00:00 staff=S01 payment=P1",
	    "void V2 11:00:00 staff=S02 payment=P2",
	    "void V3 11:00:00 staff=S02 payment=P3");
}

static void
one_must_come_before_the_other(void **state)
{
	(void)state;
	JUDGE("    count: {kind: order, of: drawer, where: {event: close},\n"
	      "      with: {of: drawer, where: {event: count}, "
	      "match: [day, counter]}}\n",
	    "count W3 - rule_before:kind=drawer,at=" AT(
		"17%3A02") "\n"
			   "count W5 - rule_nothing_before:kind=drawer\n",
	    "drawer W1 17:00:00 event=count counter=C01",
	    "drawer W2 17:01:00 event=close counter=C01",
	    "drawer W3 17:01:00 event=close counter=C02",
	    "drawer W4 17:02:00 event=count counter=C02",
	    "drawer W5 17:01:00 event=close counter=C03");
	/* In one second the journal's order counts. */
	JUDGE("    count: {kind: order, of: drawer, where: {event: close},\n"
	      "      with: {of: drawer, where: {event: count}, match: "
	      "counter}}\n",
	    "count W2 - rule_before:kind=drawer,at=" AT("17%3A00") "\n",
	    "drawer W1 17:00:00 event=count counter=C01 seq=2",
	    "drawer W2 17:00:00 event=close counter=C01 seq=1",
	    "drawer W3 17:00:00 event=count counter=C02 seq=3",
	    "drawer W4 17:00:00 event=close counter=C02 seq=4");
}

static void
two_sums_must_agree(void **state)
{
	(void)state;
	JUDGE("    card: {kind: sum, of: payment, where: {method: card},\n"
	      "      column: amount, tolerance: 0.01,\n"
	      "      with: {of: batch, column: amount, match: [day, "
	      "device]}}\n",
	    "card 2026-11-02/K02 - "
	    "rule_sums:left=5.00,right=6.00,diff=-1.00\n"
	    "card 2026-11-02/K03 - "
	    "rule_sums:left=0.00,right=2.00,diff=-2.00\n",
	    "payment P1 09:00:00 method=card device=K01 amount=1.00",
	    "payment P2 09:00:00 method=card device=K01 amount=2.01",
	    "payment P3 09:00:00 method=cash device=K01 amount=9.00",
	    "batch B1 18:00:00 device=K01 amount=3.00",
	    "payment P4 09:00:00 method=card device=K02 amount=5.00",
	    "batch B2 18:00:00 device=K02 amount=6.00",
	    "batch B3 18:00:00 device=K03 amount=2.00");
}

#define CUSTODY                                                           \
	"    keys: {kind: custody, of: handover, where: {event: give},\n" \
	"      holder: to, by: \"18:00\",\n"                              \
	"      with: {of: handover, where: {event: take}, match: "        \
	"subject},\n"                                                     \
	"      leave: {of: log, where: {topic: leave}, column: "          \
	"subject}}\n"

static void
what_was_given_out_comes_back(void **state)
{
	(void)state;
	JUDGE(CUSTODY,
	    "keys G3 S02 rule_not_back:staff=S02,at=" AT(
		"09%3A00") "\n"
			   "keys G4 S01 rule_not_back:staff=S01,at=" AT(
			       "09%3A00") "\n",
	    "handover G1 09:00:00 event=give subject=key-1 to=S01",
	    "handover T1 17:00:00 event=take subject=key-1",
	    "handover G2 17:30:00 event=give subject=key-1 to=S01",
	    "handover T2 17:40:00 event=take subject=key-1",
	    "handover G3 09:00:00 event=give subject=key-2 to=S02",
	    "handover T3 18:00:01 event=take subject=key-2",
	    "handover G4 09:00:00 event=give subject=key-3 to=S01",
	    "handover G5 09:00:00 event=give subject=key-4 to=S01",
	    "handover G6 10:00:00 event=give subject=key-4 to=S02",
	    "handover T6 11:00:00 event=take subject=key-4");
}

static void
nobody_leaves_with_it(void **state)
{
	(void)state;
	JUDGE(CUSTODY,
	    "keys G1 S01 rule_left_with:staff=S01,at=" AT("12%3A00") "\n",
	    "handover G1 09:00:00 event=give subject=key-1 to=S01",
	    "log L1 12:00:00 topic=leave subject=S01",
	    "log L2 08:00:00 topic=leave subject=S01",
	    "log L3 12:00:00 topic=leave subject=S02",
	    "handover T1 17:00:00 event=take subject=key-1",
	    "log L4 17:30:00 topic=leave subject=S01");
}

static void
what_is_due_each_day_is_missed(void **state)
{
	(void)state;
	JUDGE("    morning: {kind: routine, of: log, every: day,\n"
	      "      where: {topic: morning}, between: "
	      "\"open-30m..open-15m\"}\n",
	    "morning 2026-11-02 - rule_not_logged:period=2026-11-02\n",
	    "log L1 08:15:01 topic=morning",
	    "log L2 2026-11-03T08:00:00 topic=morning",
	    "day 2026-11-02 08:00:00 event=open",
	    "day 2026-11-03 2026-11-03T07:00:00 event=open");
	JUDGE("    fire: {kind: routine, of: log, every: mon,\n"
	      "      where: {topic: fire}}\n",
	    "fire 2026-11-02 - rule_not_logged:period=2026-11-02\n",
	    "day 2026-11-02 08:00:00 event=open",
	    "day 2026-11-03 2026-11-03T07:00:00 event=open");
	JUDGE("    clean: {kind: routine, of: log, every: day, times: 2,\n"
	      "      where: {topic: clean}}\n",
	    "clean 2026-11-02 - "
	    "rule_seldom:period=2026-11-02,count=1,times=2\n",
	    "log L1 09:00:00 topic=clean",
	    "log L2 2026-11-03T09:00:00 topic=clean",
	    "log L3 2026-11-03T15:00:00 topic=clean");
	/* An opening line is of the day before and makes no day of it. */
	JUDGE("    clean: {kind: routine, of: log, every: day,\n"
	      "      where: {topic: clean}}\n",
	    "", "log L1 2026-11-01T09:00:00 topic=other seq=0",
	    "log L2 09:00:00 topic=clean");
}

#define WEEK                                                         \
	"    week: {kind: routine, of: log, every: week, calendar: " \
	"week,\n      where: {topic: training}}\n"

static void
a_week_is_judged_when_it_is_whole(void **state)
{
	(void)state;
	JUDGE(WEEK, "week 2026-W45 - rule_not_logged:period=2026-W45\n",
	    "day 2026-11-02 08:00:00 event=open",
	    "day 2026-11-03 2026-11-03T08:00:00 event=open",
	    "day 2026-11-04 2026-11-04T08:00:00 event=open",
	    "day 2026-11-05 2026-11-05T08:00:00 event=open",
	    "day 2026-11-06 2026-11-06T08:00:00 event=open",
	    "day 2026-11-09 2026-11-09T08:00:00 event=open");
	JUDGE(WEEK, "", "day 2026-11-02 08:00:00 event=open",
	    "log L1 08:00:00 topic=training",
	    "day 2026-11-06 2026-11-06T08:00:00 event=open");
	JUDGE(WEEK, "", "day 2026-11-02 08:00:00 event=open");
	JUDGE(WEEK, "week - - not_run_period:period=2026-W45\n",
	    "day 2026-11-05 2026-11-05T08:00:00 event=open",
	    "day 2026-11-06 2026-11-06T08:00:00 event=open");
	/* Its last days were left out, as who comes behind it shows. */
	JUDGE(WEEK, "week - - not_run_period:period=2026-W45\n",
	    "day 2026-11-02 08:00:00 event=open",
	    "day 2026-11-03 2026-11-03T08:00:00 event=open",
	    "day 2026-11-09 2026-11-09T08:00:00 event=open");
	JUDGE(WEEK, "", "day 2026-11-02 08:00:00 event=open",
	    "day 2026-11-03 2026-11-03T08:00:00 event=open",
	    "day 2026-11-09 2026-11-09T08:00:00 event=open hall=H02");
	JUDGE("    q: {kind: routine, of: log, every: [quarter, half, year], "
	      "where: {topic: x}}\n",
	    "q - - not_run_period:period=2026\n"
	    "q - - not_run_period:period=2026-H2\n"
	    "q - - not_run_period:period=2026-Q4\n",
	    "day 2026-12-31 2026-12-31T08:00:00 event=open");
	JUDGE("    q: {kind: routine, of: log, every: [quarter, half, year], "
	      "where: {topic: x}}\n",
	    "", "day 2026-09-29 2026-09-29T08:00:00 event=open",
	    "log L1 2026-09-30T08:00:00 topic=x",
	    "day 2026-09-30 2026-09-30T08:00:00 event=open");
	JUDGE("    m: {kind: routine, of: log, every: month, "
	      "where: {topic: x}}\n",
	    "m - - not_run_period:period=2026-11\n",
	    "day 2026-11-30 2026-11-30T08:00:00 event=open");
}

static void
what_is_due_is_due_while_its_rule_holds(void **state)
{
	(void)state;
	JUDGE("    r: {kind: routine, of: log, every: [day, week], "
	      "from: 2026-11-03,\n      to: 2026-11-03, where: {topic: x}}\n",
	    "r 2026-11-03 - rule_not_logged:period=2026-11-03\n",
	    "day 2026-11-02 08:00:00 event=open",
	    "day 2026-11-03 2026-11-03T08:00:00 event=open",
	    "day 2026-11-04 2026-11-04T08:00:00 event=open");
}

static void
a_week_to_its_sunday_is_judged_once(void **state)
{
	(void)state;
	JUDGE("    w: {kind: routine, of: log, every: week, calendar: all,\n"
	      "      where: {topic: training}}\n",
	    "w 2026-W45 - rule_not_logged:period=2026-W45\n",
	    "day 2026-11-02 08:00:00 event=open",
	    "day 2026-11-03 2026-11-03T08:00:00 event=open",
	    "day 2026-11-04 2026-11-04T08:00:00 event=open",
	    "day 2026-11-05 2026-11-05T08:00:00 event=open",
	    "day 2026-11-06 2026-11-06T08:00:00 event=open",
	    "day 2026-11-07 2026-11-07T08:00:00 event=open",
	    "day 2026-11-08 2026-11-08T08:00:00 event=open",
	    "day 2026-11-09 2026-11-09T08:00:00 event=open");
}

#define FREE_FROM(date)                                                   \
	"calendars: {one: {years: {2026: {holidays: {x: " date            \
	"..2026-11-08}}}}}\n"                                             \
	"audit:\n  rules:\n    w: {kind: routine, of: log, every: week, " \
	"calendar: one,\n      where: {topic: training}}\n"

/* The first day is the last as well. */
static void
a_week_of_one_worked_day_is_judged_on_it(void **state)
{
	static const char *const lines[] = {
	    "day 2026-11-02 08:00:00 event=open",
	    "day 2026-11-09 2026-11-09T08:00:00 event=open"};

	(void)state;
	for (size_t count = 1; count <= COUNT(lines); count++)
		judge_lines(FREE_FROM("2026-11-03"),
		    "w 2026-W45 - rule_not_logged:period=2026-W45\n", lines,
		    count);
	/* Of a week in which nobody has to work nothing is due. */
	judge_lines(FREE_FROM("2026-11-02"), "", lines, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(missing_numbers_are_found),
	    cmocka_unit_test(numbers_may_come_from_two_kinds),
	    cmocka_unit_test(a_series_may_begin_anew_in_a_scope),
	    cmocka_unit_test(missing_days_are_found),
	    cmocka_unit_test(the_same_twice_is_found),
	    cmocka_unit_test(what_must_follow_in_time_is_missed),
	    cmocka_unit_test(a_limit_may_be_in_working_days_or_a_date),
	    cmocka_unit_test(who_collects_must_not_audit),
	    cmocka_unit_test(one_must_come_before_the_other),
	    cmocka_unit_test(two_sums_must_agree),
	    cmocka_unit_test(what_was_given_out_comes_back),
	    cmocka_unit_test(nobody_leaves_with_it),
	    cmocka_unit_test(what_is_due_each_day_is_missed),
	    cmocka_unit_test(a_week_is_judged_when_it_is_whole),
	    cmocka_unit_test(what_is_due_is_due_while_its_rule_holds),
	    cmocka_unit_test(a_week_to_its_sunday_is_judged_once),
	    cmocka_unit_test(a_week_of_one_worked_day_is_judged_on_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
