/*
 * test_journal_world.c - a recording verb whose disk fails, or who is killed,
 * at each system call that touches the book.
 *
 * What is counted is what the verb had confirmed; what must hold afterwards
 * is the same for every call and every failure.
 */
#include "faulty_world.h"

#include "book_fixture.h"

#include <sys/mman.h>
#include <sys/wait.h>

#define CALLS_MAX 500
#define SEVERAL 3

/* How the journal stands before the verb that is struck. */
struct start {
	const char *name;
	size_t commits;    /* that are struck, one behind the other */
	size_t facts;      /* of each */
	const char *tail;  /* behind the last whole line, or NULL */
	bool half;         /* a commit of several is there by half */
	uint64_t standing; /* facts that stand when the tail is mended */
};

static const struct start starts[] = {
    {"one fact", 2, 1, NULL, false, 2},
    {"several facts", 1, SEVERAL, NULL, false, 2},
    {"one behind a torn tail", 1, 1, "log,L2026", false, 2},
    {"several behind a torn tail", 1, SEVERAL, "log,L2026", false, 2},
    {"one behind half a commit", 1, 1, NULL, true, 2},
};

/* Those that strike looks, too, are for the first start alone. */
static const struct blow blows[] = {
    {0, 0, false},
    {0, 0, true},
    {EIO, 1, false},
    {EIO, 1, true},
    {EIO, 2, false},
    {ENOSPC, 0, false},
};

/* Shared with the child, so that a kill does not take it away. */
struct told {
	size_t confirmed; /* commits */
	enum hall_status status;
	char text[ERROR_TEXT_MAX];
};

/* A commit of so many facts, by a book that is opened for it. */
static int
record(const char *path, size_t facts, struct error *error)
{
	struct book *book = book_open(path, NULL, true, error);
	struct journal_options none = {0};
	struct journal *journal = book ? journal_begin(book, &none, error)
				       : NULL;
	struct row row;
	int result = journal ? 0 : -1;

	row_init(&row);
	for (size_t i = 0; i < facts && result == 0; i++) {
		row_start(&row, KIND_LOG);
		row_text(&row, LOG_TOPIC, "note");
		row_text(&row, LOG_TEXT, "what happened");
		result = journal_add(journal, &row, NULL, error);
	}
	row_release(&row);
	if (result == 0)
		result = journal_commit(journal, NULL, error);
	else
		journal_abandon(journal);
	book_close(book);
	return result;
}

