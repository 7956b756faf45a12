#include <unistd.h>

#include "base/moment.h"
#include "base/zonerule.h"
#include "unit.h"

static struct moment
moment_of(const char *text)
{
	struct moment m = {0, 0};

	if (moment_parse(slice_of(text), &m) != 0)
		fail_msg("%s", text);
	return m;
}

static struct zone
zone_of(const char *text)
{
	struct zone zone;
	struct error e = {HALL_DONE, ""};

	if (zone_parse(slice_of(text), &zone, &e) != 0)
		fail_msg("%s", e.text);
	return zone;
}

static void
test_times_there_and_back(void **state)
{
	static const struct {
		const char *text;
		int64_t utc;
	} good[] = {
	    {"1970-01-01T00:00:00+00:00", 0},
	    {"1970-01-01T08:00:00+08:00", 0},
	    {"1969-12-31T19:00:00-05:00", 0},
	    {"2026-11-02T18:40:59+08:00", 1793616059},
	    {"2024-02-29T23:59:59+05:45", 1709230499},
	    {"0001-01-01T00:00:00+18:00", -62135661600},
	    {"9999-12-31T23:59:59-18:00", 253402365599},
	};
	char text[MOMENT_TEXT_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		struct moment m = moment_of(good[i].text);

		assert_true(m.utc_seconds == good[i].utc);
		assert_int_equal(moment_format(m, text), 25);
		assert_string_equal(text, good[i].text);
	}
}

/* Before any date was read: what is remembered of none is not met. */
static void
test_zero_bytes_are_no_day(void **state)
{
	char text[] = "???????????18:40:00??????";
	struct moment m;
	int32_t date;

	(void)state;
	for (size_t i = 0; i < sizeof(text) - 1; i++)
		if (text[i] == '?')
			text[i] = '\0';
	assert_int_equal(
	    moment_parse((struct slice){text, sizeof(text) - 1}, &m), -1);
	assert_int_equal(date_parse((struct slice){text, 10}, &date), -1);
}

static void
test_what_is_no_time(void **state)
{
	static const char *const bad[] = {"", "2026-11-02",
	    "2026-11-02T24:00:00+08:00", "2026-11-02T23:59:60+08:00",
	    "2026-11-02T23:60:00+08:00", "2026-02-30T00:00:00+08:00",
	    "2026-11-02T18:40:00", "2026-11-02T18:40:00Z",
	    "2026-11-02T18:40:00+0800", "2026-11-02T18:40:00+08",
	    "2026-11-02 18:40:00+08:00", "2026-11-02T18:40+08:00",
	    "2026-11-02T18:40:00-00:00", "2026-11-02T18:40:00+18:01",
	    "2026-11-02T18:40:00+08:60", "2026-11-02T18:40:00 08:00",
	    "2026-11-02T18:40:00+08:000", "2026-11-02t18:40:00+08:00",
	    "2026-11-02T1x:40:00+08:00", "2026-11-02T18-40-00+08:00"};
	struct moment m = {77, 7};

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		if (moment_parse(slice_of(bad[i]), &m) != -1)
			fail_msg("%s", bad[i]);
	}
	assert_int_equal(moment_parse(slice_of(NULL), &m), -1);
	assert_true(m.utc_seconds == 77 && m.offset_seconds == 7);
}

static void
test_any_second_there_and_back(void **state)
{
	uint64_t seed = 5;
	char text[MOMENT_TEXT_SIZE];
	struct moment m, again;

	(void)state;
	for (int i = 0; i < 100000; i++) {
		m.utc_seconds = (int64_t)(unit_random(&seed) % 253402000000U) -
				(i % 2 ? 62135000000 : 0);
		m.offset_seconds = (int32_t)(i % 2161 - 1080) * 60;
		if (m.utc_seconds > 253402000000)
			continue;
		if (moment_format(m, text) != 25)
			continue; /* before the year 1 */
		again = moment_of(text);
		assert_true(again.utc_seconds == m.utc_seconds);
		assert_int_equal(again.offset_seconds, m.offset_seconds);
	}
}

static void
test_dates_and_seconds_are_local(void **state)
{
	struct moment m = moment_of("2026-11-02T00:30:00+08:00");
	struct moment before = moment_of("1969-12-31T23:59:59+00:00");
	struct moment none = {INT64_MAX / 2, 0};
	char text[MOMENT_TEXT_SIZE];

	(void)state;
	assert_int_equal(moment_date(m), 20759);
	assert_int_equal(moment_second_of_day(m), 1800);
	m.offset_seconds = 0;
	assert_int_equal(moment_date(m), 20758);
	assert_int_equal(moment_date(before), -1);
	assert_int_equal(moment_second_of_day(before), 86399);
	assert_int_equal(moment_date(none), DATE_NONE);
	assert_int_equal(moment_format(none, text), 0);
	assert_string_equal(text, "");
}

static void
test_order_is_that_of_utc(void **state)
{
	struct moment a = moment_of("2026-11-02T09:00:00+08:00");
	struct moment b = moment_of("2026-11-02T01:00:00+00:00");
	struct moment c = moment_of("2026-11-02T01:00:01+00:00");

	(void)state;
	assert_int_equal(moment_compare(a, b), 0);
	assert_true(moment_compare(a, c) < 0);
	assert_true(moment_compare(c, b) > 0);
}

