/*
 * test_journal_post.c - recording verbs and post, through a small tool.
 */
#include "book_fixture.h"

#include <sys/wait.h>

#include "book/recording.h"
#include "base/money.h"

/* A fold that keeps a purse, which must not become empty. */
struct purse {
	int64_t fen;
};

static void *
purse_open(struct stream *stream, struct error *error)
{
	(void)stream;
	(void)error;
	return memory_new(sizeof(struct purse));
}

static int
purse_take(void *state, const struct record *r, struct complaint *c)
{
	struct purse *purse = state;
	int64_t fen;

	if (rec_money(r, PAYMENT_AMOUNT, &fen, c) < 0)
		return -1;
	if (purse->fen + fen < 0)
		return complain(
		    c, "amount", "money", "value", "too little", NULL);
	purse->fen += fen;
	return 0;
}

static enum hall_status
purse_finish(void *state, struct writer *writer, struct error *error)
{
	(void)state;
	(void)writer;
	(void)error;
	return HALL_DONE;
}

static const enum kind purse_eats[] = {KIND_PAYMENT, KIND_OTHER};
static const enum kind purse_makes[] = {KIND_OTHER};
static const struct fold purse_fold = {
    .name = "purse",
    .eats = purse_eats,
    .makes = purse_makes,
    .open = purse_open,
    .take = purse_take,
    .finish = purse_finish,
    .close = free,
};
static const struct fold *const folds[] = {&purse_fold, NULL};

static enum hall_status
verb_take(struct cli *cli)
{
	struct recording recording;
	struct error error;

	if (recording_begin(&recording, cli, folds, NULL, &error) < 0)
		return cli_fail(&error);
	row_start(&recording.row, KIND_PAYMENT);
	row_text(&recording.row, PAYMENT_AMOUNT, cli_operand(cli, 0));
	if (recording_add(&recording, &recording.row, &error) < 0 ||
	    recording_commit(&recording, &error) < 0)
		return recording_fail(&recording, &error);
	return HALL_DONE;
}

static enum hall_status
verb_post(struct cli *cli)
{
	static const enum kind posted[] = {
	    KIND_PAYMENT, KIND_TICKET, KIND_OTHER};

	static const struct posting posting = {.kinds = posted};

	return recording_post(cli, folds, NULL, &posting);
}

static const struct cli_verb verbs[] = {
    {.name = "take",
	.run = verb_take,
	.operands = "AMOUNT",
	.help = "take",
	.operands_min = 1,
	.operands_max = 1,
	.common = CLI_RECORD | CLI_OUTPUT},
    {.name = "post",
	.run = verb_post,
	.operands = "[FILE]...",
	.help = "post",
	.operands_max = CLI_MANY,
	.options = recording_post_options,
	.common = CLI_RECORD | CLI_OUTPUT},
};
static const struct cli_tool tool = {.name = "hall-purse",
    .summary = "a purse",
    .verbs = verbs,
    .verbs_count = COUNT(verbs)};

/*
 * Run the tool in the book, in a process of its own; -o and stderr go to
 * files in it.
 */
