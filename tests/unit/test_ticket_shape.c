/*
 * test_ticket_shape.c - queues, counters and ticketing in hall.yaml.
 */
#include "config_unit.h"
#include "ticket/settings.h"

#define FRAME "hall: {id: H01}\n"

/* What is wrong behind the first line. */
static void
wrong(const char *lines, const char *message)
{
	char text[1000];

	snprintf(text, sizeof(text), FRAME "%s\n", lines);
	refused(text, message);
}

static void
test_what_is_refused(void **state)
{
	(void)state;
	wrong("queues: {a: {}}", "hall.yaml:2: queues.a: 'prefix' is missing");
	wrong("queues: {a: {prefix: A1}}",
	    "hall.yaml:2: prefix: 'A1' ends in a digit, as the numbers "
	    "behind it do");
	wrong("queues: {a: {prefix: ABCDEFGHI}}",
	    "hall.yaml:2: prefix: 'ABCDEFGHI' is longer than 8 bytes");
	wrong("queues: {a: {prefix: A, class: VIP}}",
	    "hall.yaml:2: queues.a.class: 'VIP' is none of vip, green, "
	    "special, normal");
	wrong("queues: {a: {prefix: A, serve_max: 20}}",
	    "hall.yaml:2: queues.a.serve_max: '20' is not a duration (90s, "
	    "20m, 24h, 2d)");
	wrong("queues: {a: {prefix: A, alarm: 0}}",
	    "hall.yaml:2: alarm: '0' is no number from 1 to 100000");
	wrong("queues: {a: {prefix: A, staffing: {share: 80%}}}",
	    "hall.yaml:2: queues.a.staffing: 'within' is missing");
	wrong("queues: {a: {prefix: A, staffing: {share: 100%, within: 1m}}}",
	    "hall.yaml:2: share: a rate above 0% and below 100% is expected");
	wrong("ticketing: {staffing: {share: 0%, within: 1m}}",
	    "hall.yaml:2: share: a rate above 0% and below 100% is expected");
	wrong("ticketing: {staffing: {share: 80%, within: 2d}}",
	    "hall.yaml:2: within: no longer than a day");
	wrong("queues: {a: {prefix: A, serv_max: 20m}}",
	    "hall.yaml:2: queues.a: unknown key 'serv_max' (did you mean "
	    "'serve_max'?)");
}

static void
test_orders_that_are_refused(void **state)
{
	(void)state;
	wrong("counters: {C1: {order: [vpi]}}",
	    "hall.yaml:2: order: 'vpi' is no class (did you mean 'vip'?)");
	wrong("counters: {C1: {order: [silver]}}",
	    "hall.yaml:2: order: 'silver' is no class: vip, green, special, "
	    "appointment, normal");
	wrong("counters: {C1: {order: [vip, {vip: 2}]}}",
	    "hall.yaml:2: order: 'vip' is said twice");
	wrong("counters: {C1: {order: [{vip: 0}]}}",
	    "hall.yaml:2: order: the quota of 'vip' is no number from 1 to "
	    "100");
	wrong("counters: {C1: {order: [{vip: [2]}]}}",
	    "hall.yaml:2: order: the quota of 'vip' is no number from 1 to "
	    "100");
	wrong("counters: {C1: {order: [[vip]]}}",
	    "hall.yaml:2: order: a class or a class with its quota, {vip: 2}, "
	    "is expected");
	wrong("counters: {C1: {order: vip}}",
	    "hall.yaml:2: counters.C1.order: a list is expected, not a text");
}

static void
test_names_that_would_be_taken_for_others(void **state)
{
	(void)state;
	wrong("queues: {a: {prefix: C}}\ncounters: {C001: {}}",
	    "hall.yaml:3: counters: 'C001' looks like a number of the queue "
	    "'a'");
	wrong("queues: {a: {prefix: C}}\ncounters: {a: {}}",
	    "hall.yaml:3: counters: 'a' is the name of a queue too");
}

