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

	while (
	    start < id.length && (id.text[start] < '0' || id.text[start] > '9'))
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
	int32_t *day = book_days(v->book, &found->arena, &days);
	char **list;

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
	found->stream = stream_load(&options, &v->error);
	return found->stream ? 0 : -1;
}

int
find_payment(struct verb *v, struct slice id, struct found *found)
{
	char text[DATE_TEXT_SIZE];
	struct hall *hall;
	struct pay *pay;
	int32_t from;

	*found = (struct found){.id = id};
	if (first_day(v, id, &from) < 0 || load(v, found, from, v->day) < 0)
		return -1;
	pay = stream_state(found->stream, &pay_fold);
	hall = pay_hall(pay, v->hall->name);
	found->payment = payments_find(&hall->payments, id);
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

/* True when a fault of the stream is meant. */
static bool
has_fault(const struct stream *stream, struct slice of)
{
	const struct record *fault;
	bool mended;

	for (size_t n = 0; n < stream_faults(stream); n++) {
		fault = stream_fault_at(stream, n, &mended);
		if (slice_equal(rec_get(fault, FAULT_DIGEST), of) ||
		    slice_equal(rec_get(fault, FAULT_ID), of))
			return true;
	}
	return false;
}

int
find_fault(struct verb *v, struct slice of, int32_t *day)
{
	struct found found;
	struct arena arena = {0};
	size_t days;
	int32_t *list = book_days(v->book, &arena, &days);
	int result = 0;

	*day = DATE_NONE;
	for (size_t i = days; i-- > 0 && result == 0 && *day == DATE_NONE;) {
		if (list[i] > v->day || list[i] < v->day - FIND_DAYS_MAX)
			continue;
		found = (struct found){.record = NULL};
		result = load(v, &found, list[i], list[i]);
		if (result == 0 && has_fault(found.stream, of))
			*day = list[i];
		find_release(&found);
	}
	arena_release(&arena);
	return result;
}
