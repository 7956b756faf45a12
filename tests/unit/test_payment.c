/*
 * test_payment.c - what may be recorded of a payment, and undone.
 */
#include "pay_fixture.h"

#define PAY(id, method, amount)                                             \
	"payment," id ",2026-11-02T09:00:00+08:00,H01,S01,C01,1,,,," method \
	",,," amount ",,2026-11-02,\n"
#define VOID_OF(id, payment, amount, method)                             \
	VOIDS "void," id ",2026-11-02T10:00:00+08:00,H01,S09,,," payment \
	      "," amount "," method ",wrong,2026-11-02\n"
#define REFUND_OF(id, time, payment, amount)                                   \
	REFUNDS "refund," id "," time "T10:00:00+08:00,H01,S10,C01,1," payment \
		"," amount ",,asked," time "\n"

static void
amounts_are_checked(void **state)
{
	(void)state;
	pay_expect_fault(
	    PAYMENTS PAY("P1", "card", "12.3.4"), "money:value=12.3.4");
	pay_expect_fault(PAYMENTS PAY("P1", "card", "1e3"), "money:value=1e3");
	pay_expect_fault(
	    PAYMENTS PAY("P1", "card", "-0.00"), "money:value=-0.00");
	pay_expect_fault(PAYMENTS PAY("P1", "card", "92233720368547758.08"),
	    "money:value=92233720368547758.08");
	pay_expect_fault(
	    PAYMENTS PAY("P1", "card", "-1.00"), "negative:value=-1.00");
	pay_expect_fault(
	    PAYMENTS PAY("P1", "card", ""), "missing:column=amount");
}

static void
what_is_tendered_less_the_change_stays(void **state)
{
	(void)state;
	pay_expect_fault(PAYMENTS
	    "payment,P1,2026-11-02T09:00:00+08:00,H01,S01,C01,1,,,,cash,"
	    "20.00,7.60,12.30,,2026-11-02,\n",
	    "\"change:stays=12.40");
	pay_expect_fault(PAYMENTS
	    "payment,P1,2026-11-02T09:00:00+08:00,H01,S01,C01,1,,,,cash,"
	    "12.00,-0.30,12.30,,2026-11-02,\n",
	    "\"change:stays=12.00");
}

static void
methods_days_and_columns_are_checked(void **state)
{
	(void)state;
	pay_expect_fault(
	    PAYMENTS PAY("P1", "cahs", "1.00"), "method:value=cahs");
	pay_expect_fault(PAYMENTS
	    "payment,P1,2026-11-02T09:00:00+08:00,H01,S01,C01,1,,,,card,,,"
	    "1.00,,2026-02-30,\n",
	    "date:value=2026-02-30");
	pay_expect_fault(PAYMENTS
	    "payment,P1,2026-02-30T09:00:00+08:00,H01,S01,C01,1,,,,card,,,"
	    "1.00,,,\n",
	    "time:value=2026-02-30T09%3A00%3A00+08%3A00");
	pay_expect_fault("#payment,id,time,hall,method\n"
			 "payment,P1,2026-11-02T09:00:00+08:00,H01,card\n",
	    "missing:column=amount");
}

static void
the_same_id_with_other_content_is_a_fault(void **state)
{
	(void)state;
	pay_expect_fault(PAYMENTS PAY("P1", "card", "1.00")
			     PAY("P1", "card", "2.00"),
	    "twice:id=P1");
}

static void
halls_have_payments_of_their_own(void **state)
{
	(void)state;
	pay_expect(PAYMENTS
	    "payment,P1,2026-11-02T09:00:00+08:00,H01,S01,C01,1,,,,card,,,"
	    "1.00,,2026-11-02,\n"
	    "payment,P1,2026-11-02T09:00:00+08:00,H02,S01,C01,1,,,,card,,,"
	    "2.00,,2026-11-02,\n",
	    "till", HALL_DONE,
	    "till,T20261102-C01-1-card,2026-11-02,H01,C01,1,S01,,card,,,1,"
	    "1.00,0,0.00,0,0.00,1.00,,,,,1.00,,,\n"
	    "till,T20261102-C01-1-card,2026-11-02,H02,C01,1,S01,,card,,,1,"
	    "2.00,0,0.00,0,0.00,2.00,,,,,2.00,,,\n");
}

static void
a_void_undoes_its_payment_once(void **state)
{
	(void)state;
	pay_expect(PAYMENTS PAY("P1", "card", "5.00")
		       VOID_OF("V1", "P1", "5.00", "card"),
	    "till", HALL_DONE,
	    "till,T20261102-C01-1-card,2026-11-02,H01,C01,1,S01,,card,,,1,"
	    "5.00,1,5.00,0,0.00,0.00,,,,,0.00,,,\n");
	pay_expect_fault(PAYMENTS PAY("P1", "card", "5.00")
			     VOID_OF("V1", "P1", "5.00", "card")
				 VOID_OF("V2", "P1", "5.00", "card"),
	    "voided:id=P1");
}

