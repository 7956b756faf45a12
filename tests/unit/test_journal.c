/*
 * test_journal.c - recording facts: what is drafted, numbered and written.
 */
#include "book_fixture.h"
#include "record/reader.h"

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
	assert_int_equal(f->error.status, HALL_USAGE);
}

static void
what_is_printed_stands_in_the_journal(void **state)
{
	struct fixture *f = *state;
	struct buffer printed = {0};
	char *text;

	fixture_day(f);
	assert_int_equal(
	    fixture_record(f, NULL, "one, \"two\"\nthree", &printed), 0);
	text = read_text(f->journal);
	assert_non_null(strstr(text, printed.text));
	assert_non_null(strstr(printed.text, "-0001,"));
	assert_non_null(strstr(printed.text, ",\"one, \"\"two\"\" three\","));
	fixture_must_record(f, "again");
	assert_int_equal(fixture_verify(f), 3);
	free(text);
	buffer_release(&printed);
}

static void
a_heading_is_written_once(void **state)
{
	struct fixture *f = *state;
	char *text, *heading;

	fixture_day(f);
	fixture_must_record(f, "one");
	fixture_must_record(f, "two");
	text = read_text(f->journal);
	heading = strstr(text, "#log,");
	assert_non_null(heading);
	assert_null(strstr(heading + 1, "#log,"));
	free(text);
}

static void
no_open_day_says_what_to_do(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(fixture_record(f, NULL, "x", NULL), -1);
	assert_int_equal(f->error.status, HALL_USAGE);
	assert_true(error_says(f, "no day is open; 'hall-audit open'"));
}

static void
a_clock_before_the_tail_is_refused(void **state)
{
	struct fixture *f = *state;

	fixture_made_day(f, f->day, 3600);
	assert_int_equal(fixture_record(f, NULL, "x", NULL), -1);
	assert_int_equal(f->error.status, HALL_USAGE);
	assert_true(error_says(f, "set the clock right"));
}

static void
a_day_that_was_not_closed_takes_late_entries_alone(void **state)
{
	struct fixture *f = *state;
	struct journal_options late = {.at = "00:00", .reason = "power cut"};
	struct journal_options closing = {.closing = true};
	struct buffer printed = {0};

	fixture_made_day(f, f->day - 3, -7200);
	assert_int_equal(fixture_record(f, NULL, "x", NULL), -1);
	assert_int_equal(f->error.status, HALL_USAGE);
	assert_true(error_says(f, "is still open, and today is"));
	assert_int_equal(fixture_record(f, &late, "x", &printed), 0);
	/* A log has no column for it: it gets one before the tail. */
	assert_non_null(strstr(printed.text, ",text,reason,day,shift,"));
	assert_non_null(strstr(printed.text, ",x,power cut,"));
	assert_non_null(strstr(printed.text, "T00:00:00+08:00,"));
	assert_int_equal(fixture_record(f, &closing, "x", NULL), 0);
	assert_int_equal(fixture_verify(f), 3);
	buffer_release(&printed);
}

static void
a_late_entry_needs_a_reason_and_a_past(void **state)
{
	struct fixture *f = *state;
	struct journal_options at = {.at = "2020-01-01 10:00"};

	fixture_day(f);
	assert_int_equal(fixture_record(f, &at, "x", NULL), -1);
	assert_true(error_says(f, "--at needs --reason"));
	at.reason = "r";
	at.at = "2999-01-01 10:00";
	assert_int_equal(fixture_record(f, &at, "x", NULL), -1);
	assert_true(error_says(f, "has not come yet"));
	at.at = "noon";
	assert_int_equal(fixture_record(f, &at, "x", NULL), -1);
	assert_true(error_says(f, "'noon' is no time"));
	assert_int_equal(f->error.status, HALL_USAGE);
	assert_int_equal(fixture_verify(f), 1);
}

