/*
 * test_journal_crash.c - kills, full disks, two writers: what was confirmed
 * stands, and nothing stands by half.
 */
#include "book_fixture.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#define ROUNDS 12
#define WRITERS 4
#define FACTS_EACH 50

/* One commit of so many log facts with a long text. */
static int
record_several(struct fixture *f, size_t facts, size_t text_length)
{
	struct journal_options none = {0};
	struct journal *journal = journal_begin(f->book, &none, &f->error);
	char *text = memory_new(text_length + 1);
	struct row row;
	int result = journal ? 0 : -1;

	memset(text, 'x', text_length);
	row_init(&row);
	for (size_t i = 0; i < facts && result == 0; i++) {
		row_start(&row, KIND_LOG);
		row_text(&row, LOG_TOPIC, "several");
		row_text(&row, LOG_TEXT, text);
		result = journal_add(journal, &row, NULL, &f->error);
	}
	row_release(&row);
	free(text);
	if (result == 0)
		return journal_commit(journal, NULL, &f->error);
	journal_abandon(journal);
	return -1;
}

/* Record for ever, a byte into the pipe for each commit. */
_Noreturn static void
write_until_killed(struct fixture *f, int pipe_end, size_t facts, size_t length)
{
	for (;;) {
		if (record_several(f, facts, length) < 0 ||
		    write(pipe_end, "x", 1) != 1)
			_exit(1);
	}
}

/* How many commits were confirmed before the kill. */
static size_t
run_and_kill(struct fixture *f, size_t facts, size_t length, unsigned after)
{
	int ends[2], status;
	size_t confirmed = 0;
	pid_t child;
	char byte;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		close(ends[0]);
		write_until_killed(f, ends[1], facts, length);
	}
	close(ends[1]);
	milliseconds_pass(after);
	assert_int_equal(kill(child, SIGKILL), 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	while (read(ends[0], &byte, 1) == 1)
		confirmed++;
	close(ends[0]);
	return confirmed;
}

/*
 * After each kill: the confirmed commits, and at most one more, whole.
 */
static void
kill_rounds(struct fixture *f, size_t facts, size_t length)
{
	uint64_t before, after, random = 7;
	size_t confirmed;

	fixture_day(f);
	before = fixture_verify(f);
	for (int round = 0; round < ROUNDS; round++) {
		confirmed = run_and_kill(f, facts, length,
		    1 + (unsigned)(unit_random(&random) % 40));
		assert_int_equal(record_several(f, facts, length), 0);
		after = fixture_verify(f);
		assert_int_equal((after - before) % facts, 0);
		assert_in_range(
		    (after - before) / facts, confirmed + 1, confirmed + 2);
		before = after;
	}
}

static void
a_kill_loses_nothing_that_was_confirmed(void **state)
{
	kill_rounds(*state, 1, 100);
}

static void
a_kill_leaves_no_half_of_a_commit(void **state)
{
	kill_rounds(*state, 40, 5000);
}

static void
writers_take_turns(void **state)
{
	struct fixture *f = *state;
	pid_t child[WRITERS];
	int status;

	fixture_day(f);
	for (int i = 0; i < WRITERS; i++) {
		child[i] = fork();
		assert_true(child[i] >= 0);
		if (child[i] > 0)
			continue;
		for (int n = 0; n < FACTS_EACH; n++)
			if (fixture_record(f, NULL, "x", NULL) < 0)
				_exit(1);
		_exit(0);
	}
	for (int i = 0; i < WRITERS; i++) {
		assert_int_equal(waitpid(child[i], &status, 0), child[i]);
		assert_int_equal(status, 0);
	}
	assert_int_equal(fixture_verify(f), 1 + WRITERS * FACTS_EACH);
}

static void
limit_files(const struct fixture *f, long more)
{
	struct stat status;
	struct rlimit limit;

	if (stat(f->journal, &status) < 0)
		_exit(9);
	limit.rlim_cur = limit.rlim_max = (rlim_t)(status.st_size + more);
	if (setrlimit(RLIMIT_FSIZE, &limit) < 0)
		_exit(9);
}

