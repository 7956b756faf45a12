/*
 * test_book.c - finding a book, its days and its files.
 */
#include "book_fixture.h"

static void
touch(const struct fixture *f, const char *name)
{
	write_file(f->path, name, "x\n");
}

static void
make_directory(const struct fixture *f, const char *name)
{
	char path[FIXTURE_PATH * 2];

	snprintf(path, sizeof(path), "%s/%s", f->path, name);
	assert_int_equal(mkdir(path, 0700), 0);
}

static int32_t
day_of(const char *text)
{
	int32_t date;

	assert_int_equal(date_parse(slice_of(text), &date), 0);
	return date;
}

static void
a_book_is_found_above(void **state)
{
	struct fixture *f = *state;
	char here[4096], below[FIXTURE_PATH * 2];
	struct book *book;

	unsetenv("HALL_BOOK");
	assert_non_null(getcwd(here, sizeof(here)));
	make_directory(f, "a");
	make_directory(f, "a/b");
	snprintf(below, sizeof(below), "%s/a/b", f->path);
	assert_int_equal(chdir(below), 0);
	book = book_open(NULL, NULL, true, &f->error);
	assert_non_null(book);
	assert_string_equal(book_path(book), "../..");
	assert_string_equal(book_hall(book), "H01");
	book_close(book);
	assert_int_equal(chdir(f->path), 0);
	book = book_open(NULL, NULL, true, &f->error);
	assert_non_null(book);
	assert_string_equal(book_path(book), ".");
	book_close(book);
	assert_int_equal(chdir("/"), 0);
	setenv("HALL_BOOK", f->path, 1);
	book = book_open(NULL, NULL, true, &f->error);
	assert_non_null(book);
	assert_string_equal(book_path(book), f->path);
	book_close(book);
	unsetenv("HALL_BOOK");
	assert_int_equal(chdir(here), 0);
}

static void
no_book_says_how_to_name_one(void **state)
{
	struct fixture *f = *state;
	char here[4096];

	unsetenv("HALL_BOOK");
	assert_non_null(getcwd(here, sizeof(here)));
	assert_int_equal(chdir("/"), 0);
	assert_null(book_open(NULL, NULL, true, &f->error));
	assert_int_equal(f->error.status, HALL_USAGE);
	assert_true(error_says(f, "name one with -C DIR or HALL_BOOK"));
	assert_null(book_open(NULL, NULL, false, &f->error));
	assert_int_equal(f->error.status, HALL_DONE);
	assert_int_equal(chdir(here), 0);
	assert_null(book_open("/nonexistent", NULL, false, &f->error));
	assert_int_equal(f->error.status, HALL_USAGE);
	assert_null(book_open("/", NULL, false, &f->error));
	assert_true(error_says(f, "no book: it is no directory with a"));
}

static void
days_are_known_by_their_names(void **state)
{
	struct fixture *f = *state;
	struct arena arena = {0};
	size_t count;
	int32_t *days, last;

	make_directory(f, "2026-11-03");
	touch(f, "2026-11-03/journal.csv");
	make_directory(f, "2026-11-02");
	touch(f, "2026-11-02.bgz");
	touch(f, "2026-11-02.seal");
	touch(f, "2026-11-02.part");
	touch(f, "2026-10-31.bgz");
	make_directory(f, "2026-11-04");
	make_directory(f, "2026-02-30");
	touch(f, "2026-02-30/journal.csv");
	make_directory(f, "2026-11-05 copy");
	touch(f, "2026-11-06.bgz.bak");
	days = book_days(f->book, &arena, &count, NULL);
	assert_non_null(days);
	assert_int_equal(count, 3);
	assert_int_equal(days[0], day_of("2026-10-31"));
	assert_int_equal(days[1], day_of("2026-11-02"));
	assert_int_equal(days[2], day_of("2026-11-03"));
	assert_int_equal(fixture_state(f, day_of("2026-11-02")), DAY_CLOSED);
	assert_int_equal(fixture_state(f, day_of("2026-11-03")), DAY_OPEN);
	assert_int_equal(fixture_state(f, day_of("2026-10-31")), DAY_CLOSING);
	assert_int_equal(fixture_state(f, day_of("2026-11-04")), DAY_NONE);
	assert_int_equal(book_last_closed(f->book, &last, NULL), 0);
	assert_int_equal(last, day_of("2026-11-02"));
	touch(f, "2026-11-03.part");
	assert_int_equal(fixture_state(f, day_of("2026-11-03")), DAY_CLOSING);
	arena_release(&arena);
}

static void
one_day_is_open_at_a_time(void **state)
{
	struct fixture *f = *state;
	int32_t day;

	assert_int_equal(book_open_day(f->book, &day, &f->error), 0);
	assert_int_equal(day, DATE_NONE);
	make_directory(f, "2026-11-03");
	touch(f, "2026-11-03/journal.csv");
	assert_int_equal(book_open_day(f->book, &day, &f->error), 0);
	assert_int_equal(day, day_of("2026-11-03"));
	make_directory(f, "2026-11-02");
	touch(f, "2026-11-02/journal.csv");
	assert_int_equal(book_open_day(f->book, &day, &f->error), -1);
	assert_int_equal(f->error.status, HALL_USAGE);
	assert_true(
	    error_says(f, "several days are open: 2026-11-02, 2026-11-03"));
}

