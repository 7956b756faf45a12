/*
 * test_ticket_order.c - who is called next, and what is out of order.
 */
#include "ticket_fixture.h"

#include "ticket/event.h"
#include "ticket/number.h"
#include "ticket/percentile.h"
#include "ticket/waiting.h"

/* Ask with a call: in order there is no remark. */
static void
assert_in_order(const struct folded *f, const char *number)
{
	const char *why = visit(f, number, "why");

	if (strstr(why, "out_of_order"))
		fail_msg("%s: %s", number, why);
}

static void
test_arrival_counts_across_the_queues_of_a_counter(void **state)
{
	struct folded f;

	(void)state;
	FOLD(&f, hall_yaml, "09:00:00 B001 take queue=business",
	    "09:00:01 A001 take queue=payment",
	    "09:00:02 A002 take queue=payment",
	    /* C02 serves both, and the business customer came first. */
	    "09:01:00 A001 call counter=C02", "09:01:00 A001 start",
	    "09:02:00 A001 finish", "09:02:00 B001 call counter=C02",
	    "09:02:00 B001 start", "09:03:00 B001 finish",
	    /* C01 does not serve business: A002 is its next. */
	    "09:03:00 B002 take queue=business",
	    "09:03:10 A002 call counter=C01");
	assert_string_equal(
	    visit(&f, "A001", "why"), "out_of_order:before=B001");
	assert_in_order(&f, "B001");
	assert_in_order(&f, "A002");
	folded_release(&f);
}

/* Serve one after the other at C02, a minute each, in that order. */
static void
serve_in_order(const char *const *numbers, size_t count,
    const char *const *takes, size_t takes_count, struct folded *f)
{
	struct telling t = {.journalled = true};
	char line[100];

	tell_headings(&t);
	for (size_t i = 0; i < takes_count; i++) {
		snprintf(line, sizeof(line), "09:00:%02zu %s", i, takes[i]);
		tell(&t, line);
	}
	for (size_t i = 0; i < count; i++) {
		static const char *const steps[] = {
		    "call counter=C02", "start", "finish"};

		for (size_t s = 0; s < COUNT(steps); s++) {
			snprintf(line, sizeof(line), "10:%02zu:%02zu %s %s", i,
			    s, numbers[i], steps[s]);
			tell(&t, line);
		}
	}
	fold_text(buffer_view(&t.text), hall_yaml, f);
	buffer_release(&t.text);
}

static void
test_quotas_go_round(void **state)
{
	/* {vip: 2}, {special: 1}, normal: V V S N, V V S N, and so on. */
	static const char *const takes[] = {"A001 take queue=payment",
	    "A002 take queue=payment", "A003 take queue=payment",
	    "A004 take queue=payment class=special",
	    "A005 take queue=payment class=special", "V001 take queue=vip",
	    "V002 take queue=vip", "V003 take queue=vip",
	    /* green is not named: it stands in the last step, before
	     * normal. */
	    "A006 take queue=payment class=green"};
	static const char *const order[] = {"V001", "V002", "A004", "A006",
	    "V003", "A005", "A001", "A002", "A003"};
	struct folded f;

	(void)state;
	serve_in_order(order, COUNT(order), takes, COUNT(takes), &f);
	for (size_t i = 0; i < COUNT(order); i++)
		assert_in_order(&f, order[i]);
	assert_int_equal(count_of(&f, "fault"), 0);
	folded_release(&f);
}

static void
test_a_class_may_go_before_but_not_within_itself(void **state)
{
	static const char *const takes[] = {"A001 take queue=payment",
	    "V001 take queue=vip", "V002 take queue=vip", "V003 take queue=vip",
	    "V004 take queue=vip"};
	/* After two VIPs it is the turn of the rest; a VIP who is called by
	 * class is fine, one who jumps over another VIP is not. */
	static const char *const order[] = {
	    "V001", "V002", "V003", "A001", "V004"};
	static const char *const jump[] = {"V001", "V002", "V004"};
	struct folded f;

	(void)state;
	serve_in_order(order, COUNT(order), takes, COUNT(takes), &f);
	for (size_t i = 0; i < COUNT(order); i++)
		assert_in_order(&f, order[i]);
	folded_release(&f);
	serve_in_order(jump, COUNT(jump), takes, COUNT(takes), &f);
	assert_non_null(
	    strstr(visit(&f, "V004", "why"), "out_of_order:before=A001"));
	folded_release(&f);
}

