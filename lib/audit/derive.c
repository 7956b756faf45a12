#include "audit/derive.h"

struct facts {
	struct arena arena;
	char **inputs;
	size_t count;
};

static struct stream_options
options_for(
    struct filter *filter, const struct fold_set *set, const struct facts *f)
{
	return (struct stream_options){
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
}

/* An error, rather than a bad day, ended the run. */
static bool
broke(const struct error *e)
{
	return e->text[0] != '\0';
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
		enum hall_status status;

		options.output = output_to(out);
		status = stream_run(&options, e);
		output_close(options.output, NULL);
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
