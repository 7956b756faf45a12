#include "audit/sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"

static int
compare_names(const void *left, const void *right)
{
	return slice_compare(
	    *(const struct slice *)left, *(const struct slice *)right);
}

struct slice *
sample_names(const struct side *side, const struct term *t, struct arena *arena,
    size_t *count)
{
	size_t items, kept = 0;
	struct item **item = term_items(side, t, &items);
	struct slice *name = arena_array(arena, items + 1, sizeof(*name));

	*count = 0;
	for (size_t i = 0; i < items; i++)
		if (item[i]->value[side->main].length > 0)
			name[(*count)++] = item[i]->value[side->main];
	qsort(name, *count, sizeof(*name), compare_names);
	for (size_t i = 0; i < *count; i++)
		if (kept == 0 || !slice_equal(name[kept - 1], name[i]))
			name[kept++] = name[i];
	*count = kept;
	return name;
}

bool
sample_has(const struct slice *name, size_t count, struct slice one)
{
	return bsearch(&one, name, count, sizeof(*name), compare_names) != NULL;
}

/* One in the draw. */
struct lot {
	uint8_t rank[DIGEST_SIZE];
	struct slice name;
};

static int
compare_lots(const void *left, const void *right)
{
	const struct lot *a = left, *b = right;
	int order = memcmp(a->rank, b->rank, DIGEST_SIZE);

	return order ? order : slice_compare(a->name, b->name);
}

void
sample_draw(const struct rule *rule, const struct term *t, struct slice *name,
    size_t count)
{
	struct lot *lot = memory_grow(NULL, count + 1, sizeof(*lot));
	struct buffer text = {0};

	for (size_t i = 0; i < count; i++) {
		buffer_clear(&text);
		buffer_format(&text, "%.*s %.*s %s %.*s\n", SLICE_ARG(t->hall),
		    SLICE_ARG(rule->name), t->name, SLICE_ARG(name[i]));
		digest_bytes(buffer_view(&text), lot[i].rank);
		lot[i].name = name[i];
	}
	qsort(lot, count, sizeof(*lot), compare_lots);
	for (size_t i = 0; i < count; i++)
		name[i] = lot[i].name;
	buffer_release(&text);
	free(lot);
}