static void
test_zones_that_are_offsets(void **state)
{
	struct zone zone = zone_of("+08:00");

	(void)state;
	assert_true(zone.fixed);
	assert_int_equal(zone.offset_seconds, 28800);
	assert_string_equal(zone.name, "+08:00");
	assert_int_equal(zone_of("-03:30").offset_seconds, -12600);
	assert_int_equal(zone_of("UTC").offset_seconds, 0);
	assert_true(zone_of("UTC").fixed);
}

static void
test_zones_that_are_none(void **state)
{
	static const char *const bad[] = {"", "/etc/passwd", "../zoneinfo/UTC",
	    "Asia/../Asia/Shanghai", "Asia/Nowhere", "Asia", "Asia/",
	    "Asia//Shanghai", "zone.tab", "+8", "+08", "GMT+8:00", "CST-8:00",
	    "right/Asia/Shanghai", "-00:00", "Asia/Shanghai ",
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
	struct zone zone = {"x", 7, true};
	struct error e;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		e.status = HALL_DONE;
		if (zone_parse(slice_of(bad[i]), &zone, &e) != -1)
			fail_msg("%s", bad[i]);
		assert_int_equal(e.status, HALL_USAGE);
		assert_non_null(strstr(e.text, "+08:00"));
	}
	assert_string_equal(zone.name, "x");
}

/* `utc` in that zone reads `text`. */
static void
reads(const struct zone *zone, const char *utc, const char *text)
{
	struct moment m = zone_moment(zone, moment_of(utc).utc_seconds);
	char room[MOMENT_TEXT_SIZE];

	moment_format(m, room);
	assert_string_equal(room, text);
}

static void
test_zones_by_name(void **state)
{
	struct zone shanghai, london, lord_howe, new_york;

	(void)state;
	if (access("/usr/share/zoneinfo/Asia/Shanghai", R_OK) != 0)
		skip();
	shanghai = zone_of("Asia/Shanghai");
	london = zone_of("Europe/London");
	lord_howe = zone_of("Australia/Lord_Howe");
	new_york = zone_of("America/New_York");
	assert_false(shanghai.fixed);
	reads(&shanghai, "2026-11-02T10:40:00+00:00",
	    "2026-11-02T18:40:00+08:00");
	/* China had summer time from 1986 to 1991. */
	reads(&shanghai, "1988-07-01T00:00:00+00:00",
	    "1988-07-01T09:00:00+09:00");
	/* The rule goes on where the table ends. */
	reads(&shanghai, "2099-07-01T00:00:00+00:00",
	    "2099-07-01T08:00:00+08:00");
	reads(
	    &london, "2026-03-29T00:59:59+00:00", "2026-03-29T00:59:59+00:00");
	reads(
	    &london, "2026-03-29T01:00:00+00:00", "2026-03-29T02:00:00+01:00");
	reads(
	    &london, "2099-03-29T00:59:59+00:00", "2099-03-29T00:59:59+00:00");
	reads(
	    &london, "2099-03-29T01:00:00+00:00", "2099-03-29T02:00:00+01:00");
	reads(
	    &london, "2099-10-25T00:59:59+00:00", "2099-10-25T01:59:59+01:00");
	reads(
	    &london, "2099-10-25T01:00:00+00:00", "2099-10-25T01:00:00+00:00");
	reads(&lord_howe, "2099-01-15T00:00:00+00:00",
	    "2099-01-15T11:00:00+11:00");
	reads(&lord_howe, "2099-07-15T00:00:00+00:00",
	    "2099-07-15T10:30:00+10:30");
	reads(&new_york, "2026-11-01T05:59:59+00:00",
	    "2026-11-01T01:59:59-04:00");
	reads(&new_york, "2026-11-01T06:00:00+00:00",
	    "2026-11-01T01:00:00-05:00");
}

/* That second of that day in the zone is `text`. */
static void
is_local(
    const struct zone *zone, int second, const char *date, const char *text)
{
	int32_t day;
	char room[MOMENT_TEXT_SIZE];

	assert_int_equal(date_parse(slice_of(date), &day), 0);
	moment_format(zone_local(zone, day, second), room);
	assert_string_equal(room, text);
}

static void
test_local_times(void **state)
{
	struct zone fixed = zone_of("+08:00"), new_york;

	(void)state;
	is_local(&fixed, 0, "2026-11-02", "2026-11-02T00:00:00+08:00");
	is_local(&fixed, 86400, "2026-11-02", "2026-11-03T00:00:00+08:00");
	if (access("/usr/share/zoneinfo/America/New_York", R_OK) != 0)
		skip();
	new_york = zone_of("America/New_York");
	/* 01:30 twice: the first; 02:30 never: by the clock before. */
	is_local(&new_york, 5400, "2026-11-01", "2026-11-01T01:30:00-04:00");
	is_local(&new_york, 7200, "2026-11-01", "2026-11-01T02:00:00-05:00");
	is_local(&new_york, 9000, "2026-03-08", "2026-03-08T03:30:00-04:00");
	is_local(&new_york, 7199, "2026-03-08", "2026-03-08T01:59:59-05:00");
	is_local(&new_york, 10800, "2026-03-08", "2026-03-08T03:00:00-04:00");
}

