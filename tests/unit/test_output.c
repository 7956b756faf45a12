/* Files that appear whole or not at all. */
#include "unit.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/output.h"

static char scratch[64];

static int
make_scratch(void **state)
{
	(void)state;
	strcpy(scratch, "/tmp/hall-test-output.XXXXXX");
	return mkdtemp(scratch) && chdir(scratch) == 0 ? 0 : -1;
}

static int
remove_scratch(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf '%s'", scratch);
	return chdir("/") == 0 && system(command) == 0 ? 0 : -1;
}

/* How many names the scratch directory holds. */
static int
names(void)
{
	DIR *d = opendir(".");
	int n = -2;

	assert_non_null(d);
	while (readdir(d))
		n++;
	closedir(d);
	return n;
}

static void
put(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void
assert_holds(const char *path, const char *text)
{
	char got[256] = "";
	FILE *f = fopen(path, "r");

	assert_non_null(f);
	got[fread(got, 1, sizeof(got) - 1, f)] = '\0';
	fclose(f);
	assert_string_equal(got, text);
}

static mode_t
mode_of(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return st.st_mode & 0777;
}

static void
write_one(const char *path, const char *text)
{
	struct error e;
	struct output *out = output_open(path, &e);

	assert_non_null(out);
	output_text(out, text);
	assert_int_equal(output_close(out, &e), 0);
}

static void
a_file_appears_at_the_end(void **state)
{
	struct error e;
	struct output *out = output_open("new", &e);

	(void)state;
	assert_non_null(out);
	output_text(out, "one\n");
	output_flush(out);
	assert_int_equal(access("new", F_OK), -1);
	output_format(out, "%d\n", 2);
	assert_int_equal(output_close(out, &e), 0);
	assert_holds("new", "one\n2\n");
	assert_int_equal(names(), 1);
}

static void
a_new_file_has_the_mode_of_the_umask(void **state)
{
	mode_t old = umask(027);

	(void)state;
	write_one("masked", "x");
	umask(old);
	assert_int_equal(mode_of("masked"), 0640);
}

static void
a_replaced_file_keeps_its_mode(void **state)
{
	(void)state;
	put("there", "old");
	chmod("there", 0604);
	write_one("there", "new");
	assert_holds("there", "new");
	assert_int_equal(mode_of("there"), 0604);
}

static void
what_is_abandoned_leaves_nothing(void **state)
{
	struct error e;
	struct output *out;
	int before;

	(void)state;
	put("kept", "old");
	before = names();
	out = output_open("kept", &e);
	output_text(out, "new");
	output_flush(out);
	assert_int_equal(names(), before + 1);
	output_abandon(out);
	assert_int_equal(names(), before);
	assert_holds("kept", "old");
	output_abandon(NULL);
}

static void
behind_a_link_the_link_stays(void **state)
{
	struct stat st;

	(void)state;
	mkdir("far", 0777);
	put("far/target", "old");
	assert_int_equal(symlink("far/target", "link"), 0);
	write_one("link", "new");
	assert_holds("far/target", "new");
	assert_int_equal(lstat("link", &st), 0);
	assert_true(S_ISLNK(st.st_mode));
}

static void
assert_refused(const char *path, enum hall_status status, const char *text)
{
	struct error e = {.text = ""};

	assert_null(output_open(path, &e));
	assert_int_equal(e.status, status);
	assert_string_equal(e.text, text);
}

static void
what_cannot_be_a_file_is_refused(void **state)
{
	int before;

	(void)state;
	mkdir("dir", 0777);
	assert_int_equal(symlink("nowhere", "dangling"), 0);
	before = names();
	assert_refused("dir", HALL_USAGE, "dir: is a directory");
	assert_refused("dir/", HALL_USAGE, "dir/: is a directory");
	assert_refused("nosuch/", HALL_SYSTEM,
	    "nosuch/: cannot be made: No such file or directory");
	assert_refused("nosuch/x", HALL_SYSTEM,
	    "nosuch/x: cannot be made: No such file or directory");
	assert_refused(
	    "dangling", HALL_USAGE, "dangling: is a link that leads nowhere");
	assert_refused("", HALL_USAGE, "the name of a file is empty");
	assert_int_equal(names(), before);
}

static void
a_device_is_written_into_not_replaced(void **state)
{
	struct stat st;
	struct error e = {.text = ""};
	struct output *out;

	(void)state;
	write_one("/dev/null", "gone");
	assert_int_equal(stat("/dev/null", &st), 0);
	assert_true(S_ISCHR(st.st_mode));
	out = output_open("/dev/full", &e);
	assert_non_null(out);
	output_text(out, "x");
	assert_int_equal(output_close(out, &e), -1);
	assert_int_equal(e.status, HALL_SYSTEM);
	assert_string_equal(
	    e.text, "/dev/full: cannot be written: No space left on device");
}

static void
large_and_small_pieces_keep_their_order(void **state)
{
	static char large[300000];
	struct stat st;
	struct error e;
	struct output *out = output_open("large", &e);

	(void)state;
	memset(large, 'x', sizeof(large));
	output_text(out, "a");
	output_write(out, large, sizeof(large));
	output_write(out, large, 131072);
	for (int i = 0; i < 2000; i++)
		output_format(out, "%.*s", 1500, large);
	output_slice(out, SLICE("z"));
	assert_int_equal(output_close(out, &e), 0);
	assert_int_equal(stat("large", &st), 0);
	assert_int_equal(st.st_size, 1 + 300000 + 131072 + 3000000 + 1);
}

static void
a_signal_leaves_nothing_behind(void **state)
{
	int before = names(), how;
	pid_t child = fork();

	(void)state;
	if (child == 0) {
		struct error e;
		struct output *out = output_open("stopped", &e);

		output_text(out, "half");
		output_flush(out);
		raise(SIGTERM);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &how, 0), child);
	assert_true(WIFSIGNALED(how));
	assert_int_equal(WTERMSIG(how), SIGTERM);
	assert_int_equal(names(), before);
}

