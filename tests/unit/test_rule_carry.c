/*
 * test_rule_carry.c - what an audit hands over to the next day, and what it
 * makes of facts that were handed over.
 */
#include "rule_fixture.h"

/* What the lines hand over under these rules, appended to *out. */
static void
hand_over(struct slice input, const char *yaml, struct buffer *out)
{
	char *path = scratch_file(input);
	struct error error;
	struct config *config = scratch_config(yaml);
	struct stream_options options = audit_stream(config, &path);
	struct output *output = output_to(out);
	struct writer *writer = writer_new(output);
	struct stream *stream = stream_load(&options, &error);

	assert_non_null(stream);
	stream_carry(stream, writer);
	stream_release(stream);
	writer_free(writer);
	output_close(output, NULL);
	config_free(config);
	scratch_drop(path);
	buffer_text(out, "");
}

/* One day after another, each with what the day before handed over. */
struct night {
	const char *yaml;
	struct buffer carry;
};

static void
day_is(struct night *night, const char *expected, const char *const *lines,
    size_t count)
{
	struct buffer input = {0}, printed = {0}, told = {0};
	struct error error;

	buffer_slice(&input, buffer_view(&night->carry));
	build(&input, lines, count, false, false);
	audit_text(buffer_view(&input), night->yaml, &printed, &error);
	assert_string_equal(error.text, "");
	tell_findings(&told, buffer_view(&printed), false);
	assert_string_equal(told.text, expected);
	buffer_clear(&night->carry);
	hand_over(buffer_view(&input), night->yaml, &night->carry);
	buffer_release(&input);
	buffer_release(&printed);
	buffer_release(&told);
}

#define DAY_IS(night, expected, ...)                                \
	do {                                                        \
		static const char *const lines_[] = {__VA_ARGS__};  \
		day_is((night), (expected), lines_, COUNT(lines_)); \
	} while (0)

#define OPEN(date) \
	"day 2026-11-" date " 2026-11-" date "T08:00:00 event=open seq=1"

static void
a_week_is_looked_back_at_from_its_last_day(void **state)
{
	struct night night = {.yaml = HALL
			      "audit:\n  rules:\n"
			      "    week: {kind: routine, of: log, every: week, "
			      "calendar: week,\n"
			      "      where: {topic: training}}\n"};

	(void)state;
	DAY_IS(&night, "", OPEN("02"));
	DAY_IS(&night, "", OPEN("03"),
	    "log L1 2026-11-03T16:00:00 topic=training seq=2");
	DAY_IS(&night, "", OPEN("04"));
	assert_non_null(strstr(night.carry.text, "log,L1,"));
	assert_non_null(
	    strstr(night.carry.text, "audit-days,,2026-11-02..2026-11-04"));
	DAY_IS(&night, "", OPEN("05"));
	DAY_IS(&night, "", OPEN("06"));
	/* Another week, without. */
	DAY_IS(&night, "", OPEN("09"));
	assert_null(strstr(night.carry.text, "log,L1,"));
	DAY_IS(&night, "", OPEN("10"));
	DAY_IS(&night, "", OPEN("11"));
	DAY_IS(&night, "", OPEN("12"));
	DAY_IS(&night, "week 2026-W46 - rule_not_logged:period=2026-W46\n",
	    OPEN("13"));
	buffer_release(&night.carry);
}

static void
of_many_days_the_week_of_the_newest_is_handed_over(void **state)
{
	struct night night = {.yaml = HALL
			      "audit:\n  rules:\n"
			      "    week: {kind: routine, of: log, every: week, "
			      "calendar: week,\n"
			      "      where: {topic: training}}\n"};

	(void)state;
	DAY_IS(&night, "", OPEN("02"), OPEN("03"),
	    "log L1 2026-11-03T16:00:00 topic=training seq=2", OPEN("04"),
	    OPEN("05"), OPEN("06"), OPEN("09"),
	    "log L2 2026-11-09T16:00:00 topic=training seq=2", OPEN("10"));
	assert_null(strstr(night.carry.text, "L1"));
	assert_non_null(strstr(night.carry.text, "L2"));
	assert_non_null(
	    strstr(night.carry.text, "audit-days,,2026-11-09..2026-11-10"));
	buffer_release(&night.carry);
}

