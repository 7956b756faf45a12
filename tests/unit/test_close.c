/*
 * test_close.c - a close that is killed, or that finds no room, is run
 * again and gives the same bytes.
 */
#include "faulty_world.h"

#include "book_fixture.h"

#include <sys/wait.h>

#include "audit/close.h"
#include "audit/keys.h"
#include "audit/verify.h"
#include "record/reader.h"

#define DAY "2026-11-02"
#define NEXT "2026-11-03"
#define EVENING 1793613600 /* 2026-11-02T18:00:00+08:00 */
#define STEPS_MAX 400

/* What a close leaves behind, in the order of its steps. */
static const char *const results[] = {DAY ".part", NEXT "/carry.in", DAY ".bgz",
    DAY ".seal", "checkpoint", NEXT "/journal.csv"};

/* A fold that derives a count and hands the day's log facts on. */
struct notes {
	struct arena arena;
	const struct record *kept[16];
	size_t count;
};

static void *
notes_open(struct stream *stream, struct error *error)
{
	(void)stream;
	(void)error;
	return memory_array(1, sizeof(struct notes));
}

static int
notes_take(void *state, const struct record *r, struct complaint *complaint)
{
	struct notes *notes = state;

	(void)complaint;
	if (notes->count < COUNT(notes->kept))
		notes->kept[notes->count++] = record_keep(r, &notes->arena);
	return 0;
}

static enum hall_status
notes_finish(void *state, struct writer *writer, struct error *error)
{
	const struct notes *notes = state;
	struct row row;

	(void)error;
	row_init(&row);
	row_start(&row, KIND_FINDING);
	row_text(&row, FINDING_ID, "notes");
	row_int(&row, FINDING_AMOUNT, (int64_t)notes->count);
	writer_row(writer, &row);
	row_release(&row);
	return HALL_DONE;
}

static void
notes_carry(void *state, struct writer *writer)
{
	const struct notes *notes = state;

	for (size_t i = 0; i < notes->count; i++)
		writer_record(writer, notes->kept[i]);
}

static void
notes_close(void *state)
{
	struct notes *notes = state;

	arena_release(&notes->arena);
	free(notes);
}

static const enum kind notes_eat[] = {KIND_LOG, KIND_OTHER};
static const enum kind notes_make[] = {KIND_FINDING, KIND_OTHER};
static const struct fold notes_fold = {
    .name = "notes",
    .eats = notes_eat,
    .makes = notes_make,
    .open = notes_open,
    .take = notes_take,
    .finish = notes_finish,
    .carry = notes_carry,
    .close = notes_close,
};
static const struct fold *const notes_folds[] = {&notes_fold, NULL};
static const struct fold_set sets[] = {
    {"hall-notes", notes_folds, false}, {NULL, NULL, false}};

/* A scratch directory with a key, and a book that can close. */
struct bench {
	char top[FIXTURE_PATH];
	char key[FIXTURE_PATH + 16];
	struct fixture f;
};

static void
shell(const char *format, ...)
{
	char command[FIXTURE_PATH * 4];
	va_list ap;

	va_start(ap, format);
	vsnprintf(command, sizeof(command), format, ap);
	va_end(ap);
	assert_int_equal(system(command), 0);
}

static void
define_book(struct bench *b)
{
	char text[1024], login[LOGIN_SIZE];

	(void)login_of_user(login, NULL);
	snprintf(text, sizeof(text),
	    "include: rules.yaml\n"
	    "hall: {id: H01}\n"
	    "staff: {S01: {name: one, login: '%s', role: monitor}}\n",
	    login);
	write_file(b->f.path, "hall.yaml", text);
	write_file(b->f.path, "rules.yaml",
	    "zone: Asia/Shanghai\n"
	    "roles: {monitor: {can: [close-day]}}\n");
}

static void
make_key(struct bench *b)
{
	struct buffer path = {0};
	struct key_public key;

	if (keys_new(b->f.book, SLICE("H01"), b->key, 20000, &path, &key,
		&b->f.error) < 0)
		fail_msg("%s", b->f.error.text);
	buffer_release(&path);
}