static int
run(struct fixture *f, const char *verb, const char *a, const char *b)
{
	char out[FIXTURE_PATH * 2], err[FIXTURE_PATH * 2];
	const char *argument[] = {
	    "hall-purse", verb, "-C", f->path, "-o", out, a, b, NULL};
	int status, count = 6;
	pid_t child;

	snprintf(out, sizeof(out), "%s/out", f->path);
	snprintf(err, sizeof(err), "%s/err", f->path);
	unlink(out);
	while (argument[count])
		count++;
	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		if (!freopen(err, "w", stderr))
			_exit(99);
		exit(cli_main(&tool, count, (char **)(uintptr_t)argument));
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static bool
said(struct fixture *f, const char *name, const char *part)
{
	char path[FIXTURE_PATH * 2];
	char *text;
	bool found;

	snprintf(path, sizeof(path), "%s/%s", f->path, name);
	text = read_text(path);
	found = strstr(text, part) != NULL;
	if (!found)
		print_error("not '%s' in: %s\n", part, text);
	free(text);
	return found;
}

#define HEADING "#payment,id,time,method,amount\n"

static const char *
file(struct fixture *f, const char *text)
{
	static char path[FIXTURE_PATH * 2];

	write_file(f->path, "in.csv", text);
	snprintf(path, sizeof(path), "%s/in.csv", f->path);
	return path;
}

static void
a_verb_records_what_the_folds_allow(void **state)
{
	struct fixture *f = *state;

	fixture_day(f);
	assert_int_equal(run(f, "take", "10.00", NULL), HALL_DONE);
	assert_true(said(f, "out", "-0001,"));
	assert_int_equal(run(f, "take", "--", "-20.00"), HALL_USAGE);
	assert_true(said(f, "err", "hall-purse: amount: 'too little' is not"));
	assert_int_equal(run(f, "take", "1e3", NULL), HALL_USAGE);
	assert_int_equal(run(f, "take", "--", "-10.00"), HALL_DONE);
	assert_true(said(f, "out", "-0002,"));
	assert_int_equal(fixture_verify(f), 3);
}

static void
post_records_all_or_none(void **state)
{
	struct fixture *f = *state;
	const char *path;

	fixture_day(f);
	path = file(f, HEADING "payment,,,cash,1.00\npayment,,,cash,2.00\n");
	assert_int_equal(run(f, "post", path, NULL), HALL_DONE);
	assert_int_equal(fixture_verify(f), 3);
	path = file(f, HEADING "payment,,,cash,3.00\npayment,,,cash,12.3.4\n");
	assert_int_equal(run(f, "post", path, NULL), HALL_DATA);
	assert_true(said(f, "err",
	    "in.csv:3: amount: '12.3.4' is not an "
	    "amount such as 12.30; nothing was "
	    "recorded (--keep-faults"));
	assert_int_equal(fixture_verify(f), 3);
	path = file(f, HEADING "payment,,,cash\n");
	assert_int_equal(run(f, "post", path, NULL), HALL_DATA);
	assert_true(said(f, "err", "in.csv:2: the heading names"));
	path = file(f, "#log,id,text\nlog,L1,x\n");
	assert_int_equal(run(f, "post", path, NULL), HALL_DATA);
	assert_true(said(
	    f, "err", "in.csv:2: hall-purse does not record the kind 'log'"));
	path = file(f, HEADING "payment,,yesterday,cash,1.00\n");
	assert_int_equal(run(f, "post", path, NULL), HALL_DATA);
	assert_true(said(f, "err", "in.csv:2: time: 'yesterday' is not"));
	assert_int_equal(run(f, "post", "/nonexistent", NULL), HALL_SYSTEM);
	assert_int_equal(fixture_verify(f), 3);
}

static void
post_again_records_nothing_new(void **state)
{
	struct fixture *f = *state;
	const char *path = file(f, HEADING "payment,K1,,cash,1.00\n"
					   "payment,K2,,cash,2.00\n"
					   "payment,K1,,cash,1.00\n");

	fixture_day(f);
	assert_int_equal(run(f, "post", path, NULL), HALL_DONE);
	assert_int_equal(fixture_verify(f), 3);
	assert_int_equal(run(f, "post", path, NULL), HALL_DONE);
	assert_int_equal(fixture_verify(f), 3);
	path = file(f, HEADING "payment,K2,,card,2.00\n");
	assert_int_equal(run(f, "post", path, NULL), HALL_DATA);
	assert_true(said(f, "err", "in.csv:2: id: K2 stands at "));
	assert_true(said(f, "err", "csv:5 already, with another method"));
	assert_int_equal(fixture_verify(f), 3);
}

static void
post_again_after_the_close_records_nothing_new(void **state)
{
	struct fixture *f = *state;
	const char *path = file(f, HEADING "payment,K1,,cash,1.00\n");

	fixture_day(f);
	assert_int_equal(run(f, "post", path, NULL), HALL_DONE);
	fixture_close_day(f);
	assert_int_equal(run(f, "post", path, NULL), HALL_DONE);
	assert_true(said(f, "out", ""));
	path = file(f, HEADING "payment,K1,,cash,2.00\n");
	assert_int_equal(run(f, "post", path, NULL), HALL_DATA);
	assert_true(said(f, "err", ".bgz:4 already, with another amount"));
}

static void
a_key_covers_a_whole_post(void **state)
{
	struct fixture *f = *state;
	const char *path = file(
	    f, HEADING "payment,,,cash,1.00\npayment,,,cash,2.00\n");

	fixture_day(f);
	assert_int_equal(run(f, "post", "--key=k", path), HALL_DONE);
	assert_int_equal(run(f, "post", "--key=k", path), HALL_DONE);
	assert_int_equal(fixture_verify(f), 3);
	fixture_close_day(f);
	assert_int_equal(run(f, "post", "--key=k", path), HALL_DONE);
	assert_true(said(f, "out", "-0002,"));
	path = file(f, HEADING "payment,,,cash,1.00\n");
	assert_int_equal(run(f, "post", "--key=k", path), HALL_USAGE);
	assert_true(
	    said(f, "err", ".bgz:4: --key k was used for other facts (then 2"));
}

static void
a_subject_may_have_many_events(void **state)
{
	struct fixture *f = *state;
	const char *path = file(f,
	    "#ticket,id,time,event\n"
	    "ticket,A1,2026-11-02T09:00:00+08:00,take\n"
	    "ticket,A1,2026-11-02T09:01:00+08:00,call\n");

	fixture_day(f);
	assert_int_equal(run(f, "post", path, NULL), HALL_DONE);
	assert_int_equal(fixture_verify(f), 3);
	assert_int_equal(run(f, "post", path, NULL), HALL_DONE);
	assert_int_equal(fixture_verify(f), 3);
}

static void
lines_that_cannot_be_taken_are_kept_as_faults(void **state)
{
	struct fixture *f = *state;
	const char *text = HEADING "payment,K1,,cash,1.00\n"
				   "payment,K2,,cash,12.3.4\n"
				   "payment,K3,,\"cash,3.00\n"
				   "payment,K4,,cash,4.00\n";
	const char *path = file(f, text);

	fixture_day(f);
	assert_int_equal(run(f, "post", "--keep-faults", path), HALL_DATA);
	assert_true(said(f, "err", "in.csv:3: amount: '12.3.4' is not"));
	assert_true(said(f, "err", "in.csv:4: a quote is open"));
	assert_true(said(f, "out", "in.csv,3,amount,payment,"));
	assert_true(said(f, "out", ",money,money:value=12.3.4,"));
	assert_true(said(f, "out", ",payment%2CK2%2C%2Ccash%2C12.3.4,"));
	assert_true(said(f, "out", ",payment%2CK3%2C%2C%22cash%2C3.00,"));
	assert_true(said(f, "out", ",H01,S01,cash,4.00,"));
	assert_int_equal(fixture_verify(f), 5);
	/* The same file again: the faults still count. */
	assert_int_equal(run(f, "post", "--keep-faults", path), HALL_DATA);
	assert_int_equal(fixture_verify(f), 5);
	/* After the close they stand in the report of their day. */
	fixture_close_day(f);
	assert_int_equal(run(f, "post", "--keep-faults", path), HALL_DONE);
}

/* The correction says what the line should have been. */
static void
a_fault_that_was_mended_counts_no_more(void **state)
{
	struct fixture *f = *state;
	struct journal_options none = {0};
	const char *path = file(f, HEADING "payment,K2,,cash,12.3.4\n");
	struct journal *journal;
	struct row row;
	char out[FIXTURE_PATH * 2];
	char *text, *digest;

	fixture_day(f);
	assert_int_equal(run(f, "post", "--keep-faults", path), HALL_DATA);
	snprintf(out, sizeof(out), "%s/out", f->path);
	text = read_text(out);
	digest = strstr(text, ",money:value=12.3.4,");
	assert_non_null(digest);
	digest += strlen(",money:value=12.3.4,");
	journal = journal_begin(f->book, &none, &f->error);
	assert_non_null(journal);
	row_init(&row);
	row_start(&row, KIND_CORRECT);
	row_set(&row, CORRECT_OF, (struct slice){digest, 32});
	row_text(&row, CORRECT_REASON, "typing");
	assert_int_equal(journal_add(journal, &row, NULL, &f->error), 0);
	assert_int_equal(journal_commit(journal, NULL, &f->error), 0);
	row_release(&row);
	free(text);
	assert_int_equal(run(f, "post", "--keep-faults", path), HALL_DONE);
	assert_int_equal(fixture_verify(f), 3);
}

static void
an_empty_post_is_fine(void **state)
{
	struct fixture *f = *state;

	fixture_day(f);
	assert_int_equal(run(f, "post", file(f, ""), NULL), HALL_DONE);
	assert_int_equal(run(f, "post", file(f, HEADING), NULL), HALL_DONE);
	assert_int_equal(
	    run(f, "post", "-n", file(f, HEADING "payment,,,cash,1.00\n")),
	    HALL_DONE);
	assert_true(said(f, "out", ",cash,1.00,"));
	assert_int_equal(fixture_verify(f), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_verb_records_what_the_folds_allow),
	    TEST(post_records_all_or_none),
	    TEST(post_again_records_nothing_new),
	    TEST(post_again_after_the_close_records_nothing_new),
	    TEST(a_key_covers_a_whole_post),
	    TEST(a_subject_may_have_many_events),
	    TEST(lines_that_cannot_be_taken_are_kept_as_faults),
	    TEST(a_fault_that_was_mended_counts_no_more),
	    TEST(an_empty_post_is_fine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