static void
a_void_of_nothing_or_of_something_else_is_a_fault(void **state)
{
	(void)state;
	pay_expect_fault(
	    VOID_OF("V1", "P9", "5.00", "card"), "no_payment:id=P9");
	pay_expect_fault(PAYMENTS PAY("P1", "card", "5.00")
			     VOID_OF("V1", "P1", "4.00", "card"),
	    "differs:is=5.00");
	pay_expect_fault(PAYMENTS PAY("P1", "card", "5.00")
			     VOID_OF("V1", "P1", "5.00", "cash"),
	    "differs:is=card");
	pay_expect_fault(PAYMENTS PAY("P1", "card", "5.00") VOIDS
	    "void,V1,2026-11-03T10:00:00+08:00,H01,S09,,,P1,,,wrong,"
	    "2026-11-03\n",
	    "other_day:day=2026-11-02");
	pay_expect_fault(PAYMENTS PAY("P1", "card", "5.00")
			     REFUND_OF("R1", "2026-11-02", "P1", "1.00") VOIDS
	    "void,V1,2026-11-02T11:00:00+08:00,H01,S09,,,P1,,,wrong,"
	    "2026-11-02\n",
	    "refunded:refunded=1.00");
}

static void
a_void_without_a_reason_is_taken(void **state)
{
	(void)state;
	pay_expect(PAYMENTS PAY("P1", "card", "5.00") VOIDS
	    "void,V1,2026-11-02T10:00:00+08:00,H01,S09,,,P1,,,,2026-11-02\n",
	    "fault", HALL_DONE, "");
}

static void
refunds_give_back_what_is_left(void **state)
{
	(void)state;
	pay_expect(PAYMENTS PAY("P1", "card", "5.00")
		       REFUND_OF("R1", "2026-11-02", "P1", "2.00")
			   REFUND_OF("R2", "2026-11-02", "P1", "3.00"),
	    "till", HALL_DONE,
	    "till,T20261102-C01-1-card,2026-11-02,H01,C01,1,S01,,card,,,1,"
	    "5.00,0,0.00,2,5.00,0.00,,,,,0.00,,,\n");
	pay_expect_fault(PAYMENTS PAY("P1", "card", "5.00")
			     REFUND_OF("R1", "2026-11-02", "P1", "2.00")
				 REFUND_OF("R2", "2026-11-02", "P1", "3.01"),
	    "left:left=3.00");
	pay_expect_fault(PAYMENTS PAY("P1", "card", "5.00")
			     VOID_OF("V1", "P1", "5.00", "card")
				 REFUND_OF("R2", "2026-11-02", "P1", "3.01"),
	    "voided:id=P1");
}

static void
a_refund_counts_on_its_own_day(void **state)
{
	(void)state;
	pay_expect(PAYMENTS PAY("P1", "card", "5.00")
		       REFUND_OF("R1", "2026-11-03", "P1", "2.00"),
	    "till", HALL_DONE,
	    "till,T20261102-C01-1-card,2026-11-02,H01,C01,1,S01,,card,,,1,"
	    "5.00,0,0.00,0,0.00,5.00,,,,,5.00,,,\n"
	    "till,T20261103-C01-1-card,2026-11-03,H01,C01,1,S10,,card,,,0,"
	    "0.00,0,0.00,1,2.00,-2.00,,,,,-2.00,,,\n");
}

static void
a_refund_of_a_payment_of_before_is_believed(void **state)
{
	(void)state;
	pay_expect(REFUNDS "refund,R1,2026-11-02T10:00:00+08:00,H01,S10,C01,1,"
			   "P20261030-0007,2.00,cash,asked,2026-11-02\n",
	    "fault", HALL_DONE, "");
	pay_expect_fault(REFUNDS
	    "refund,R1,2026-11-02T10:00:00+08:00,H01,S10,C01,1,"
	    "P20261030-0007,2.00,,asked,2026-11-02\n",
	    "missing:column=method");
}

static void
a_correction_moves_a_payment_to_its_method(void **state)
{
	(void)state;
	pay_expect(PAYMENTS PAY("P1", "card", "5.00") CORRECTS
	    "correct,C1,2026-11-02T11:00:00+08:00,H01,S10,P1,method,card,"
	    "wechat,typed wrong,2026-11-02\n",
	    "till", HALL_DONE,
	    "till,T20261102-C01-1-card,2026-11-02,H01,C01,1,S01,,card,,,0,"
	    "0.00,0,0.00,0,0.00,0.00,,,,,0.00,,,\n"
	    "till,T20261102-C01-1-wechat,2026-11-02,H01,C01,1,S01,,wechat,,,"
	    "1,5.00,0,0.00,0,0.00,5.00,,,,,5.00,,,\n");
}

