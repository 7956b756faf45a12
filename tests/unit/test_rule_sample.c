/*
 * test_rule_sample.c - of so many, how many must be looked at, and were.
 */
#include "rule_fixture.h"

#include "audit/tier.h"

#define CLERKS_MAX 30
#define TELLING 80

#define SAMPLE                                                            \
	HALL "audit:\n  rules:\n"                                         \
	     "    s: {kind: sample, of: counter, where: {event: open},\n" \
	     "      column: staff, every: day, with: {of: log, where:\n"  \
	     "      {topic: check}, column: subject},\n"                  \
	     "      tiers: [{to: 5, rate: 100%}, {to: 20, rate: 50%},\n"  \
	     "      {rate: 30%}]}\n"

/* So many clerks at counters, of whom so many are looked at. */
static void
judge_clerks(size_t clerks, size_t checked, const char *expected)
{
	static char text[2 * CLERKS_MAX + 1][TELLING];
	const char *lines[2 * CLERKS_MAX + 1];
	size_t count = 0;

	snprintf(text[count++], TELLING, "day %s 08:00:00 event=open", DAY);
	for (size_t i = 1; i <= clerks; i++)
		snprintf(text[count++], TELLING,
		    "counter C%02zu 08:30:00 event=open staff=S%02zu", i, i);
	for (size_t i = 1; i <= checked; i++)
		snprintf(text[count++], TELLING,
		    "log L%zu 14:00:00 topic=check subject=S%02zu", i,
		    clerks + 1 - i);
	for (size_t i = 0; i < count; i++)
		lines[i] = text[i];
	judge_lines(SAMPLE, expected, lines, count);
}

static void
a_size_is_of_one_tier(void **state)
{
	static const struct {
		size_t clerks, due;
	} sizes[] = {{1, 1}, {4, 4}, {5, 5}, {6, 3}, {7, 4}, {19, 10}, {20, 10},
	    {21, 7}, {23, 7}, {24, 8}, {30, 9}};
	char expected[TELLING];

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		judge_clerks(sizes[i].clerks, sizes[i].due, "");
		snprintf(expected, sizeof(expected),
		    "s " DAY " - rule_sample:period=" DAY
		    ",count=%zu,times=%zu,of=%zu\n",
		    sizes[i].due - 1, sizes[i].due, sizes[i].clerks);
		judge_clerks(sizes[i].clerks, sizes[i].due - 1, expected);
	}
	judge_clerks(0, 0, "");
	judge_clerks(0, 3, "");
}

#define IS(rules, expected, ...)                                         \
	do {                                                             \
		static const char *const lines_[] = {__VA_ARGS__};       \
		judge_lines((rules), (expected), lines_, COUNT(lines_)); \
	} while (0)
#define LACKS(count, times, of)                                     \
	"s 2026-11-02 - rule_sample:period=2026-11-02,count=" count \
	",times=" times ",of=" of "\n"

static void
each_counts_once_and_who_was_not_there_does_not(void **state)
{
	(void)state;
	/* Opened twice is one clerk; checked twice is one check. */
	IS(SAMPLE, LACKS("1", "2", "2"),
	    "counter C01 08:30:00 event=open staff=S01",
	    "counter C01 13:00:00 event=open staff=S01",
	    "counter C02 08:30:00 event=open staff=S02",
	    "counter C03 08:30:00 event=pause staff=S03",
	    "log L1 14:00:00 topic=check subject=S01",
	    "log L2 15:00:00 topic=check subject=S01",
	    "log L3 15:00:00 topic=check subject=S03",
	    "log L4 15:00:00 topic=other subject=S02");
	/* On another day it is that day's. */
	IS(SAMPLE, LACKS("0", "1", "1"),
	    "counter C01 08:30:00 event=open staff=S01",
	    "day 2026-11-02 08:00:00 event=open",
	    "day 2026-11-03 2026-11-03T08:00:00 event=open",
	    "log L1 2026-11-03T14:00:00 topic=check subject=S01");
	/* Nobody is named. */
	IS(SAMPLE, "", "counter C01 08:30:00 event=open");
	IS(SAMPLE, "", "counter C01 08:30:00 event=open",
	    "log L1 14:00:00 topic=check");
}

static void
halls_are_sampled_apart(void **state)
{
	(void)state;
	IS(SAMPLE, LACKS("0", "1", "1"),
	    "counter C01 08:30:00 event=open staff=S01",
	    "counter C01 08:30:00 event=open staff=S01 hall=H02",
	    "log L1 14:00:00 topic=check subject=S01 hall=H02");
}

#define WEEK                                                              \
	HALL "audit:\n  rules:\n"                                         \
	     "    s: {kind: sample, of: counter, where: {event: open},\n" \
	     "      column: staff, every: week, calendar: week,\n"        \
	     "      with: {of: log, where: {topic: check},\n"             \
	     "      column: subject}, tiers: {rate: 1/2}}\n"

static void
a_week_is_sampled_on_its_last_day(void **state)
{
	(void)state;
	IS(WEEK,
	    "s 2026-W45 - "
	    "rule_sample:period=2026-W45,count=1,times=2,of=3\n",
	    "day 2026-11-02 08:00:00 event=open",
	    "day 2026-11-03 2026-11-03T08:00:00 event=open",
	    "day 2026-11-04 2026-11-04T08:00:00 event=open",
	    "day 2026-11-05 2026-11-05T08:00:00 event=open",
	    "day 2026-11-06 2026-11-06T08:00:00 event=open",
	    "counter C01 08:30:00 event=open staff=S01",
	    "counter C01 2026-11-03T08:30:00 event=open staff=S02",
	    "counter C01 2026-11-06T08:30:00 event=open staff=S03",
	    "log L1 2026-11-03T14:00:00 topic=check subject=S01");
	IS(WEEK, "s - - not_run_period:period=2026-W45\n",
	    "day 2026-11-06 2026-11-06T08:00:00 event=open",
	    "counter C01 2026-11-06T08:30:00 event=open staff=S03");
	/* Closed on that day: nobody can be looked at. */
	IS(HALL "audit:\n  rules:\n"
		"    s: {kind: sample, of: log, column: subject, every: day,\n"
		"      calendar: week, with: {of: log, where: {topic: check},\n"
		"      column: subject}, tiers: {rate: 100%}}\n",
	    "", "day 2026-11-01 2026-11-01T08:00:00 event=open",
	    "log L1 2026-11-01T14:00:00 topic=in subject=S01");
}

/* What comes out of one hundred is the rate itself. */
static void
a_share_is_rounded_up(void **state)
{
	struct tiers tiers = {
	    .tier = {{10, {1, 3}}, {INT64_MAX, {3, 10}}}, .count = 2};

	(void)state;
	assert_int_equal(tiers_due(&tiers, 0), 0);
	assert_int_equal(tiers_due(&tiers, 1), 1);
	assert_int_equal(tiers_due(&tiers, 3), 1);
	assert_int_equal(tiers_due(&tiers, 4), 2);
	assert_int_equal(tiers_due(&tiers, 10), 4);
	assert_int_equal(tiers_due(&tiers, 11), 4);
	assert_int_equal(tiers_due(&tiers, 100), 30);
	assert_int_equal(tiers_due(&tiers, 101), 31);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_size_is_of_one_tier),
	    cmocka_unit_test(each_counts_once_and_who_was_not_there_does_not),
	    cmocka_unit_test(halls_are_sampled_apart),
	    cmocka_unit_test(a_week_is_sampled_on_its_last_day),
	    cmocka_unit_test(a_share_is_rounded_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