static void
a_week_of_which_a_day_is_missing_is_not_judged(void **state)
{
	struct night night = {.yaml = HALL
			      "audit:\n  rules:\n"
			      "    week: {kind: routine, of: log, every: week, "
			      "calendar: week,\n"
			      "      where: {topic: training}}\n"};

	(void)state;
	DAY_IS(&night, "", OPEN("03"));
	DAY_IS(&night, "", OPEN("04"));
	DAY_IS(&night, "", OPEN("05"));
	DAY_IS(&night, "week - - not_run_period:period=2026-W45\n", OPEN("06"));
	buffer_release(&night.carry);
}

static void
days_that_its_calendar_does_not_ask_for_judge_no_week_again(void **state)
{
	static const char
	    found[] = "week 2026-W45 - rule_not_logged:period=2026-W45\n";
	struct night night = {.yaml = HALL
			      "audit:\n  rules:\n"
			      "    week: {kind: routine, of: log, every: week, "
			      "calendar: week,\n"
			      "      where: {topic: training}}\n"};

	(void)state;
	DAY_IS(&night, "", OPEN("02"));
	DAY_IS(&night, "", OPEN("03"));
	DAY_IS(&night, "", OPEN("04"));
	DAY_IS(&night, "", OPEN("05"));
	DAY_IS(&night, found, OPEN("06"));
	/* Whether it is done on them or not. */
	DAY_IS(&night, "", OPEN("07"));
	DAY_IS(&night, "", OPEN("08"),
	    "log L1 2026-11-08T16:00:00 topic=training seq=2");
	buffer_release(&night.carry);
	/* The same of all days at once. */
	DAY_IS(&night, found, OPEN("02"), OPEN("03"), OPEN("04"), OPEN("05"),
	    OPEN("06"), OPEN("07"), OPEN("08"),
	    "log L1 2026-11-08T16:00:00 topic=training seq=2");
	buffer_release(&night.carry);
	/* Its last day was left out, which shows on the next. */
	DAY_IS(&night, "week - - not_run_period:period=2026-W45\n", OPEN("02"),
	    OPEN("03"), OPEN("04"), OPEN("05"), OPEN("07"), OPEN("08"));
	buffer_release(&night.carry);
}

#define HALF                                              \
	"hall: {id: H01}\n"                               \
	"calendars:\n"                                    \
	"  week: {years: {2024: {}, 2026: {}}}\n"         \
	"audit:\n  rules:\n"                              \
	"    half: {kind: routine, of: log, every: half," \
	" calendar: week,\n"                              \
	"      where: {topic: inspection}}\n"

static int32_t
date_of(const char *text)
{
	int32_t date;

	assert_int_equal(date_parse(slice_of(text), &date), 0);
	return date;
}

/* A day of which only one duty is told, if any. */
static void
day_with(struct night *night, int32_t day, bool inspected, const char *expected)
{
	char date[DATE_TEXT_SIZE], opened[80], logged[80];
	const char *lines[] = {opened, logged};

	date_format(day, date);
	snprintf(opened, sizeof(opened), "day %s %sT08:00:00 event=open seq=1",
	    date, date);
	snprintf(logged, sizeof(logged),
	    "log L1 %sT09:00:00 topic=inspection seq=2", date);
	day_is(night, expected, lines, inspected ? 2 : 1);
}

