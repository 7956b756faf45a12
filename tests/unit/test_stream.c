/*
 * test_stream.c - the loop of folds: pass on, derive, fault, mend.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "base/message.h"
#include "base/money.h"
#include "record/stream.h"

/* A small domain: the sum of payments, printed as a till. */
struct sum {
	struct stream *stream;
	int64_t fen;
	struct buffer order; /* ids in the order in which they were taken */
};

static char taken[4096]; /* the order of the last run */

static void *
sum_open(struct stream *stream, struct error *error)
{
	struct sum *sum = memory_new(sizeof(*sum));

	(void)error;
	sum->stream = stream;
	return sum;
}

static int
sum_take(void *state, const struct record *r, struct complaint *c)
{
	struct sum *sum = state;
	int64_t fen;

	if (r->kind == KIND_CORRECT)
		return 0;
	if (rec_money(r, PAYMENT_AMOUNT, &fen, c) < 0)
		return -1;
	buffer_slice(&sum->order, rec_get(r, PAYMENT_ID));
	buffer_char(&sum->order, ' ');
	return money_add(&sum->fen, fen);
}

static enum hall_status
sum_finish(void *state, struct writer *writer, struct error *error)
{
	struct sum *sum = state;
	struct row row;

	(void)error;
	row_init(&row);
	row_start(&row, KIND_TILL);
	row_text(&row, TILL_ID, "T");
	row_money(&row, TILL_TAKEN, sum->fen);
	writer_row(writer, &row);
	row_release(&row);
	return HALL_DONE;
}

static void
sum_close(void *state)
{
	struct sum *sum = state;

	snprintf(
	    taken, sizeof(taken), "%s", sum->order.text ? sum->order.text : "");
	buffer_release(&sum->order);
	free(sum);
}

static const enum kind sum_eats[] = {KIND_PAYMENT, KIND_CORRECT, KIND_OTHER};
static const enum kind sum_makes[] = {KIND_TILL, KIND_OTHER};
static const struct fold sum_fold = {
    .name = "sum",
    .eats = sum_eats,
    .makes = sum_makes,
    .open = sum_open,
    .take = sum_take,
    .finish = sum_finish,
    .close = sum_close,
};
static const struct fold *const folds[] = {&sum_fold, NULL};

static enum hall_status last_status;

static char *
put(const char *text)
{
	char path[] = "/tmp/hall-stream-XXXXXX";
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
	return memory_text(slice_of(path));
}

/* Run the fold over a text as hall-test; what it printed, to be freed. */
static char *
run_with(const char *text, struct stream_options options)
{
	char *input = put(text), *output = put("");
	char *inputs[] = {input};
	struct error error;
	struct buffer printed = {0};
	char part[4096];
	size_t n;
	FILE *file;

	options.tool = "hall-test";
	options.folds = folds;
	options.inputs = inputs;
	options.inputs_count = 1;
	options.quiet_faults = true;
	options.output = output_open(output, &error);
	last_status = stream_run(&options, &error);
	assert_int_equal(output_close(options.output, &error), 0);
	file = fopen(output, "rb");
	buffer_text(&printed, "");
	while ((n = fread(part, 1, sizeof(part), file)) > 0)
		buffer_add(&printed, part, n);
	fclose(file);
	unlink(input);
	unlink(output);
	free(input);
	free(output);
	return printed.text;
}

static char *
run(const char *text)
{
	return run_with(text, (struct stream_options){0});
}

#define HEAD "#payment,id,time,hall,amount\n"
#define JOURNAL "#payment,id,time,hall,amount,day,seq\n"
#define P1 "payment,P1,2026-11-02T09:00:00+08:00,H01,1.00\n"
#define P2 "payment,P2,2026-11-02T10:00:00+08:00,H01,2.00\n"
#define BAD "payment,P3,2026-11-02T11:00:00+08:00,H01,3,00\n"
#define WRONG "payment,P4,2026-11-02T12:00:00+08:00,H01,1e3\n"

static void
expect_once(const char *printed, const char *part)
{
	const char *at = strstr(printed, part);

	assert_non_null(at);
	assert_null(strstr(at + 1, part));
}