static void
a_dry_run_prints_and_writes_nothing(void **state)
{
	struct fixture *f = *state;
	struct journal_options dry = {.dry_run = true};
	struct buffer printed = {0};
	char lock[FIXTURE_PATH * 2];

	fixture_day(f);
	assert_int_equal(fixture_record(f, &dry, "x", &printed), 0);
	assert_non_null(strstr(printed.text, "-0001,"));
	assert_int_equal(fixture_verify(f), 1);
	snprintf(lock, sizeof(lock), "%.*slock", (int)(strlen(f->journal) - 3),
	    f->journal);
	assert_int_equal(access(lock, F_OK), -1);
	buffer_release(&printed);
}

static void
the_same_key_prints_the_first_fact(void **state)
{
	struct fixture *f = *state;
	struct journal_options key = {.key = "till-7"};
	struct journal_options other = {.key = "till-70"};
	struct buffer first = {0}, second = {0};

	fixture_day(f);
	assert_int_equal(fixture_record(f, &key, "x", &first), 0);
	fixture_must_record(f, "between");
	assert_int_equal(fixture_record(f, &key, "x", &second), 0);
	assert_string_equal(first.text, second.text);
	assert_int_equal(fixture_verify(f), 3);
	assert_int_equal(fixture_record(f, &key, "y", NULL), -1);
	assert_int_equal(f->error.status, HALL_USAGE);
	assert_true(error_says(f, "--key till-7 was used for other content: "
				  "text was 'x' and would be 'y'"));
	assert_int_equal(fixture_record(f, &other, "y", NULL), 0);
	assert_int_equal(fixture_verify(f), 4);
	buffer_release(&first);
	buffer_release(&second);
}

static void
a_key_is_plain(void **state)
{
	struct fixture *f = *state;
	struct journal_options key = {.key = "a b"};

	fixture_day(f);
	assert_int_equal(fixture_record(f, &key, "x", NULL), -1);
	assert_int_equal(f->error.status, HALL_USAGE);
	key.key = "";
	assert_int_equal(fixture_record(f, &key, "x", NULL), -1);
	key.key = "a,b";
	assert_int_equal(fixture_record(f, &key, "x", NULL), -1);
	assert_true(error_says(f, "--key: 1 to 128 bytes"));
}

/* The state of a verb that is asked again is that of the first time. */
static void
a_key_that_was_used_puts_the_journal_back(void **state)
{
	struct fixture *f = *state;
	struct journal_options key = {.key = "k"};
	struct journal *journal;
	struct arena arena = {0};
	char id[JOURNAL_ID_SIZE];
	struct stream_options options = {0};
	struct source *source;
	char **inputs, text[4096] = "";
	size_t count;
	ptrdiff_t got = -1;

	fixture_day(f);
	fixture_must_record(f, "first");
	assert_int_equal(fixture_record(f, &key, "second", NULL), 0);
	fixture_must_record(f, "third");
	journal = journal_begin(f->book, &key, &f->error);
	assert_non_null(journal);
	journal_next_id(journal, "L", id);
	assert_string_equal(strchr(id, '-'), "-0002");
	assert_int_equal(journal_inputs(journal, &arena, &inputs, &count), 0);
	assert_int_equal(count, 1);
	journal_opens(journal, &options);
	source = options.open(options.opener, inputs[0], &f->error);
	assert_non_null(source);
	for (size_t at = 0; got != 0; at += (size_t)got) {
		got = source_read(
		    source, text + at, sizeof(text) - 1 - at, &f->error);
		assert_true(got >= 0);
	}
	source_close(source);
	assert_non_null(strstr(text, ",first,"));
	assert_null(strstr(text, ",second,"));
	journal_abandon(journal);
	arena_release(&arena);
}

