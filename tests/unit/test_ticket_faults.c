/*
 * test_ticket_faults.c - events that cannot have happened, or not then.
 */
#include "ticket_fixture.h"

static void
test_impossible_events_are_faults_that_say_what_is_possible(void **state)
{
	struct folded f;

	(void)state;
	FOLD(&f, hall_yaml, "09:00:00 A001 take queue=payment",
	    "09:01:00 A001 finish", "09:02:00 A001 take queue=payment",
	    "09:03:00 A009 start");
	assert_int_equal(f.status, HALL_DATA);
	assert_int_equal(count_of(&f, "fault"), 3);
	assert_non_null(strstr(f.text.text,
	    "\"ticket_state:number=A001,state=waiting,event=finish,"
	    "possible=call%20transfer%20divert%20refer%20escalate%20"
	    "attend%20leave\""));
	assert_non_null(strstr(f.text.text,
	    "\"ticket_state:number=A009,state=untaken,event=start,"
	    "possible=take\""));
	/* The ticket is as it was. */
	assert_string_equal(visit(&f, "A001", "outcome"), "open");
	folded_release(&f);
}

static void
test_a_counter_calls_one_at_a_time_and_not_while_paused(void **state)
{
	struct folded f;

	(void)state;
	FOLD(&f, hall_yaml, "08:00:00 C01 open",
	    "09:00:00 A001 take queue=payment",
	    "09:00:01 A002 take queue=payment",
	    "09:01:00 A001 call counter=C01", "09:02:00 A002 call counter=C01",
	    "09:02:30 C01 pause", "09:03:00 A001 start", "09:04:00 A001 finish",
	    "09:05:00 C01 pause", "09:06:00 A002 call counter=C01",
	    "09:07:00 C01 close", "09:08:00 A002 call counter=C01");
	assert_int_equal(count_of(&f, "fault"), 4);
	assert_non_null(
	    strstr(f.text.text, "\"counter_busy:counter=C01,number=A001\""));
	assert_non_null(
	    strstr(f.text.text, "\"counter_shut:counter=C01,state=paused\""));
	assert_non_null(
	    strstr(f.text.text, "\"counter_shut:counter=C01,state=closed\""));
	assert_string_equal(visit(&f, "A002", "outcome"), "open");
	folded_release(&f);
}

static void
test_time_never_goes_back(void **state)
{
	struct folded f;

	(void)state;
	FOLD(&f, hall_yaml, "09:00:00 A001 take queue=payment",
	    "08:59:59 A001 call counter=C01", "09:01:00 A001 call counter=C01",
	    "09:02:00 A001 start", "09:03:00 A001 finish",
	    "09:00:00 A002 take queue=payment",
	    "09:02:30 A002 call counter=C01", "09:03:00 A002 call counter=C01",
	    "09:03:00 A002 start", "09:03:00 A002 finish");
	assert_int_equal(count_of(&f, "fault"), 2);
	assert_non_null(strstr(
	    f.text.text, "earlier:than=2026-11-02T09%3A00%3A00+08%3A00"));
	assert_string_equal(visit(&f, "A002", "serve"), "0");
	assert_string_equal(visit(&f, "A002", "outcome"), "served");
	folded_release(&f);
}

static void
test_a_number_is_given_once_a_day(void **state)
{
	struct folded f;

	(void)state;
	FOLD(&f, hall_yaml, "09:00:00 A001 take queue=payment",
	    "09:00:01 A001 take queue=payment id=other",
	    "09:00:02 A002 take queue=payment id=third",
	    "09:00:03 A002 take queue=payment", "09:00:04 A003 leave id=third");
	assert_int_equal(count_of(&f, "fault"), 3);
	assert_int_equal(count_of(&f, "visit"), 2);
	assert_string_equal(derived(&f, "visit", "third", "number"), "A002");
	folded_release(&f);
}

static void
test_a_fact_that_is_read_without_seq_may_come_in_any_order(void **state)
{
	struct folded f;

	(void)state;
	FOLD_LOOSE(&f, hall_yaml, "09:02:00 A001 finish counter=C01",
	    "09:02:00 A002 call counter=C01", "09:01:00 A001 start counter=C01",
	    "09:00:00 A002 take queue=payment",
	    "09:00:00 A001 take queue=payment",
	    "09:01:00 A001 call counter=C01", "09:03:00 A002 start",
	    "09:03:00 A002 finish", "08:00:00 C01 open",
	    /* Kinds of one second come in their order: the counter first. */
	    "09:03:00 C01 close");
	assert_int_equal(f.status, HALL_DONE);
	assert_string_equal(visit(&f, "A001", "serve"), "60");
	assert_string_equal(visit(&f, "A002", "response"), "60");
	assert_string_equal(
	    derived(&f, "seat", "SE20261102-C01", "open_seconds"), "3780");
	folded_release(&f);
}

static void
test_what_no_other_fact_of_the_second_lifts_is_a_fault(void **state)
{
	struct folded f;

	(void)state;
	FOLD_LOOSE(&f, hall_yaml, "09:00:00 A001 take queue=payment",
	    "09:00:00 A002 take queue=payment",
	    "09:01:00 A001 call counter=C01", "09:01:00 A002 call counter=C01",
	    "09:01:01 A001 start", "09:01:02 A002 start");
	assert_int_equal(count_of(&f, "fault"), 2);
	assert_non_null(
	    strstr(f.text.text, "\"counter_busy:counter=C01,number=A001\""));
	assert_string_equal(
	    visit(&f, "A002", "why"), "still_open:state=waiting");
	folded_release(&f);
}

static void
test_nothing_happens_after_the_day_was_closed(void **state)
{
	struct folded f;

	(void)state;
	FOLD(&f, hall_yaml, "09:00:00 A001 take queue=payment",
	    "17:00:00 day closed", "17:00:01 A001 leave",
	    "17:00:02 A002 take queue=payment", "17:00:03 C01 open",
	    "17:00:00 A001 leave");
	assert_int_equal(count_of(&f, "fault"), 3);
	assert_string_equal(visit(&f, "A001", "outcome"), "left");
	folded_release(&f);
	FOLD(&f, hall_yaml, "09:00:00 A001 take queue=payment",
	    "+1 09:00:00 A001 leave day=" DAY_AFTER);
	assert_string_equal(fault_why(&f, 0), "ticket_day:number=A001");
	folded_release(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		test_impossible_events_are_faults_that_say_what_is_possible),
	    cmocka_unit_test(
		test_a_counter_calls_one_at_a_time_and_not_while_paused),
	    cmocka_unit_test(test_time_never_goes_back),
	    cmocka_unit_test(test_a_number_is_given_once_a_day),
	    cmocka_unit_test(
		test_a_fact_that_is_read_without_seq_may_come_in_any_order),
	    cmocka_unit_test(
		test_what_no_other_fact_of_the_second_lifts_is_a_fault),
	    cmocka_unit_test(test_nothing_happens_after_the_day_was_closed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
