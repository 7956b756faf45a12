#include "report/report.h"

#include <stdlib.h>

#include "base/map.h"
#include "report/status.h"
#include "report/suggestion.h"

struct run {
	const struct definition *definition;
	struct gathering **gathering;
	struct arena arena;
	struct map *not_run; /* sets that were not reconciled */
};

static void
note_proof(struct run *run, const struct record *r)
{
	if (slice_is(rec_get(r, PROOF_OK), "not-run"))
		*map_put(run->not_run, rec_get(r, PROOF_SET)) = run;
}

static int
take(void *context, const struct record *r, struct complaint *c)
{
	struct run *run = context;

	if (r->kind == KIND_PROOF)
		note_proof(run, r);
	for (size_t i = 0; i < run->definition->sections; i++)
		if (gathering_take(run->gathering[i], r, c) < 0)
			return -1;
	return 0;
}

/* The day of the report: named, or the newest that was read. */
static int32_t
choose_day(const struct run *run, const struct input *input)
{
	int32_t day = input->on;

	if (day == DATE_NONE)
		day = stream_day(input->stream);
	for (size_t i = 0; day == DATE_NONE && i < run->definition->sections;
	     i++)
		day = run->gathering[i]->newest;
	return day;
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
make_document(struct run *run, const struct input *input)
{
	struct document_source source = {
	    .definition = run->definition,
	    .gathering = run->gathering,
	    .config = input->config,
	    .stream = input->stream,
	    .day = choose_day(run, input),
	    .hall = input_hall(input),
	    .first_fault = status_first_faults(input->stream, &run->arena),
	};
	struct status_source status = {.definition = run->definition,
	    .input = input,
	    .first_fault = source.first_fault};
	struct document *d = document_new(&source);
	struct map_entry *sets = map_sorted(
	    run->not_run, &status.not_run_count);
	struct slice *names = arena_array(
	    &d->arena, status.not_run_count + 1, sizeof(*names));

	for (size_t i = 0; i < status.not_run_count; i++)
		names[i] = sets[i].key;
	status.not_run = names;
	status_judge(d, &status);
	free(sets);
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
	for (size_t i = 0; i < definition->sections; i++)
		input_eat(input, definition->section[i].query.kind);
	for (size_t i = 0; i < definition->sections; i++)
		run.gathering[i] = gathering_new(&definition->section[i]);
	if (input_read(input, take, &run, error) == 0 &&
	    check_columns(&run, error) == 0)
		document = make_document(&run, input);
	for (size_t i = 0; i < definition->sections; i++)
		gathering_free(run.gathering[i]);
	free(run.gathering);
	map_free(run.not_run);
	arena_release(&run.arena);
	return document;
}
