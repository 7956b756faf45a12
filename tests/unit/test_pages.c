#include "faulty_world.h"

#include <dirent.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "base/pages.h"
#include "unit.h"

#define UNITS 20000

struct thing {
	uint64_t number, twice[7];
};

static void
fill(struct pages *p, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		struct thing *thing;

		assert_int_equal(pages_add(p), i);
		thing = pages_at(p, i);
		assert_int_equal(thing->number, 0);
		assert_int_equal(thing->twice[6], 0);
		*thing = (struct thing){i + 1, {[6] = 2 * (uint64_t)i}};
	}
}

static void
test_what_went_to_the_file_comes_back(void **state)
{
	struct pages *p = pages_new(sizeof(struct thing), 64 << 10);
	uint64_t seed = 7;

	(void)state;
	fill(p, UNITS);
	assert_int_equal(pages_count(p), UNITS);
	assert_int_equal(pages_kept(p), 4);
	for (uint32_t i = 0; i < UNITS; i++) {
		const struct thing *thing = pages_see(p, i);

		assert_int_equal(thing->number, i + 1);
		assert_int_equal(thing->twice[6], 2 * (uint64_t)i);
	}
	/* Against an array, in any order; some are only looked at. */
	for (int round = 0; round < 5000; round++) {
		uint32_t i = (uint32_t)(unit_random(&seed) % UNITS);

		if (unit_random(&seed) % 2)
			((struct thing *)pages_at(p, i))->twice[0]++;
		else
			assert_int_equal(
			    ((const struct thing *)pages_see(p, i))->number,
			    i + 1);
	}
	for (uint32_t i = 0; i < UNITS; i++) {
		struct thing *thing = pages_at(p, i);

		seed += thing->twice[0];
		assert_int_equal(thing->number, i + 1);
	}
	assert_int_equal(pages_kept(p), 4);
	pages_free(p);
	pages_free(NULL);
}

static void
test_two_units_are_at_hand(void **state)
{
	struct pages *p = pages_new(sizeof(struct thing), 1);
	uint64_t seed = 9;

	(void)state;
	fill(p, UNITS);
	for (int round = 0; round < 2000; round++) {
		uint32_t i = (uint32_t)(unit_random(&seed) % UNITS);
		uint32_t j = (uint32_t)(unit_random(&seed) % UNITS);
		struct thing *a = pages_at(p, i), *b = pages_at(p, j);

		assert_int_equal(a->number, i + 1);
		assert_int_equal(b->number, j + 1);
		if (i != j)
			a->twice[1] += 1;
	}
	pages_free(p);
}

static void
test_a_unit_may_be_larger_than_a_page(void **state)
{
	struct pages *p = pages_new(100000, 100000);

	(void)state;
	for (uint32_t i = 0; i < 20; i++) {
		assert_int_equal(pages_add(p), i);
		memset(pages_at(p, i), (int)i + 1, 100000);
	}
	assert_int_equal(pages_kept(p), 3);
	for (uint32_t i = 0; i < 20; i++) {
		const char *unit = pages_see(p, i);

		assert_int_equal(unit[0], i + 1);
		assert_int_equal(unit[99999], i + 1);
	}
	pages_free(p);
}

/* How far the second is from the first. */
static ptrdiff_t
stride(size_t unit_bytes)
{
	struct pages *p = pages_new(unit_bytes, 1);
	ptrdiff_t bytes;

	pages_add(p);
	pages_add(p);
	bytes = (const char *)pages_see(p, 1) - (const char *)pages_see(p, 0);
	pages_free(p);
	return bytes;
}

static void
test_units_are_aligned_and_no_larger(void **state)
{
	const ptrdiff_t align = _Alignof(max_align_t);

	(void)state;
	assert_int_equal(stride(1), align);
	assert_int_equal(stride(2 * (size_t)align), 2 * align);
	assert_int_equal(stride(2 * (size_t)align + 1), 3 * align);
}

#define PAGES 79 /* of so many units */

/* Again and again the first page, and three of any number between. */
static void
test_what_is_asked_for_stays(void **state)
{
	const struct blow counting = {EIO, 0, true};
	const long calls = 1000;
	struct pages *p = pages_new(sizeof(struct thing), 8 * (16 << 10));
	uint64_t seed = 3;
	int missed = 0;

	(void)state;
	fill(p, UNITS);
	pages_see(p, 0);
	for (int round = 0; round < 500; round++) {
		for (int i = 0; i < 3; i++)
			pages_see(p, (uint32_t)(unit_random(&seed) % UNITS));
		world_strike_at(&counting, calls);
		pages_see(p, 0);
		missed += world_calls_left < calls;
		world_calls_left = -1;
	}
	/* One after the other, whatever was asked for: 71 times. */
	assert_in_range(missed, 0, 10);
	pages_free(p);
}

/* Of all pages so many stay in memory, and what is in them is right. */
static void
stay_in_memory(size_t expected)
{
	struct pages *p = pages_new(sizeof(struct thing), 1);

	fill(p, UNITS);
	assert_int_equal(pages_kept(p), expected);
	for (uint32_t i = 0; i < UNITS; i++)
		assert_int_equal(
		    ((const struct thing *)pages_see(p, i))->number, i + 1);
	pages_free(p);
}

static void
test_without_a_file_pages_stay_in_memory(void **state)
{
	const struct blow counting = {EIO, 0, true};
	struct rlimit old, none;

	(void)state;
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &old), 0);
	none = old;
	none.rlim_cur = 0;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	stay_in_memory(PAGES);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &old), 0);
	setenv("TMPDIR", "/nonexistent", 1);
	world_strike_at(&counting, 1000);
	stay_in_memory(PAGES);
	/* It is looked for once. */
	assert_int_equal(world_calls_left, 999);
	world_calls_left = -1;
	unsetenv("TMPDIR");
}

