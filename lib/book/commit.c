/*
 * commit.c - appending what was added to a journal, and printing it.
 */
#include <unistd.h>

#include "base/message.h"
#include "book/journal_state.h"

/* Headings where another is in force, then the lines. */
static void
lay_out(struct journal *journal, struct buffer *bytes)
{
	struct map *in_force = journal->hold.walk.headings;

	for (size_t i = 0; i < journal->count; i++) {
		const struct record *record = &journal->pending[i].record;
		const struct heading *heading = record->heading;
		void **place = map_put(in_force, heading->name);
		const struct heading *now = *place;

		if (!now || !slice_equal(now->line, heading->line)) {
			buffer_char(bytes, '#');
			buffer_slice(bytes, heading->line);
			buffer_char(bytes, '\n');
			*place = (void *)(uintptr_t)heading;
		}
		buffer_slice(bytes, record->line);
		buffer_char(bytes, '\n');
	}
}

static void
print_facts(const struct journal *journal, struct output *output)
{
	struct writer *writer = writer_new(output);

	for (size_t i = 0; i < journal->replay.count; i++)
		writer_record(writer, &journal->replay.record[i]);
	for (size_t i = 0; i < journal->count && !journal->replay.count; i++)
		writer_record(writer, &journal->pending[i].record);
	writer_free(writer);
	output_flush(output);
}

/* Others may go on; what was read stays for printing. */
static void
unlock(struct journal *journal)
{
	if (journal->hold.lock >= 0)
		close(journal->hold.lock);
	journal->hold.lock = -1;
}

int
journal_commit(
    struct journal *journal, struct output *output, struct error *error)
{
	struct buffer bytes = {0};
	int result = 0;

	if (journal->replay.count) {
		result = replay_compare(journal, error);
	} else if (journal->count && !journal->options.dry_run) {
		lay_out(journal, &bytes);
		result = hold_append(&journal->hold, buffer_view(&bytes),
		    journal->count > 1, error);
	}
	unlock(journal);
	if (result == 0 && output)
		print_facts(journal, output);
	buffer_release(&bytes);
	journal_abandon(journal);
	return result;
}

int
error_of_complaint(struct error *error, enum hall_status status,
    const char *where, const struct complaint *complaint)
{
	struct buffer sentence = {0};

	complaint_explain(&sentence, complaint);
	error_set(error, status, "%s%s%s", where ? where : "",
	    where ? ": " : "", sentence.text ? sentence.text : "");
	buffer_release(&sentence);
	return -1;
}
