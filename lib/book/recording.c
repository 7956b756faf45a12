/*
 * recording.c - the frame of a recording verb.
 */
#include <stdlib.h>

#include "base/message.h"
#include "book/journal_state.h"
#include "book/recording.h"

static int
load(struct recording *recording, const struct fold *const *folds,
    struct error *error)
{
	struct stream_options options = {
	    .tool = cli_tool_of(recording->filter.cli)->name,
	    .folds = folds,
	    .config = recording->filter.config,
	    .config_digest = config_digest(recording->filter.config),
	    .context = &recording->filter,
	    .quiet_faults = true,
	};

	recording->stream = journal_load(
	    recording->journal, &options, &recording->arena, error);
	return recording->stream ? 0 : -1;
}

static int
begin(struct recording *recording, const struct fold *const *folds,
    struct error *error)
{
	struct cli *cli = recording->filter.cli;
	struct journal_options options;
	const char *note;

	journal_options_from_cli(cli, &options);
	if (stream_keeps(folds))
		options.keeper = cli_tool_of(cli)->name;
	if (book_from_cli(cli, true, &recording->filter.book, error) < 0)
		return -1;
	recording->filter.config = book_config(recording->filter.book);
	recording->journal = journal_begin(
	    recording->filter.book, &options, error);
	if (!recording->journal)
		return -1;
	if ((note = journal_note(recording->journal)))
		say("%s", note);
	if (load(recording, folds, error) < 0)
		return -1;
	recording->output = output_open(cli_get(cli, "o"), error);
	return recording->output ? 0 : -1;
}

int
recording_begin(struct recording *recording, struct cli *cli,
    const struct fold *const *folds, void *context, struct error *error)
{
	*recording = (struct recording){
	    .filter = {.cli = cli, .context = context}};
	row_init(&recording->row);
	if (begin(recording, folds, error) == 0)
		return 0;
	recording_abandon(recording);
	return -1;
}

void *
recording_state(const struct recording *recording, const struct fold *fold)
{
	return stream_state(recording->stream, fold);
}

int
recording_add(struct recording *recording, struct row *row, struct error *error)
{
	struct complaint complaint = {0};
	struct record draft;
	int result;

	if (journal_add(recording->journal, row, &draft, error) < 0)
		return -1;
	result = stream_take(recording->stream, &draft, &complaint);
	if (result < 0) {
		journal_take_back(recording->journal);
		error_of_complaint(error, HALL_USAGE, NULL, &complaint);
	}
	buffer_release(&complaint.why);
	return result;
}

int
recording_commit(struct recording *recording, struct error *error)
{
	struct journal *journal = recording->journal;
	struct output *output = recording->output;
	struct error late;
	int result;

	/* The folds may stand on bytes that the journal kept. */
	stream_release(recording->stream);
	recording->stream = NULL;
	recording->journal = NULL;
	if (journal_commit(journal, output, error) < 0)
		return -1;
	output_slice(output, buffer_view(&recording->after));
	recording->output = NULL;
	result = output_close(output, &late);
	if (result < 0)
		error_set(error, late.status,
		    tr("%s; the facts are recorded, but could not be "
		       "printed"),
		    late.text);
	recording_abandon(recording);
	return result;
}

void
recording_abandon(struct recording *recording)
{
	stream_release(recording->stream);
	journal_abandon(recording->journal);
	if (recording->output)
		output_abandon(recording->output);
	book_close(recording->filter.book);
	row_release(&recording->row);
	buffer_release(&recording->after);
	arena_release(&recording->arena);
	*recording = (struct recording){.filter = {.cli = NULL}};
}

enum hall_status
recording_fail(struct recording *recording, const struct error *error)
{
	recording_abandon(recording);
	return cli_fail(error);
}