static int
bench_setup(void **state)
{
	struct bench *b = calloc(1, sizeof(*b));
	const char *scratch = getenv("TMPDIR");

	language_set(LANGUAGE_EN);
	world_time = EVENING;
	snprintf(b->top, sizeof(b->top), "%s/hall-close-XXXXXX",
	    scratch ? scratch : "/tmp");
	if (!mkdtemp(b->top))
		return -1;
	snprintf(b->f.path, sizeof(b->f.path), "%.200s/book", b->top);
	snprintf(b->key, sizeof(b->key), "%s/H01.key", b->top);
	shell("mkdir %s %s/template", b->f.path, b->top);
	define_book(b);
	fixture_open(&b->f);
	assert_int_equal(date_parse(SLICE(DAY), &b->f.day), 0);
	snprintf(b->f.journal, sizeof(b->f.journal), "%s/" DAY "/journal.csv",
	    b->f.path);
	fixture_day(&b->f);
	make_key(b);
	for (int i = 0; i < 5; i++)
		fixture_must_record(&b->f, "a fact");
	shell("mkdir %s/" DAY "/files && echo 1,2 >%s/" DAY "/files/wechat.csv",
	    b->f.path, b->f.path);
	shell("cp -a %s/. %s/template", b->f.path, b->top);
	*state = b;
	return 0;
}

static int
bench_teardown(void **state)
{
	struct bench *b = *state;

	book_close(b->f.book);
	shell("rm -rf %s", b->top);
	free(b);
	return 0;
}

/* The book as it stood before the close. */
static void
bench_again(struct bench *b)
{
	book_close(b->f.book);
	shell(
	    "rm -rf %s && cp -a %s/template %s", b->f.path, b->top, b->f.path);
	fixture_open(&b->f);
}

static int
close_now(struct bench *b, enum close_end *end)
{
	struct filter filter = {
	    .book = b->f.book, .config = book_config(b->f.book)};
	struct journal_options recording = {0};
	struct close_request request = {
	    .filter = &filter,
	    .sets = sets,
	    .recording = &recording,
	    .key_file = b->key,
	    .day = DATE_NONE,
	};
	struct close_result result;
	struct buffer printed = {0};
	int status;

	request.output = output_to(&printed);
	assert_int_equal(date_parse(SLICE(DAY), &request.day), 0);
	status = close_day(&request, &result, &b->f.error);
	*end = result.end;
	close_release(&result);
	output_close(request.output, NULL);
	buffer_release(&printed);
	return status;
}

static void
must_close(struct bench *b)
{
	enum close_end end;

	if (close_now(b, &end) < 0)
		fail_msg("%s", b->f.error.text);
	assert_true(end == CLOSE_DONE || end == CLOSE_ALREADY);
}