static void
a_key_of_the_day_before_counts_too(void **state)
{
	struct fixture *f = *state;
	struct journal_options key = {.key = "k"};
	struct buffer first = {0}, second = {0};
	struct journal_sum sum;

	fixture_day(f);
	fixture_must_record(f, "before");
	assert_int_equal(fixture_record(f, &key, "x", &first), 0);
	fixture_must_record(f, "after");
	fixture_close_day(f);
	assert_int_equal(fixture_record(f, &key, "x", &second), 0);
	assert_string_equal(first.text, second.text);
	assert_int_equal(fixture_record(f, &key, "y", NULL), -1);
	assert_true(error_says(f, ".bgz:5: --key k was used for other"));
	key.key = "new";
	assert_int_equal(fixture_record(f, &key, "y", NULL), 0);
	/* A chain that goes on from the day before, and is not another's. */
	assert_int_equal(
	    journal_verify(source_open(f->journal, NULL), NULL, &sum, NULL),
	    -1);
	buffer_release(&first);
	buffer_release(&second);
}

static void
ids_count_what_is_there_and_what_is_added(void **state)
{
	struct fixture *f = *state;
	struct journal_options none = {0};
	struct journal *journal;
	char id[JOURNAL_ID_SIZE], own[JOURNAL_ID_SIZE];
	struct row row;

	fixture_day(f);
	fixture_must_record(f, "one");
	journal = journal_begin(f->book, &none, &f->error);
	assert_non_null(journal);
	journal_next_id(journal, "L", id);
	assert_string_equal(strchr(id, '-'), "-0002");
	row_init(&row);
	row_start(&row, KIND_LOG);
	snprintf(own, sizeof(own), "%.10s0041", id);
	row_text(&row, LOG_ID, own);
	assert_int_equal(journal_add(journal, &row, NULL, &f->error), 0);
	journal_next_id(journal, "L", id);
	assert_string_equal(strchr(id, '-'), "-0042");
	journal_take_back(journal);
	journal_next_id(journal, "L", id);
	assert_string_equal(strchr(id, '-'), "-0002");
	journal_next_id(journal, "XY", id);
	assert_string_equal(strchr(id, '-'), "-0001");
	assert_int_equal(id[1], 'Y');
	row_release(&row);
	journal_abandon(journal);
}

static void
a_kind_that_names_itself_needs_its_number(void **state)
{
	struct fixture *f = *state;
	struct journal_options none = {0};
	struct journal *journal;
	struct row row;

	fixture_day(f);
	journal = journal_begin(f->book, &none, &f->error);
	assert_non_null(journal);
	row_init(&row);
	row_start(&row, KIND_RECEIPT);
	assert_int_equal(journal_add(journal, &row, NULL, &f->error), -1);
	assert_true(error_says(f, "id: a receipt needs its number"));
	assert_int_equal(journal_added(journal), 0);
	row_release(&row);
	journal_abandon(journal);
}

static void
unknown_columns_are_kept(void **state)
{
	struct fixture *f = *state;
	struct journal_options none = {.shift = "early"};
	struct complaint complaint = {0};
	struct buffer printed = {0};
	struct output *output = output_to(&printed);
	struct arena arena = {0};
	struct journal *journal;
	struct heading *heading;
	struct record record, draft;

	fixture_day(f);
	heading = heading_parse(
	    SLICE("#log,colour,topic,id,chain,day,text"), &arena, &complaint);
	assert_int_equal(record_parse(SLICE("log,red,t,L1,abc,1999-01-01,x"),
			     heading, &arena, &record, &complaint),
	    0);
	journal = journal_begin(f->book, &none, &f->error);
	assert_non_null(journal);
	assert_int_equal(
	    journal_add_record(journal, &record, &draft, &f->error), 0);
	assert_slice(rec_get(&draft, LOG_ID), "L1");
	assert_slice(rec_get(&draft, LOG_STAFF), "S01");
	assert_slice(rec_get(&draft, LOG_SHIFT), "early");
	assert_slice(rec_get(&draft, LOG_SEQ), "2");
	assert_int_equal(journal_commit(journal, output, &f->error), 0);
	output_close(output, NULL);
	assert_non_null(strstr(printed.text,
	    "#log,id,time,hall,staff,colour,topic,text,day,shift,seq,entered,"
	    "login,key,chain\n"));
	/* The standard heading comes back with the next. */
	fixture_must_record(f, "standard");
	assert_int_equal(fixture_verify(f), 3);
	arena_release(&arena);
	buffer_release(&printed);
}