static void
test_ticketing_that_is_refused(void **state)
{
	(void)state;
	wrong("ticketing: {digits: 2}",
	    "hall.yaml:2: digits: '2' is no number from 3 to 9");
	wrong("ticketing: {absent_after: {calls: 0}}",
	    "hall.yaml:2: calls: '0' is no number from 1 to 1000");
	wrong("ticketing: {percentile: median}",
	    "hall.yaml:2: ticketing.percentile: 'median' is none of "
	    "nearest-rank, linear, upper");
	wrong("ticketing: {score_max: many}",
	    "hall.yaml:2: ticketing.score_max: 'many' is not a whole number");
}

static void
test_what_is_read(void **state)
{
	struct settings s;
	const struct counter_rule *c;
	const struct queue_rule *q;
	struct config *config = load(
	    FRAME "queues:\n"
		  "  payment: {prefix: A, serve_max: 20m, divert_to: kiosk, "
		  "alarm: 20}\n"
		  "  vip: {prefix: V, class: vip, attend_after: 3m}\n"
		  "counters:\n"
		  "  C02: {order: [{vip: 2, special: 1}, normal]}\n"
		  "  C01: {queues: payment}\n"
		  "ticketing: {retakes: 0, percentile: linear, score_max: 10, "
		  "digits: 4, serve_from: start, "
		  "absent_after: {calls: 2, seconds: 60}}\n");

	(void)state;
	settings_load(&s, config);
	q = settings_queue(&s, SLICE("payment"));
	assert_slice(q->prefix, "A");
	assert_int_equal(q->serve_max, 1200);
	assert_int_equal(q->alarm, 20);
	assert_slice(q->divert_to, "kiosk");
	assert_int_equal(q->class, LANE_NORMAL);
	q = settings_queue(&s, SLICE("vip"));
	assert_int_equal(q->attend_after, 180);
	assert_int_equal(q->class, LANE_VIP);
	c = settings_counter(&s, SLICE("C02"));
	assert_int_equal(c->steps, 3);
	assert_int_equal(c->step[0].quota, 2);
	assert_true(c->step[0].lane[LANE_VIP]);
	assert_false(c->step[0].lane[LANE_NORMAL]);
	/* Whom no step names stands in the last. */
	assert_true(c->step[2].lane[LANE_GREEN]);
	assert_true(c->step[2].lane[LANE_APPOINTMENT]);
	c = settings_counter(&s, SLICE("C01"));
	assert_int_equal(c->steps, 1);
	assert_true(c->step[0].lane[LANE_VIP]);
	assert_null(settings_queue(&s, SLICE("C01")));
	assert_string_equal(
	    settings_near_queue(&s, SLICE("paymnt")), "payment");
	assert_int_equal(s.retakes, 0);
	assert_int_equal(s.percentile, PERCENTILE_LINEAR);
	assert_int_equal(s.score_max, 10);
	assert_int_equal(s.digits, 4);
	assert_int_equal(s.absent_calls, 2);
	assert_false(s.serve_from_call);
	settings_release(&s);
	config_free(config);
}

static void
test_what_holds_when_nothing_is_said(void **state)
{
	struct settings s;

	(void)state;
	settings_load(&s, NULL);
	assert_int_equal(s.absent_calls, 3);
	assert_int_equal(s.absent_seconds, 180);
	assert_int_equal(s.retakes, 1);
	assert_int_equal(s.score_max, 5);
	assert_int_equal(s.digits, 3);
	assert_int_equal(s.percentile, PERCENTILE_NEAREST_RANK);
	assert_true(s.serve_from_call);
	settings_release(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_what_is_refused),
	    cmocka_unit_test(test_orders_that_are_refused),
	    cmocka_unit_test(test_names_that_would_be_taken_for_others),
	    cmocka_unit_test(test_ticketing_that_is_refused),
	    cmocka_unit_test(test_what_is_read),
	    cmocka_unit_test(test_what_holds_when_nothing_is_said),
	};

	return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
