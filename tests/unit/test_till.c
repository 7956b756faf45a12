/*
 * test_till.c - drawers: what is expected, counted, over and short.
 */
#include "pay_fixture.h"

#define OPEN                                                               \
	DRAWERS "drawer,D1,2026-11-02T08:20:00+08:00,H01,S01,C01,1,open,," \
		",,,,,2026-11-02\n"                                        \
		"drawer,D2,2026-11-02T08:20:20+08:00,H01,S01,C01,1,float," \
		"50.00,,,,,,2026-11-02\n"
#define SALE                                                             \
	PAYMENTS "payment,P1,2026-11-02T09:00:00+08:00,H01,S01,C01,1,,," \
		 ",cash,500.00,100.00,400.00,,2026-11-02,\n"
#define COUNT_OF(amount)                                                  \
	DRAWERS                                                           \
	"drawer,D8,2026-11-02T17:31:00+08:00,H01,S09,C01,1,count," amount \
	",,,,,,2026-11-02\n"
#define CLOSE                                                               \
	DRAWERS "drawer,D9,2026-11-02T17:32:00+08:00,H01,S09,C01,1,close,," \
		",,7,,,2026-11-02\n"
#define TILL_OPENED                                                 \
	"till,T20261102-C01-1-cash,2026-11-02,H01,C01,1,S01,,cash," \
	"2026-11-02T08:20:00+08:00,,"
#define TILL_CLOSED                                                  \
	"till,T20261102-C01-1-cash,2026-11-02,H01,C01,1,S01,7,cash," \
	"2026-11-02T08:20:00+08:00,2026-11-02T17:32:00+08:00,"

static void
change_never_counts(void **state)
{
	(void)state;
	pay_expect(OPEN SALE, "till", HALL_DONE,
	    TILL_OPENED "1,400.00,0,0.00,0,0.00,400.00,50.00,0.00,0.00,0.00,"
			"450.00,,,open\n");
}

static void
a_drawer_that_agrees_says_nothing(void **state)
{
	(void)state;
	pay_expect(OPEN SALE COUNT_OF("450.00") CLOSE, "till", HALL_DONE,
	    TILL_CLOSED "1,400.00,0,0.00,0,0.00,400.00,50.00,0.00,0.00,0.00,"
			"450.00,450.00,0.00,\n");
}

static void
what_is_short_stays_after_the_close(void **state)
{
	(void)state;
	pay_expect(OPEN SALE COUNT_OF("50.00") CLOSE, "till", HALL_LOOK,
	    TILL_CLOSED "1,400.00,0,0.00,0,0.00,400.00,50.00,0.00,0.00,0.00,"
			"450.00,50.00,-400.00,short:amount=400.00\n");
}

static void
a_reason_goes_into_the_why(void **state)
{
	(void)state;
	pay_expect(OPEN SALE DRAWERS
	    "drawer,D8,2026-11-02T17:31:00+08:00,H01,S09,C01,1,count,"
	    "470.00,,,,found,S01,2026-11-02\n" CLOSE,
	    "till", HALL_LOOK,
	    TILL_CLOSED
	    "1,400.00,0,0.00,0,0.00,400.00,50.00,0.00,0.00,0.00,450.00,"
	    "470.00,20.00,\"over_told:amount=20.00,reason=found,liable=S01\""
	    "\n");
}

static void
notes_are_counted(void **state)
{
	(void)state;
	pay_expect(OPEN SALE DRAWERS
	    "drawer,D8,2026-11-02T17:31:00+08:00,H01,S09,C01,1,count,"
	    ",100x4 50x1,,,,,2026-11-02\n" CLOSE,
	    "till", HALL_DONE,
	    TILL_CLOSED "1,400.00,0,0.00,0,0.00,400.00,50.00,0.00,0.00,0.00,"
			"450.00,450.00,0.00,\n");
	pay_expect_fault(OPEN DRAWERS
	    "drawer,D8,2026-11-02T17:31:00+08:00,H01,S09,C01,1,count,"
	    "40.00,20x3,,,,,2026-11-02\n",
	    "notes_sum:amount=40.00");
	pay_expect_fault(OPEN DRAWERS
	    "drawer,D8,2026-11-02T17:31:00+08:00,H01,S09,C01,1,count,"
	    ",20y3,,,,,2026-11-02\n",
	    "notes");
}