static void
a_child_leaves_the_files_of_its_parent_alone(void **state)
{
	struct error e;
	struct output *out = output_open("parents", &e);
	pid_t child;
	int how;

	(void)state;
	output_text(out, "whole");
	fflush(NULL);
	child = fork();
	if (child == 0)
		exit(0);
	assert_int_equal(waitpid(child, &how, 0), child);
	assert_int_equal(output_close(out, &e), 0);
	assert_holds("parents", "whole");
}

static void
a_reader_that_went_away_is_no_error(void **state)
{
	int ends[2], saved = dup(STDOUT_FILENO);
	struct output *out;
	struct error e;

	(void)state;
	signal(SIGPIPE, SIG_IGN);
	assert_int_equal(pipe(ends), 0);
	fflush(stdout);
	dup2(ends[1], STDOUT_FILENO);
	close(ends[0]);
	close(ends[1]);
	out = output_open(NULL, &e);
	output_text(out, "nobody reads this");
	assert_int_equal(output_close(out, &e), 0);
	dup2(saved, STDOUT_FILENO);
	close(saved);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_file_appears_at_the_end),
	    cmocka_unit_test(a_new_file_has_the_mode_of_the_umask),
	    cmocka_unit_test(a_replaced_file_keeps_its_mode),
	    cmocka_unit_test(what_is_abandoned_leaves_nothing),
	    cmocka_unit_test(behind_a_link_the_link_stays),
	    cmocka_unit_test(what_cannot_be_a_file_is_refused),
	    cmocka_unit_test(a_device_is_written_into_not_replaced),
	    cmocka_unit_test(large_and_small_pieces_keep_their_order),
	    cmocka_unit_test(a_signal_leaves_nothing_behind),
	    cmocka_unit_test(a_child_leaves_the_files_of_its_parent_alone),
	    cmocka_unit_test(a_reader_that_went_away_is_no_error),
	};

	return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
