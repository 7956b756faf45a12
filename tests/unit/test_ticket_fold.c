/*
 * test_ticket_fold.c - from takes, calls and finishes to visits.
 */
#include "ticket_fixture.h"

static void
test_wait_response_and_serve_are_apart(void **state)
{
	struct folded f;

	(void)state;
	FOLD(&f, hall_yaml, "08:00:00 C01 open staff=S01",
	    "09:00:00 A001 take queue=payment",
	    "09:04:00 A001 call counter=C01 staff=S01",
	    "09:04:30 A001 start staff=S01", "09:10:00 A001 hold staff=S01",
	    "09:12:00 A001 resume staff=S01", "09:15:00 A001 finish staff=S01",
	    "09:15:10 rating ticket=A001 score=4 source=device");
	assert_int_equal(f.status, HALL_DONE);
	assert_string_equal(visit(&f, "A001", "wait"), "240");
	assert_string_equal(visit(&f, "A001", "response"), "30");
	assert_string_equal(visit(&f, "A001", "serve"), "510");
	assert_string_equal(visit(&f, "A001", "held"), "120");
	assert_string_equal(visit(&f, "A001", "outcome"), "served");
	assert_string_equal(visit(&f, "A001", "counter"), "C01");
	assert_string_equal(visit(&f, "A001", "staff"), "S01");
	assert_string_equal(visit(&f, "A001", "class"), "normal");
	assert_string_equal(visit(&f, "A001", "score"), "4");
	assert_string_equal(visit(&f, "A001", "late"), "no");
	assert_string_equal(visit(&f, "A001", "why"), "");
	assert_string_equal(
	    visit(&f, "A001", "finished"), DAY "T09:15:00+08:00");
	folded_release(&f);
}

static void
test_the_wait_ends_with_the_last_call_that_was_answered(void **state)
{
	struct folded f;

	(void)state;
	FOLD(&f, hall_yaml, "09:00:00 A001 take queue=payment",
	    "09:04:00 A001 call counter=C01", "09:05:00 A001 recall",
	    "09:05:20 A001 start", "09:06:00 A001 finish");
	assert_string_equal(visit(&f, "A001", "wait"), "300");
	assert_string_equal(visit(&f, "A001", "response"), "20");
	assert_string_equal(visit(&f, "A001", "calls"), "2");
	assert_string_equal(visit(&f, "A001", "called"), DAY "T09:05:00+08:00");
	folded_release(&f);
}

static void
test_a_transfer_keeps_the_take_and_begins_a_leg(void **state)
{
	struct folded f;

	(void)state;
	FOLD(&f, hall_yaml, "09:00:00 B001 take queue=business",
	    "09:04:00 B001 call counter=C02 staff=S02",
	    "09:04:10 B001 start staff=S02",
	    "09:06:10 B001 transfer to=payment staff=S02",
	    "09:06:20 B001 call counter=C01 staff=S01",
	    "09:06:40 B001 start staff=S01", "09:07:40 B001 finish staff=S01");
	assert_string_equal(visit(&f, "B001", "queue"), "business");
	assert_string_equal(visit(&f, "B001", "legs"), "2");
	assert_string_equal(visit(&f, "B001", "calls"), "2");
	assert_string_equal(visit(&f, "B001", "wait"), "380");
	assert_string_equal(visit(&f, "B001", "serve"), "60");
	assert_string_equal(visit(&f, "B001", "counter"), "C01");
	assert_string_equal(visit(&f, "B001", "why"), "transferred:to=payment");
	/* The first leg was work too, though it served nobody to the end. */
	assert_string_equal(
	    derived(&f, "seat", "SE20261102-C02-S02", "busy_seconds"), "120");
	assert_string_equal(
	    derived(&f, "seat", "SE20261102-C02-S02", "served"), "0");
	assert_string_equal(
	    derived(&f, "seat", "SE20261102-C01-S01", "served"), "1");
	folded_release(&f);
}

