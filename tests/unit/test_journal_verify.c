/*
 * test_journal_verify.c - what is left of a journal that was torn, cut off
 * or edited, and what its chain says of it.
 */
#include "book_fixture.h"

static void
a_torn_tail_is_set_aside(void **state)
{
	struct fixture *f = *state;
	struct journal_options none = {0};
	struct journal *journal;
	char torn[FIXTURE_PATH * 2];
	char *text;

	fixture_day(f);
	fixture_must_record(f, "one");
	append_text(f->journal, "log,L20261102-0002,2026-11-02T10:0");
	journal = journal_begin(f->book, &none, &f->error);
	assert_non_null(journal);
	assert_non_null(strstr(journal_note(journal), "(bytes: 34)"));
	journal_abandon(journal);
	snprintf(torn, sizeof(torn), "%.*storn-1",
	    (int)(strlen(f->journal) - 3), f->journal);
	text = read_text(torn);
	assert_string_equal(text, "log,L20261102-0002,2026-11-02T10:0");
	free(text);
	fixture_must_record(f, "two");
	assert_int_equal(fixture_verify(f), 3);
	append_text(f->journal, "#lo");
	fixture_must_record(f, "three");
	torn[strlen(torn) - 1] = '2';
	assert_int_equal(access(torn, F_OK), 0);
	assert_int_equal(fixture_verify(f), 4);
}

static void
a_fact_that_lacks_its_lf_alone_is_kept(void **state)
{
	struct fixture *f = *state;
	struct stat status;

	fixture_day(f);
	fixture_must_record(f, "one");
	assert_int_equal(stat(f->journal, &status), 0);
	assert_int_equal(truncate(f->journal, status.st_size - 1), 0);
	fixture_must_record(f, "two");
	assert_int_equal(fixture_verify(f), 3);
}

static void
an_edited_tail_stops_recording(void **state)
{
	struct fixture *f = *state;

	fixture_day(f);
	fixture_must_record(f, "one");
	edit_text(f->journal, ",one,", ",One,");
	assert_int_equal(fixture_record(f, NULL, "two", NULL), -1);
	assert_int_equal(f->error.status, HALL_DATA);
	assert_true(error_says(f, "journal.csv:4: "));
	assert_true(error_says(f, "was edited"));
}

static void
verify_names_the_line(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *old, *new, *says;
	} edits[] = {
	    {",two,", ",too,", "csv:5: the chain does not agree: this line"},
	    {"#log,id,time", "#log,time,id", "csv:4: the chain does not"},
	    {"\nlog,", "\n\nlog,", "csv:4: an empty line"},
	    {"\nlog,", "\r\nlog,", "csv:3: a heading of a journal"},
	    {"#day,", "#dax,", "csv:2: no heading names"},
	    {",one,", ",one", "csv:4: the line cannot be read"},
	};
	struct journal_sum sum;
	char *text, *line;

	fixture_day(f);
	fixture_must_record(f, "one");
	fixture_must_record(f, "two");
	fixture_must_record(f, "three");
	assert_int_equal(fixture_verify(f), 4);
	text = read_text(f->journal);
	for (size_t i = 0; i < COUNT(edits); i++) {
		edit_text(f->journal, edits[i].old, edits[i].new);
		assert_int_equal(journal_verify(source_open(f->journal, NULL),
				     NULL, &sum, &f->error),
		    -1);
		assert_int_equal(f->error.status, HALL_DATA);
		assert_true(error_says(f, edits[i].says));
		write_file(f->path,
		    strstr(f->journal, f->path) + strlen(f->path), text);
	}
	/* A line deleted. */
	line = strstr(text, "log,L") + 1;
	line = strstr(line, "\nlog,L") + 1;
	memmove(line, strchr(line, '\n') + 1, strlen(strchr(line, '\n')));
	write_file(f->path, f->journal + strlen(f->path), text);
	assert_int_equal(journal_verify(source_open(f->journal, NULL), NULL,
			     &sum, &f->error),
	    -1);
	assert_true(error_says(f, "csv:5: seq 4 stands where 3 belongs: "
				  "lines before it were deleted"));
	assert_int_equal(sum.line, 5);
	/* The end cut off in a line. */
	*strrchr(text, '\n') = '\0';
	line[0] = '\0';
	append_text(f->journal, "log,");
	assert_int_equal(
	    journal_verify(source_open(f->journal, NULL),
		"11111111111111111111111111111111", &sum, &f->error),
	    -1);
	assert_true(error_says(f, "csv:2: the chain does not go on"));
	free(text);
}

static void
verify_sums_up(void **state)
{
	struct fixture *f = *state;
	struct journal_sum sum;
	struct stat status;
	char *text;

	fixture_day(f);
	fixture_must_record(f, "one");
	assert_int_equal(journal_verify(source_open(f->journal, NULL), NULL,
			     &sum, &f->error),
	    0);
	assert_int_equal(stat(f->journal, &status), 0);
	assert_int_equal(sum.bytes, status.st_size);
	assert_int_equal(sum.records, 2);
	assert_string_equal(
	    sum.chain_first, "00000000000000000000000000000000");
	text = read_text(f->journal);
	text[strlen(text) - 1] = '\0';
	assert_string_equal(strrchr(text, ',') + 1, sum.chain_last);
	free(text);
	append_text(f->journal, "log,");
	assert_int_equal(journal_verify(source_open(f->journal, NULL), NULL,
			     &sum, &f->error),
	    -1);
	assert_true(error_says(f, "csv:5: the last line is cut off"));
	assert_int_equal(sum.line, 5);
	assert_int_equal(journal_verify(source_open("/nonexistent", &f->error),
			     NULL, &sum, &f->error),
	    -1);
	assert_int_equal(f->error.status, HALL_SYSTEM);
}

/* One that was worked out with sha256sum, so that the format stays. */
static void
the_chain_is_what_the_page_says(void **state)
{
	struct buffer made = {0};
	struct output *output = output_to(&made);
	struct journal_maker *maker = journal_maker_new(
	    output, "2026-11-02", NULL);
	struct moment entered;
	struct row row;

	(void)state;
	moment_parse(SLICE("2026-11-02T08:00:00+08:00"), &entered);
	row_init(&row);
	row_start(&row, KIND_DAY);
	row_text(&row, DAY_ID, "2026-11-02");
	row_time(&row, DAY_TIME, entered);
	row_text(&row, DAY_HALL, "H01");
	row_text(&row, DAY_EVENT, "open");
	journal_maker_add(maker, &row, entered, "root");
	journal_maker_add(maker, &row, entered, "root");
	output_close(output, NULL);
	assert_string_equal(made.text,
	    "#day,id,time,hall,staff,event,reason,day,shift,seq,entered,login,"
	    "key,chain\n"
	    "day,2026-11-02,2026-11-02T08:00:00+08:00,H01,,open,,2026-11-02,,1,"
	    "2026-11-02T08:00:00+08:00,root,,cb1618da19870777413575ede30071f7\n"
	    "day,2026-11-02,2026-11-02T08:00:00+08:00,H01,,open,,2026-11-02,,2,"
	    "2026-11-02T08:00:00+08:00,root,,"
	    "915a293908cfccacbbd7040de95b634c\n");
	row_release(&row);
	journal_maker_free(maker);
	buffer_release(&made);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_torn_tail_is_set_aside),
	    TEST(a_fact_that_lacks_its_lf_alone_is_kept),
	    TEST(an_edited_tail_stops_recording),
	    TEST(verify_names_the_line),
	    TEST(verify_sums_up),
	    TEST(the_chain_is_what_the_page_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
