#include "record/reader.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/map.h"

/*
 * A stream of many files repeats few headings; one that never ends making
 * new ones would fill the memory.
 */
#define HEADINGS_MAX 65536

struct headings {
	pthread_mutex_t lock; /* threads that share a file share these */
	struct map *by_line;
	struct arena arena;
};

struct headings *
headings_new(void)
{
	struct headings *all = memory_new(sizeof(*all));

	all->by_line = map_new();
	pthread_mutex_init(&all->lock, NULL);
	return all;
}

void
headings_free(struct headings *all)
{
	if (!all)
		return;
	map_free(all->by_line);
	pthread_mutex_destroy(&all->lock);
	arena_release(&all->arena);
	free(all);
}

static const struct heading *
add(struct headings *all, struct slice line, struct complaint *complaint)
{
	struct heading *heading = map_get(all->by_line, line);

	if (heading)
		return heading;
	if (map_count(all->by_line) >= HEADINGS_MAX) {
		complain(complaint, NULL, "long", "what", "headings", NULL);
		return NULL;
	}
	heading = heading_parse(line, &all->arena, complaint);
	if (heading)
		*map_put(all->by_line, line) = heading;
	return heading;
}

const struct heading *
headings_add(
    struct headings *all, struct slice line, struct complaint *complaint)
{
	const struct heading *heading;

	pthread_mutex_lock(&all->lock);
	heading = add(all, line, complaint);
	pthread_mutex_unlock(&all->lock);
	return heading;
}