static void
test_a_no_show_comes_back_once(void **state)
{
	struct folded f;

	(void)state;
	FOLD(&f, hall_yaml, "09:00:00 A001 take queue=payment",
	    "09:00:05 A002 take queue=payment",
	    "09:01:00 A001 call counter=C01", "09:02:00 A001 recall",
	    "09:03:00 A001 recall", "09:04:00 A001 absent",
	    "09:05:00 A001 take",
	    /* It stands where it stood: before A002. */
	    "09:06:00 A001 call counter=C01", "09:06:10 A001 start",
	    "09:07:00 A001 finish", "09:07:00 A002 call counter=C01",
	    "09:10:00 A002 absent", "09:11:00 A002 take",
	    "09:12:00 A002 call counter=C01", "09:15:00 A002 absent",
	    "09:16:00 A002 take");
	assert_string_equal(visit(&f, "A001", "outcome"), "served");
	assert_string_equal(visit(&f, "A001", "why"), "retaken");
	assert_string_equal(visit(&f, "A001", "calls"), "4");
	assert_string_equal(visit(&f, "A002", "outcome"), "absent");
	assert_string_equal(visit(&f, "A002", "wait"), "");
	assert_int_equal(f.status, HALL_DATA);
	assert_int_equal(count_of(&f, "fault"), 1);
	assert_string_equal(fault_why(&f, 0), "retaken_before:number=A002");
	folded_release(&f);
}

static void
test_ways_to_go_without_service(void **state)
{
	struct folded f;

	(void)state;
	FOLD(&f, hall_yaml, "09:00:00 A001 take queue=payment",
	    "09:00:00 A002 take queue=payment papers=missing",
	    "09:00:00 A003 take queue=payment",
	    "09:00:00 A004 take queue=payment", "09:01:00 A001 divert to=kiosk",
	    "09:02:00 A002 refer to=H02 reason=papers", "09:03:00 A003 leave",
	    "09:04:00 A004 escalate to=S10");
	assert_string_equal(visit(&f, "A001", "outcome"), "diverted");
	assert_string_equal(visit(&f, "A001", "why"), "sent:to=kiosk");
	assert_string_equal(visit(&f, "A002", "outcome"), "referred");
	assert_string_equal(visit(&f, "A002", "why"),
	    "papers_missing sent:to=H02 reason_given:text=papers");
	assert_string_equal(visit(&f, "A003", "outcome"), "left");
	assert_string_equal(visit(&f, "A003", "why"), "");
	assert_string_equal(visit(&f, "A004", "outcome"), "escalated");
	assert_string_equal(
	    derived(&f, "queueline", "Q20261102-payment-09", "arrived"), "4");
	assert_string_equal(
	    derived(&f, "queueline", "Q20261102-payment-09", "left"), "1");
	folded_release(&f);
}

/* 4 customers of 20 minutes at a counter each are a load of 4/3. */
static void
test_the_counters_that_were_needed(void **state)
{
	static const char yaml[] = "hall: {id: H01}\n"
				   "ticketing: {staffing: {share: 80%, "
				   "within: 1m}}\n"
				   "queues:\n"
				   "  payment: {prefix: A}\n"
				   "  vip: {prefix: V, staffing: "
				   "{share: 90%, within: 1s}}\n";
	struct folded f;

	(void)state;
	FOLD(&f, yaml, "09:00:00 A001 take queue=payment",
	    "09:00:00 A002 take queue=payment",
	    "09:00:00 A003 take queue=payment",
	    "09:00:00 A004 take queue=payment", "09:00:00 V001 take queue=vip",
	    "09:00:00 V002 take queue=vip", "09:10:00 A001 call counter=C01",
	    "09:12:00 A001 start", "09:20:00 A001 hold", "09:25:00 A001 resume",
	    "09:35:00 A001 finish", "09:10:00 V001 call counter=C02",
	    "09:10:00 V001 start", "09:22:00 V001 finish",
	    "10:00:00 B001 take queue=business");
	assert_string_equal(
	    derived(&f, "queueline", "Q20261102-payment-09", "needed_counters"),
	    "3");
	assert_string_equal(
	    derived(&f, "queueline", "Q20261102-vip-09", "needed_counters"),
	    "2");
	/* Of a queue that is not configured, too, but nobody was served. */
	assert_string_equal(derived(&f, "queueline", "Q20261102-business-10",
				"needed_counters"),
	    "");
	folded_release(&f);
}

