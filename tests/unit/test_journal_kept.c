/*
 * test_journal_kept.c - what a tool keeps beside the journal changes nothing
 * but time.
 */
#include "faulty_world.h"

#include "book_fixture.h"

#include <sys/wait.h>

#include "base/map.h"
#include "base/packed.h"
#include "book/journal_state.h"

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
#define MANY 300 /* facts: enough to be kept */
#define CALLS_MAX 500

/* What the fold makes of facts: how many, and which in which order. */
struct sum {
	uint64_t count, hash;
};

static void *
open_sum(struct stream *stream, struct error *error)
{
	(void)stream;
	(void)error;
	return memory_new(sizeof(struct sum));
}

static int
take_fact(void *state, const struct record *r, struct complaint *complaint)
{
	struct sum *sum = state;
	uint64_t both[2] = {
	    sum->hash, hash_bytes(r->line.text, r->line.length)};

	if (slice_is(rec_get(r, LOG_TEXT), "refused"))
		return complain(complaint, "text", "refused", NULL);
	sum->count++;
	sum->hash = hash_bytes(both, sizeof(both));
	return 0;
}

static bool
keep_sum(const void *state, struct buffer *out)
{
	pack(out, state, sizeof(struct sum));
	return true;
}

static int
recall_sum(void *state, struct slice in)
{
	return unpack(&in, state, sizeof(struct sum)) && in.length == 0 ? 0
									: -1;
}

static const enum kind eats[] = {KIND_LOG, KIND_OTHER};
static const struct fold sum_fold = {
    .name = "sum",
    .eats = eats,
    .open = open_sum,
    .take = take_fact,
    .keep = keep_sum,
    .recall = recall_sum,
    .close = free,
};
static const struct fold *const folds[] = {&sum_fold, NULL};

/* What a verb saw of the day. */
struct seen {
	struct sum sum;
	bool kept; /* it came from the file */
	uint64_t lines, seq;
	char chain[CHAIN_SIZE], id[JOURNAL_ID_SIZE];
};

static void
look(struct journal *journal, struct stream *stream, struct seen *seen)
{
	const struct tail *tail = &journal->hold.tail;

	seen->sum = *(struct sum *)stream_state(stream, &sum_fold);
	seen->lines = tail->lines;
	seen->seq = tail->seq;
	memcpy(seen->chain, tail->chain, CHAIN_SIZE);
	journal_next_id(journal, journal_prefix(KIND_LOG), seen->id);
}

/* As a recording verb does; `facts` of them are recorded behind. */
static int
work(const char *path, const char *keeper, size_t facts, const char *text,
    struct seen *seen, struct error *error)
{
	struct journal_options how = {.keeper = keeper};
	struct book *book = book_open(path, NULL, true, error);
	struct journal *journal = book ? journal_begin(book, &how, error)
				       : NULL;
	struct stream_options options = {
	    .tool = "test", .folds = folds, .quiet_faults = true};
	struct stream *stream = NULL;
	struct arena arena = {0};
	struct row row;
	int result = -1;

	memset(seen, 0, sizeof(*seen));
	row_init(&row);
	if (journal)
		stream = journal_load(journal, &options, &arena, error);
	if (stream) {
		seen->kept = journal->hold.kept != NULL;
		look(journal, stream, seen);
		result = 0;
	}
	for (size_t i = 0; i < facts && result == 0; i++) {
		row_start(&row, KIND_LOG);
		row_text(&row, LOG_TOPIC, "note");
		row_text(&row, LOG_TEXT, text);
		result = journal_add(journal, &row, NULL, error);
	}
	stream_release(stream);
	if (facts && result == 0)
		result = journal_commit(journal, NULL, error);
	else
		journal_abandon(journal);
	row_release(&row);
	arena_release(&arena);
	book_close(book);
	return result;
}

static void
must_work(struct fixture *f, const char *keeper, size_t facts, const char *text,
    struct seen *seen)
{
	if (work(f->path, keeper, facts, text, seen, &f->error) < 0)
		fail_msg("%s", f->error.text);
}

/* The day looks the same, from what was kept or from the whole of it. */
static void
check_same(struct fixture *f, bool kept)
{
	struct seen with, without;

	must_work(f, "test", 0, NULL, &with);
	must_work(f, NULL, 0, NULL, &without);
	assert_int_equal(with.kept, kept);
	assert_false(without.kept);
	with.kept = false;
	assert_memory_equal(&with, &without, sizeof(with));
}

static void
kept_path(const struct fixture *f, char path[FIXTURE_PATH * 2])
{
	snprintf(path, FIXTURE_PATH * 2, "%.*s/test.kept",
	    (int)(strrchr(f->journal, '/') - f->journal), f->journal);
}

static bool
is_kept(const struct fixture *f)
{
	char path[FIXTURE_PATH * 2];

	kept_path(f, path);
	return access(path, F_OK) == 0;
}

static char *
get_bytes(const char *path, size_t *length)
{
	int fd = open(path, O_RDONLY);
	char *bytes;

	assert_true(fd >= 0);
	assert_int_equal(read_all(fd, &bytes, length), 0);
	close(fd);
	return bytes;
}

/* A day of so many facts, folded once, so that the fold is kept. */
static void
kept_day(struct fixture *f)
{
	struct seen seen;

	fixture_day(f);
	must_work(f, NULL, MANY, "many", &seen);
	assert_false(is_kept(f));
	must_work(f, "test", 0, NULL, &seen);
	assert_true(is_kept(f));
}

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

struct blow {
	int failure;
	int times;
};

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
		world_failure = blow->failure;
		world_times = blow->times;
		world_looks = true;
		world_calls_left = calls;
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
	static const struct blow blows[] = {{0, 0}, {EIO, 1}, {ENOSPC, 0}};
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
	    TEST(a_blow_at_any_call_leaves_a_day_that_is_the_same),
	    TEST(interruptions_and_short_reads_do_not_show),
	    TEST(closing_forgets_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