/* All worked days from one to another; on one of them it is inspected. */
static void
half_year(
    const char *from, const char *to, const char *on, const char *expected)
{
	struct night night = {.yaml = HALF};
	int32_t first = date_of(from), last = date_of(to), done = date_of(on);

	for (int32_t day = first; day <= last; day++)
		if (date_weekday(day) <= 5)
			day_with(&night, day, day == done,
			    day == last ? expected : "");
	buffer_release(&night.carry);
}

#define NOT_IN(half) "half " half " - rule_not_logged:period=" half "\n"

static void
a_half_year_goes_from_its_first_day_to_its_last(void **state)
{
	(void)state;
	half_year("2026-07-01", "2026-12-31", "2026-07-01", "");
	half_year("2026-07-01", "2026-12-31", "2026-12-31", "");
	/* That was the other half-year's. */
	half_year("2026-06-29", "2026-12-31", "2026-06-30", NOT_IN("2026-H2"));
	half_year("2026-01-01", "2026-06-30", "2025-12-31", NOT_IN("2026-H1"));
	/* Its first weeks nobody has seen. */
	half_year("2026-12-14", "2026-12-31", "2026-06-30",
	    "half - - not_run_period:period=2026-H2\n");
}

static void
a_half_year_that_ends_on_closed_days_is_judged_before_them(void **state)
{
	(void)state;
	/* The 30th of June is a Sunday. */
	half_year("2024-01-01", "2024-06-28", "2024-06-28", "");
	half_year("2024-01-01", "2024-06-28", "2024-06-30", NOT_IN("2024-H1"));
}

static void
what_other_half_years_need_is_not_handed_over(void **state)
{
	struct night night = {.yaml = HALF};

	(void)state;
	day_with(&night, date_of("2026-06-29"), true, "");
	assert_non_null(strstr(night.carry.text, "log,L1,2026-06-29"));
	day_with(&night, date_of("2026-06-30"), false, "");
	assert_non_null(
	    strstr(night.carry.text, "audit-days,,2026-06-29..2026-06-30"));
	day_with(&night, date_of("2026-07-01"), false, "");
	assert_null(strstr(night.carry.text, "log,L1,"));
	day_with(&night, date_of("2026-07-03"), false, "");
	assert_non_null(
	    strstr(night.carry.text, "audit-days,,2026-07-01 2026-07-03,"));
	buffer_release(&night.carry);
}

static void
each_hall_hands_over_its_own_days(void **state)
{
	struct night night = {.yaml = HALF};

	(void)state;
	DAY_IS(&night, "", OPEN("02"), OPEN("03"),
	    "day 2026-11-03 2026-11-03T08:00:00 event=open seq=1 hall=H02",
	    "day 2026-11-04 2026-11-04T08:00:00 event=open seq=1 hall=H02",
	    "day 2026-11-04 2026-11-04T08:00:00 event=open seq=1 hall=H03");
	assert_non_null(strstr(
	    night.carry.text, ",H01,,audit-days,,2026-11-02..2026-11-03,"));
	assert_non_null(strstr(
	    night.carry.text, ",H02,,audit-days,,2026-11-03..2026-11-04,"));
	assert_non_null(
	    strstr(night.carry.text, ",H03,,audit-days,,2026-11-04,"));
	buffer_release(&night.carry);
}

/* The last day of the half-year, when so many days are told of it. */
static void
with_a_run(const char *topic, const char *run, const char *expected)
{
	struct night night = {.yaml = HALF};

	buffer_format(&night.carry,
	    "#log,id,time,hall,topic,value,day,seq\n"
	    "log,audit-days-x,,H01,%s,%s,2026-12-30,0\n",
	    topic, run);
	day_with(&night, date_of("2026-12-31"), false, expected);
	buffer_release(&night.carry);
}