/* A limit on the size of files is a full disk that needs no root. */
static void
a_full_disk_leaves_the_journal_as_it_was(void **state)
{
	struct fixture *f = *state;
	static const size_t facts[] = {1, 3};
	char *before, *after;
	int status;

	fixture_day(f);
	before = read_text(f->journal);
	for (size_t i = 0; i < COUNT(facts); i++) {
		pid_t child = fork();

		assert_true(child >= 0);
		if (child == 0) {
			signal(SIGXFSZ, SIG_IGN);
			limit_files(f, 500);
			if (record_several(f, facts[i], 2000) == 0)
				_exit(1);
			_exit(f->error.status == HALL_SYSTEM &&
				      error_says(f, "nothing was recorded")
				  ? 0
				  : 2);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_int_equal(status, 0);
		after = read_text(f->journal);
		assert_string_equal(before, after);
		free(after);
	}
	free(before);
	assert_int_equal(record_several(f, 3, 10), 0);
	assert_int_equal(fixture_verify(f), 4);
}

/* The kernel kills in the middle of the write: the start of it stands. */
static void
a_kill_in_the_write_is_mended(void **state)
{
	struct fixture *f = *state;
	static const size_t facts[] = {1, 3};
	static const long limits[] = {1, 300, 700, 2500};
	uint64_t expected = 1;
	int status;

	fixture_day(f);
	for (size_t i = 0; i < COUNT(facts) * COUNT(limits); i++) {
		pid_t child = fork();

		assert_true(child >= 0);
		if (child == 0) {
			limit_files(f, limits[i / COUNT(facts)]);
			(void)record_several(f, facts[i % COUNT(facts)], 2000);
			_exit(0);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		/* One fact of 2200 bytes has room in 2500. */
		if (WIFEXITED(status))
			expected++;
		assert_int_equal(record_several(f, 1, 10), 0);
		assert_int_equal(fixture_verify(f), ++expected);
	}
}

/* As a power cut may leave it: whole lines, but not all of the commit. */
static void
a_commit_by_half_is_set_aside(void **state)
{
	struct fixture *f = *state;
	struct journal_options none = {0};
	struct stat before, after;
	struct journal *journal;
	char lock[FIXTURE_PATH * 2], intent[128];
	char *text, *end;

	fixture_day(f);
	assert_int_equal(stat(f->journal, &before), 0);
	assert_int_equal(record_several(f, 3, 10), 0);
	assert_int_equal(stat(f->journal, &after), 0);
	text = read_text(f->journal);
	end = strstr(strstr(text, "\nlog,") + 1, "\nlog,") + 1;
	assert_int_equal(truncate(f->journal, end - text), 0);
	snprintf(lock, sizeof(lock), "%.11s/journal.lock",
	    f->journal + strlen(f->path));
	snprintf(intent, sizeof(intent), "1 x\nappend %lld %lld\n",
	    (long long)before.st_size, (long long)after.st_size);
	write_file(f->path, lock, intent);
	journal = journal_begin(f->book, &none, &f->error);
	assert_non_null(journal);
	assert_non_null(strstr(journal_note(journal), "never confirmed"));
	journal_abandon(journal);
	assert_int_equal(fixture_verify(f), 1);
	/* An old note does not touch what came after. */
	assert_int_equal(record_several(f, 3, 10), 0);
	write_file(f->path, lock, intent);
	fixture_must_record(f, "more");
	assert_int_equal(fixture_verify(f), 5);
	free(text);
}

static void
a_lock_says_who_holds_it(void **state)
{
	struct fixture *f = *state;
	unsigned wait_milliseconds = 30;
	char login[LOGIN_SIZE], expected[LOGIN_SIZE + 128];
	int lock = book_lock(f->book, 1, &f->error);

	assert_true(lock >= 0);
	assert_true(lock_is_held(f->book, BOOK_LOCK));
	assert_int_equal(
	    lock_take(f->book, BOOK_LOCK, &wait_milliseconds, &f->error), -1);
	assert_int_equal(f->error.status, HALL_SYSTEM);
	(void)login_of_user(login, NULL);
	snprintf(expected, sizeof(expected),
	    "locked by %s (%s, process %ld) since 20", login,
	    program_invocation_short_name, (long)getpid());
	assert_true(error_says(f, expected));
	assert_true(error_says(f, "or end that process if it hangs"));
	book_unlock(lock);
	assert_false(lock_is_held(f->book, BOOK_LOCK));
}

static void
a_lock_without_a_name_is_held_too(void **state)
{
	struct fixture *f = *state;
	unsigned wait_milliseconds = 3;
	int lock = lock_take(f->book, "nameless", &wait_milliseconds, NULL);

	assert_true(lock >= 0);
	assert_int_equal(
	    lock_take(f->book, "nameless", &wait_milliseconds, &f->error), -1);
	assert_int_equal(f->error.status, HALL_SYSTEM);
	assert_true(error_says(f, "nameless: locked by another process, and "));
	book_unlock(lock);
}

static void
a_lock_ends_with_its_process(void **state)
{
	struct fixture *f = *state;
	unsigned wait_milliseconds = 0;
	int ends[2], lock, status;
	pid_t child;
	char byte;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		if (book_lock(f->book, 1, NULL) < 0 ||
		    write(ends[1], "x", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	assert_int_equal(read(ends[0], &byte, 1), 1);
	assert_int_equal(
	    lock_take(f->book, BOOK_LOCK, &wait_milliseconds, &f->error), -1);
	assert_int_equal(kill(child, SIGKILL), 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	lock = lock_take(f->book, BOOK_LOCK, &wait_milliseconds, &f->error);
	assert_true(lock >= 0);
	close(lock);
	close(ends[0]);
	close(ends[1]);
}

/* A fact at the moment of closing goes into the next day. */
static void
recording_waits_for_a_close_to_end(void **state)
{
	struct fixture *f = *state;
	struct buffer printed = {0};
	char day[DATE_TEXT_SIZE];
	int ends[2], status;
	pid_t child;
	char byte;

	fixture_day(f);
	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		if (book_lock(f->book, 1, NULL) < 0 || unlink(f->journal) < 0 ||
		    write(ends[1], "x", 1) != 1)
			_exit(1);
		milliseconds_pass(100);
		_exit(journal_create_day(f->book, f->day + 1, NULL, NULL) < 0);
	}
	assert_int_equal(read(ends[0], &byte, 1), 1);
	assert_int_equal(fixture_record(f, NULL, "x", &printed), 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	date_format(f->day + 1, day);
	assert_non_null(strstr(printed.text, day));
	buffer_release(&printed);
	close(ends[0]);
	close(ends[1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_kill_loses_nothing_that_was_confirmed),
	    TEST(a_kill_leaves_no_half_of_a_commit),
	    TEST(writers_take_turns),
	    TEST(a_full_disk_leaves_the_journal_as_it_was),
	    TEST(a_kill_in_the_write_is_mended),
	    TEST(a_commit_by_half_is_set_aside),
	    TEST(a_lock_says_who_holds_it),
	    TEST(a_lock_without_a_name_is_held_too),
	    TEST(a_lock_ends_with_its_process),
	    TEST(recording_waits_for_a_close_to_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
