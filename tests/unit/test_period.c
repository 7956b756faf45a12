#include "report/period.h"
#include "unit.h"

static void
check(const char *text, int closes, int32_t today, const char *from,
    const char *to)
{
	struct period_choice choice;
	struct period p;
	char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];

	assert_int_equal(
	    period_parse(slice_of(text), closes, &choice, NULL), 0);
	p = period_resolve(&choice, PERIOD_DAY, closes, today - 1, today);
	date_format(p.from, first);
	date_format(p.to, last);
	assert_string_equal(first, from);
	assert_string_equal(last, to);
}

static int32_t
date(const char *text)
{
	int32_t day = DATE_NONE;

	assert_int_equal(date_parse(slice_of(text), &day), 0);
	return day;
}

static void
test_periods_by_name(void **state)
{
	(void)state;
	check("2026-11-02", 0, 0, "2026-11-02", "2026-11-02");
	check("2026-11", 0, 0, "2026-11-01", "2026-11-30");
	check("2026-02", 0, 0, "2026-02-01", "2026-02-28");
	check("2024-02", 30, 0, "2024-01-31", "2024-02-29");
	check("2026-11", 30, 0, "2026-10-31", "2026-11-30");
	check("2026-12", 30, 0, "2026-12-01", "2026-12-30");
	check("2027-01", 30, 0, "2026-12-31", "2027-01-30");
	check("2026", 0, 0, "2026-01-01", "2026-12-31");
	check("2026", 30, 0, "2025-12-31", "2026-12-30");
	check("2026-Q4", 0, 0, "2026-10-01", "2026-12-31");
	check("2026-W45", 0, 0, "2026-11-02", "2026-11-08");
	check("2020-W53", 0, 0, "2020-12-28", "2021-01-03");
	check("2026-W01", 0, 0, "2025-12-29", "2026-01-04");
	check("2026-10-30..2026-11-03", 0, 0, "2026-10-30", "2026-11-03");
	check("0001", 30, 0, "0001-01-01", "0001-12-30");
	check("9999-12", 0, 0, "9999-12-01", "9999-12-31");
}

static void
test_periods_from_today(void **state)
{
	int32_t today = date("2026-11-03");

	(void)state;
	check("this-day", 0, today, "2026-11-03", "2026-11-03");
	check("last-day", 0, today, "2026-11-02", "2026-11-02");
	check("this-week", 0, today, "2026-11-02", "2026-11-08");
	check("last-week", 0, today, "2026-10-26", "2026-11-01");
	check("last-tenday", 0, today, "2026-10-21", "2026-10-31");
	check("this-month", 0, today, "2026-11-01", "2026-11-30");
	check("last-month", 0, today, "2026-10-01", "2026-10-31");
	check("last-month", 30, today, "2026-10-01", "2026-10-30");
	check("this-month", 30, date("2026-10-31"), "2026-10-31", "2026-11-30");
	check("last-quarter", 0, today, "2026-07-01", "2026-09-30");
	check("last-year", 0, today, "2025-01-01", "2025-12-31");
}

static void
test_what_is_no_period(void **state)
{
	static const char *const bad[] = {"", "last", "last-", "last-wek",
	    "next-week", "2026-13", "2026-00", "2026-W54", "2025-W53",
	    "2026-W00", "2026-Q0", "2026-Q5", "2026-1", "26", "0000",
	    "2026-02-30", "2026-11-03..2026-11-02", "2026-11-02..",
	    "0001-01-01..9999-12-31", "2026-11-02...2026-11-03"};
	struct period_choice choice;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(
		    period_parse(slice_of(bad[i]), 0, &choice, NULL), -1);
}

/* Every day is in its period, and the periods follow each other. */
static void
test_periods_leave_no_day_out(void **state)
{
	int32_t day = date("2023-12-20"), end = date("2026-03-05");

	(void)state;
	for (; day < end; day++)
		for (int closes = 0; closes <= 31; closes++)
			for (int unit = PERIOD_DAY; unit < PERIOD_RANGE;
			     unit++) {
				struct period p = period_of(
				    (enum period_unit)unit, closes, day);
				struct period before = period_before(
				    &p, closes);

				assert_true(period_has(&p, day));
				assert_int_equal(before.to + 1, p.from);
			}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_periods_by_name),
	    cmocka_unit_test(test_periods_from_today),
	    cmocka_unit_test(test_what_is_no_period),
	    cmocka_unit_test(test_periods_leave_no_day_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
