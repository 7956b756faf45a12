/*
 * hold_keep.c - keeping what folds made of a journal that is held.
 */
#include <stdlib.h>

#include "book/hold.h"

/* So many facts are folded again at most, and so rarely are folds written. */
#define KEEP_FACTS 256

bool
hold_follows(const struct hold *hold)
{
	struct walk walk;
	struct tail tail;
	bool result;

	hold_walk(hold, hold->length, &walk, &tail);
	result = tail_follows(&walk, hold->day, &tail);
	walk_release(&walk);
	return result;
}

bool
hold_wants_keeping(const struct hold *hold)
{
	uint64_t known = hold->kept ? hold->kept->tail.seq : 0;

	return !hold->dry_run && hold->tail.seq >= known + KEEP_FACTS;
}

void
hold_keep(const struct hold *hold, const char *keeper, struct slice folds)
{
	struct kept kept = {
	    .offset = hold->length + hold->shift,
	    .tail = hold->tail,
	    .folds = folds,
	};
	struct buffer headings = {0}, ids = {0};
	struct map_entry *entry;

	/* What stands behind what was kept was looked at when it was held. */
	if (!hold->kept && !hold_follows(hold))
		return;
	entry = map_sorted(hold->walk.headings, &kept.headings_lines);
	for (size_t i = 0; i < kept.headings_lines; i++) {
		const struct heading *heading = entry[i].value;

		buffer_char(&headings, '#');
		buffer_slice(&headings, heading->line);
		buffer_char(&headings, '\n');
	}
	free(entry);
	ids_collect(hold, &ids);
	kept.headings = buffer_view(&headings);
	kept.ids = buffer_view(&ids);
	book_kept_save(hold->book, hold->day, keeper, hold->fd, &kept);
	buffer_release(&headings);
	buffer_release(&ids);
}
