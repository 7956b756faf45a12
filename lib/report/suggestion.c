#include "report/suggestion.h"

#include "base/message.h"
#include "base/text.h"

#define NAME_SIZE 64

int
suggest_kind(struct slice name, struct error *error)
{
	const char *names[KIND_COUNT], *near;
	size_t count = 0;

	for (size_t i = KIND_OTHER + 1; i < KIND_COUNT; i++)
		names[count++] = kinds[i].name;
	near = suggest(name, names, count);
	if (near)
		return error_set(error, HALL_USAGE,
		    tr("no records of the kind '%.*s' (did you mean %s?)"),
		    SLICE_ARG(name), near);
	return error_set(error, HALL_USAGE, tr("no records of the kind '%.*s'"),
	    SLICE_ARG(name));
}

int
suggest_column(const struct query *query, const struct heading *heading,
    struct slice column, struct error *error)
{
	char names[RECORD_COLUMNS_MAX][NAME_SIZE];
	const char *list[2 * RECORD_COLUMNS_MAX], *near;
	const struct kind_info *kind = &kinds[query->kind];
	size_t count = 0;

	for (size_t i = 0; heading && i < heading->columns; i++) {
		struct slice name = heading->column[i];

		if (name.length >= NAME_SIZE)
			continue;
		memcpy(names[count], name.text, name.length);
		names[count][name.length] = '\0';
		list[count] = names[count];
		count++;
	}
	for (size_t i = 0; i < kind->columns_count; i++)
		list[count++] = kind->columns[i];
	near = suggest(column, list, count);
	if (near)
		return error_set(error, HALL_USAGE,
		    tr("%.*s has no column '%.*s' (did you mean %s?)"),
		    SLICE_ARG(query->name), SLICE_ARG(column), near);
	return error_set(error, HALL_USAGE, tr("%.*s has no column '%.*s'"),
	    SLICE_ARG(query->name), SLICE_ARG(column));
}
