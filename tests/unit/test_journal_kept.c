/*
 * test_journal_kept.c - what a tool keeps beside the journal changes nothing
 * but time.
 */
#include "kept_fixture.h"

static void
a_day_is_kept_and_goes_on(void **state)
{
	struct fixture *f = *state;
	struct seen seen;
	uint64_t known;

	kept_day(f);
	for (int i = 0; i < 3; i++) {
		check_same(f, true);
		must_work(f, "test", 1, "one more", &seen);
		assert_true(seen.kept);
		known = seen.seq;
	}
	check_same(f, true);
	must_work(f, "test", MANY, "many more", &seen);
	check_same(f, true); /* and is kept again */
	check_same(f, true);
	assert_int_equal(fixture_verify(f), known + 1 + MANY);
}

static void
a_short_day_and_a_dry_run_keep_nothing(void **state)
{
	struct journal_options dry = {.keeper = "test", .dry_run = true};
	struct stream_options options = {.tool = "test", .folds = folds};
	struct fixture *f = *state;
	struct journal *journal;
	struct arena arena = {0};
	struct seen seen;

	fixture_day(f);
	must_work(f, "test", MANY, "many", &seen);
	assert_false(is_kept(f));
	journal = journal_begin(f->book, &dry, &f->error);
	assert_non_null(journal);
	stream_release(journal_load(journal, &options, &arena, &f->error));
	journal_abandon(journal);
	arena_release(&arena);
	assert_false(is_kept(f));
}

static void
any_damage_is_seen(void **state)
{
	struct fixture *f = *state;
	char path[FIXTURE_PATH * 2];
	struct seen seen;
	size_t length;
	char *bytes;

	kept_day(f);
	kept_path(f, path);
	bytes = get_bytes(path, &length);
	for (size_t at = 0; at < length; at += at < 64 ? 1 : 13) {
		bytes[at] ^= (char)(1 << at % 8);
		put_bytes(path, bytes, length);
		bytes[at] ^= (char)(1 << at % 8);
		must_work(f, "test", 0, NULL, &seen);
		assert_false(seen.kept);
	}
	for (size_t cut = 0; cut < length; cut += 1 + length / 50) {
		put_bytes(path, bytes, cut);
		must_work(f, "test", 0, NULL, &seen);
		assert_false(seen.kept);
	}
	put_bytes(path, bytes, length);
	check_same(f, true);
	free(bytes);
}

/* Each from a day that is kept. */
static void
change_hall(struct fixture *f)
{
	fixture_definition(f, "# another\n");
}

static void
edit_journal(struct fixture *f)
{
	edit_text(f->journal, "many", "MANY");
}

static void
carry_path(const struct fixture *f, char path[FIXTURE_PATH * 2])
{
	snprintf(path, FIXTURE_PATH * 2, "%.*s/carry.in",
	    (int)(strrchr(f->journal, '/') - f->journal), f->journal);
}

static void
put_carry(struct fixture *f)
{
	char path[FIXTURE_PATH * 2];

	carry_path(f, path);
	put_bytes(path, "#ticket,id\n", 11);
}

static void
shorten_journal(struct fixture *f)
{
	char *text = read_text(f->journal);

	text[strlen(text) - 1] = '\0';
	*(strrchr(text, '\n') + 1) = '\0';
	put_bytes(f->journal, text, strlen(text));
	free(text);
}

static void
link_to_it(struct fixture *f)
{
	char path[FIXTURE_PATH * 2], other[FIXTURE_PATH * 2 + 8];

	kept_path(f, path);
	snprintf(other, sizeof(other), "%s-other", path);
	assert_int_equal(rename(path, other), 0);
	assert_int_equal(symlink(other, path), 0);
}

static void
what_belongs_to_another_day_is_not_used(void **state)
{
	static void (*const changes[])(struct fixture *) = {
	    change_hall, edit_journal, put_carry, shorten_journal, link_to_it};
	struct fixture *f = *state;
	char path[FIXTURE_PATH * 2], carry[FIXTURE_PATH * 2];
	size_t journal_length, length;
	char *journal, *bytes;
	struct seen seen;

	kept_day(f);
	kept_path(f, path);
	carry_path(f, carry);
	bytes = get_bytes(path, &length);
	journal = get_bytes(f->journal, &journal_length);
	for (size_t i = 0; i < COUNT(changes); i++) {
		check_same(f, true);
		changes[i](f);
		must_work(f, "test", 0, NULL, &seen);
		assert_false(seen.kept);
		/* What was kept anew fits again, where it could be. */
		check_same(f, changes[i] != edit_journal);
		fixture_definition(f, "");
		(void)unlink(carry);
		put_bytes(f->journal, journal, journal_length);
		put_bytes(path, bytes, length);
	}
	free(journal);
	free(bytes);
}

/* The same error, whether something was kept or not. */
static void
check_same_error(struct fixture *f)
{
	struct error error;
	struct seen seen;

	assert_int_equal(work(f->path, "test", 0, NULL, &seen, &error), -1);
	assert_int_equal(work(f->path, NULL, 0, NULL, &seen, &f->error), -1);
	assert_string_equal(error.text, f->error.text);
	assert_int_equal(error.status, f->error.status);
}

static void
facts_behind_it_that_do_not_follow_are_seen(void **state)
{
	struct fixture *f = *state;
	char *text, *last;
	struct seen seen;

	kept_day(f);
	must_work(f, "test", 2, "two more", &seen);
	text = read_text(f->journal);
	text[strlen(text) - 1] = '\0';
	last = memory_text(slice_of(strrchr(text, '\n') + 1));
	append_text(f->journal, last);
	append_text(f->journal, "\n");
	check_same_error(f);
	/* Torn: set aside by whoever comes first. */
	put_bytes(f->journal, text, strlen(text));
	append_text(f->journal, "\nlog,torn");
	check_same(f, true);
	/* Two of which only the second follows are no error of the end. */
	edit_text(f->journal, "two more", "TWO MORE");
	check_same(f, false);
	free(last);
	free(text);
}

/* A fault is said with the line that it has in the whole journal. */
static void
a_day_with_a_fault_is_read_as_a_whole(void **state)
{
	struct fixture *f = *state;
	struct seen seen;

	kept_day(f);
	must_work(f, "test", 1, "refused", &seen);
	check_same(f, false);
	must_work(f, "test", MANY, "many", &seen);
	check_same(f, false);
}

static void
closing_forgets_it(void **state)
{
	struct fixture *f = *state;

	kept_day(f);
	book_forget_kept(f->book, f->day);
	assert_false(is_kept(f));
	book_forget_kept(f->book, f->day + 1);
	assert_int_equal(fixture_verify(f), 1 + MANY);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_day_is_kept_and_goes_on),
	    TEST(a_short_day_and_a_dry_run_keep_nothing),
	    TEST(any_damage_is_seen),
	    TEST(what_belongs_to_another_day_is_not_used),
	    TEST(facts_behind_it_that_do_not_follow_are_seen),
	    TEST(a_day_with_a_fault_is_read_as_a_whole),
	    TEST(closing_forgets_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