/* Whoever wrote it, it is not believed to be a century. */
static void
a_run_of_more_than_a_year_is_no_run(void **state)
{
	static const char
	    unknown[] = "half - - not_run_period:period=2026-H2\n";

	(void)state;
	with_a_run("audit-days", "0001-01-01..2026-12-30", unknown);
	with_a_run("other-days", "2026-01-01..2026-12-30", unknown);
	with_a_run("audit-days", "2025-12-29..2026-12-30", unknown);
	with_a_run("audit-days", "2025-12-30..2026-12-30", NOT_IN("2026-H2"));
	with_a_run("audit-days", "2026-01-01..2026-12-30", NOT_IN("2026-H2"));
}

/* Both who was there and who was looked at is kept for the week's end. */
static void
a_week_is_sampled_over_its_nights(void **state)
{
	struct night night = {
	    .yaml = HALL
	    "audit:\n  rules:\n"
	    "    s: {kind: sample, of: counter, where: {event: open},\n"
	    "      column: staff, every: week, calendar: week,\n"
	    "      with: {of: log, where: {topic: check},\n"
	    "      column: subject}, tiers: {rate: 1/2}}\n"};

	(void)state;
	DAY_IS(&night, "", OPEN("02"),
	    "counter C01 08:30:00 event=open staff=S01 seq=2");
	DAY_IS(&night, "", OPEN("03"),
	    "counter C01 2026-11-03T08:30:00 event=open staff=S02 seq=2",
	    "log L1 2026-11-03T14:00:00 topic=check subject=S01 seq=3");
	DAY_IS(&night, "", OPEN("04"),
	    "counter C01 2026-11-04T08:30:00 event=open staff=S03 seq=2");
	DAY_IS(&night, "", OPEN("05"));
	DAY_IS(&night,
	    "s 2026-W45 - rule_sample:period=2026-W45,count=1,times=2,of=3\n",
	    OPEN("06"));
	DAY_IS(&night, "", OPEN("09"));
	assert_null(strstr(night.carry.text, "counter,"));
	assert_null(strstr(night.carry.text, "log,L1,"));
	buffer_release(&night.carry);
}

#define HAZARD                                                   \
	HALL "audit:\n  rules:\n"                                \
	     "    hazard: {kind: deadline, of: log, due: due,\n" \
	     "      where: {topic: hazard}, with: {of: log,\n"   \
	     "      where: {topic: done}, match: {of: id}}}\n"

static void
what_is_due_later_is_waited_for(void **state)
{
	struct night night = {.yaml = HAZARD};

	(void)state;
	DAY_IS(&night, "", OPEN("02"),
	    "log L1 09:00:00 topic=hazard due=2026-11-03 seq=2",
	    "log L2 09:00:00 topic=hazard due=2026-11-04 seq=3",
	    "log L3 09:00:00 topic=hazard due=2026-11-04 seq=4",
	    "log D3 10:00:00 topic=done of=L3 seq=5");
	assert_null(strstr(night.carry.text, "L3"));
	DAY_IS(&night,
	    "hazard L1 - rule_not_done:due=2026-11-03T23%3A59%3A59+08%3A00\n",
	    OPEN("03"));
	assert_null(strstr(night.carry.text, "L1"));
	DAY_IS(&night, "", OPEN("04"),
	    "log D2 2026-11-04T10:00:00 topic=done of=L2 seq=2");
	assert_string_equal(night.carry.text, "");
	DAY_IS(&night, "", OPEN("05"));
	buffer_release(&night.carry);
}

#define ROSTER                                                          \
	HALL "audit:\n  rules:\n"                                       \
	     "    absent: {kind: deadline, of: roster, column: date,\n" \
	     "      due: date, with: {of: log, where: {topic: in},\n"   \
	     "      match: {subject: staff, day: date}}, unless:\n"     \
	     "      {of: roster, match: {swap_with: staff, date: date}}}\n"

