#include "pay/find.h"

#include <string.h>

#include "base/message.h"
#include "pay/pay.h"

int32_t
find_day_of(struct slice id)
{
	size_t start = 0;
	char text[DATE_TEXT_SIZE];
	int32_t day;

	while (start < id.length && !is_digit(id.text[start]))
		start++;
	if (id.length - start < 8)
		return DATE_NONE;
	snprintf(text, sizeof(text), "%.4s-%.2s-%.2s", id.text + start,
	    id.text + start + 4, id.text + start + 6);
	return date_parse(slice_of(text), &day) < 0 ? DATE_NONE : day;
}

static void
see(void *context, const struct record *r)
{
	struct found *found = context;

	if (r->kind == KIND_PAYMENT && !found->record &&
	    slice_equal(rec_get(r, PAYMENT_ID), found->id))
		found->record = record_keep(r, &found->arena);
}

static int
first_day(struct verb *v, struct slice id, int32_t *day)
{
	const char *paid = cli_get(v->cli, "paid");

	*day = v->day;
	if (paid && date_parse(slice_of(paid), day) < 0)
		return verb_refuse(v,
		    tr("--paid: '%s' is not a date; write 2026-11-02"), paid);
	if (!paid && find_day_of(id) != DATE_NONE)
		*day = find_day_of(id);
	return 0;
}

/* The files of the days from..to, of which the last may be the open one. */
static int
collect(struct verb *v, struct found *found, int32_t from, int32_t to,
    char ***inputs, size_t *count)
{
	size_t days, more;
	int32_t *day = book_days(v->book, &found->arena, &days, &v->error);
	char **list;

	if (!day)
		return -1;
	*inputs = arena_array(&found->arena, 2 * days + 2, sizeof(char *));
	*count = 0;
	for (size_t i = 0; i < days; i++) {
		if (day[i] < from || day[i] > to || day[i] >= v->day)
			continue;
		if (book_day_inputs(v->book, day[i], &found->arena, &list,
			&more, &v->error) < 0)
			return -1;
		for (size_t j = 0; j < more && j < 2; j++)
			(*inputs)[(*count)++] = list[j];
	}
	if (to < v->day)
		return 0;
	if (journal_inputs(v->recording.journal, &found->arena, &list, &more) <
	    0)
		return error_errno(
		    &v->error, HALL_SYSTEM, "%s", book_path(v->book));
	for (size_t j = 0; j < more && j < 2; j++)
		(*inputs)[(*count)++] = list[j];
	return 0;
}

static int
load(struct verb *v, struct found *found, int32_t from, int32_t to)
{
	struct stream_options options = {
	    .tool = cli_tool_of(v->cli)->name,
	    .folds = pay_folds,
	    .config = v->recording.filter.config,
	    .context = found,
	    .see = found->id.length ? see : NULL,
	    .quiet_faults = true,
	};
	char **inputs;

	found->filter = v->recording.filter;
	if (collect(v, found, from, to, &inputs, &options.inputs_count) < 0)
		return -1;
	options.inputs = inputs;
	journal_opens(v->recording.journal, &options);
	found->stream = stream_load(&options, &v->error);
	return found->stream ? 0 : -1;
}

int
find_payment(struct verb *v, struct slice id, struct found *found)
{
	char text[DATE_TEXT_SIZE];
	struct payment *payment;
	struct hall *hall;
	struct pay *pay;
	int32_t from;

	*found = (struct found){.id = id};
	if (first_day(v, id, &from) < 0 || load(v, found, from, v->day) < 0)
		return -1;
	pay = stream_state(found->stream, &pay_fold);
	hall = pay_hall(pay, v->hall->name);
	payment = arena_alloc(&found->arena, sizeof(*payment));
	if (payments_find(pay, hall, id, payment))
		found->payment = payment;
	if (found->payment && found->record)
		return 0;
	date_format(from, text);
	return verb_refuse(v,
	    tr("there is no payment %.*s since %s; --paid DATE looks further "
	       "back"),
	    SLICE_ARG(id), text);
}

void
find_release(struct found *found)
{
	stream_release(found->stream);
	arena_release(&found->arena);
	*found = (struct found){.record = NULL};
}

struct slice
found_receipt(const struct verb *v, const struct found *found)
{
	struct slice number = rec_get(found->record, PAYMENT_RECEIPT);
	struct pay *pay = stream_state(found->stream, &pay_fold);
	char text[SERIAL_TEXT_MAX];

	if (number.length)
		return number;
	number.length = run_receipt_of(
	    &pay_hall(pay, v->hall->name)->runs, found->id, text);
	number.text = text;
	/* The pay's arena lives as long as what was found. */
	return arena_slice(&pay->arena, number);
}

/* The fault of the stream that is meant, or NULL. */
static const struct record *
fault_of(const struct stream *stream, struct slice of, bool *mended)
{
	for (size_t n = 0; n < stream_faults(stream); n++) {
		const struct record *fault = stream_fault_at(stream, n, mended);

		if (slice_equal(rec_get(fault, FAULT_DIGEST), of) ||
		    slice_equal(rec_get(fault, FAULT_ID), of))
			return fault;
	}
	return NULL;
}

/* What the days from that of the fault to the open one say of it. */
static int
read_fault(struct verb *v, struct slice of, int32_t day, struct found *found,
    const struct record **fault)
{
	bool mended = false;

	find_release(found);
	if (load(v, found, day, v->day) < 0)
		return -1;
	*fault = fault_of(found->stream, of, &mended);
	if (*fault && mended)
		return verb_refuse(
		    v, tr("%.*s is mended already"), SLICE_ARG(of));
	return 0;
}

int
find_fault(struct verb *v, struct slice of, struct found *found,
    const struct record **fault)
{
	struct arena arena = {0};
	size_t days;
	int32_t *list = book_days(v->book, &arena, &days, &v->error);
	int32_t day = DATE_NONE;
	bool mended;
	int result = list ? 0 : -1;

	*found = (struct found){.record = NULL};
	*fault = NULL;
	for (size_t i = days; i-- > 0 && result == 0 && day == DATE_NONE;) {
		if (list[i] > v->day || list[i] < v->day - FIND_DAYS_MAX)
			continue;
		find_release(found);
		result = load(v, found, list[i], list[i]);
		if (result == 0 && fault_of(found->stream, of, &mended))
			day = list[i];
	}
	arena_release(&arena);
	if (result == 0 && day != DATE_NONE)
		result = read_fault(v, of, day, found, fault);
	return result;
}