static void
test_an_appointment_goes_before_normal(void **state)
{
	struct folded f;

	(void)state;
	FOLD(&f, hall_yaml, "09:00:00 A001 take queue=payment",
	    "09:00:01 A002 take queue=payment channel=appointment",
	    "09:01:00 A002 call counter=C01", "09:01:00 A002 start",
	    "09:02:00 A002 finish", "09:02:00 A001 call counter=C01");
	assert_in_order(&f, "A001");
	assert_in_order(&f, "A002");
	assert_string_equal(visit(&f, "A002", "class"), "normal");
	folded_release(&f);
}

static void
test_the_reason_of_a_call_out_of_order_stays(void **state)
{
	struct folded f;

	(void)state;
	FOLD(&f, hall_yaml, "09:00:00 A001 take queue=payment",
	    "09:00:01 A002 take queue=payment",
	    "09:01:00 A002 call counter=C01 reason=fainted");
	assert_string_equal(visit(&f, "A002", "why"),
	    "out_of_order:before=A001 reason_given:text=fainted "
	    "still_open:state=called");
	folded_release(&f);
}

static void
test_outside_a_book_each_queue_is_judged_for_itself(void **state)
{
	struct folded f;

	(void)state;
	FOLD(&f, NULL, "09:00:00 B001 take queue=business",
	    "09:00:01 A001 take queue=payment",
	    "09:00:02 A002 take queue=payment",
	    "09:01:00 A001 call counter=C01", "09:01:00 A001 start",
	    "09:01:10 A001 finish", "09:02:00 A003 take queue=payment",
	    "09:03:00 A003 call counter=C01");
	assert_in_order(&f, "A001");
	assert_non_null(
	    strstr(visit(&f, "A003", "why"), "out_of_order:before=A002"));
	folded_release(&f);
}

static void
test_who_is_sent_to_a_counter_waits_for_it_alone(void **state)
{
	struct folded f;

	(void)state;
	FOLD(&f, hall_yaml, "09:00:00 A001 take queue=payment",
	    "09:00:01 A002 take queue=payment", "09:00:30 A001 transfer to=C02",
	    /* C01 passes nobody over: A001 is not its customer. */
	    "09:01:00 A002 call counter=C01", "09:02:00 A001 call counter=C02");
	assert_in_order(&f, "A002");
	assert_in_order(&f, "A001");
	assert_string_equal(visit(&f, "A001", "counter"), "C02");
	folded_release(&f);
}

static void
test_the_events_are_those_of_the_records(void **state)
{
	(void)state;
	assert_string_equal(ticket_event_name(TICKET_EVENT_TAKE), "take");
	assert_string_equal(ticket_event_name(TICKET_EVENT_HOLD), "hold");
	assert_string_equal(
	    ticket_event_name(TICKET_EVENT_TRANSFER), "transfer");
	assert_string_equal(ticket_event_name(TICKET_EVENT_ATTEND), "attend");
	assert_string_equal(ticket_event_name(TICKET_EVENT_ABSENT), "absent");
	assert_string_equal(ticket_event_name(TICKET_EVENT_FINISH), "finish");
	assert_null(kinds[KIND_TICKET].events[TICKET_EVENTS]);
	assert_string_equal(counter_event_name(COUNTER_EVENT_PAUSE), "pause");
	assert_null(kinds[KIND_COUNTER].events[COUNTER_EVENTS]);
}

