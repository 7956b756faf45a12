/*
 * finish.c - all was read: match, and say what came of it.
 */
#include <stdlib.h>

#include "base/message.h"
#include "base/text.h"
#include "reconcile/state.h"

/* Words shorter than this are no references. */
#define WORD_MIN 6

/* When the day began and ended, as far as its facts say. */
static void
find_scope(struct reconcile *r)
{
	struct scope *s = &r->scope;

	if (s->day == DATE_NONE)
		s->day = stream_day(r->stream);
	for (size_t i = 0; i < r->times_count; i++) {
		const struct day_times *t = &r->times[i];

		if (t->day != s->day)
			continue;
		s->open_seconds = t->open_seconds;
		s->open_date = t->open_date;
		s->close_seconds = t->close_seconds;
		s->close_date = t->close_date;
	}
}

/* What a correction may change; money is made void and taken again. */
static bool
is_descriptive(struct slice column)
{
	static const char *const names[] = {
	    "method", "account", "ref", "service", "item", "channel", "payer"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (slice_is(column, names[i]))
			return true;
	return false;
}

/*
 * Another method, account or reference than was written at first.  What may
 * not be corrected is a fault that hall-pay tells.
 */
static void
apply_corrections(struct reconcile *r)
{
	struct complaint c = {0};

	for (size_t i = 0; i < r->corrections; i++) {
		const struct correction *k = &r->correction[i];
		struct item *item = items_find(&r->items, KIND_PAYMENT, k->of);

		if (item && is_descriptive(k->column) &&
		    items_change(&r->items, item, k->column, k->is, &c) < 0)
			stream_fault(r->stream, k->record, &c);
	}
	buffer_release(&c.why);
}

/*
 * A void or refund belongs where its payment does, and is known by the
 * payment's numbers where it has none of its own.
 */
static void
link_undone(struct items *items)
{
	for (size_t i = 0; i < items->count; i++) {
		struct item *item = &items->list[i];
		const struct item *payment;

		if (item->kind != KIND_VOID && item->kind != KIND_REFUND)
			continue;
		payment = items_find(
		    items, KIND_PAYMENT, item_text(items, item->payment));
		if (!payment)
			continue;
		item->sets = payment->sets;
		item->ref2 = payment->ref;
		if (!item->ref)
			item->ref = payment->ref;
		if (!item->account)
			item->account = payment->account;
		if (!item->terminal)
			item->terminal = payment->terminal;
	}
}

/* Letters and digits, as a reference has them. */
static bool
in_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z') || c == '-' || c == '_';
}

static void
add_words(struct map *words, struct slice text)
{
	size_t from = 0;

	for (size_t i = 0; i <= text.length; i++) {
		if (i < text.length && in_word(text.text[i]))
			continue;
		if (i - from >= WORD_MIN)
			*map_put(words,
			    (struct slice){text.text + from, i - from}) = words;
		from = i + 1;
	}
}

/*
 * The words of all lines that could not be read, mended ones too: what
 * mends them is a fact of another day.
 */
static struct map *
unreadable_words(const struct reconcile *r)
{
	struct map *words = map_new();

	for (size_t i = 0; i < stream_faults(r->stream); i++) {
		struct buffer raw = {0};
		bool mended;
		const struct record *fault = stream_fault_at(
		    r->stream, i, &mended);

		if (percent_unescape(&raw, rec_get(fault, FAULT_RAW)) == 0)
			add_words(words, buffer_view(&raw));
		buffer_release(&raw);
	}
	return words;
}

/* A set whose file is not here is not run: missing is not empty. */
static bool
can_run(const struct reconcile *r, const struct set *set)
{
	return set->source.length == 0 || source_known(r, set->source);
}

static int
match_all(struct reconcile *r, struct error *e)
{
	struct map *words = unreadable_words(r);
	int result = 0;

	for (size_t i = 0; i < r->sets.count && result == 0; i++) {
		const struct set *set = &r->sets.set[i];
		struct matching *m;

		if (!can_run(r, set))
			continue;
		m = memory_new(sizeof(*m));
		r->matching[i] = m;
		if (matching_init(
			m, set, (unsigned)i, &r->items, &r->scope, e) < 0 ||
		    matching_run(m, e) < 0 || waiting_run(m, words, e) < 0)
			result = -1;
		else
			threeway_matched(r->threeway, m);
	}
	map_free(words);
	return result;
}

