#include <stdlib.h>

#include "record/reader.h"
#include "record/row.h"

/* The heading last written of a kind. */
struct written {
	struct slice name;
	struct slice line;
};

struct writer {
	struct output *output;
	struct written *written;
	size_t count, size;
	/* The heading of the record before, which is most often that of the
	 * next. */
	const struct heading *latest;
	struct arena arena;
	struct buffer line;
};

struct writer *
writer_new(struct output *output)
{
	struct writer *w = memory_new(sizeof(*w));

	w->output = output;
	return w;
}

void
writer_free(struct writer *w)
{
	if (!w)
		return;
	free(w->written);
	arena_release(&w->arena);
	buffer_release(&w->line);
	free(w);
}

void
writer_line(struct writer *w, struct slice line)
{
	output_line(w->output, line);
}

static struct written *
written_find(struct writer *w, struct slice name)
{
	for (size_t i = 0; i < w->count; i++)
		if (slice_equal(w->written[i].name, name))
			return &w->written[i];
	if (w->count == w->size) {
		w->size = w->size ? 2 * w->size : 16;
		w->written = memory_grow(
		    w->written, w->size, sizeof(*w->written));
	}
	w->written[w->count] = (struct written){
	    arena_slice(&w->arena, name), {"", 0}};
	return &w->written[w->count++];
}

void
writer_heading(struct writer *w, const struct heading *heading)
{
	struct written *written = written_find(w, heading->name);

	if (!slice_equal(written->line, heading->line))
		written->line = arena_slice(&w->arena, heading->line);
	w->latest = heading;
	output_write(w->output, "#", 1);
	writer_line(w, heading->line);
}

/* Write the heading unless it is in force already. */
static void
heading_must(struct writer *w, const struct heading *heading)
{
	if (w->latest == heading)
		return;
	if (slice_equal(written_find(w, heading->name)->line, heading->line))
		w->latest = heading;
	else
		writer_heading(w, heading);
}

void
writer_row(struct writer *w, const struct row *row)
{
	heading_must(w, heading_standard(row->kind));
	buffer_clear(&w->line);
	row_line(row, &w->line);
	writer_line(w, buffer_view(&w->line));
}

void
writer_record(struct writer *w, const struct record *record)
{
	heading_must(w, record->heading);
	writer_line(w, record->line);
}
