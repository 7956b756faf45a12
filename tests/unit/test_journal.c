/*
 * test_journal.c - recording facts and reading them back.
 */
#include "book_fixture.h"

static void
a_day_opens_with_a_fact(void **state)
{
	struct fixture *f = *state;
	char *text;

	fixture_day(f);
	text = read_text(f->journal);
	assert_non_null(
	    strstr(text, "#day,id,time,hall,staff,event,reason,"
			 "day,shift,seq,entered,login,key,chain\n"));
	assert_non_null(strstr(text, ",H01,S01,open,,"));
	free(text);
	assert_int_equal(fixture_verify(f), 1);
	assert_int_equal(
	    journal_create_day(f->book, f->day + 1, NULL, &f->error), -1);
	assert_true(error_says(f, "is open already"));
}

static void
facts_are_printed_and_verify(void **state)
{
	struct fixture *f = *state;
	struct buffer printed = {0};
	char *text;

	fixture_day(f);
	assert_int_equal(fixture_record(f, NULL, "one, \"two\"", &printed), 0);
	text = read_text(f->journal);
	assert_non_null(strstr(text, printed.text));
	assert_non_null(strstr(printed.text, "-0001,"));
	assert_non_null(strstr(printed.text, ",\"one, \"\"two\"\"\","));
	fixture_must_record(f, "again");
	assert_int_equal(fixture_verify(f), 3);
	free(text);
	buffer_release(&printed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		a_day_opens_with_a_fact, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(
		facts_are_printed_and_verify, fixture_setup, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
