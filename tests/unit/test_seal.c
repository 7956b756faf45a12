/*
 * test_seal.c - what a seal says of a journal, in one pass over its bytes.
 */
#include "book_fixture.h"

#include "audit/seal.h"

static const char before[] = "11111111111111111111111111111111";

struct seen {
	struct buffer text;
	uint64_t records;
};

static void
see(void *context, const struct record *r)
{
	struct seen *seen = context;

	buffer_slice(&seen->text, r->line);
	buffer_char(&seen->text, '\n');
	seen->records++;
}

static struct source *
source_in_pieces(struct slice text, size_t most)
{
	struct source *source = source_of("j.csv", text.text, text.length);

	source_limit(source, most);
	return source;
}

/* Whatever the pieces, one pass says what three would. */
static void
compare(struct slice text, const char *chain_before)
{
	static const size_t most[] = {1, 7, 4096, 0};
	struct error e = {HALL_DONE, ""}, broken = {HALL_DONE, ""};
	struct seal_journal journal;
	struct journal_sum sum;
	struct lines lines;
	bool whole = journal_verify(source_in_pieces(text, 0), chain_before,
			 &sum, &broken) == 0;

	assert_int_equal(
	    lines_measure(source_in_pieces(text, 0), &lines, &e), 0);
	for (size_t i = text.length > RECORD_LINE_MAX ? 2 : 0; i < COUNT(most);
	     i++) {
		struct seen seen = {0};

		assert_int_equal(seal_journal_measure(&journal,
				     source_in_pieces(text, most[i]),
				     chain_before, see, &seen, &e),
		    0);
		assert_int_equal(journal.lines.bytes, text.length);
		assert_int_equal(journal.lines.count, lines.count);
		assert_int_equal(journal.lines.cut, lines.cut);
		assert_memory_equal(
		    journal.lines.root, lines.root, DIGEST_SIZE);
		assert_memory_equal(
		    journal.lines.sha256, lines.sha256, DIGEST_SIZE);
		assert_int_equal(journal.chain_whole, whole);
		assert_string_equal(journal.chain_error.text, broken.text);
		assert_string_equal(journal.chain.chain_last, sum.chain_last);
		assert_int_equal(journal.chain.line, sum.line);
		assert_int_equal(totals_records(journal.totals), seen.records);
		seal_journal_release(&journal);
		buffer_release(&seen.text);
	}
}

static void
one_pass_says_what_three_would(void **state)
{
	struct fixture *f = *state;
	struct buffer text = {0};
	char *journal;

	if (journal_create_day(f->book, f->day, before, &f->error) < 0)
		fail_msg("%s", f->error.text);
	journal = read_text(f->journal);
	compare(slice_of(journal), before);
	/* Another day before, a line that is cut, one that was put in. */
	compare(slice_of(journal), NULL);
	compare((struct slice){journal, strlen(journal) - 1}, before);
	buffer_format(&text, "%s%sday,x\n\n", journal, journal);
	compare(buffer_view(&text), before);
	compare(SLICE(""), before);
	/* A line longer than any may be. */
	buffer_clear(&text);
	buffer_text(&text, journal);
	for (size_t i = 0; i < 2 * RECORD_LINE_MAX; i++)
		buffer_char(&text, 'x');
	compare((struct slice){text.text, text.length}, before);
	buffer_release(&text);
	free(journal);
}

static void
no_source_is_an_error_that_was_told(void **state)
{
	struct fixture *f = *state;
	struct seal_journal journal;

	assert_int_equal(seal_journal_measure(&journal,
			     book_source(f->book, "elsewhere", &f->error), NULL,
			     NULL, NULL, &f->error),
	    -1);
	assert_string_equal(f->error.text, "elsewhere");
	assert_null(journal.totals);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(one_pass_says_what_three_would,
		fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(no_source_is_an_error_that_was_told,
		fixture_setup, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
