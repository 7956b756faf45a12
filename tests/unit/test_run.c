/*
 * test_run.c - receipt books: every number is used, void, lost, returned,
 * on hand or missing.
 */
#include "pay_fixture.h"

#include "pay/serial.h"

#define ISSUE                                                            \
	BOOKS "book,B1,2026-11-02T08:00:00+08:00,H01,S10,issue,receipt," \
	      "A007,A016,S01,2026-11-02,\n"
#define USE(id, number)                                                   \
	"payment," id                                                     \
	",2026-11-02T09:00:00+08:00,H01,S01,C01,1,,,,card,,,1.00," number \
	",2026-11-02,\n"
#define RECEIPT(event, number)                                  \
	RECEIPTS "receipt," number                              \
		 ",2026-11-02T10:00:00+08:00,H01,S01,B1," event \
		 ",,spoiled,2026-11-02\n"
#define RUN(counts) \
	"run,R20261102-B1-A007,2026-11-02,H01,S01,B1,A007,A016," counts "\n"

static void
numbers_keep_their_letters_and_zeros(void **state)
{
	struct serial s;
	char text[SERIAL_TEXT_MAX];

	(void)state;
	assert_int_equal(serial_parse(SLICE("A007"), &s), 0);
	assert_int_equal(s.value, 7);
	serial_format(&s, 16, text);
	assert_string_equal(text, "A016");
	serial_format(&s, 1000, text);
	assert_string_equal(text, "A1000");
	assert_int_equal(serial_parse(SLICE("123456789012345678"), &s), 0);
	assert_int_equal(serial_parse(SLICE("1234567890123456789"), &s), -1);
	assert_int_equal(serial_parse(SLICE("A"), &s), -1);
	assert_int_equal(serial_parse(SLICE(""), &s), -1);
	assert_int_equal(serial_parse(SLICE("A 7"), &s), -1);
}

static void
a_book_is_used_up_from_its_first_number(void **state)
{
	(void)state;
	pay_expect(ISSUE PAYMENTS USE("P1", "A007") USE("P2", "A008"), "run",
	    HALL_DONE, RUN("2,0,0,0,8,0,"));
}

static void
a_receipt_fact_is_the_same_use(void **state)
{
	(void)state;
	pay_expect(ISSUE PAYMENTS USE("P1", "A007") RECEIPTS
	    "receipt,A007,2026-11-02T09:00:00+08:00,H01,S01,B1,issue,P1,,"
	    "2026-11-02\n",
	    "run", HALL_DONE, RUN("1,0,0,0,9,0,"));
	pay_expect_fault(ISSUE PAYMENTS USE("P1", "A007") RECEIPTS
	    "receipt,A007,2026-11-02T09:00:00+08:00,H01,S01,B1,issue,P2,,"
	    "2026-11-02\n",
	    "number_twice:number=A007");
}

static void
a_gap_is_told_by_its_numbers(void **state)
{
	(void)state;
	pay_expect(ISSUE PAYMENTS USE("P1", "A007") USE("P2", "A010")
		       USE("P3", "A012"),
	    "run", HALL_LOOK, RUN("3,0,0,0,4,3,gap:numbers=A008-A009;A011"));
}

static void
void_and_lost_numbers_are_accounted_for(void **state)
{
	(void)state;
	pay_expect(ISSUE PAYMENTS USE("P1", "A007") USE("P2", "A010")
		       RECEIPT("void", "A007") RECEIPT("void", "A008")
			   RECEIPT("lost", "A009"),
	    "run", HALL_DONE, RUN("1,2,1,0,6,0,"));
	pay_expect_fault(ISSUE RECEIPT("void", "A007") RECEIPT("lost", "A007"),
	    "number_undone:number=A007");
}

static void
a_number_of_two_payments_is_seen(void **state)
{
	(void)state;
	pay_expect(ISSUE PAYMENTS USE("P1", "A007") USE("P2", "A007"), "run",
	    HALL_LOOK, RUN("1,0,0,0,9,0,used_twice:numbers=A007"));
}

static void
payments_of_a_group_share_a_receipt(void **state)
{
	(void)state;
	pay_expect(ISSUE PAYMENTS
	    "payment,P1,2026-11-02T09:00:00+08:00,H01,S01,C01,1,,,G1,card,,,"
	    "1.00,A007,2026-11-02,\n"
	    "payment,P2,2026-11-02T09:00:00+08:00,H01,S01,C01,1,,,G1,card,,,"
	    "2.00,A007,2026-11-02,\n",
	    "run", HALL_DONE, RUN("1,0,0,0,9,0,"));
}

