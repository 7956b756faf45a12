/*
 * test_stream_faults.c - the loop of folds: fault, travel, mend.
 */
#include "stream_fixture.h"

static void
same_seq_with_other_content_is_a_fault(void **state)
{
	char *printed = run(JOURNAL
	    "payment,A,2026-11-02T09:00:00+08:00,H01,1.00,2026-11-02,1\n"
	    "payment,B,2026-11-02T09:00:00+08:00,H01,2.00,2026-11-02,1\n"
	    "payment,C,2026-11-02T09:00:00+08:00,H02,4.00,2026-11-02,1\n");

	(void)state;
	assert_int_equal(last_status, HALL_DATA);
	assert_non_null(strstr(printed, ",seq,payment,2026-11-02,conflict,"));
	expect_once(printed, "till,T,,,,,,,,,,,5.00,");
	free(printed);
}

static void
faults_travel(void **state)
{
	char *printed = run(HEAD P1 BAD WRONG);

	(void)state;
	assert_int_equal(last_status, HALL_DATA);
	/* What cannot be read is replaced, what is wrong goes on. */
	assert_null(strstr(printed, "\n" BAD));
	expect_once(printed, "payment%2CP3%2C");
	expect_once(printed, "\n" WRONG);
	expect_once(printed, ",money,money:value=1e3,");
	expect_once(printed, "till,T,,,,,,,,,,,1.00,");
	free(printed);
}

static void
a_line_named_by_a_fault_is_not_taken(void **state)
{
	struct buffer text = {0};
	char *first = run(HEAD P1 WRONG), *printed;

	(void)state;
	/* The same fault, made by a tool before us. */
	for (char *at = first; *at; at++) {
		if (strncmp(at, "hall-test", 9) == 0) {
			buffer_text(&text, "hall-zzzz");
			at += 8;
		} else {
			buffer_char(&text, *at);
		}
	}
	printed = run(text.text);
	assert_int_equal(last_status, HALL_DATA);
	expect_once(printed, ",money,money:value=1e3,");
	free(first);
	free(printed);
	buffer_release(&text);
}

/* The digest column of the first fault of a printed stream. */
static void
digest_of(const char *printed, char digest[33])
{
	const char *fault = strstr(printed, "\nfault,");
	int commas = 0;

	assert_non_null(fault);
	if (strstr(fault, "\"ragged:"))
		commas--; /* the why is quoted and holds one */
	while (commas < 10)
		commas += *fault++ == ',';
	snprintf(digest, 33, "%.32s", fault);
}

static void
a_correction_mends(void **state)
{
	char *first = run(HEAD P1 BAD), *printed, digest[33];
	struct buffer text = {0};

	(void)state;
	digest_of(first, digest);
	buffer_text(&text, first);
	buffer_text(&text, "#correct,id,time,hall,of,replacement,reason\n");
	buffer_format(&text,
	    "correct,C1,2026-11-02T13:00:00+08:00,H01,%s,"
	    "\"payment,P3,2026-11-02T11:00:00+08:00,H01,,,,,,,,,,,,,,,,3.00,,,,"
	    ",\""
	    ",typed wrong\n",
	    digest);
	printed = run(text.text);
	assert_int_equal(last_status, HALL_DONE);
	expect_once(printed, "till,T,,,,,,,,,,,4.00,");
	expect_once(printed, "\nfault,");
	free(first);
	free(printed);
	buffer_release(&text);
}

static void
a_later_correction_only_tells(void **state)
{
	char *first = run(HEAD P1 BAD), *printed, digest[33];
	struct buffer text = {0};

	(void)state;
	digest_of(first, digest);
	buffer_text(&text, first);
	buffer_text(&text, "#correct,id,time,hall,of,replacement,day,seq\n");
	buffer_format(&text,
	    "correct,C1,2026-11-03T13:00:00+08:00,H01,%s,"
	    "\"payment,P3,2026-11-02T11:00:00+08:00,H01,,,,,,,,,,,,,,,,3.00,,,,"
	    ",\""
	    ",2026-11-03,9\n",
	    digest);
	printed = run(text.text);
	assert_int_equal(last_status, HALL_DONE);
	expect_once(printed, "till,T,,,,,,,,,,,1.00,");
	free(first);
	free(printed);
	buffer_release(&text);
}

static void
tells_the_worst_of_the_stages_before(void **state)
{
	char *printed = run(
	    "#stage,tool,version,config,as_of,lines,faults,worst\n"
	    "stage,hall-a,0,,,1,0,1\nstage,hall-b,0,,,1,0,0\n");

	(void)state;
	assert_int_equal(last_status, HALL_LOOK);
	expect_once(printed, "stage,hall-test," HALL_VERSION ",,,0,0,1\n");
	free(printed);
}

static void
stops_when_told_to(void **state)
{
	char *printed = run_with(
	    HEAD BAD P1, (struct stream_options){.strict = true});

	(void)state;
	assert_int_equal(last_status, HALL_DATA);
	assert_null(strstr(printed, "stage,"));
	free(printed);
	printed = run_with(
	    HEAD BAD BAD BAD P1, (struct stream_options){.faults_max = 2});
	assert_int_equal(last_status, HALL_DATA);
	assert_null(strstr(printed, "stage,"));
	free(printed);
	printed = run_with(
	    HEAD BAD BAD P1, (struct stream_options){.faults_max = 2});
	assert_non_null(strstr(printed, "stage,"));
	free(printed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(same_seq_with_other_content_is_a_fault),
	    cmocka_unit_test(faults_travel),
	    cmocka_unit_test(a_line_named_by_a_fault_is_not_taken),
	    cmocka_unit_test(a_correction_mends),
	    cmocka_unit_test(a_later_correction_only_tells),
	    cmocka_unit_test(tells_the_worst_of_the_stages_before),
	    cmocka_unit_test(stops_when_told_to),
	};

	language_set(LANGUAGE_EN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
