/*
 * test_banking.c - cash on its way to the bank, and when it must be there.
 */
#include "pay_fixture.h"

#include "pay/banking.h"
#include "pay/notes.h"

#define NOON                                       \
	"hall: {id: H01}\n"                        \
	"calendars: {hall: {weekly_rest: none}}\n" \
	"deposits: {deadline: {next_day: \"12:00\", calendar: hall}}\n"

#define HANDIN                                                            \
	DEPOSITS "deposit,D1,2026-11-01T17:40:00+08:00,H01,S01,handin,,," \
		 "1000.00,2026-11-01\n"                                   \
		 "deposit,D2,2026-11-01T17:45:00+08:00,H01,S02,handin,,," \
		 "800.00,2026-11-01\n"
#define MADE(time, amount)                                              \
	DEPOSITS "deposit,D3," time ",H01,S08,made,2026-11-01,," amount \
		 ",2026-11-02\n"
#define DUE "2026-11-02T12:00:00+08:00"

static void
expect(const char *lines, const char *as_of, enum hall_status status,
    const char *expected)
{
	struct pay_result result;

	pay_run(lines, NOON, as_of, "banking", &result);
	assert_string_equal(result.text.text ? result.text.text : "", expected);
	assert_int_equal(result.status, status);
	buffer_release(&result.text);
}

static void
in_time_is_nothing_to_say(void **state)
{
	(void)state;
	expect(HANDIN MADE("2026-11-02T12:00:00+08:00", "1800.00"), NULL,
	    HALL_DONE,
	    "banking,BK20261101,2026-11-01,H01,1800.00," DUE
	    ",1800.00,2026-11-02T12:00:00+08:00,S08,,0.00,0,\n");
}

static void
a_second_late_is_late(void **state)
{
	(void)state;
	expect(HANDIN MADE("2026-11-02T12:00:01+08:00", "1800.00"), NULL,
	    HALL_LOOK,
	    "banking,BK20261101,2026-11-01,H01,1800.00," DUE
	    ",1800.00,2026-11-02T12:00:01+08:00,S08,,0.00,1,"
	    "\"late:due=2026-11-02T12%3A00%3A00+08%3A00,"
	    "at=2026-11-02T12%3A00%3A01+08%3A00\"\n");
}

static void
before_the_deadline_it_waits(void **state)
{
	(void)state;
	expect(HANDIN, NULL, HALL_DONE,
	    "banking,BK20261101,2026-11-01,H01,1800.00," DUE
	    ",0.00,,,,1800.00,0,"
	    "bank_waiting:due=2026-11-02T12%3A00%3A00+08%3A00\n");
}

static void
after_it_the_money_is_missing(void **state)
{
	(void)state;
	expect(HANDIN, "2026-11-02T13:00:00+08:00", HALL_LOOK,
	    "banking,BK20261101,2026-11-01,H01,1800.00," DUE
	    ",0.00,,,,1800.00,3600,"
	    "bank_missing:due=2026-11-02T12%3A00%3A00+08%3A00\n");
	expect(HANDIN MADE("2026-11-02T09:00:00+08:00", "1700.00"), NULL,
	    HALL_LOOK,
	    "banking,BK20261101,2026-11-01,H01,1800.00," DUE
	    ",1700.00,2026-11-02T09:00:00+08:00,S08,,100.00,43200,"
	    "\"bank_short:amount=100.00,"
	    "due=2026-11-02T12%3A00%3A00+08%3A00\"\n");
}

static void
two_deposits_make_it_whole(void **state)
{
	(void)state;
	expect(HANDIN MADE("2026-11-02T09:00:00+08:00", "1700.00") DEPOSITS
	    "deposit,D4,2026-11-02T11:00:00+08:00,H01,S08,made,2026-11-01,,"
	    "100.00,2026-11-02\n",
	    NULL, HALL_DONE,
	    "banking,BK20261101,2026-11-01,H01,1800.00," DUE
	    ",1800.00,2026-11-02T11:00:00+08:00,S08,,0.00,0,\n");
}

static void
one_deposit_holds_several_days(void **state)
{
	(void)state;
	expect(HANDIN DEPOSITS
	    "deposit,D5,2026-11-02T09:00:00+08:00,H01,S01,handin,,,900.00,"
	    "2026-11-02\n"
	    "deposit,D6,2026-11-02T10:00:00+08:00,H01,S08,made,,"
	    "2026-11-01:1800.00 2026-11-02:900.00,2700.00,2026-11-02\n",
	    NULL, HALL_DONE,
	    "banking,BK20261101,2026-11-01,H01,1800.00," DUE
	    ",1800.00,2026-11-02T10:00:00+08:00,S08,,0.00,0,\n"
	    "banking,BK20261102,2026-11-02,H01,900.00,"
	    "2026-11-03T12:00:00+08:00,900.00,2026-11-02T10:00:00+08:00,S08,,"
	    "0.00,0,\n");
	/* Without lines the oldest gets what it still owes. */
	expect(HANDIN DEPOSITS
	    "deposit,D5,2026-11-02T09:00:00+08:00,H01,S01,handin,,,900.00,"
	    "2026-11-02\n"
	    "deposit,D6,2026-11-02T10:00:00+08:00,H01,S08,made,"
	    "2026-11-01 2026-11-02,,2700.00,2026-11-02\n",
	    NULL, HALL_DONE,
	    "banking,BK20261101,2026-11-01,H01,1800.00," DUE
	    ",1800.00,2026-11-02T10:00:00+08:00,S08,,0.00,0,\n"
	    "banking,BK20261102,2026-11-02,H01,900.00,"
	    "2026-11-03T12:00:00+08:00,900.00,2026-11-02T10:00:00+08:00,S08,,"
	    "0.00,0,\n");
}