static void
a_correction_by_day_and_seq_is_the_same(void **state)
{
	(void)state;
	pay_expect(PAYMENTS
	    "payment,P1,2026-11-02T09:00:00+08:00,H01,S01,C01,1,,,,card,,,"
	    "5.00,,2026-11-02,7\n" CORRECTS
	    "correct,C1,2026-11-02T11:00:00+08:00,H01,S10,2026-11-02/7,"
	    "method,card,wechat,typed wrong,2026-11-02\n",
	    "till", HALL_DONE,
	    "till,T20261102-C01-1-card,2026-11-02,H01,C01,1,S01,,card,,,0,"
	    "0.00,0,0.00,0,0.00,0.00,,,,,0.00,,,\n"
	    "till,T20261102-C01-1-wechat,2026-11-02,H01,C01,1,S01,,wechat,,,"
	    "1,5.00,0,0.00,0,0.00,5.00,,,,,5.00,,,\n");
}

static void
a_correction_of_a_later_day_leaves_the_till(void **state)
{
	(void)state;
	pay_expect(PAYMENTS PAY("P1", "card", "5.00") CORRECTS
	    "correct,C1,2026-11-03T11:00:00+08:00,H01,S10,P1,method,card,"
	    "wechat,typed wrong,2026-11-03\n",
	    "till", HALL_DONE,
	    "till,T20261102-C01-1-card,2026-11-02,H01,C01,1,S01,,card,,,1,"
	    "5.00,0,0.00,0,0.00,5.00,,,,,5.00,,,\n");
}

static void
money_is_not_corrected(void **state)
{
	(void)state;
	pay_expect_fault(PAYMENTS PAY("P1", "card", "5.00") CORRECTS
	    "correct,C1,2026-11-02T11:00:00+08:00,H01,S10,P1,amount,5.00,"
	    "6.00,typed wrong,2026-11-02\n",
	    "column:column=amount");
	pay_expect_fault(PAYMENTS PAY("P1", "card", "5.00") CORRECTS
	    "correct,C1,2026-11-02T11:00:00+08:00,H01,S10,P1,method,cash,"
	    "wechat,typed wrong,2026-11-02\n",
	    "differs:is=card");
}

static void
lines_add_up_to_the_payment(void **state)
{
	static const char payment[] = PAYMENTS
	    "payment,P1,2026-11-02T09:00:00+08:00,H01,S01,C01,1,,,,card,,,"
	    "5.00,,2026-11-02,7\n";
	char text[1024];

	(void)state;
	snprintf(text, sizeof(text), "%s%s", payment,
	    "#payline,payment,bill,item,amount,day,seq\n"
	    "payline,P1,E1,,2.00,2026-11-02,8\n"
	    "payline,P1,E2,,3.00,2026-11-02,9\n");
	pay_expect(text, "fault", HALL_DONE, "");
	snprintf(text, sizeof(text), "%s%s", payment,
	    "#payline,payment,bill,item,amount,day,seq\n"
	    "payline,P1,E1,,2.00,2026-11-02,8\n"
	    "payline,P1,E2,,3.01,2026-11-02,9\n");
	pay_expect_fault(text, "lines_over:amount=5.00");
	pay_expect_fault("#payline,payment,bill,item,amount,day,seq\n"
			 "payline,P1,E1,,2.00,2026-11-02,8\n",
	    "no_payment:id=P1");
}

/* A payline names no hall: it is of that of the payment before it. */
static void
lines_of_two_halls_are_told_apart(void **state)
{
	(void)state;
	pay_expect(PAYMENTS
	    "payment,P1,2026-11-02T09:00:00+08:00,H01,S01,C01,1,,,,card,,,"
	    "5.00,,2026-11-02,7\n"
	    "#payline,payment,bill,item,amount,day,seq\n"
	    "payline,P1,E1,,5.00,2026-11-02,8\n" PAYMENTS
	    "payment,P1,2026-11-02T09:00:00+08:00,H02,S01,C01,1,,,,card,,,"
	    "6.00,,2026-11-02,7\n"
	    "#payline,payment,bill,item,amount,day,seq\n"
	    "payline,P1,E2,,6.00,2026-11-02,8\n",
	    "fault", HALL_DONE, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(amounts_are_checked),
	    cmocka_unit_test(what_is_tendered_less_the_change_stays),
	    cmocka_unit_test(methods_days_and_columns_are_checked),
	    cmocka_unit_test(the_same_id_with_other_content_is_a_fault),
	    cmocka_unit_test(halls_have_payments_of_their_own),
	    cmocka_unit_test(a_void_undoes_its_payment_once),
	    cmocka_unit_test(a_void_of_nothing_or_of_something_else_is_a_fault),
	    cmocka_unit_test(a_void_without_a_reason_is_taken),
	    cmocka_unit_test(refunds_give_back_what_is_left),
	    cmocka_unit_test(a_refund_counts_on_its_own_day),
	    cmocka_unit_test(a_refund_of_a_payment_of_before_is_believed),
	    cmocka_unit_test(a_correction_moves_a_payment_to_its_method),
	    cmocka_unit_test(a_correction_by_day_and_seq_is_the_same),
	    cmocka_unit_test(a_correction_of_a_later_day_leaves_the_till),
	    cmocka_unit_test(money_is_not_corrected),
	    cmocka_unit_test(lines_add_up_to_the_payment),
	    cmocka_unit_test(lines_of_two_halls_are_told_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