static void
passes_on_and_derives(void **state)
{
	char *printed = run("#x,a\nx,1\n" HEAD P1 P2);

	(void)state;
	assert_int_equal(last_status, HALL_DONE);
	assert_memory_equal(printed, "#x,a\nx,1\n" HEAD P1 P2, 40);
	expect_once(printed, "till,T,,,,,,,,,,,3.00,");
	expect_once(printed, "stage,hall-test," HALL_VERSION
			     ",,2026-11-03T00:00:00+08:00,3,0,0\n");
	free(printed);
}

static void
twice_is_once(void **state)
{
	static const char *const inputs[] = {HEAD P1 P2, HEAD P1 BAD P2 WRONG,
	    HEAD P1 P1, "", "#x,a\n", HEAD WRONG "nonsense\n\"\n",
	    JOURNAL
	    "payment,P1,2026-11-02T09:00:00+08:00,H01,x,2026-11-02,1\n"};

	(void)state;
	for (size_t i = 0; i < sizeof(inputs) / sizeof(inputs[0]); i++) {
		char *once = run(inputs[i]), *twice = run(once);

		/* The file has another name, but a fault keeps its place. */
		assert_string_equal(once, twice);
		free(once);
		free(twice);
	}
}

static void
same_line_counts_once(void **state)
{
	char *printed = run(HEAD P1 P1 P2 P1);

	(void)state;
	expect_once(printed, "till,T,,,,,,,,,,,3.00,");
	free(printed);
	printed = run(JOURNAL
	    "payment,A,2026-11-02T09:00:00+08:00,H01,1.00,2026-11-02,1\n"
	    "payment,A,2026-11-02T09:00:00+08:00,H01,1.00,2026-11-02,1\n");
	expect_once(printed, "till,T,,,,,,,,,,,1.00,");
	free(printed);
}

static void
same_seq_with_other_content_is_a_fault(void **state)
{
	char *printed = run(JOURNAL
	    "payment,A,2026-11-02T09:00:00+08:00,H01,1.00,2026-11-02,1\n"
	    "payment,B,2026-11-02T09:00:00+08:00,H01,2.00,2026-11-02,1\n"
	    "payment,C,2026-11-02T09:00:00+08:00,H02,4.00,2026-11-02,1\n");

	(void)state;
	assert_int_equal(last_status, HALL_DATA);
	assert_non_null(strstr(printed, ",seq,payment,2026-11-02,conflict,"));
	expect_once(printed, "till,T,,,,,,,,,,,5.00,");
	free(printed);
}

static void
order_does_not_matter_without_seq(void **state)
{
	char *printed = run(HEAD P2 P1);

	(void)state;
	assert_string_equal(taken, "P1 P2 ");
	free(printed);
	/* 09:00+08:00 is before 02:00+00:00. */
	printed = run(HEAD "payment,B,2026-11-02T02:00:00+00:00,H01,1.00\n"
			   "payment,A,2026-11-02T09:00:00+08:00,H01,1.00\n");
	assert_string_equal(taken, "A B ");
	free(printed);
}

/* An as-of is no matter of which line came first. */
static void
a_day_ends_where_it_ends_last(void **state)
{
	static const char here[] = "payment,A,2026-11-02T09:00:00+08:00,H01,"
				   "1.00\n";
	static const char west[] = "payment,B,2026-11-02T09:00:00+07:00,H01,"
				   "1.00\n";
	static const char before[] = "payment,C,2026-11-01T09:00:00-05:00,H01,"
				     "1.00\n";
	const char *const orders[][3] = {
	    {here, west, before}, {west, before, here}, {before, here, west}};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		char text[1000], *printed;

		snprintf(text, sizeof(text), "%s%s%s%s", HEAD, orders[i][0],
		    orders[i][1], orders[i][2]);
		printed = run(text);
		assert_non_null(strstr(printed, ",2026-11-03T00:00:00+07:00,"));
		free(printed);
	}
}

static void
journal_order_is_kept(void **state)
{
	char *printed = run(JOURNAL
	    "payment,B,2026-11-02T10:00:00+08:00,H01,1.00,2026-11-02,1\n"
	    "payment,A,2026-11-02T09:00:00+08:00,H01,1.00,2026-11-02,2\n");

	(void)state;
	assert_string_equal(taken, "B A ");
	free(printed);
}

