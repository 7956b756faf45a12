/*
 * stream_fixture.h - a stream with one small fold, for unit tests.
 */
#ifndef STREAM_FIXTURE_H
#define STREAM_FIXTURE_H

#include "scratch.h"
#include "unit.h"

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

static inline void *
sum_open(struct stream *stream, struct error *error)
{
	struct sum *sum = memory_new(sizeof(*sum));

	(void)error;
	sum->stream = stream;
	return sum;
}

static inline int
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

static inline enum hall_status
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

static inline void
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

/* Run the fold over a text as hall-test; what it printed, to be freed. */
static inline char *
run_with(const char *text, struct stream_options options)
{
	char *input = scratch_file(slice_of(text));
	struct error error;
	struct buffer printed = {0};

	options.tool = "hall-test";
	options.folds = folds;
	options.inputs = &input;
	options.inputs_count = 1;
	options.quiet_faults = true;
	options.output = output_to(&printed);
	last_status = stream_run(&options, &error);
	assert_int_equal(output_close(options.output, &error), 0);
	buffer_text(&printed, "");
	scratch_drop(input);
	return printed.text;
}

static inline char *
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

static inline void
expect_once(const char *printed, const char *part)
{
	const char *at = strstr(printed, part);

	assert_non_null(at);
	assert_null(strstr(at + 1, part));
}

#endif
