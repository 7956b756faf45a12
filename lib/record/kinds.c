#include "record/kinds.h"

#include <ctype.h>

enum kind
kind_find(struct slice name)
{
	for (int kind = 1; kind < KIND_COUNT; kind++)
		if (slice_is(name, kinds[kind].name))
			return (enum kind)kind;
	return KIND_OTHER;
}

int
kind_column(enum kind kind, struct slice name)
{
	for (size_t i = 0; i < kinds[kind].columns_count; i++)
		if (slice_is(name, kinds[kind].columns[i]))
			return (int)i;
	return -1;
}

int
kind_event_rank(enum kind kind, struct slice event)
{
	int rank = 0;

	if (!kinds[kind].events)
		return 0;
	while (kinds[kind].events[rank] &&
	       !slice_is(event, kinds[kind].events[rank]))
		rank++;
	return rank;
}

static bool
name_valid(struct slice name, char joint)
{
	if (name.length == 0 || name.length > 63)
		return false;
	if (name.text[0] < 'a' || name.text[0] > 'z')
		return false;
	for (size_t i = 1; i < name.length; i++) {
		char c = name.text[i];

		if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != joint)
			return false;
	}
	return true;
}

bool
kind_name_valid(struct slice name)
{
	return name_valid(name, '-');
}

bool
column_name_valid(struct slice name)
{
	return name_valid(name, '_');
}
