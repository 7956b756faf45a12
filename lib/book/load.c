/*
 * load.c - folding the day so far, for a verb that records.
 */
#include "book/journal_state.h"

/* The facts behind what was kept, or all. */
static struct stream *
load_as_held(struct journal *journal, struct stream_options *options,
    struct arena *arena, struct error *error)
{
	struct hold *hold = &journal->hold;
	char **inputs = &hold->path;

	options->kept = SLICE("");
	options->inputs_count = 1;
	if (hold->kept) {
		options->kept = hold->kept->folds;
	} else if (journal_inputs(
		       journal, arena, &inputs, &options->inputs_count) < 0) {
		error_errno(error, HALL_SYSTEM, "%s", book_path(journal->book));
		return NULL;
	}
	options->inputs = inputs;
	journal_opens(journal, options);
	return stream_load(options, error);
}

static void
keep(const struct journal *journal, const struct stream *stream)
{
	const char *keeper = journal->options.keeper;
	struct buffer folds = {0};

	/* A key makes the whole day be read, whatever was kept. */
	if (!keeper || journal->options.key ||
	    !hold_wants_keeping(&journal->hold))
		return;
	if (stream_keep(stream, &folds))
		hold_keep(&journal->hold, keeper, buffer_view(&folds));
	buffer_release(&folds);
}

struct stream *
journal_load(struct journal *journal, struct stream_options *options,
    struct arena *arena, struct error *error)
{
	bool kept = journal->hold.kept != NULL;
	struct stream *stream = load_as_held(journal, options, arena, error);

	/* What is wrong is for the whole day to say. */
	if (kept && (!stream || stream_faults(stream) > 0)) {
		stream_release(stream);
		if (hold_whole(&journal->hold, error) < 0)
			return NULL;
		stream = load_as_held(journal, options, arena, error);
	}
	if (stream)
		keep(journal, stream);
	return stream;
}