static void
what_is_returned_is_no_longer_on_hand(void **state)
{
	(void)state;
	pay_expect(ISSUE BOOKS
	    "book,B1,2026-11-02T08:10:00+08:00,H01,S01,return,receipt,A013,"
	    "A016,S10,2026-11-02,\n"
	    "book,B1,2026-11-02T08:20:00+08:00,H01,S10,issue,receipt,A013,"
	    "A016,S02,2026-11-02,\n" PAYMENTS USE("P1", "A007"),
	    "run", HALL_DONE,
	    RUN("1,0,0,4,5,0,") "run,R20261102-B1-A013,2026-11-02,H01,S02,B1,"
				"A013,A016,0,0,0,0,4,0,\n");
}

static void
lost_numbers_are_skipped(void **state)
{
	(void)state;
	pay_expect(ISSUE BOOKS
	    "book,B1,2026-11-02T08:10:00+08:00,H01,S10,lost,receipt,A008,"
	    "A009,,2026-11-02,\n" PAYMENTS USE("P1", "A007") USE("P2", "A010"),
	    "run", HALL_DONE, RUN("2,0,2,0,6,0,"));
}

static void
wrong_book_facts_are_faults(void **state)
{
	(void)state;
	pay_expect_fault(ISSUE BOOKS
	    "book,B2,2026-11-02T08:10:00+08:00,H01,S10,issue,receipt,A016,"
	    "A020,S02,2026-11-02,\n",
	    "\"overlap:first=A016");
	pay_expect_fault(BOOKS
	    "book,B1,2026-11-02T08:10:00+08:00,H01,S10,issue,receipt,A016,"
	    "A010,S02,2026-11-02,\n",
	    "range_bad");
	pay_expect_fault(BOOKS
	    "book,B1,2026-11-02T08:10:00+08:00,H01,S10,issue,receipt,A01,"
	    "B09,S02,2026-11-02,\n",
	    "range_bad");
	pay_expect_fault(BOOKS
	    "book,B1,2026-11-02T08:10:00+08:00,H01,S10,issue,receipt,1,"
	    "10000001,S02,2026-11-02,\n",
	    "range_bad");
	pay_expect_fault(ISSUE BOOKS
	    "book,B1,2026-11-02T08:10:00+08:00,H01,S01,return,receipt,A010,"
	    "A015,S10,2026-11-02,\n",
	    "\"not_held:first=A010");
}

static void
used_numbers_are_not_returned(void **state)
{
	(void)state;
	pay_expect_fault("#book,id,time,hall,staff,event,kind,first,last,to,"
			 "day,seq\n"
			 "book,B1,2026-11-02T08:00:00+08:00,H01,S10,issue,"
			 "receipt,A007,A016,S01,2026-11-02,1\n"
			 "#payment,id,time,hall,staff,counter,method,amount,"
			 "receipt,day,seq\n"
			 "payment,P1,2026-11-02T09:00:00+08:00,H01,S01,C01,"
			 "card,1.00,A007,2026-11-02,2\n"
			 "#book,id,time,hall,staff,event,kind,first,last,to,"
			 "day,seq\n"
			 "book,B1,2026-11-02T17:00:00+08:00,H01,S01,return,"
			 "receipt,A007,A016,S10,2026-11-02,3\n",
	    "\"range_used:first=A007");
}

static void
lost_numbers_are_not_used_and_used_ones_not_lost(void **state)
{
	(void)state;
	pay_expect(ISSUE BOOKS
	    "book,B1,2026-11-02T08:10:00+08:00,H01,S10,lost,receipt,A008,"
	    "A009,,2026-11-02,\n" PAYMENTS USE("P1", "A008"),
	    "run", HALL_LOOK,
	    RUN("0,0,2,0,8,0,") "run,R20261102-outside-S01,2026-11-02,H01,S01,,"
				",,1,,,,,,"
				"outside:numbers=A008\n");
	pay_expect_fault(ISSUE PAYMENTS USE("P1", "A008") BOOKS
	    "book,B1,2026-11-02T10:10:00+08:00,H01,S10,lost,receipt,A008,"
	    "A009,,2026-11-02,\n",
	    "\"range_used:first=A008");
}

static void
a_number_that_was_used_before_its_issue_is_outside(void **state)
{
	(void)state;
	pay_expect(ISSUE PAYMENTS
	    "payment,P1,2026-11-02T09:00:00+08:00,H01,S01,C01,1,,,,card,,,"
	    "1.00,A007,2026-11-01,\n",
	    "run", HALL_LOOK,
	    "run,R20261101-outside-S01,2026-11-01,H01,S01,,,,1,,,,,,"
	    "outside:numbers=A007\n" RUN("0,0,0,0,10,0,"));
}

