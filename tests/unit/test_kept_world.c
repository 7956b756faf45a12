/*
 * test_kept_world.c - what a tool keeps beside the journal, in a world that
 * kills, fails and interrupts: the day stays the same.
 */
#include "faulty_world.h"

#include "kept_fixture.h"

#include <sys/wait.h>

#define CALLS_MAX 500

/* A verb of a day that is to be kept, and one that finds it kept. */
static int
work_struck(struct fixture *f, const struct blow *blow, long calls)
{
	struct seen seen;
	struct error error;
	pid_t child = fork();
	int status;

	assert_true(child >= 0);
	if (child == 0) {
		world_strike_at(blow, calls);
		for (int i = 0; i < 2; i++)
			if (work(f->path, "test", 1, "x", &seen, &error) < 0 &&
			    error.status != HALL_SYSTEM)
				_exit(3);
		_exit(world_calls_left > 0 ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

static void
a_blow_at_any_call_leaves_a_day_that_is_the_same(void **state)
{
	static const struct blow blows[] = {
	    {0, 0, true}, {EIO, 1, true}, {ENOSPC, 0, true}};
	struct fixture *f = *state;
	char path[FIXTURE_PATH * 2], *journal;
	size_t length;
	struct seen seen;

	fixture_day(f);
	must_work(f, NULL, MANY, "many", &seen);
	kept_path(f, path);
	journal = get_bytes(f->journal, &length);
	for (size_t b = 0; b < COUNT(blows); b++) {
		int status = 1;
		long calls;

		for (calls = 0; calls < CALLS_MAX && status != 0; calls++) {
			(void)unlink(path);
			put_bytes(f->journal, journal, length);
			status = work_struck(f, &blows[b], calls);
			assert_true(
			    !WIFEXITED(status) || WEXITSTATUS(status) <= 1);
			must_work(f, "test", 1, "next", &seen);
			check_same(f, true);
			assert_true(fixture_verify(f) <= 1 + MANY + 3);
		}
		assert_int_equal(status, 0);
		assert_true(calls > 80);
	}
	free(journal);
}

static void
interruptions_and_short_reads_do_not_show(void **state)
{
	struct fixture *f = *state;
	struct seen seen;

	fixture_day(f);
	must_work(f, NULL, MANY, "many", &seen);
	world_interrupts = world_crumbs = true;
	must_work(f, "test", 1, "x", &seen);
	must_work(f, "test", 1, "x", &seen);
	world_interrupts = world_crumbs = false;
	assert_true(seen.kept);
	check_same(f, true);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_blow_at_any_call_leaves_a_day_that_is_the_same),
	    TEST(interruptions_and_short_reads_do_not_show),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
