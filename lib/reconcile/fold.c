#include <stdlib.h>

#include "base/message.h"
#include "reconcile/state.h"

static void
reconcile_close(void *state)
{
	struct reconcile *r = state;

	for (size_t i = 0; i < r->sets.count; i++) {
		if (r->matching[i])
			matching_release(r->matching[i]);
		free(r->matching[i]);
	}
	for (size_t i = 0; i < r->tolds; i++)
		buffer_release(&r->told[i].complaint.why);
	threeway_free(r->threeway);
	items_release(&r->items);
	free(r->arrival);
	free(r->source);
	free(r->times);
	free(r->correction);
	free(r->told);
	arena_release(&r->arena);
	free(r);
}

/* Which day: --on, or the day that is read from the book. */
static int
find_day(struct reconcile *r, struct error *e)
{
	const char *on = r->options->on;

	if (!on && r->filter->cli)
		on = cli_get(r->filter->cli, "day");
	if (!on)
		return 0;
	if (date_parse(slice_of(on), &r->scope.day) < 0)
		return error_set(e, HALL_USAGE,
		    tr("--on: '%s' is not a date; write 2026-11-02"), on);
	r->scope.limited = true;
	return 0;
}

static void *
reconcile_open(struct stream *stream, struct error *e)
{
	static const struct reconcile_options none = {0};
	struct reconcile *r = memory_new(sizeof(*r));

	r->stream = stream;
	r->filter = filter_of(stream);
	r->options = r->filter->context ? r->filter->context : &none;
	r->config = stream_config(stream);
	r->threeway = threeway_new(r->config);
	r->scope = (struct scope){.day = DATE_NONE,
	    .open_seconds = TIME_NONE,
	    .close_seconds = TIME_NONE,
	    .open_date = DATE_NONE,
	    .close_date = DATE_NONE,
	    .zone = config_zone(r->config)};
	items_init(&r->items, &r->sets);
	if (sets_load(&r->sets, r->config, &r->arena, e) == 0 &&
	    find_day(r, e) == 0 && carry_read(r, e) == 0 &&
	    part_read(r, e) == 0 && arrivals_read(r, e) == 0)
		return r;
	reconcile_close(r);
	return NULL;
}

static struct day_times *
times_of(struct reconcile *r, int32_t day)
{
	for (size_t i = 0; i < r->times_count; i++)
		if (r->times[i].day == day)
			return &r->times[i];
	r->times = memory_grow(r->times, r->times_count + 1, sizeof(*r->times));
	r->times[r->times_count] = (struct day_times){.day = day,
	    .open_seconds = TIME_NONE,
	    .close_seconds = TIME_NONE,
	    .open_date = DATE_NONE,
	    .close_date = DATE_NONE};
	return &r->times[r->times_count++];
}

static int
take_day(struct reconcile *r, const struct record *record, struct complaint *c)
{
	struct day_times *times;
	struct moment time;
	int32_t day;

	if (rec_date(record, DAY_ID, &day, c) < 0 ||
	    rec_time(record, DAY_TIME, &time, c) < 0)
		return -1;
	times = times_of(r, day);
	if (slice_is(rec_get(record, DAY_EVENT), "open")) {
		times->open_seconds = time.utc_seconds;
		times->open_date = moment_date(time);
	} else {
		times->close_seconds = time.utc_seconds;
		times->close_date = moment_date(time);
	}
	return 0;
}

/* Kept to the end: the payment may come later. */
static int
take_correct(struct reconcile *r, const struct record *record)
{
	struct correction *k;

	if (rec_get(record, CORRECT_COLUMN).length == 0)
		return 0;
	r->correction = memory_grow(
	    r->correction, r->corrections + 1, sizeof(*r->correction));
	k = &r->correction[r->corrections++];
	k->record = record_keep(record, &r->arena);
	k->of = rec_get(k->record, CORRECT_OF);
	k->column = rec_get(k->record, CORRECT_COLUMN);
	k->is = rec_get(k->record, CORRECT_IS);
	return 0;
}

static int
take_item(struct reconcile *r, const struct record *record, struct complaint *c)
{
	if (record->kind == KIND_STATEMENT)
		(void)source_state_of(r, rec_get(record, STATEMENT_SOURCE));
	if (items_add(&r->items, record, 0, c) < 0)
		return -1;
	return threeway_take(r->threeway, record, c);
}

static int
reconcile_take(void *state, const struct record *record, struct complaint *c)
{
	struct reconcile *r = state;

	switch (record->kind) {
	case KIND_DAY:
		return take_day(r, record, c);
	case KIND_CORRECT:
		return take_correct(r, record);
	case KIND_RECEIPT:
	case KIND_TILL:
	case KIND_RUN:
	case KIND_BANKING:
		return threeway_take(r->threeway, record, c);
	default:
		return take_item(r, record, c);
	}
}

static const enum kind eats[] = {KIND_DAY, KIND_PAYMENT, KIND_VOID, KIND_REFUND,
    KIND_DEPOSIT, KIND_BATCH, KIND_STATEMENT, KIND_CORRECT, KIND_RECEIPT,
    KIND_TILL, KIND_RUN, KIND_BANKING, KIND_OTHER};
static const enum kind makes[] = {
    KIND_MATCH, KIND_MATCHLINE, KIND_BREAK, KIND_PROOF, KIND_OTHER};

const struct fold reconcile_fold = {
    .name = "reconcile",
    .eats = eats,
    .makes = makes,
    .open = reconcile_open,
    .take = reconcile_take,
    .finish = reconcile_finish,
    .close = reconcile_close,
};
