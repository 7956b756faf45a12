#include "report/report.h"

#include <stdlib.h>

#include "base/map.h"
#include "report/held.h"
#include "report/status.h"
#include "report/suggestion.h"

struct run {
	const struct definition *definition;
	struct gathering **gathering;
	struct arena arena;
	struct held *held;   /* NULL: no section shows payments */
	struct map *not_run; /* sets that were not reconciled */
};

/* Remembered by "SET DAY"; neither holds a blank. */
static void
note_proof(struct run *run, const struct record *r)
{
	struct buffer key = {0};

	if (!slice_is(rec_get(r, PROOF_OK), "not-run"))
		return;
	buffer_slice(&key, rec_get(r, PROOF_SET));
	buffer_char(&key, ' ');
	buffer_slice(&key, rec_get(r, PROOF_DAY));
	*map_put(run->not_run, buffer_view(&key)) = run;
	buffer_release(&key);
}

/* All sections could measure the record: none of them takes it in part. */
static int
check(struct run *run, const struct record *r, struct complaint *c)
{
	for (size_t i = 0; i < run->definition->sections; i++)
		if (gathering_check(run->gathering[i], r, c) < 0)
			return -1;
	return 0;
}

static int
take(void *context, const struct record *r, struct complaint *c)
{
	struct run *run = context;

	if (r->kind == KIND_PROOF)
		note_proof(run, r);
	if (r->kind == KIND_CORRECT && run->held)
		held_correct(run->held, r);
	if (check(run, r, c) < 0)
		return -1;
	for (size_t i = 0; i < run->definition->sections; i++)
		if (gathering_take(run->gathering[i], r, c) < 0)
			return -1;
	if (r->kind == KIND_PAYMENT && run->held)
		held_add(run->held, r);
	return 0;
}

static void
take_again(void *context, const struct record *payment)
{
	struct run *run = context;
	struct complaint c = {.why = {0}};

	for (size_t i = 0; i < run->definition->sections; i++)
		(void)gathering_take(run->gathering[i], payment, &c);
	buffer_release(&c.why);
}

/* What payments are called has changed: count them all anew. */
static void
count_again(struct run *run)
{
	const struct definition *definition = run->definition;

	/* Emptied are all sections of payments, and no other takes them. */
	for (size_t i = 0; i < definition->sections; i++) {
		if (definition->section[i].query.kind != KIND_PAYMENT)
			continue;
		gathering_free(run->gathering[i]);
		run->gathering[i] = gathering_new(&definition->section[i]);
	}
	held_each(run->held, take_again, run);
}

/* The sets that were not reconciled; the names are the map's. */
static void
find_not_run(
    struct run *run, const struct span *span, struct status_source *status)
{
	size_t count;
	struct map_entry *entry = map_sorted(run->not_run, &count);
	struct status_set *set = arena_array(
	    &run->arena, count + 1, sizeof(*set));

	for (size_t i = 0; i < count; i++) {
		struct slice day = entry[i].key, name;
		int32_t date;

		slice_cut(&day, ' ', &name);
		if (date_parse(day, &date) == 0 &&
		    period_has(&span->period, date))
			set[status->not_run_count++] = (struct status_set){
			    name, date};
	}
	status->not_run = set;
	free(entry);
}

static int
check_columns(const struct run *run, struct error *error)
{
	for (size_t i = 0; i < run->definition->sections; i++) {
		const struct gathering *g = run->gathering[i];
		const struct query *query = &g->section->query;
		struct slice unknown;

		if (query_unknown_column(query, g->view.heading, &unknown))
			return suggest_column(
			    query, g->view.heading, unknown, error);
	}
	return 0;
}

static struct document *
make_document(struct run *run, const struct input *input, struct error *error)
{
	struct document_source source = {
	    .definition = run->definition,
	    .gathering = run->gathering,
	    .config = input->config,
	    .input = input,
	    .hall = input_hall(input),
	    .first_fault = status_first_faults(input->stream, &run->arena),
	};
	struct status_source status = {.definition = run->definition,
	    .input = input,
	    .first_fault = source.first_fault};
	struct document *d = document_new(&source, error);

	if (!d)
		return NULL;
	find_not_run(run, &d->span, &status);
	status_judge(d, &status);
	return d;
}

struct document *
report_run(const struct definition *definition, struct input *input,
    struct error *error)
{
	struct run run = {.definition = definition, .not_run = map_new()};
	struct document *document = NULL;

	run.gathering = memory_array(
	    definition->sections, sizeof(*run.gathering));
	for (size_t i = 0; i < definition->sections; i++) {
		enum kind kind = definition->section[i].query.kind;

		input_eat(input, kind);
		if (kind == KIND_PAYMENT && !run.held)
			run.held = held_new();
	}
	for (size_t i = 0; i < definition->sections; i++)
		run.gathering[i] = gathering_new(&definition->section[i]);
	if (input_read(input, take, &run, error) == 0 &&
	    check_columns(&run, error) == 0) {
		if (run.held && held_changed(run.held))
			count_again(&run);
		document = make_document(&run, input, error);
	}
	for (size_t i = 0; i < definition->sections; i++)
		gathering_free(run.gathering[i]);
	free(run.gathering);
	held_free(run.held);
	map_free(run.not_run);
	arena_release(&run.arena);
	return document;
}