static void
cash_moves_in_and_out(void **state)
{
	(void)state;
	pay_expect(OPEN SALE DRAWERS
	    "drawer,D3,2026-11-02T10:00:00+08:00,H01,S01,C01,1,payin,10.00,,,"
	    ",,,2026-11-02\n"
	    "drawer,D4,2026-11-02T11:00:00+08:00,H01,S01,C01,1,payout,5.50,,,"
	    ",,,2026-11-02\n"
	    "drawer,D5,2026-11-02T12:00:00+08:00,H01,S01,C01,1,drop,300.00,,,"
	    ",,,2026-11-02\n",
	    "till", HALL_DONE,
	    TILL_OPENED "1,400.00,0,0.00,0,0.00,400.00,50.00,10.00,5.50,"
			"300.00,154.50,,,open\n");
}

static void
cash_after_the_count_wants_another(void **state)
{
	(void)state;
	pay_expect(OPEN COUNT_OF("50.00") PAYMENTS
	    "payment,P1,2026-11-02T17:31:30+08:00,H01,S01,C01,1,,,,cash,,,"
	    "1.00,,2026-11-02,\n" CLOSE,
	    "till", HALL_LOOK,
	    TILL_CLOSED "1,1.00,0,0.00,0,0.00,1.00,50.00,0.00,0.00,0.00,"
			"51.00,50.00,-1.00,recount:moves=1\n");
}

static void
a_close_without_a_count_is_seen(void **state)
{
	(void)state;
	pay_expect(OPEN CLOSE, "till", HALL_LOOK,
	    TILL_CLOSED "0,0.00,0,0.00,0,0.00,0.00,50.00,0.00,0.00,0.00,50.00,"
			",,uncounted\n");
}

static void
an_earlier_count_that_differed_is_not_forgotten(void **state)
{
	(void)state;
	pay_expect(OPEN DRAWERS
	    "drawer,D7,2026-11-02T12:00:00+08:00,H01,S09,C01,1,count,30.00,,,"
	    ",,,2026-11-02\n" COUNT_OF("50.00") CLOSE,
	    "till", HALL_LOOK,
	    TILL_CLOSED "0,0.00,0,0.00,0,0.00,0.00,50.00,0.00,0.00,0.00,50.00,"
			"50.00,0.00,counts_differ:earlier=-20.00\n");
}

static void
drawers_are_numbered_by_counter_and_day(void **state)
{
	(void)state;
	pay_expect(DRAWERS
	    "drawer,D1,2026-11-02T08:00:00+08:00,H01,S01,C01,,open,1.00,,,,,,"
	    "\n"
	    "drawer,D2,2026-11-02T12:00:00+08:00,H01,S01,C01,,count,1.00,,,,,,"
	    "\n"
	    "drawer,D3,2026-11-02T12:00:01+08:00,H01,S01,C01,,close,,,,1,,,\n"
	    "drawer,D4,2026-11-02T12:30:00+08:00,H01,S02,C01,,open,2.00,,,,,,"
	    "\n",
	    "till", HALL_DONE,
	    "till,T20261102-C01-1-cash,2026-11-02,H01,C01,1,S01,1,cash,"
	    "2026-11-02T08:00:00+08:00,2026-11-02T12:00:01+08:00,0,0.00,0,"
	    "0.00,0,0.00,0.00,1.00,0.00,0.00,0.00,1.00,1.00,0.00,\n"
	    "till,T20261102-C01-2-cash,2026-11-02,H01,C01,2,S02,,cash,"
	    "2026-11-02T12:30:00+08:00,,0,0.00,0,0.00,0,0.00,0.00,2.00,0.00,"
	    "0.00,0.00,2.00,,,open\n");
}

static void
a_handover_changes_the_custodian(void **state)
{
	(void)state;
	pay_expect(OPEN DRAWERS
	    "drawer,D3,2026-11-02T12:00:00+08:00,H01,S01,C01,1,handover,50.00,"
	    ",S02,,,,2026-11-02\n",
	    "till", HALL_DONE,
	    "till,T20261102-C01-1-cash,2026-11-02,H01,C01,1,S02,,cash,"
	    "2026-11-02T08:20:00+08:00,,0,0.00,0,0.00,0,0.00,0.00,50.00,0.00,"
	    "0.00,0.00,50.00,50.00,0.00,open\n");
}