static void
each_day_begins_at_the_next_free_number(void **state)
{
	(void)state;
	pay_expect(ISSUE PAYMENTS USE("P1", "A007")
		       USE("P2", "A009") "payment,P3,2026-11-03T09:00:00+08:00,"
					 "H01,S01,C01,1,,,,card,,,"
					 "1.00,A010,2026-11-03,\n",
	    "run", HALL_LOOK,
	    RUN("2,0,0,0,7,1,gap:numbers=A008") "run,R20261103-B1-A010,2026-11-"
						"03,H01,S01,B1,A010,A016,1,0,0,"
						"0,6,"
						"0,\n");
}

static void
a_number_that_was_left_out_is_outside_on_a_later_day(void **state)
{
	(void)state;
	pay_expect(ISSUE PAYMENTS USE("P1", "A007")
		       USE("P2", "A009") "payment,P3,2026-11-03T09:00:00+08:00,"
					 "H01,S01,C01,1,,,,card,,,"
					 "1.00,A008,2026-11-03,\n",
	    "run", HALL_LOOK,
	    RUN("2,0,0,0,7,1,gap:numbers=A008") "run,R20261103-B1-A010,2026-11-"
						"03,H01,S01,B1,A010,A016,0,0,0,"
						"0,7,"
						"0,\n"
						"run,R20261103-outside-S01,"
						"2026-11-03,H01,S01,,,,1,,,,,,"
						"outside:numbers=A008\n");
}

static void
an_opening_line_begins_the_day_after(void **state)
{
	(void)state;
	pay_expect(BOOKS
	    "book,B1,2026-11-02T00:00:00+08:00,H01,,issue,receipt,A007,A016,"
	    "S01,2026-11-01,0\n" PAYMENTS USE("P1", "A007"),
	    "run", HALL_DONE, RUN("1,0,0,0,9,0,"));
}

static void
numbers_without_any_book_are_no_fault(void **state)
{
	(void)state;
	pay_expect(PAYMENTS USE("P1", "A007") USE("P2", "A008"), "run",
	    HALL_DONE,
	    "run,R20261102-outside-S01,2026-11-02,H01,S01,,,,2,,,,,,"
	    "no_range:numbers=A007;A008\n");
}

static void
what_is_carried_goes_on_as_if_the_days_were_one(void **state)
{
	struct buffer carried = {0}, facts = {0};

	(void)state;
	pay_carry(ISSUE BOOKS
	    "book,B2,2026-11-02T08:00:00+08:00,H01,S10,receive,receipt,B001,"
	    "B050,,2026-11-02,\n" PAYMENTS USE("P1", "A007") USE("P2", "A009"),
	    &carried);
	pay_filter(buffer_view(&carried), NULL, &facts);
	assert_string_equal(facts.text,
	    "book,B2,2026-11-03T00:00:00+08:00,H01,,receive,receipt,B001,"
	    "B050,S10,,2026-11-02,,0,,,,\n"
	    "book,B1,2026-11-03T00:00:00+08:00,H01,,issue,receipt,A010,A016,"
	    "S01,,2026-11-02,,0,,,,\n");
	buffer_release(&facts);
	buffer_text(&carried, PAYMENTS
	    "payment,P3,2026-11-03T09:00:00+08:00,H01,S01,C01,1,,,,card,,,"
	    "1.00,A010,2026-11-03,\n");
	pay_expect(carried.text, "run", HALL_DONE,
	    "run,R20261103-B1-A010,2026-11-03,H01,S01,B1,A010,A016,1,0,0,0,6,"
	    "0,\n");
	buffer_release(&carried);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(numbers_keep_their_letters_and_zeros),
	    cmocka_unit_test(a_book_is_used_up_from_its_first_number),
	    cmocka_unit_test(a_receipt_fact_is_the_same_use),
	    cmocka_unit_test(a_gap_is_told_by_its_numbers),
	    cmocka_unit_test(void_and_lost_numbers_are_accounted_for),
	    cmocka_unit_test(a_number_of_two_payments_is_seen),
	    cmocka_unit_test(payments_of_a_group_share_a_receipt),
	    cmocka_unit_test(what_is_returned_is_no_longer_on_hand),
	    cmocka_unit_test(lost_numbers_are_skipped),
	    cmocka_unit_test(wrong_book_facts_are_faults),
	    cmocka_unit_test(used_numbers_are_not_returned),
	    cmocka_unit_test(lost_numbers_are_not_used_and_used_ones_not_lost),
	    cmocka_unit_test(
		a_number_that_was_used_before_its_issue_is_outside),
	    cmocka_unit_test(each_day_begins_at_the_next_free_number),
	    cmocka_unit_test(
		a_number_that_was_left_out_is_outside_on_a_later_day),
	    cmocka_unit_test(an_opening_line_begins_the_day_after),
	    cmocka_unit_test(numbers_without_any_book_are_no_fault),
	    cmocka_unit_test(what_is_carried_goes_on_as_if_the_days_were_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