static void
test_open_at_the_close_is_expired_and_in_no_mean(void **state)
{
	struct folded f;

	(void)state;
	FOLD(&f, hall_yaml, "08:00:00 C01 open",
	    "09:00:00 A001 take queue=payment",
	    "09:00:01 A002 take queue=payment",
	    "09:00:10 A001 call counter=C01", "09:00:10 A001 start",
	    "09:01:10 A001 finish", "09:01:10 A002 call counter=C01",
	    "09:01:20 A002 start", "17:00:00 day closed");
	assert_string_equal(visit(&f, "A002", "outcome"), "expired");
	assert_string_equal(visit(&f, "A002", "why"), "expired:state=serving");
	assert_string_equal(visit(&f, "A002", "serve"), "");
	assert_string_equal(
	    derived(&f, "queueline", "Q20261102-payment-09", "wait_mean"),
	    "10");
	assert_string_equal(
	    derived(&f, "seat", "SE20261102-C01-", "open_seconds"), "?");
	assert_string_equal(
	    derived(&f, "seat", "SE20261102-C01", "open_seconds"), "32400");
	assert_string_equal(
	    derived(&f, "seat", "SE20261102-C01", "closed"), "");
	folded_release(&f);
}

static void
test_a_day_that_goes_on_has_open_tickets(void **state)
{
	struct folded f;

	(void)state;
	FOLD(&f, hall_yaml, "09:00:00 A001 take queue=payment");
	assert_string_equal(visit(&f, "A001", "outcome"), "open");
	assert_string_equal(
	    visit(&f, "A001", "why"), "still_open:state=waiting");
	folded_release(&f);
	/* A later day says that this one is over. */
	FOLD(&f, hall_yaml, "09:00:00 A001 take queue=payment",
	    "+1 09:00:00 C01 open day=" DAY_AFTER);
	assert_string_equal(visit(&f, "A001", "outcome"), "expired");
	folded_release(&f);
	/* Another hall's later day says nothing of this hall. */
	FOLD(&f, hall_yaml, "09:00:00 A001 take queue=payment",
	    "+1 09:00:00 C01 open hall=H02 day=" DAY_AFTER);
	assert_string_equal(visit(&f, "A001", "outcome"), "open");
	folded_release(&f);
}

static void
test_limits_that_were_passed(void **state)
{
	struct folded f;

	(void)state;
	FOLD(&f, hall_yaml, "09:00:00 V001 take queue=vip",
	    "09:00:00 V002 take queue=vip", "09:00:00 A001 take queue=payment",
	    "09:02:00 V002 attend", "09:04:00 V001 call counter=C01",
	    "09:04:00 V001 start", "09:05:00 V001 finish",
	    "09:06:00 V002 call counter=C01", "09:06:00 V002 start",
	    "09:07:00 V002 finish", "09:10:00 A001 call counter=C02",
	    "09:10:30 A001 start", "09:41:00 A001 finish");
	assert_string_equal(visit(&f, "V001", "class"), "vip");
	assert_string_equal(visit(&f, "V001", "late"), "yes");
	assert_string_equal(
	    visit(&f, "V001", "why"), "attend_late:limit=3m,used=4m");
	/* Somebody came to this one in time. */
	assert_string_equal(visit(&f, "V002", "late"), "no");
	assert_string_equal(visit(&f, "A001", "late"), "yes");
	assert_string_equal(
	    visit(&f, "A001", "why"), "serve_long:limit=20m,used=31m");
	assert_string_equal(visit(&f, "A001", "serve"), "1830");
	folded_release(&f);
}

static void
test_the_limit_of_service_leaves_holds_out(void **state)
{
	struct folded f;

	(void)state;
	FOLD(&f, hall_yaml, "09:00:00 A001 take queue=payment",
	    "09:10:00 A001 call counter=C01", "09:10:00 A001 start",
	    "09:20:00 A001 hold", "09:50:00 A001 resume",
	    "10:00:00 A001 finish");
	assert_string_equal(visit(&f, "A001", "late"), "no");
	assert_string_equal(visit(&f, "A001", "serve"), "1200");
	folded_release(&f);
}

static void
test_ratings(void **state)
{
	struct folded f;

	(void)state;
	FOLD(&f, hall_yaml, "09:00:00 A001 take queue=payment",
	    "09:00:30 rating ticket=A001 score=5",
	    "09:01:00 A001 call counter=C01", "09:01:00 A001 start",
	    "09:02:00 A001 finish", "09:02:01 rating ticket=A001 score=6",
	    "09:02:01 rating ticket=A001 score=0",
	    "09:02:02 rating ticket=A001 score=3",
	    "09:02:03 rating ticket=A001 score=5",
	    "09:02:04 rating ticket=A077 score=5",
	    /* A survey is of no ticket. */
	    "09:02:05 rating score=5 source=survey");
	assert_string_equal(visit(&f, "A001", "score"), "3");
	assert_int_equal(count_of(&f, "fault"), 5);
	assert_string_equal(fault_why(&f, 0), "not_served:number=A001");
	folded_release(&f);
	/* What comes in on the next day changes nothing of this one. */
	FOLD(&f, hall_yaml, "09:00:00 A001 take queue=payment",
	    "09:01:00 A001 call counter=C01", "09:01:00 A001 start",
	    "09:02:00 A001 finish", "17:00:00 day closed",
	    ("+1 09:00:00 rating ticket=A001 score=5 day=" DAY_AFTER));
	assert_string_equal(visit(&f, "A001", "score"), "");
	assert_int_equal(f.status, HALL_DONE);
	folded_release(&f);
}