static void
faults_travel(void **state)
{
	char *printed = run(HEAD P1 BAD WRONG);

	(void)state;
	assert_int_equal(last_status, HALL_DATA);
	/* What cannot be read is replaced, what is wrong goes on. */
	assert_null(strstr(printed, "\n" BAD));
	expect_once(printed, "payment%2CP3%2C");
	expect_once(printed, "\n" WRONG);
	expect_once(printed, ",money,money:value=1e3,");
	expect_once(printed, "till,T,,,,,,,,,,,1.00,");
	free(printed);
}

static void
a_line_named_by_a_fault_is_not_taken(void **state)
{
	struct buffer text = {0};
	char *first = run(HEAD P1 WRONG), *printed;

	(void)state;
	/* The same fault, made by a tool before us. */
	for (char *at = first; *at; at++) {
		if (strncmp(at, "hall-test", 9) == 0) {
			buffer_text(&text, "hall-zzzz");
			at += 8;
		} else {
			buffer_char(&text, *at);
		}
	}
	printed = run(text.text);
	assert_int_equal(last_status, HALL_DATA);
	expect_once(printed, ",money,money:value=1e3,");
	free(first);
	free(printed);
	buffer_release(&text);
}

/* The digest column of the first fault of a printed stream. */
static void
digest_of(const char *printed, char digest[33])
{
	const char *fault = strstr(printed, "\nfault,");
	int commas = 0;

	assert_non_null(fault);
	if (strstr(fault, "\"ragged:"))
		commas--; /* the why is quoted and holds one */
	while (commas < 10)
		commas += *fault++ == ',';
	snprintf(digest, 33, "%.32s", fault);
}

static void
a_correction_mends(void **state)
{
	char *first = run(HEAD P1 BAD), *printed, digest[33];
	struct buffer text = {0};

	(void)state;
	digest_of(first, digest);
	buffer_text(&text, first);
	buffer_text(&text, "#correct,id,time,hall,of,replacement,reason\n");
	buffer_format(&text,
	    "correct,C1,2026-11-02T13:00:00+08:00,H01,%s,"
	    "\"payment,P3,2026-11-02T11:00:00+08:00,H01,,,,,,,,,,,,,,,,3.00,,,,"
	    ",\""
	    ",typed wrong\n",
	    digest);
	printed = run(text.text);
	assert_int_equal(last_status, HALL_DONE);
	expect_once(printed, "till,T,,,,,,,,,,,4.00,");
	expect_once(printed, "\nfault,");
	free(first);
	free(printed);
	buffer_release(&text);
}

static void
a_later_correction_only_tells(void **state)
{
	char *first = run(HEAD P1 BAD), *printed, digest[33];
	struct buffer text = {0};

	(void)state;
	digest_of(first, digest);
	buffer_text(&text, first);
	buffer_text(&text, "#correct,id,time,hall,of,replacement,day,seq\n");
	buffer_format(&text,
	    "correct,C1,2026-11-03T13:00:00+08:00,H01,%s,"
	    "\"payment,P3,2026-11-02T11:00:00+08:00,H01,,,,,,,,,,,,,,,,3.00,,,,"
	    ",\""
	    ",2026-11-03,9\n",
	    digest);
	printed = run(text.text);
	assert_int_equal(last_status, HALL_DONE);
	expect_once(printed, "till,T,,,,,,,,,,,1.00,");
	free(first);
	free(printed);
	buffer_release(&text);
}

static void
tells_the_worst_of_the_stages_before(void **state)
{
	char *printed = run(
	    "#stage,tool,version,config,as_of,lines,faults,worst\n"
	    "stage,hall-a,0,,,1,0,1\nstage,hall-b,0,,,1,0,0\n");

	(void)state;
	assert_int_equal(last_status, HALL_LOOK);
	expect_once(printed, "stage,hall-test," HALL_VERSION ",,,0,0,1\n");
	free(printed);
}

static void
only_prints_what_was_derived(void **state)
{
	char *printed = run_with(
	    "#x,a\nx,1\n" HEAD P1, (struct stream_options){.only = true});

	(void)state;
	assert_memory_equal(printed, "#till,", 6);
	assert_null(strstr(printed, "P1"));
	free(printed);
}