static void
a_fault_keeps_its_day_in_place(void **state)
{
	struct fixture *f = *state;
	struct journal_options none = {0};
	struct buffer printed = {0};
	struct output *output = output_to(&printed);
	struct journal *journal;
	struct row row;
	char day[DATE_TEXT_SIZE];

	fixture_day(f);
	date_format(f->day, day);
	journal = journal_begin(f->book, &none, &f->error);
	assert_non_null(journal);
	row_init(&row);
	row_start(&row, KIND_FAULT);
	row_text(&row, FAULT_ID, "F1");
	assert_int_equal(journal_add(journal, &row, NULL, &f->error), 0);
	assert_int_equal(journal_commit(journal, output, &f->error), 0);
	output_close(output, NULL);
	assert_non_null(strstr(printed.text, "digest,raw,shift,seq,entered,"));
	assert_non_null(strstr(printed.text, day));
	assert_int_equal(fixture_verify(f), 2);
	row_release(&row);
	buffer_release(&printed);
}

static void
bytes_that_are_no_text_are_refused(void **state)
{
	struct fixture *f = *state;

	fixture_day(f);
	assert_int_equal(fixture_record(f, NULL, "\xff", NULL), -1);
	assert_int_equal(f->error.status, HALL_USAGE);
	assert_true(error_says(f, "UTF-8"));
	assert_int_equal(fixture_verify(f), 1);
}

static void
a_closed_day_takes_nothing(void **state)
{
	struct fixture *f = *state;
	struct journal_options closing = {.closing = true};
	struct journal *journal;
	struct row row;
	char day[DATE_TEXT_SIZE];

	fixture_day(f);
	date_format(f->day, day);
	assert_int_equal(fixture_state(f, f->day), DAY_OPEN);
	journal = journal_begin(f->book, &closing, &f->error);
	assert_non_null(journal);
	row_init(&row);
	row_start(&row, KIND_DAY);
	row_text(&row, DAY_ID, day);
	row_text(&row, DAY_EVENT, "closed");
	assert_int_equal(journal_add(journal, &row, NULL, &f->error), 0);
	assert_int_equal(journal_commit(journal, NULL, &f->error), 0);
	row_release(&row);
	assert_int_equal(fixture_state(f, f->day), DAY_CLOSING);
	assert_int_equal(fixture_record(f, NULL, "x", NULL), -1);
	assert_int_equal(f->error.status, HALL_USAGE);
	assert_true(error_says(f, "is being closed; 'hall-audit close"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_day_opens_with_a_fact),
	    TEST(what_is_printed_stands_in_the_journal),
	    TEST(a_heading_is_written_once),
	    TEST(no_open_day_says_what_to_do),
	    TEST(a_clock_before_the_tail_is_refused),
	    TEST(a_day_that_was_not_closed_takes_late_entries_alone),
	    TEST(a_late_entry_needs_a_reason_and_a_past),
	    TEST(a_dry_run_prints_and_writes_nothing),
	    TEST(the_same_key_prints_the_first_fact),
	    TEST(a_key_is_plain),
	    TEST(a_key_that_was_used_puts_the_journal_back),
	    TEST(a_key_of_the_day_before_counts_too),
	    TEST(ids_count_what_is_there_and_what_is_added),
	    TEST(a_kind_that_names_itself_needs_its_number),
	    TEST(unknown_columns_are_kept),
	    TEST(a_fault_keeps_its_day_in_place),
	    TEST(bytes_that_are_no_text_are_refused),
	    TEST(a_closed_day_takes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