static void
test_midnight_and_another_offset(void **state)
{
	struct folded f;

	(void)state;
	FOLD_LOOSE(&f, hall_yaml, "23:50:00 C01 open staff=S01",
	    "23:59:50 A001 take queue=payment",
	    "+1 00:00:10 A001 call counter=C01 staff=S01",
	    "+1 00:00:20+08:00 A001 start staff=S01",
	    "17:01:20+01:00 A001 finish staff=S01",
	    "+1 00:02:00 C01 close staff=S01");
	assert_int_equal(f.status, HALL_DONE);
	assert_string_equal(visit(&f, "A001", "day"), DAY);
	assert_string_equal(visit(&f, "A001", "wait"), "20");
	assert_string_equal(visit(&f, "A001", "serve"), "60");
	assert_string_equal(
	    visit(&f, "A001", "finished"), DAY "T17:01:20+01:00");
	assert_string_equal(
	    derived(&f, "seat", "SE20261102-C01-S01", "open_seconds"), "720");
	assert_string_equal(
	    derived(&f, "seat", "SE20261102-C01-S01", "utilisation"), "0.0833");
	assert_string_equal(
	    derived(&f, "queueline", "Q20261102-payment-23", "open_counters"),
	    "1");
	folded_release(&f);
}

static void
test_seats_add_up(void **state)
{
	struct folded f;

	(void)state;
	FOLD(&f, hall_yaml, "08:00:00 C01 open staff=S01",
	    "08:10:00 C01 pause staff=S01 reason=water",
	    "08:15:00 C01 resume staff=S01", "08:20:00 A001 take queue=payment",
	    "08:20:00 A001 call counter=C01 staff=S01",
	    "08:20:00 A001 start staff=S01", "08:26:00 A001 finish staff=S01",
	    "08:30:00 C01 close staff=S01", "08:30:00 C01 open staff=S02",
	    "08:40:00 C01 close staff=S02", "08:45:00 C01 open staff=S01",
	    "08:50:00 C01 close staff=S01");
	assert_string_equal(
	    derived(&f, "seat", "SE20261102-C01-S01", "open_seconds"), "2100");
	assert_string_equal(
	    derived(&f, "seat", "SE20261102-C01-S01", "paused_seconds"), "300");
	assert_string_equal(
	    derived(&f, "seat", "SE20261102-C01-S01", "busy_seconds"), "360");
	assert_string_equal(
	    derived(&f, "seat", "SE20261102-C01-S01", "utilisation"), "0.2000");
	assert_string_equal(derived(&f, "seat", "SE20261102-C01-S01", "closed"),
	    DAY "T08:50:00+08:00");
	assert_string_equal(
	    derived(&f, "seat", "SE20261102-C01-S02", "utilisation"), "0.0000");
	folded_release(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_wait_response_and_serve_are_apart),
	    cmocka_unit_test(
		test_the_wait_ends_with_the_last_call_that_was_answered),
	    cmocka_unit_test(test_a_transfer_keeps_the_take_and_begins_a_leg),
	    cmocka_unit_test(test_a_no_show_comes_back_once),
	    cmocka_unit_test(test_ways_to_go_without_service),
	    cmocka_unit_test(test_the_counters_that_were_needed),
	    cmocka_unit_test(test_open_at_the_close_is_expired_and_in_no_mean),
	    cmocka_unit_test(test_a_day_that_goes_on_has_open_tickets),
	    cmocka_unit_test(test_limits_that_were_passed),
	    cmocka_unit_test(test_the_limit_of_service_leaves_holds_out),
	    cmocka_unit_test(test_ratings),
	    cmocka_unit_test(test_midnight_and_another_offset),
	    cmocka_unit_test(test_seats_add_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