static void
who_is_replaced_is_waited_for_no_more(void **state)
{
	struct night night = {.yaml = ROSTER};

	(void)state;
	DAY_IS(&night, "", OPEN("02"),
	    "roster R1 07:00:00 staff=S01 date=2026-11-04 seq=2",
	    "roster R2 07:00:00 staff=S02 date=2026-11-04 seq=3");
	assert_non_null(strstr(night.carry.text, "R1"));
	DAY_IS(&night, "", OPEN("03"),
	    "roster R3 2026-11-03T07:00:00 staff=S03 swap_with=S01 "
	    "date=2026-11-04 seq=2");
	assert_null(strstr(night.carry.text, "R1"));
	DAY_IS(&night,
	    "absent R2 S02 "
	    "rule_not_done:due=2026-11-04T23%3A59%3A59+08%3A00\n",
	    OPEN("04"),
	    "log L1 2026-11-04T08:00:00 topic=in subject=S03 seq=2");
	buffer_release(&night.carry);
}

/* Facts that other tools hand over were judged on their own day. */
static void
what_was_carried_in_is_not_judged_again(void **state)
{
	struct night night = {
	    .yaml = HALL "audit:\n  rules:\n"
			 "    n: {kind: need, of: case, columns: phone}\n"
			 "    o: {kind: order, of: case, where: {event: "
			 "finish}, with:\n"
			 "      {of: case, where: {event: open}, match: id}}\n"
			 "    r: {kind: routine, of: log, where: {topic: x}, "
			 "every: day}\n"};

	(void)state;
	DAY_IS(&night,
	    "n K1 - rule_empty:column=phone\n"
	    "r 2026-11-03 - rule_not_logged:period=2026-11-03\n",
	    OPEN("03"), "case K1 09:00:00 event=open seq=7",
	    "case K1 2026-11-03T09:00:00 event=finish seq=2");
	buffer_release(&night.carry);
}

static void
what_passed_before_these_days_was_told_then(void **state)
{
	struct night night = {
	    .yaml = HALL "audit:\n  rules:\n"
			 "    d: {kind: deadline, of: case, limit: 24h,\n"
			 "      where: {event: open}, with: {of: case,\n"
			 "      where: {event: reply}, match: id}}\n"
			 "    h: {kind: deadline, of: log, due: due, with:\n"
			 "      {of: log, match: {of: id}}}\n"};

	(void)state;
	/* Due on the 2nd, on the 3rd; and its own, that was due before. */
	DAY_IS(&night,
	    "d K2 - rule_not_done:due=2026-11-03T09%3A00%3A00+08%3A00\n"
	    "h L1 - rule_not_done:due=2026-11-01T23%3A59%3A59+08%3A00\n",
	    OPEN("03"), "case K1 2026-11-01T09:00:00 event=open seq=7",
	    "case K2 2026-11-02T09:00:00 event=open seq=7",
	    "log L1 2026-11-03T09:00:00 topic=hazard due=2026-11-01 seq=2");
	buffer_release(&night.carry);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_week_is_looked_back_at_from_its_last_day),
	    cmocka_unit_test(
		of_many_days_the_week_of_the_newest_is_handed_over),
	    cmocka_unit_test(a_week_of_which_a_day_is_missing_is_not_judged),
	    cmocka_unit_test(
		days_that_its_calendar_does_not_ask_for_judge_no_week_again),
	    cmocka_unit_test(a_half_year_goes_from_its_first_day_to_its_last),
	    cmocka_unit_test(
		a_half_year_that_ends_on_closed_days_is_judged_before_them),
	    cmocka_unit_test(what_other_half_years_need_is_not_handed_over),
	    cmocka_unit_test(each_hall_hands_over_its_own_days),
	    cmocka_unit_test(a_run_of_more_than_a_year_is_no_run),
	    cmocka_unit_test(a_week_is_sampled_over_its_nights),
	    cmocka_unit_test(what_is_due_later_is_waited_for),
	    cmocka_unit_test(who_is_replaced_is_waited_for_no_more),
	    cmocka_unit_test(what_passed_before_these_days_was_told_then),
	    cmocka_unit_test(what_was_carried_in_is_not_judged_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