static void
wrong_drawer_facts_are_faults(void **state)
{
	(void)state;
	pay_expect_fault(OPEN DRAWERS
	    "drawer,D3,2026-11-02T09:00:00+08:00,H01,S01,C01,2,open,,,,,,,"
	    "2026-11-02\n",
	    "drawer_open:counter=C01");
	pay_expect_fault(DRAWERS
	    "drawer,D3,2026-11-02T09:00:00+08:00,H01,S01,C01,1,drop,1.00,,,,,,"
	    "2026-11-02\n",
	    "drawer_closed:counter=C01");
	pay_expect_fault(DRAWERS
	    "drawer,D9,2026-11-02T17:00:00+08:00,H01,S01,C01,1,close,,,,1,,,"
	    "2026-11-02\n",
	    "drawer_closed:counter=C01");
	pay_expect_fault(OPEN DRAWERS
	    "drawer,D3,2026-11-02T09:00:00+08:00,H01,S01,C01,1,drop,-1.00,,,,"
	    ",,2026-11-02\n",
	    "negative:value=-1.00");
}

static void
a_close_of_an_earlier_day_only_brings_its_number(void **state)
{
	(void)state;
	pay_expect(DRAWERS
	    "drawer,D9,2026-11-01T17:00:00+08:00,H01,S01,C01,1,close,,,,6,,,"
	    "2026-11-01\n" OPEN,
	    "till", HALL_DONE,
	    TILL_OPENED "0,0.00,0,0.00,0,0.00,0.00,50.00,0.00,0.00,0.00,50.00,"
			",,open\n");
}

static void
a_kiosk_is_compared_with_its_own_account(void **state)
{
	(void)state;
	pay_expect(PAYMENTS
	    "payment,K1,2026-11-02T20:00:00+08:00,H01,K01,,,K01,kiosk,,wechat,"
	    ",,30.00,,2026-11-02,\n"
	    "#batch,id,time,hall,staff,device,method,amount\n"
	    "batch,B1,2026-11-02T23:00:00+08:00,H01,K01,K01,wechat,20.00\n",
	    "till", HALL_LOOK,
	    "till,T20261102-K01-0-wechat,2026-11-02,H01,K01,,K01,,wechat,,,1,"
	    "30.00,0,0.00,0,0.00,30.00,,,,,30.00,20.00,-10.00,"
	    "short:amount=10.00\n");
}

static void
cash_without_a_drawer_is_said(void **state)
{
	(void)state;
	pay_expect(SALE, "till", HALL_DONE,
	    "till,T20261102-C01-1-cash,2026-11-02,H01,C01,1,S01,,cash,,,1,"
	    "400.00,0,0.00,0,0.00,400.00,,,,,400.00,,,no_drawer\n");
}

static void
sums_that_overflow_are_faults(void **state)
{
	(void)state;
	pay_expect_fault(PAYMENTS
	    "payment,P1,2026-11-02T09:00:00+08:00,H01,S01,C01,1,,,,card,,,"
	    "92233720368547758.07,,2026-11-02,\n"
	    "payment,P2,2026-11-02T09:00:01+08:00,H01,S01,C01,1,,,,card,,,"
	    "0.01,,2026-11-02,\n",
	    "sum");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(change_never_counts),
	    cmocka_unit_test(a_drawer_that_agrees_says_nothing),
	    cmocka_unit_test(what_is_short_stays_after_the_close),
	    cmocka_unit_test(a_reason_goes_into_the_why),
	    cmocka_unit_test(notes_are_counted),
	    cmocka_unit_test(cash_moves_in_and_out),
	    cmocka_unit_test(cash_after_the_count_wants_another),
	    cmocka_unit_test(a_close_without_a_count_is_seen),
	    cmocka_unit_test(an_earlier_count_that_differed_is_not_forgotten),
	    cmocka_unit_test(drawers_are_numbered_by_counter_and_day),
	    cmocka_unit_test(a_handover_changes_the_custodian),
	    cmocka_unit_test(wrong_drawer_facts_are_faults),
	    cmocka_unit_test(a_close_of_an_earlier_day_only_brings_its_number),
	    cmocka_unit_test(a_kiosk_is_compared_with_its_own_account),
	    cmocka_unit_test(cash_without_a_drawer_is_said),
	    cmocka_unit_test(sums_that_overflow_are_faults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