/* The commits in a child, struck at that call; its wait status. */
static int
record_struck(struct fixture *f, const struct start *start,
    const struct blow *blow, long calls, struct told *told)
{
	struct error error;
	pid_t child = fork();
	int status;

	assert_true(child >= 0);
	if (child == 0) {
		world_strike_at(blow, calls);
		for (size_t i = 0; i < start->commits; i++) {
			if (record(f->path, start->facts, &error) == 0) {
				told->confirmed++;
				continue;
			}
			told->status = error.status;
			memcpy(told->text, error.text, sizeof(told->text));
			break;
		}
		_exit(world_calls_left > 0 ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

static void
day_path(const struct fixture *f, const char *name, char path[FIXTURE_PATH * 2])
{
	snprintf(path, FIXTURE_PATH * 2, "%.*s/%s",
	    (int)(strrchr(f->journal, '/') - f->journal), f->journal, name);
}

/* What a half commit leaves: one of its lines, and the note in the lock. */
static void
write_half(const struct fixture *f, const char *journal)
{
	char lock[FIXTURE_PATH * 2], note[128];
	struct buffer text = {0};

	buffer_text(&text, journal);
	snprintf(note, sizeof(note), "1 x tool 2026\nappend %zu %zu\n",
	    text.length, text.length + 1000);
	buffer_text(&text, "log,half,of,a,commit\n");
	put_bytes(f->journal, text.text, text.length);
	day_path(f, "journal.lock", lock);
	put_bytes(lock, note, strlen(note));
	buffer_release(&text);
}

/* The day as it stands before each blow. */
static void
stand(const struct fixture *f, const struct start *start, const char *journal)
{
	char path[FIXTURE_PATH * 2];

	for (int n = 1; n < 5; n++) {
		char name[32];

		snprintf(name, sizeof(name), "journal.torn-%d", n);
		day_path(f, name, path);
		(void)unlink(path);
	}
	day_path(f, "journal.lock", path);
	(void)unlink(path);
	put_bytes(f->journal, journal, strlen(journal));
	if (start->half)
		write_half(f, journal);
	if (start->tail)
		append_text(f->journal, start->tail);
}

/* Half a line is never lost: it stands in a file beside the journal. */
static void
torn_must_be_kept(const struct fixture *f, const char *torn)
{
	char path[FIXTURE_PATH * 2];
	bool found = false;

	for (int n = 1; n < 5 && !found; n++) {
		char name[32], *text;

		snprintf(name, sizeof(name), "journal.torn-%d", n);
		day_path(f, name, path);
		if (access(path, F_OK) < 0)
			continue;
		text = read_text(path);
		found = strcmp(text, torn) == 0;
		free(text);
	}
	assert_true(found);
}

static void
check_after(struct fixture *f, const struct start *start,
    const struct blow *blow, const struct told *told, bool died)
{
	uint64_t standing, confirmed = told->confirmed * start->facts;
	struct error error;

	if (!died && told->confirmed < start->commits &&
	    (told->status != HALL_SYSTEM ||
		!strstr(told->text, strerror(blow->failure))))
		fail_msg("%s: status %d, and said was: %s", start->name,
		    (int)told->status, told->text);
	/* The next writer goes on ... */
	if (record(f->path, 1, &error) < 0)
		fail_msg("%s", error.text);
	standing = fixture_verify(f) - start->standing - 1;
	/* ... behind what was confirmed and at most one commit that was
	 * not, which no error may have denied. */
	if (standing != confirmed)
		assert_int_equal(standing, confirmed + start->facts);
	if (standing != confirmed && !died)
		assert_non_null(strstr(told->text, "in doubt"));
	if (start->tail)
		torn_must_be_kept(f, start->tail);
	if (start->half)
		torn_must_be_kept(f, "log,half,of,a,commit\n");
}

static void
strike_each_call(struct fixture *f, const struct start *start,
    const struct blow *blow, const char *journal)
{
	struct told *told = mmap(NULL, sizeof(*told), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	long calls;
	int status = 1;

	assert_true(told != MAP_FAILED);
	for (calls = 0; calls < CALLS_MAX && status != 0; calls++) {
		*told = (struct told){0};
		stand(f, start, journal);
		status = record_struck(f, start, blow, calls, told);
		check_after(f, start, blow, told, WIFSIGNALED(status));
	}
	/* The last round was not struck any more. */
	assert_int_equal(status, 0);
	assert_int_equal(told->confirmed, start->commits);
	assert_true(calls > (blow->looks ? 40 : 4));
	munmap(told, sizeof(*told));
}

static void
strike(struct fixture *f, bool kills)
{
	char *journal;

	fixture_day(f);
	fixture_must_record(f, "the first");
	journal = read_text(f->journal);
	for (size_t s = 0; s < COUNT(starts); s++)
		for (size_t b = 0; b < COUNT(blows); b++)
			if ((blows[b].failure == 0) == kills &&
			    (s == 0 || !blows[b].looks))
				strike_each_call(
				    f, &starts[s], &blows[b], journal);
	free(journal);
}

static void
a_kill_at_any_call_leaves_what_was_confirmed(void **state)
{
	strike(*state, true);
}

static void
a_failure_of_any_call_is_told_and_leaves_what_was_confirmed(void **state)
{
	strike(*state, false);
}

static void
interruptions_and_short_writes_do_not_show(void **state)
{
	struct fixture *f = *state;
	char *journal;

	fixture_day(f);
	fixture_must_record(f, "the first");
	journal = read_text(f->journal);
	for (size_t s = 0; s < COUNT(starts); s++) {
		struct error error;
		int result;

		stand(f, &starts[s], journal);
		world_interrupts = world_crumbs = true;
		result = record(f->path, starts[s].facts, &error);
		world_interrupts = world_crumbs = false;
		if (result < 0)
			fail_msg("%s: %s", starts[s].name, error.text);
		assert_int_equal(
		    fixture_verify(f), starts[s].standing + starts[s].facts);
	}
	free(journal);
}

/*
 * A disk that says no to fdatasync once and then yes has forgotten the bytes:
 * the yes must not be believed.
 */
static void
what_the_disk_did_not_confirm_is_taken_back(void **state)
{
	static const struct blow once = {EIO, 1, false};
	struct fixture *f = *state;
	struct told *told = mmap(NULL, sizeof(*told), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	unsigned taken_back = 0;
	char *journal;
	int status = 1;

	assert_true(told != MAP_FAILED);
	fixture_day(f);
	fixture_must_record(f, "the first");
	journal = read_text(f->journal);
	for (long calls = 0; status != 0; calls++) {
		*told = (struct told){0};
		stand(f, &starts[0], journal);
		status = record_struck(f, &starts[0], &once, calls, told);
		taken_back += strstr(told->text, "nothing was recorded") !=
			      NULL;
		assert_null(strstr(told->text, "in doubt"));
		assert_int_equal(
		    fixture_verify(f), starts[0].standing + told->confirmed);
	}
	/* The write and the fdatasync of either commit. */
	assert_int_equal(taken_back, 4);
	munmap(told, sizeof(*told));
	free(journal);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_kill_at_any_call_leaves_what_was_confirmed),
	    TEST(a_failure_of_any_call_is_told_and_leaves_what_was_confirmed),
	    TEST(interruptions_and_short_writes_do_not_show),
	    TEST(what_the_disk_did_not_confirm_is_taken_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
