/*
 * pay_fixture.h - run the fold of hall-pay over lines and keep what comes.
 */
#ifndef PAY_FIXTURE_H
#define PAY_FIXTURE_H

#include "scratch.h"
#include "unit.h"

#include "base/buffer.h"
#include "base/message.h"
#include "pay/pay.h"

/* Headings with the columns that the tests need. */
#define PAYMENTS                                                            \
	"#payment,id,time,hall,staff,counter,session,device,channel,group," \
	"method,tendered,change,amount,receipt,day,seq\n"
#define VOIDS                                                             \
	"#void,id,time,hall,staff,counter,session,payment,amount,method," \
	"reason,day\n"
#define REFUNDS                                                             \
	"#refund,id,time,hall,staff,counter,session,payment,amount,method," \
	"reason,day\n"
#define DRAWERS                                                               \
	"#drawer,id,time,hall,staff,counter,session,event,amount,notes,to,z," \
	"reason,liable,day\n"
#define BOOKS "#book,id,time,hall,staff,event,kind,first,last,to,day,seq\n"
#define RECEIPTS "#receipt,id,time,hall,staff,book,event,payment,reason,day\n"
#define DEPOSITS "#deposit,id,time,hall,staff,event,days,lines,amount,day\n"
#define CORRECTS "#correct,id,time,hall,staff,of,column,was,is,reason,day\n"

struct pay_result {
	struct buffer text; /* the derived records, without headings */
	enum hall_status status;
};

/* Only lines that begin with `kind`; NULL: all but headings and the stage. */
static inline void
pay_filter(struct slice all, const char *kind, struct buffer *out)
{
	struct slice line;

	while (slice_cut(&all, '\n', &line)) {
		bool mine = kind ? line.length > strlen(kind) &&
				       memcmp(line.text, kind, strlen(kind)) ==
					   0 &&
				       line.text[strlen(kind)] == ','
				 : line.length > 0 && line.text[0] != '#' &&
				       memcmp(line.text, "stage", 5) != 0;

		if (!mine)
			continue;
		buffer_slice(out, line);
		buffer_char(out, '\n');
	}
}

/* What the fold derives of one kind from these lines. */
static inline void
pay_run(const char *lines, const char *yaml, const char *as_of,
    const char *kind, struct pay_result *result)
{
	struct error error = {HALL_DONE, ""};
	struct buffer all = {0};
	struct config *config = yaml ? scratch_config(yaml) : NULL;
	char *input = scratch_file(slice_of(lines));
	struct stream_options options = {.tool = "hall-pay",
	    .folds = pay_folds,
	    .config = config,
	    .inputs = &input,
	    .inputs_count = 1,
	    .only = true,
	    .quiet_faults = true,
	    .as_of = slice_of(as_of ? as_of : ""),
	    .output = output_to(&all)};

	result->text = (struct buffer){0};
	result->status = stream_run(&options, &error);
	assert_int_equal(output_close(options.output, &error), 0);
	pay_filter(buffer_view(&all), kind, &result->text);
	buffer_release(&all);
	scratch_drop(input);
	config_free(config);
}

/* What the day of these lines hands over to the next. */
static inline void
pay_carry(const char *lines, struct buffer *carried)
{
	struct error error = {HALL_DONE, ""};
	char *input = scratch_file(slice_of(lines));
	struct stream_options options = {.tool = "hall-pay",
	    .folds = pay_folds,
	    .inputs = &input,
	    .inputs_count = 1};
	struct stream *stream = stream_load(&options, &error);
	struct output *output = output_to(carried);
	struct writer *writer = writer_new(output);

	stream_carry(stream, writer);
	writer_free(writer);
	assert_int_equal(output_close(output, &error), 0);
	stream_release(stream);
	scratch_drop(input);
}

/* The derived records of one kind must be exactly these. */
static inline void
pay_expect(const char *lines, const char *kind, enum hall_status status,
    const char *expected)
{
	struct pay_result result;

	pay_run(lines, NULL, NULL, kind, &result);
	assert_string_equal(result.text.text ? result.text.text : "", expected);
	assert_int_equal(result.status, status);
	buffer_release(&result.text);
}

/* The why of the only fault must be this. */
static inline void
pay_expect_fault(const char *lines, const char *why)
{
	struct pay_result result;
	struct slice line, rest, cell = {"", 0};

	pay_run(lines, NULL, NULL, "fault", &result);
	assert_int_equal(result.status, HALL_DATA);
	rest = buffer_view(&result.text);
	assert_true(slice_cut(&rest, '\n', &line));
	assert_int_equal(rest.length, 0);
	for (int i = 0; i <= 9; i++)
		assert_true(slice_cut(&line, ',', &cell));
	assert_slice(cell, why);
	buffer_release(&result.text);
}

#endif