static void
find_stages(struct reconcile *r)
{
	for (size_t i = 0; i < stream_stages(r->stream); i++)
		if (slice_is(rec_get(stream_stage_at(r->stream, i), STAGE_TOOL),
			"hall-pay"))
			threeway_stage(r->threeway);
}

static int
write_all(struct reconcile *r, struct result *result, struct error *e)
{
	for (size_t i = 0; i < r->sets.count; i++)
		if (r->matching[i] &&
		    matches_write(result, r->matching[i], e) < 0)
			return -1;
	threeway_matches(r->threeway, result);
	for (size_t i = 0; i < r->sets.count; i++)
		if (r->matching[i] &&
		    breaks_write(result, r->matching[i], e) < 0)
			return -1;
	threeway_breaks(r->threeway, result);
	for (size_t i = 0; i < r->sets.count; i++) {
		const struct set *set = &r->sets.set[i];

		if (!r->matching[i])
			proofs_not_run(result, set->name);
		else
			proofs_write(result, r->matching[i],
			    set->source.length
				? source_state_of(r, set->source)->rejected
				: 0);
	}
	threeway_proof(r->threeway, result);
	return 0;
}

static enum hall_status
status_of(const struct result *result, struct error *e)
{
	if (result->proofs_failed) {
		error_set(e, HALL_BUG,
		    tr("a proof failed: the items of a set are not all "
		       "accounted for; do not use this output"));
		return HALL_BUG;
	}
	return result->breaks > 0 || result->not_run ? HALL_LOOK : HALL_DONE;
}

/* What is saved ends like an output: with the line that says it is whole. */
static void
write_stage(
    const struct reconcile *r, struct result *result, enum hall_status status)
{
	struct row *row = &result->row;
	struct moment as_of;
	bool mended;
	int64_t open = 0;

	for (size_t i = 0; i < stream_faults(r->stream); i++) {
		stream_fault_at(r->stream, i, &mended);
		open += !mended;
	}
	if (open > 0)
		status = status_worst(status, HALL_DATA);
	row_start(row, KIND_STAGE);
	row_text(row, STAGE_TOOL, "hall-reconcile");
	row_text(row, STAGE_VERSION, HALL_VERSION);
	row_format(row, STAGE_CONFIG, "%.16s", config_digest(r->config));
	if (stream_as_of(r->stream, &as_of))
		row_time(row, STAGE_AS_OF, as_of);
	row_int(row, STAGE_LINES, 0);
	row_int(row, STAGE_FAULTS, open);
	row_int(row, STAGE_WORST, status);
	writer_row(result->copy, row);
}

/*
 * A pipe that broke upstream ends like any other.  What would take the place
 * of a whole reconciliation, and be carried on, must have seen the day's end.
 */
static int
check_save(const struct reconcile *r, struct error *e)
{
	char day[DATE_TEXT_SIZE];

	if (!r->options->save || r->scope.close_seconds != TIME_NONE)
		return 0;
	date_format(r->scope.day, day);
	return error_set(e, HALL_DATA,
	    tr("--save: the close of %s is not among the facts that were read: "
	       "nothing is saved; close the day, and read all of it with "
	       "--day"),
	    day);
}

static enum hall_status
run(struct reconcile *r, struct result *result, struct error *e)
{
	enum hall_status status;

	find_scope(r);
	if (check_save(r, e) < 0)
		return e->status;
	apply_corrections(r);
	link_undone(&r->items);
	find_stages(r);
	threeway_items(r->threeway, &r->items);
	arrivals_write(r, result);
	if (match_all(r, e) < 0 || write_all(r, result, e) < 0)
		return e->status;
	status = status_of(result, e);
	if (status == HALL_BUG)
		return status;
	if (carry_write(r, e) < 0)
		return e->status;
	if (result->copy)
		write_stage(r, result, status);
	return status;
}

enum hall_status
reconcile_finish(void *state, struct writer *writer, struct error *e)
{
	struct reconcile *r = state;
	struct buffer saved = {0};
	struct output *output = NULL;
	struct result result;
	enum hall_status status;

	result_init(&result, writer, &r->scope);
	result.hall = node_text(
	    node_get(config_root(r->config), "hall"), "id", "");
	if (r->options->save) {
		output = output_to(&saved);
		result.copy = writer_new(output);
	}
	status = run(r, &result, e);
	writer_free(result.copy);
	if (output &&
	    (output_close(output, e) < 0 ||
		(status <= HALL_LOOK && save_results(r, &saved, e) < 0)))
		status = e->status;
	buffer_release(&saved);
	result_release(&result);
	return status;
}