static void
more_than_was_handed_in_is_seen(void **state)
{
	(void)state;
	expect(HANDIN MADE("2026-11-02T09:00:00+08:00", "1900.00"), NULL,
	    HALL_LOOK,
	    "banking,BK20261101,2026-11-01,H01,1800.00," DUE
	    ",1900.00,2026-11-02T09:00:00+08:00,S08,,-100.00,0,"
	    "bank_over:amount=100.00\n");
}

static void
wrong_deposits_are_faults(void **state)
{
	(void)state;
	pay_expect_fault(DEPOSITS
	    "deposit,D6,2026-11-02T10:00:00+08:00,H01,S08,made,,"
	    "2026-11-01:1800.00,1700.00,2026-11-02\n",
	    "lines_sum:sum=1800.00");
	pay_expect_fault(DEPOSITS
	    "deposit,D6,2026-11-02T10:00:00+08:00,H01,S08,made,"
	    "2026-02-30,,1700.00,2026-11-02\n",
	    "days_bad:value=2026-02-30");
	pay_expect_fault(DEPOSITS
	    "deposit,D6,2026-11-02T10:00:00+08:00,H01,S08,made,"
	    ",2026-11-01:1.00 2026-11-01:2.00,3.00,2026-11-02\n",
	    "lines_bad");
	pay_expect_fault(DEPOSITS
	    "deposit,D6,2026-11-02T10:00:00+08:00,H01,S08,handin,"
	    ",,-3.00,2026-11-02\n",
	    "negative:value=-3.00");
}

/* The lines that go into the next day's carry.in. */
static void
carried(const char *lines, const char *expected)
{
	struct buffer all = {0}, facts = {0};

	pay_carry(lines, &all);
	pay_filter(buffer_view(&all), NULL, &facts);
	assert_string_equal(facts.text ? facts.text : "", expected);
	buffer_release(&all);
	buffer_release(&facts);
}

static void
what_is_not_deposited_is_carried(void **state)
{
	(void)state;
	carried(HANDIN,
	    "deposit,D1,2026-11-01T17:40:00+08:00,H01,S01,handin,,,1000.00,"
	    "2026-11-01\n"
	    "deposit,D2,2026-11-01T17:45:00+08:00,H01,S02,handin,,,800.00,"
	    "2026-11-01\n");
	carried(HANDIN MADE("2026-11-02T12:00:00+08:00", "1800.00"), "");
	carried(HANDIN MADE("2026-11-02T12:00:00+08:00", "1700.00"),
	    "deposit,D1,2026-11-01T17:40:00+08:00,H01,S01,handin,,,1000.00,"
	    "2026-11-01\n"
	    "deposit,D2,2026-11-01T17:45:00+08:00,H01,S02,handin,,,800.00,"
	    "2026-11-01\n"
	    "deposit,D3,2026-11-02T12:00:00+08:00,H01,S08,made,2026-11-01,,"
	    "1700.00,2026-11-02\n");
}

static void
notes_add_up(void **state)
{
	int64_t fen = 0;

	(void)state;
	assert_int_equal(
	    notes_parse(
		SLICE("100x12 50x7 20x15 10x9 5x4 1x23 0.5x6 0.1x5"), &fen),
	    0);
	assert_int_equal(fen, 198650);
	assert_int_equal(notes_parse(SLICE("100x0"), &fen), 0);
	assert_int_equal(fen, 0);
	assert_int_equal(notes_parse(SLICE(""), &fen), -1);
	assert_int_equal(notes_parse(SLICE("100"), &fen), -1);
	assert_int_equal(notes_parse(SLICE("100x-1"), &fen), -1);
	assert_int_equal(notes_parse(SLICE("-100x1"), &fen), -1);
	assert_int_equal(notes_parse(SLICE("100x99999999"), &fen), -1);
	assert_int_equal(
	    notes_parse(SLICE("92233720368547758.07x2"), &fen), -1);
	assert_int_equal(fen, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(in_time_is_nothing_to_say),
	    cmocka_unit_test(a_second_late_is_late),
	    cmocka_unit_test(before_the_deadline_it_waits),
	    cmocka_unit_test(after_it_the_money_is_missing),
	    cmocka_unit_test(two_deposits_make_it_whole),
	    cmocka_unit_test(one_deposit_holds_several_days),
	    cmocka_unit_test(more_than_was_handed_in_is_seen),
	    cmocka_unit_test(wrong_deposits_are_faults),
	    cmocka_unit_test(what_is_not_deposited_is_carried),
	    cmocka_unit_test(notes_add_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
