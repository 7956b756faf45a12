/*
 * test_stream.c - the loop of folds: pass on, derive, keep an order.
 */
#include "stream_fixture.h"

static void
passes_on_and_derives(void **state)
{
	char *printed = run("#x,a\nx,1\n" HEAD P1 P2);

	(void)state;
	assert_int_equal(last_status, HALL_DONE);
	assert_memory_equal(printed, "#x,a\nx,1\n" HEAD P1 P2, 40);
	expect_once(printed, "till,T,,,,,,,,,,,3.00,");
	expect_once(printed, "stage,hall-test," HALL_VERSION
			     ",,2026-11-03T00:00:00+08:00,3,0,0\n");
	free(printed);
}

static void
twice_is_once(void **state)
{
	static const char *const inputs[] = {HEAD P1 P2, HEAD P1 BAD P2 WRONG,
	    HEAD P1 P1, "", "#x,a\n", HEAD WRONG "nonsense\n\"\n",
	    JOURNAL
	    "payment,P1,2026-11-02T09:00:00+08:00,H01,x,2026-11-02,1\n"};

	(void)state;
	for (size_t i = 0; i < sizeof(inputs) / sizeof(inputs[0]); i++) {
		char *once = run(inputs[i]), *twice = run(once);

		/* The file has another name, but a fault keeps its place. */
		assert_string_equal(once, twice);
		free(once);
		free(twice);
	}
}

static void
same_line_counts_once(void **state)
{
	char *printed = run(HEAD P1 P1 P2 P1);

	(void)state;
	expect_once(printed, "till,T,,,,,,,,,,,3.00,");
	free(printed);
	printed = run(JOURNAL
	    "payment,A,2026-11-02T09:00:00+08:00,H01,1.00,2026-11-02,1\n"
	    "payment,A,2026-11-02T09:00:00+08:00,H01,1.00,2026-11-02,1\n");
	expect_once(printed, "till,T,,,,,,,,,,,1.00,");
	free(printed);
}

static void
order_does_not_matter_without_seq(void **state)
{
	char *printed = run(HEAD P2 P1);

	(void)state;
	assert_string_equal(taken, "P1 P2 ");
	free(printed);
	/* 09:00+08:00 is before 02:00+00:00. */
	printed = run(HEAD "payment,B,2026-11-02T02:00:00+00:00,H01,1.00\n"
			   "payment,A,2026-11-02T09:00:00+08:00,H01,1.00\n");
	assert_string_equal(taken, "A B ");
	free(printed);
}

/* An as-of is no matter of which line came first. */
static void
a_day_ends_where_it_ends_last(void **state)
{
	static const char here[] = "payment,A,2026-11-02T09:00:00+08:00,H01,"
				   "1.00\n";
	static const char west[] = "payment,B,2026-11-02T09:00:00+07:00,H01,"
				   "1.00\n";
	static const char before[] = "payment,C,2026-11-01T09:00:00-05:00,H01,"
				     "1.00\n";
	const char *const orders[][3] = {
	    {here, west, before}, {west, before, here}, {before, here, west}};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		char text[1000], *printed;

		snprintf(text, sizeof(text), "%s%s%s%s", HEAD, orders[i][0],
		    orders[i][1], orders[i][2]);
		printed = run(text);
		assert_non_null(strstr(printed, ",2026-11-03T00:00:00+07:00,"));
		free(printed);
	}
}

static void
journal_order_is_kept(void **state)
{
	char *printed = run(JOURNAL
	    "payment,B,2026-11-02T10:00:00+08:00,H01,1.00,2026-11-02,1\n"
	    "payment,A,2026-11-02T09:00:00+08:00,H01,1.00,2026-11-02,2\n");

	(void)state;
	assert_string_equal(taken, "B A ");
	free(printed);
}

static void
only_prints_what_was_derived(void **state)
{
	char *printed = run_with(
	    "#x,a\nx,1\n" HEAD P1, (struct stream_options){.only = true});

	(void)state;
	assert_memory_equal(printed, "#till,", 6);
	assert_null(strstr(printed, "P1"));
	free(printed);
}

/* What the configuration makes it want, besides payments. */
static enum kind wanted_kind;

static bool
sum_wants(const void *state, enum kind kind)
{
	assert_non_null(state);
	return kind == wanted_kind;
}

static int
count_take(void *state, const struct record *r, struct complaint *c)
{
	struct sum *sum = state;

	(void)c;
	buffer_slice(&sum->order, r->heading->name);
	buffer_char(&sum->order, ' ');
	return 0;
}

static void
a_fold_says_what_it_wants(void **state)
{
	static const struct fold fold = {
	    .name = "count",
	    .eats = sum_eats,
	    .open = sum_open,
	    .wants = sum_wants,
	    .take = count_take,
	    .close = sum_close,
	};
	static const struct fold *const all[] = {&fold, NULL};
	static const char text[] = HEAD P1 "#till,id\ntill,T1\n#refund,id,seq\n"
					   "refund,R1,\n";
	struct slice extra = {text, sizeof(text) - 1};
	struct stream_options options = {.tool = "hall-test",
	    .folds = all,
	    .inputs = (char *[]){(char *)"/dev/null"},
	    .inputs_count = 1,
	    .extra = extra};
	struct error error;

	(void)state;
	wanted_kind = KIND_TILL;
	assert_int_equal(stream_run(&options, &error), HALL_DONE);
	assert_string_equal(taken, "till payment ");
	wanted_kind = KIND_REFUND;
	assert_int_equal(stream_run(&options, &error), HALL_DONE);
	assert_string_equal(taken, "refund payment ");
}

static bool told_loaded;

static int
ask_take(void *state, const struct record *r, struct complaint *c)
{
	const struct sum *sum = state;

	told_loaded = stream_is_loaded(sum->stream);
	return sum_take(state, r, c);
}

/* Only what is loaded is asked for more than what it prints. */
static void
a_fold_learns_whether_more_will_be_asked(void **state)
{
	const struct fold fold = {
	    .name = "sum",
	    .eats = sum_eats,
	    .makes = sum_makes,
	    .open = sum_open,
	    .take = ask_take,
	    .close = sum_close,
	};
	const struct fold *const all[] = {&fold, NULL};
	static const char text[] = HEAD P1;
	struct stream_options options = {.tool = "hall-test",
	    .folds = all,
	    .inputs = (char *[]){(char *)"/dev/null"},
	    .inputs_count = 1,
	    .extra = {text, sizeof(text) - 1}};
	struct error error;

	(void)state;
	told_loaded = true;
	assert_int_equal(stream_run(&options, &error), HALL_DONE);
	assert_false(told_loaded);
	stream_release(stream_load(&options, &error));
	assert_true(told_loaded);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(passes_on_and_derives),
	    cmocka_unit_test(twice_is_once),
	    cmocka_unit_test(same_line_counts_once),
	    cmocka_unit_test(order_does_not_matter_without_seq),
	    cmocka_unit_test(a_day_ends_where_it_ends_last),
	    cmocka_unit_test(journal_order_is_kept),
	    cmocka_unit_test(only_prints_what_was_derived),
	    cmocka_unit_test(a_fold_says_what_it_wants),
	    cmocka_unit_test(a_fold_learns_whether_more_will_be_asked),
	};

	language_set(LANGUAGE_EN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
