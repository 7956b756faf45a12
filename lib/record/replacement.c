#include "record/reader.h"
#include "record/cut.h"
#include "record/stream_state.h"

/* The kind is what stands before the first comma. */
static enum kind
kind_of_line(struct slice line)
{
	struct slice rest = line, name;

	slice_cut(&rest, ',', &name);
	return kind_find(name);
}

/* Columns that journalled facts share, from the correction. */
static void
tail_from(struct slice *field, const struct kind_info *info,
    const struct record *correct)
{
	for (size_t i = info->columns_own; i < info->columns_count; i++) {
		int column = kind_column(
		    KIND_CORRECT, slice_of(info->columns[i]));

		field[i + 1] = column >= 0 ? rec_get(correct, column)
					   : (struct slice){"", 0};
	}
}

int
replacement_parse(struct slice line, const struct record *correct,
    struct arena *arena, struct record *record, struct complaint *complaint)
{
	enum kind kind = kind_of_line(line);
	const struct kind_info *info = &kinds[kind];
	struct slice *field = arena_array(
	    arena, RECORD_COLUMNS_MAX + 1, sizeof(*field));
	struct slice text = arena_slice(arena, line);
	size_t fields;

	if (info->sort != KIND_SORT_FACT)
		return complain(complaint, "replacement", "kind", NULL);
	fields = memchr(text.text, '"', text.length)
		     ? cut_quoted(text, field, RECORD_COLUMNS_MAX + 1, arena)
		     : cut_plain(text, field, RECORD_COLUMNS_MAX + 1);
	if (fields == 0)
		return complain(complaint, "replacement", "quote", NULL);
	if (fields != info->columns_own + 1 &&
	    fields != info->columns_count + 1)
		return complain(complaint, "replacement", "ragged", "fields",
		    arena_text(arena, "%zu", fields), "expected",
		    arena_text(arena, "%zu", info->columns_own + 1), NULL);
	tail_from(field, info, record_keep(correct, arena));
	*record = (struct record){
	    .kind = kind,
	    .heading = heading_standard(kind),
	    .line = text,
	    .field = field,
	    .fields = info->columns_count + 1,
	    .place = correct->place,
	};
	return 0;
}
