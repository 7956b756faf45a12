#include "audit/derive.h"

#include <stdlib.h>

struct facts {
	struct arena arena;
	char **inputs;
	size_t count;
};

static struct stream_options
options_for(
    struct filter *filter, const struct fold_set *set, const struct facts *f)
{
	struct stream_options options = {
	    .tool = set->tool,
	    .folds = set->folds,
	    .config = filter->config,
	    .config_digest = config_digest(filter->config),
	    .inputs = f->inputs,
	    .inputs_count = f->count,
	    .context = filter,
	    .only = true,
	    .quiet_faults = true,
	};

	book_opens(filter->book, &options);
	return options;
}

/* An error, rather than a bad day, ended the run. */
static bool
broke(const struct error *e)
{
	return e->text[0] != '\0';
}

/* A hall that has no rules is not told each evening that it has none. */
static bool
has_rules(const struct filter *filter)
{
	return node_path(config_root(filter->config), "audit.rules") != NULL;
}

int
derive_part(struct filter *filter, const struct fold_set *sets, int32_t day,
    struct buffer *out, enum hall_status *worst, struct error *e)
{
	struct facts facts = {0};
	int result = book_day_inputs(
	    filter->book, day, &facts.arena, &facts.inputs, &facts.count, e);

	*worst = HALL_DONE;
	for (; result == 0 && sets->tool; sets++) {
		struct stream_options options = options_for(
		    filter, sets, &facts);
		char *before = NULL;
		enum hall_status status;

		if (sets->looks_on && !has_rules(filter))
			continue;
		if (sets->looks_on) {
			before = memory_text(buffer_view(out));
			options.ahead = slice_of(before);
		}
		options.output = output_to(out);
		status = stream_run(&options, e);
		output_close(options.output, NULL);
		free(before);
		if (broke(e))
			result = -1;
		*worst = status_worst(*worst, status);
	}
	arena_release(&facts.arena);
	return result;
}

static int
carry_of(
    const struct stream_options *options, struct buffer *out, struct error *e)
{
	struct stream *stream = stream_load(options, e);
	struct output *output;
	struct writer *writer;

	if (!stream)
		return -1;
	output = output_to(out);
	writer = writer_new(output);
	stream_carry(stream, writer);
	writer_free(writer);
	output_close(output, NULL);
	stream_release(stream);
	return 0;
}

int
derive_carry(struct filter *filter, const struct fold_set *sets, int32_t day,
    struct buffer *out, struct error *e)
{
	struct facts facts = {0};
	int result = book_day_inputs(
	    filter->book, day, &facts.arena, &facts.inputs, &facts.count, e);

	for (; result == 0 && sets->tool; sets++) {
		struct stream_options options = options_for(
		    filter, sets, &facts);

		result = carry_of(&options, out, e);
	}
	arena_release(&facts.arena);
	return result;
}