/* The first page has room, and half of the second. */
static void
test_what_was_written_before_the_disk_was_full_comes_back(void **state)
{
	struct rlimit old, full;

	(void)state;
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	full = old;
	full.rlim_cur = 24 << 10;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &full), 0);
	stay_in_memory(PAGES - 1);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	signal(SIGXFSZ, SIG_DFL);
}

/* The open file that lies beneath the directory and has no name; or -1. */
static int
nameless_in(const char *directory)
{
	DIR *open_files = opendir("/proc/self/fd");
	char path[64], target[256];
	struct dirent *entry;
	int found = -1;

	assert_non_null(open_files);
	while ((entry = readdir(open_files))) {
		ssize_t length;

		snprintf(
		    path, sizeof(path), "/proc/self/fd/%.16s", entry->d_name);
		length = readlink(path, target, sizeof(target) - 1);
		target[length > 0 ? length : 0] = '\0';
		if (strncmp(target, directory, strlen(directory)) == 0 &&
		    strstr(target, " (deleted)"))
			found = atoi(entry->d_name);
	}
	closedir(open_files);
	return found;
}

/* Whether a file without a name can be given one. */
static bool
takes_name(int file, const char *directory)
{
	char from[64], to[64];
	bool taken;

	snprintf(from, sizeof(from), "/proc/self/fd/%d", file);
	snprintf(to, sizeof(to), "%s/name", directory);
	taken = linkat(AT_FDCWD, from, AT_FDCWD, to, AT_SYMLINK_FOLLOW) == 0;
	unlink(to);
	return taken;
}

/* With or without files that never had a name: it begins so then. */
static void
lies_in_tmpdir(const struct blow *blow, const char *begins)
{
	char directory[] = "/tmp/hall-test-XXXXXX", name[64];
	struct pages *p = pages_new(sizeof(struct thing), 1);
	int file;

	assert_non_null(mkdtemp(directory));
	setenv("TMPDIR", directory, 1);
	if (blow)
		world_strike_at(blow, 0);
	fill(p, UNITS);
	world_calls_left = -1;
	assert_int_equal(pages_kept(p), 3);
	snprintf(name, sizeof(name), "%s/%s", directory, begins);
	file = nameless_in(name);
	assert_true(file >= 0);
	assert_int_equal(fcntl(file, F_GETFD), FD_CLOEXEC);
	assert_false(takes_name(file, directory));
	/* Nothing is left behind, whatever ends the process. */
	assert_int_equal(rmdir(directory), 0);
	pages_free(p);
	assert_true(nameless_in(directory) < 0);
	unsetenv("TMPDIR");
}

static void
test_the_file_lies_in_tmpdir(void **state)
{
	(void)state;
	lies_in_tmpdir(NULL, "#");
	lies_in_tmpdir(&(struct blow){EOPNOTSUPP, 1, true}, "hall-");
	/* An empty name is none. */
	setenv("TMPDIR", "", 1);
	stay_in_memory(3);
}

/* As after `hall-pay <&-`. */
static void
test_the_file_may_be_the_first_of_all(void **state)
{
	static const struct blow nameless = {EOPNOTSUPP, 1, true};
	int input = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);

	(void)state;
	assert_true(input >= 0);
	close(STDIN_FILENO);
	lies_in_tmpdir(NULL, "#");
	assert_int_equal(fcntl(STDIN_FILENO, F_GETFD), -1);
	lies_in_tmpdir(&nameless, "hall-");
	assert_int_equal(fcntl(STDIN_FILENO, F_GETFD), -1);
	assert_int_equal(dup2(input, STDIN_FILENO), STDIN_FILENO);
	close(input);
}

static void
test_what_is_interrupted_goes_on(void **state)
{
	(void)state;
	world_interrupts = true;
	stay_in_memory(3);
	world_interrupts = false;
}

static void
see_all(struct pages *p)
{
	for (uint32_t i = 0; i < UNITS; i++)
		pages_see(p, i);
}

static void
test_what_cannot_be_read_back_ends_the_process(void **state)
{
	int said[2], status;
	char text[128] = "";
	pid_t child;

	(void)state;
	assert_int_equal(pipe(said), 0);
	child = fork();
	if (child == 0) {
		struct pages *p = pages_new(sizeof(struct thing), 1);

		dup2(said[1], STDERR_FILENO);
		fill(p, UNITS);
		see_all(p); /* all are in the file then */
		if (ftruncate(nameless_in("/tmp/"), 20 << 10) == 0)
			see_all(p);
		_exit(0);
	}
	close(said[1]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(read(said[0], text, sizeof(text) - 1) > 0);
	close(said[0]);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 4);
	assert_non_null(
	    strstr(text, "what lay in a file in TMPDIR cannot be read back: "
			 "Input/output error\n"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_what_went_to_the_file_comes_back),
	    cmocka_unit_test(test_two_units_are_at_hand),
	    cmocka_unit_test(test_a_unit_may_be_larger_than_a_page),
	    cmocka_unit_test(test_without_a_file_pages_stay_in_memory),
	    cmocka_unit_test(
		test_what_was_written_before_the_disk_was_full_comes_back),
	    cmocka_unit_test(test_units_are_aligned_and_no_larger),
	    cmocka_unit_test(test_what_is_asked_for_stays),
	    cmocka_unit_test(test_the_file_lies_in_tmpdir),
	    cmocka_unit_test(test_the_file_may_be_the_first_of_all),
	    cmocka_unit_test(test_what_is_interrupted_goes_on),
	    cmocka_unit_test(test_what_cannot_be_read_back_ends_the_process),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
