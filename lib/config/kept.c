#include "config/kept.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* Back to the end of the part before, but not above `floor`. */
static char *
part_before(char *end, const char *floor)
{
	do
		end--;
	while (end > floor && *end != '/');
	return end;
}

void
kept_straighten(char *path)
{
	struct slice rest = slice_of(path), part;
	char *end = path + (*path == '/'), *floor = end;

	while (slice_cut(&rest, '/', &part)) {
		bool up = slice_is(part, "..");

		if (part.length == 0 || slice_is(part, "."))
			continue;
		if (up && end > floor) {
			end = part_before(end, floor);
			continue;
		}
		if (end > path && end[-1] != '/')
			*end++ = '/';
		memmove(end, part.text, part.length);
		end += part.length;
		if (up)
			floor = end;
	}
	*end = '\0';
}

const struct config_kept *
kept_find(const struct config_kept *kept, size_t count, const char *path)
{
	const struct config_kept *found = NULL;

	for (size_t i = 0; i < count && !found; i++) {
		char *name = memory_text(kept[i].name);

		kept_straighten(name);
		if (strcmp(name, path) == 0)
			found = &kept[i];
		free(name);
	}
	return found;
}