/* In a child that is killed, or finds no room, at that call. */
static int
close_struck(struct bench *b, long calls, int failure)
{
	enum close_end end;
	pid_t child = fork();
	int status;

	assert_true(child >= 0);
	if (child == 0) {
		world_calls_left = calls;
		world_failure = failure;
		status = close_now(b, &end);
		_exit(status == 0                        ? 0
		      : b->f.error.status == HALL_SYSTEM ? 1
							 : 2);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

static void
count_wrong(void *context, const char *text)
{
	print_error("%s\n", text);
	++*(unsigned *)context;
}

static void
no_note(void *context, const char *text)
{
	(void)context;
	(void)text;
}

static void
no_day(void *context, const struct verified_day *day)
{
	(void)context;
	(void)day;
}

static void
no_log(void *context, const struct verified_log *log)
{
	(void)context;
	(void)log;
}

static void
must_verify(struct bench *b)
{
	struct filter filter = {
	    .book = b->f.book, .config = book_config(b->f.book)};
	unsigned wrongs = 0;
	struct verify_request request = {
	    .filter = &filter,
	    .sets = sets,
	    .carry = true,
	    .context = &wrongs,
	    .wrong = count_wrong,
	    .note = no_note,
	    .day = no_day,
	    .log = no_log,
	};

	assert_int_equal(verify_book(&request), HALL_DONE);
	assert_int_equal(wrongs, 0);
}

/* The close that nobody disturbed, for comparison. */
static void
keep_reference(struct bench *b)
{
	must_close(b);
	must_verify(b);
	shell("cp -a %s %s/reference", b->f.path, b->top);
}

static void
same_as_reference(struct bench *b)
{
	for (size_t i = 0; i < COUNT(results); i++)
		shell("cmp %s/%s %s/reference/%s", b->f.path, results[i],
		    b->top, results[i]);
	shell("test ! -e %s/" DAY "/journal.csv", b->f.path);
	shell("diff -r %s/config %s/reference/config", b->f.path, b->top);
}

static void
a_close_killed_at_any_step_is_completed(void **state)
{
	struct bench *b = *state;
	long calls;
	int status = -1;

	keep_reference(b);
	for (calls = 0; calls < STEPS_MAX; calls++) {
		bench_again(b);
		status = close_struck(b, calls, 0);
		if (!WIFSIGNALED(status))
			break;
		assert_int_equal(WTERMSIG(status), SIGKILL);
		must_close(b);
		same_as_reference(b);
		must_verify(b);
	}
	/* The last round was not struck any more. */
	assert_int_equal(status, 0);
	assert_true(calls > 30);
	same_as_reference(b);
}

/*
 * What was decided before the kill stays so, whatever the clock says when
 * the close is completed: in the night, the next morning, or set back.
 */
static void
a_close_is_completed_at_another_time(void **state)
{
	static const time_t later[] = {7 * 3600, 15 * 3600, -120};
	struct bench *b = *state;
	int status = -1, completed = 0;

	keep_reference(b);
	for (long calls = 0; calls < STEPS_MAX && status != 0; calls += 2) {
		bool decided;

		bench_again(b);
		status = close_struck(b, calls, 0);
		decided = fixture_state(&b->f, b->f.day) != DAY_OPEN;
		if (!decided)
			continue;
		world_time = EVENING + later[calls / 2 % (long)COUNT(later)];
		must_close(b);
		must_verify(b);
		world_time = EVENING;
		/* All but the next day's first fact, whose time is now. */
		for (size_t i = 0; i + 1 < COUNT(results); i++)
			shell("cmp %s/%s %s/reference/%s", b->f.path,
			    results[i], b->top, results[i]);
		completed++;
	}
	assert_int_equal(status, 0);
	assert_true(completed > 10);
}

static void
a_close_killed_twice_is_completed(void **state)
{
	struct bench *b = *state;
	uint64_t random = 20261102;

	keep_reference(b);
	for (int round = 0; round < 25; round++) {
		bench_again(b);
		close_struck(b, (long)(unit_random(&random) % 50), 0);
		close_struck(b, (long)(unit_random(&random) % 50), 0);
		must_close(b);
		same_as_reference(b);
	}
}

static void
a_close_without_room_says_so_and_is_completed(void **state)
{
	static const int failures[] = {ENOSPC, EROFS, EIO};
	struct bench *b = *state;

	keep_reference(b);
	for (size_t i = 0; i < COUNT(failures); i++) {
		int status = -1;

		for (long calls = 0; calls < STEPS_MAX; calls += i ? 7 : 1) {
			bench_again(b);
			status = close_struck(b, calls, failures[i]);
			assert_true(WIFEXITED(status));
			assert_int_not_equal(WEXITSTATUS(status), 2);
			must_close(b);
			same_as_reference(b);
			if (WEXITSTATUS(status) == 0 && calls > 60)
				break;
		}
		assert_int_equal(status, 0);
	}
}

static void
a_journal_that_was_not_sealed_is_not_removed(void **state)
{
	struct bench *b = *state;
	enum close_end end;
	long calls = 0;

	/* Killed when the seal stands and the journal is still there. */
	do {
		bench_again(b);
		assert_true(WIFSIGNALED(close_struck(b, calls++, 0)));
	} while (!book_has(b->f.book, DAY ".seal", NULL));
	assert_true(book_has(b->f.book, DAY "/journal.csv", NULL));
	append_text(b->f.journal, "log,L1\n");
	assert_int_equal(close_now(b, &end), -1);
	assert_int_equal(b->f.error.status, HALL_DATA);
	assert_true(error_says(&b->f, "is not what was sealed, and stays"));
	assert_true(book_has(b->f.book, DAY "/journal.csv", NULL));
}

static void
two_closes_at_once_make_one(void **state)
{
	struct bench *b = *state;
	enum close_end end;
	pid_t child[2];
	int status;

	keep_reference(b);
	bench_again(b);
	for (int i = 0; i < 2; i++) {
		child[i] = fork();
		assert_true(child[i] >= 0);
		if (child[i] == 0)
			_exit(close_now(b, &end) < 0);
	}
	for (int i = 0; i < 2; i++) {
		assert_int_equal(waitpid(child[i], &status, 0), child[i]);
		assert_int_equal(status, 0);
	}
	same_as_reference(b);
}

static void
a_close_that_hangs_keeps_another_out(void **state)
{
	struct bench *b = *state;
	enum close_end end;
	int lock = book_lock(b->f.book, 0, &b->f.error);

	assert_true(lock >= 0);
	assert_int_equal(close_now(b, &end), -1);
	assert_int_equal(b->f.error.status, HALL_SYSTEM);
	assert_true(error_says(&b->f, "locked by"));
	book_unlock(lock);
	must_close(b);
}

#define BENCH_TEST(name) \
	cmocka_unit_test_setup_teardown(name, bench_setup, bench_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    BENCH_TEST(a_close_killed_at_any_step_is_completed),
	    BENCH_TEST(a_close_is_completed_at_another_time),
	    BENCH_TEST(a_close_killed_twice_is_completed),
	    BENCH_TEST(a_close_without_room_says_so_and_is_completed),
	    BENCH_TEST(a_journal_that_was_not_sealed_is_not_removed),
	    BENCH_TEST(two_closes_at_once_make_one),
	    BENCH_TEST(a_close_that_hangs_keeps_another_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