static void
stops_when_told_to(void **state)
{
	char *printed = run_with(
	    HEAD BAD P1, (struct stream_options){.strict = true});

	(void)state;
	assert_int_equal(last_status, HALL_DATA);
	assert_null(strstr(printed, "stage,"));
	free(printed);
	printed = run_with(
	    HEAD BAD BAD BAD P1, (struct stream_options){.faults_max = 2});
	assert_int_equal(last_status, HALL_DATA);
	assert_null(strstr(printed, "stage,"));
	free(printed);
	printed = run_with(
	    HEAD BAD BAD P1, (struct stream_options){.faults_max = 2});
	assert_non_null(strstr(printed, "stage,"));
	free(printed);
}

/* What the configuration makes it want, besides payments. */
static enum kind wanted_kind;

static bool
sum_wants(const void *state, enum kind kind)
{
	assert_non_null(state);
	return kind == wanted_kind;
}

static int
count_take(void *state, const struct record *r, struct complaint *c)
{
	struct sum *sum = state;

	(void)c;
	buffer_slice(&sum->order, r->heading->name);
	buffer_char(&sum->order, ' ');
	return 0;
}

static void
a_fold_says_what_it_wants(void **state)
{
	static const struct fold fold = {
	    .name = "count",
	    .eats = sum_eats,
	    .open = sum_open,
	    .wants = sum_wants,
	    .take = count_take,
	    .close = sum_close,
	};
	static const struct fold *const all[] = {&fold, NULL};
	static const char text[] = HEAD P1 "#till,id\ntill,T1\n#refund,id,seq\n"
					   "refund,R1,\n";
	struct slice extra = {text, sizeof(text) - 1};
	struct stream_options options = {.tool = "hall-test",
	    .folds = all,
	    .inputs = (char *[]){(char *)"/dev/null"},
	    .inputs_count = 1,
	    .extra = extra};
	struct error error;

	(void)state;
	wanted_kind = KIND_TILL;
	assert_int_equal(stream_run(&options, &error), HALL_DONE);
	assert_string_equal(taken, "till payment ");
	wanted_kind = KIND_REFUND;
	assert_int_equal(stream_run(&options, &error), HALL_DONE);
	assert_string_equal(taken, "refund payment ");
}

static bool told_loaded;

static int
ask_take(void *state, const struct record *r, struct complaint *c)
{
	const struct sum *sum = state;

	told_loaded = stream_is_loaded(sum->stream);
	return sum_take(state, r, c);
}

/* Only what is loaded is asked for more than what it prints. */
static void
a_fold_learns_whether_more_will_be_asked(void **state)
{
	const struct fold fold = {
	    .name = "sum",
	    .eats = sum_eats,
	    .makes = sum_makes,
	    .open = sum_open,
	    .take = ask_take,
	    .close = sum_close,
	};
	const struct fold *const all[] = {&fold, NULL};
	static const char text[] = HEAD P1;
	struct stream_options options = {.tool = "hall-test",
	    .folds = all,
	    .inputs = (char *[]){(char *)"/dev/null"},
	    .inputs_count = 1,
	    .extra = {text, sizeof(text) - 1}};
	struct error error;

	(void)state;
	told_loaded = true;
	assert_int_equal(stream_run(&options, &error), HALL_DONE);
	assert_false(told_loaded);
	stream_release(stream_load(&options, &error));
	assert_true(told_loaded);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(passes_on_and_derives),
	    cmocka_unit_test(twice_is_once),
	    cmocka_unit_test(same_line_counts_once),
	    cmocka_unit_test(same_seq_with_other_content_is_a_fault),
	    cmocka_unit_test(order_does_not_matter_without_seq),
	    cmocka_unit_test(a_day_ends_where_it_ends_last),
	    cmocka_unit_test(journal_order_is_kept),
	    cmocka_unit_test(faults_travel),
	    cmocka_unit_test(a_line_named_by_a_fault_is_not_taken),
	    cmocka_unit_test(a_correction_mends),
	    cmocka_unit_test(a_later_correction_only_tells),
	    cmocka_unit_test(tells_the_worst_of_the_stages_before),
	    cmocka_unit_test(only_prints_what_was_derived),
	    cmocka_unit_test(stops_when_told_to),
	    cmocka_unit_test(a_fold_says_what_it_wants),
	    cmocka_unit_test(a_fold_learns_whether_more_will_be_asked),
	};

	language_set(LANGUAGE_EN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