static void
test_rules_of_zones(void **state)
{
	static const char *const bad[] = {"", "CST", "C8", "CST-8CDT", "8",
	    "CST-8CDT,M3.2.0", "CST-8CDT,M13.2.0,M10.1.0",
	    "CST-8CDT,M3.6.0,M10.1.0", "CST-8CDT,M3.2.7,M10.1.0", "<+08-8",
	    "CST-8CDT,M3.2.0,M10.1.0x", "CST-8:"};
	struct zone_rule rule;
	int64_t march = moment_of("2023-03-01T00:00:00+00:00").utc_seconds;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(zone_rule_parse(slice_of(bad[i]), &rule), -1);
	assert_int_equal(zone_rule_parse(SLICE("<+0845>-8:45"), &rule), 0);
	assert_int_equal(zone_rule_offset(&rule, 0), 31500);
	assert_false(rule.has_summer);
	/* Day 60 is March 1st in every year when February 29 is not counted,
	 * day 59 (from 0) is so only in common ones. */
	assert_int_equal(
	    zone_rule_parse(SLICE("AAA0BBB,J60/0,J300/0"), &rule), 0);
	assert_int_equal(zone_rule_offset(&rule, march - 1), 0);
	assert_int_equal(zone_rule_offset(&rule, march), 3600);
	assert_int_equal(
	    zone_rule_parse(SLICE("AAA0BBB-2,59/0,300/0"), &rule), 0);
	assert_int_equal(zone_rule_offset(&rule, march - 1), 0);
	assert_int_equal(zone_rule_offset(&rule, march), 7200);
	march = moment_of("2024-03-01T00:00:00+00:00").utc_seconds;
	assert_int_equal(zone_rule_offset(&rule, march - 86400), 7200);
}

static void
test_what_a_person_types(void **state)
{
	static const struct {
		const char *typed, *read;
	} good[] = {
	    {"2026-11-02T18:40:00+08:00", "2026-11-02T18:40:00+08:00"},
	    {"2026-11-02T18:40:00-01:00", "2026-11-02T18:40:00-01:00"},
	    {"2026-11-02 18:40", "2026-11-02T18:40:00+08:00"},
	    {"2026-11-02 18:40:05", "2026-11-02T18:40:05+08:00"},
	    {"2026-11-02T18:40", "2026-11-02T18:40:00+08:00"},
	    {"18:40", "1970-01-01T18:40:00+08:00"},
	    {"08:40:09", "1970-01-01T08:40:09+08:00"},
	};
	static const char *const bad[] = {"", "8:40", "24:00", "18:60",
	    "2026-11-02", "2026-11-02 ", "2026-02-30 18:40",
	    "2026-11-02  18:40", "18:40 ", "18.40", "now", "18:40:60"};
	struct zone zone = zone_of("+08:00");
	struct moment m;
	char text[MOMENT_TEXT_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		assert_int_equal(
		    moment_parse_loose(slice_of(good[i].typed), &zone, 0, &m),
		    0);
		moment_format(m, text);
		assert_string_equal(text, good[i].read);
	}
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(
		    moment_parse_loose(slice_of(bad[i]), &zone, 0, &m), -1);
	assert_int_equal(
	    moment_parse_loose(SLICE("18:40"), &zone, DATE_NONE, &m), -1);
}

static void
test_clocks(void **state)
{
	int32_t second = 7;

	(void)state;
	assert_int_equal(clock_parse(SLICE("24:00:01"), &second), -1);
	assert_int_equal(clock_parse(SLICE("9:00"), &second), -1);
	assert_int_equal(clock_parse(SLICE(""), &second), -1);
	assert_int_equal(clock_parse(slice_of(NULL), &second), -1);
	assert_int_equal(second, 7);
	assert_int_equal(clock_parse(SLICE("24:00"), &second), 0);
	assert_int_equal(second, 86400);
	assert_int_equal(clock_parse(SLICE("17:30"), &second), 0);
	assert_int_equal(second, 63000);
	assert_int_equal(clock_parse(SLICE("00:00:59"), &second), 0);
	assert_int_equal(second, 59);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_zero_bytes_are_no_day),
	    cmocka_unit_test(test_times_there_and_back),
	    cmocka_unit_test(test_what_is_no_time),
	    cmocka_unit_test(test_any_second_there_and_back),
	    cmocka_unit_test(test_dates_and_seconds_are_local),
	    cmocka_unit_test(test_order_is_that_of_utc),
	    cmocka_unit_test(test_zones_that_are_offsets),
	    cmocka_unit_test(test_zones_that_are_none),
	    cmocka_unit_test(test_zones_by_name),
	    cmocka_unit_test(test_local_times),
	    cmocka_unit_test(test_rules_of_zones),
	    cmocka_unit_test(test_what_a_person_types),
	    cmocka_unit_test(test_clocks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