static void
the_inputs_of_a_day_begin_with_its_carry(void **state)
{
	struct fixture *f = *state;
	struct arena arena = {0};
	int32_t day = day_of("2026-11-03");
	char **inputs;
	size_t count;

	assert_int_equal(
	    book_day_inputs(f->book, day, &arena, &inputs, &count, &f->error),
	    -1);
	assert_int_equal(f->error.status, HALL_USAGE);
	assert_true(error_says(f, "no facts of 2026-11-03"));
	make_directory(f, "2026-11-03");
	touch(f, "2026-11-03/carry.in");
	touch(f, "2026-11-03.bgz");
	assert_int_equal(
	    book_day_inputs(f->book, day, &arena, &inputs, &count, &f->error),
	    0);
	assert_int_equal(count, 2);
	assert_string_equal(strrchr(inputs[0], '/'), "/carry.in");
	assert_string_equal(strrchr(inputs[1], '/'), "/2026-11-03.bgz");
	touch(f, "2026-11-03/journal.csv");
	assert_int_equal(
	    book_day_inputs(f->book, day, &arena, &inputs, &count, &f->error),
	    0);
	assert_int_equal(count, 2);
	assert_string_equal(strrchr(inputs[1], '/'), "/journal.csv");
	arena_release(&arena);
}

static void
links_inside_a_book_lead_nowhere(void **state)
{
	struct fixture *f = *state;
	char path[FIXTURE_PATH * 2];

	make_directory(f, "real");
	touch(f, "real/file");
	snprintf(path, sizeof(path), "%s/link", f->path);
	assert_int_equal(symlink("real", path), 0);
	snprintf(path, sizeof(path), "%s/real/journal", f->path);
	assert_int_equal(symlink("/etc/passwd", path), 0);
	assert_int_equal(
	    book_open_file(f->book, "link/file", O_RDONLY, &f->error), -1);
	assert_true(error_says(f, "a symbolic link inside a book is not"));
	assert_int_equal(
	    book_open_file(f->book, "real/journal", O_RDONLY, &f->error), -1);
	assert_true(error_says(f, "a symbolic link inside a book is not"));
	assert_int_equal(book_open_file(f->book, "real/../../etc/passwd",
			     O_RDONLY, &f->error),
	    -1);
	assert_int_equal(
	    book_open_file(f->book, "/etc/passwd", O_RDONLY, &f->error), -1);
	assert_int_equal(
	    book_open_file(f->book, "..", O_RDONLY, &f->error), -1);
	snprintf(path, sizeof(path), "%s/real/pipe", f->path);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_int_equal(
	    book_open_file(f->book, "real/pipe", O_RDONLY, &f->error), -1);
}

static unsigned
mode_of(const struct fixture *f, const char *name)
{
	char path[FIXTURE_PATH * 2];
	struct stat status;

	snprintf(path, sizeof(path), "%s/%s", f->path, name);
	assert_int_equal(stat(path, &status), 0);
	return status.st_mode & 0777;
}

static void
files_are_private_or_the_groups(void **state)
{
	struct fixture *f = *state;
	mode_t before = umask(022);

	assert_int_equal(
	    book_put_file(f->book, "own", SLICE("x"), &f->error), 0);
	assert_int_equal(mode_of(f, "own"), 0600);
	book_close(f->book);
	fixture_definition(f, "share: group\n");
	fixture_open(f);
	assert_int_equal(
	    book_put_file(f->book, "ours", SLICE("x"), &f->error), 0);
	assert_int_equal(mode_of(f, "ours"), 0640);
	umask(007);
	fixture_day(f);
	assert_int_equal(mode_of(f, f->journal + strlen(f->path) + 1), 0660);
	umask(before);
}

static void
a_file_is_put_whole_or_not_at_all(void **state)
{
	struct fixture *f = *state;
	char path[FIXTURE_PATH * 2];
	char *text;

	snprintf(path, sizeof(path), "%s/file", f->path);
	assert_int_equal(
	    book_put_file(f->book, "file", SLICE("one"), &f->error), 0);
	assert_int_equal(
	    book_put_file(f->book, "file", SLICE("two"), &f->error), 0);
	text = read_text(path);
	assert_string_equal(text, "two");
	free(text);
	assert_int_equal(
	    book_put_file(f->book, "none/file", SLICE("x"), &f->error), -1);
	assert_int_equal(f->error.status, HALL_SYSTEM);
	make_directory(f, "taken");
	assert_int_equal(
	    book_put_file(f->book, "taken", SLICE("x"), &f->error), -1);
	snprintf(path, sizeof(path), "%s/.taken.%ld", f->path, (long)getpid());
	assert_int_equal(access(path, F_OK), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_book_is_found_above),
	    TEST(no_book_says_how_to_name_one),
	    TEST(days_are_known_by_their_names),
	    TEST(one_day_is_open_at_a_time),
	    TEST(the_inputs_of_a_day_begin_with_its_carry),
	    TEST(links_inside_a_book_lead_nowhere),
	    TEST(files_are_private_or_the_groups),
	    TEST(a_file_is_put_whole_or_not_at_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