static void
test_percentiles_say_how(void **state)
{
	int64_t ten[10], one = 7;

	(void)state;
	for (int i = 0; i < 10; i++)
		ten[i] = i + 1;
	assert_int_equal(
	    percentile_of(PERCENTILE_NEAREST_RANK, 50, ten, 10), 5);
	assert_int_equal(
	    percentile_of(PERCENTILE_NEAREST_RANK, 90, ten, 10), 9);
	assert_int_equal(
	    percentile_of(PERCENTILE_NEAREST_RANK, 95, ten, 10), 10);
	assert_int_equal(percentile_of(PERCENTILE_NEAREST_RANK, 0, ten, 10), 1);
	assert_int_equal(
	    percentile_of(PERCENTILE_NEAREST_RANK, 100, ten, 10), 10);
	/* 9.1, and 5.5 goes up. */
	assert_int_equal(percentile_of(PERCENTILE_LINEAR, 90, ten, 10), 9);
	assert_int_equal(percentile_of(PERCENTILE_LINEAR, 50, ten, 10), 6);
	assert_int_equal(percentile_of(PERCENTILE_LINEAR, 100, ten, 10), 10);
	assert_int_equal(percentile_of(PERCENTILE_UPPER, 90, ten, 10), 10);
	assert_int_equal(percentile_of(PERCENTILE_UPPER, 100, ten, 10), 10);
	for (unsigned p = 0; p <= 100; p++)
		for (int m = 0; m <= PERCENTILE_UPPER; m++)
			assert_int_equal(
			    percentile_of((enum percentile)m, p, &one, 1), 7);
	assert_int_equal(percentile_find(SLICE("upper")), PERCENTILE_UPPER);
	assert_int_equal(percentile_find(SLICE("linear")), PERCENTILE_LINEAR);
}

static void
test_numbers_and_ids(void **state)
{
	char id[TICKET_ID_SIZE];
	struct slice prefix;
	uint32_t value;
	int32_t day;

	(void)state;
	assert_int_equal(
	    ticket_number_parse(SLICE("A001"), &prefix, &value), 0);
	assert_slice(prefix, "A");
	assert_int_equal(value, 1);
	assert_int_equal(
	    ticket_number_parse(SLICE("业A-1000"), &prefix, &value), 0);
	assert_slice(prefix, "业A-");
	assert_int_equal(value, 1000);
	assert_int_equal(
	    ticket_number_parse(SLICE("999999999"), &prefix, &value), 0);
	assert_slice(prefix, "");
	assert_int_equal(
	    ticket_number_parse(SLICE("A1234567890"), &prefix, &value), -1);
	assert_int_equal(
	    ticket_number_parse(SLICE("VIP"), &prefix, &value), -1);
	assert_int_equal(ticket_number_parse(SLICE(""), &prefix, &value), -1);
	date_parse(SLICE(DAY), &day);
	assert_int_equal(ticket_id_format(day, SLICE("A001"), id), 14);
	assert_string_equal(id, "T20261102-A001");
}

static void
test_a_line_is_in_the_order_of_arrival(void **state)
{
	struct waiting line = {NULL, 0, 0};
	struct place_in_line before = {INT64_MIN, 0, 0};
	uint64_t seed = 42;

	(void)state;
	assert_null(waiting_top(&line));
	for (uint32_t i = 0; i < 1000; i++)
		waiting_add(
		    &line, (struct place_in_line){
			       (int64_t)(unit_random(&seed) % 100), i, 0});
	for (int i = 0; i < 1000; i++) {
		const struct place_in_line *top = waiting_top(&line);

		assert_non_null(top);
		assert_false(place_before(top, &before));
		before = *top;
		waiting_drop_top(&line);
	}
	assert_null(waiting_top(&line));
	waiting_release(&line);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		test_arrival_counts_across_the_queues_of_a_counter),
	    cmocka_unit_test(test_quotas_go_round),
	    cmocka_unit_test(test_a_class_may_go_before_but_not_within_itself),
	    cmocka_unit_test(test_an_appointment_goes_before_normal),
	    cmocka_unit_test(test_the_reason_of_a_call_out_of_order_stays),
	    cmocka_unit_test(
		test_outside_a_book_each_queue_is_judged_for_itself),
	    cmocka_unit_test(test_who_is_sent_to_a_counter_waits_for_it_alone),
	    cmocka_unit_test(test_the_events_are_those_of_the_records),
	    cmocka_unit_test(test_percentiles_say_how),
	    cmocka_unit_test(test_numbers_and_ids),
	    cmocka_unit_test(test_a_line_is_in_the_order_of_arrival),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
