#include "pay/span.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/pages.h"

#define BLOCK_SPANS 15
/* Of all spans so much stays in memory. */
#define KEPT_BYTES ((size_t)128 << 10)
#define SHAPES_MAX (1 << 28)

struct block {
	uint32_t next; /* its unit and one; 0: the last */
	struct kept_span span[BLOCK_SPANS];
};

void
span_store_release(struct span_store *store)
{
	pages_free(store->pages);
	map_free(store->shape_names);
	free(store->shape);
	arena_release(&store->arena);
	*store = (struct span_store){0};
}

static bool
shape_is(const struct serial *shape, const struct serial *number)
{
	return shape->digits == number->digits &&
	       slice_equal(shape->prefix, number->prefix);
}

static uint32_t
shape_new(struct span_store *store, const struct serial *number)
{
	if (store->shapes == SHAPES_MAX)
		memory_exhausted();
	if (store->shapes == store->shapes_size) {
		store->shapes_size = store->shapes ? 2 * store->shapes : 16;
		store->shape = memory_grow(
		    store->shape, store->shapes_size, sizeof(*store->shape));
	}
	store->shape[store->shapes] = (struct serial){
	    .prefix = arena_slice(&store->arena, number->prefix),
	    .digits = number->digits};
	return store->shapes++;
}

/* Its index; most often it is that of the span before. */
static uint32_t
shape_of(struct span_store *store, const struct serial *number)
{
	char key[SERIAL_TEXT_MAX + 1];
	size_t length = number->prefix.length;
	void **place;

	if (store->shapes > 0 &&
	    shape_is(&store->shape[store->latest_shape], number))
		return store->latest_shape;
	if (!store->shape_names)
		store->shape_names = map_new();
	assert(length < SERIAL_TEXT_MAX);
	memcpy(key, number->prefix.text, length);
	key[length] = (char)number->digits;
	place = map_put(store->shape_names, (struct slice){key, length + 1});
	/* Numbers from 1, for NULL is none. */
	if (!*place)
		*place = (void *)((uintptr_t)shape_new(store, number) + 1);
	store->latest_shape = (uint32_t)((uintptr_t)*place - 1);
	return store->latest_shape;
}

static void
block_add(struct spans *spans)
{
	struct pages *pages = spans->store->pages;
	uint32_t unit = pages_add(pages);

	if (spans->last)
		((struct block *)pages_at(pages, spans->last - 1))
		    ->next = unit + 1;
	else
		spans->first = unit + 1;
	spans->last = unit + 1;
	spans->in_last = 0;
}

/* What was at hand goes to the others. */
static void
put_away(struct spans *spans)
{
	struct span_store *store = spans->store;
	struct block *block;

	if (spans->latest.count == 0)
		return;
	if (!store->pages)
		store->pages = pages_new(sizeof(*block), KEPT_BYTES);
	if (!spans->last || spans->in_last == BLOCK_SPANS)
		block_add(spans);
	block = pages_at(store->pages, spans->last - 1);
	block->span[spans->in_last++] = spans->latest;
}

static void
span_begin(struct spans *spans, const struct serial *number)
{
	put_away(spans);
	spans->latest = (struct kept_span){.first = number->value,
	    .count = 1,
	    .shape = shape_of(spans->store, number) & (SHAPES_MAX - 1)};
}

void
spans_add(struct spans *spans, const struct serial *number)
{
	struct kept_span *latest = &spans->latest;

	if (latest->count > 0 && latest->count < UINT32_MAX && !latest->alone &&
	    latest->first + latest->count == number->value &&
	    shape_is(&spans->store->shape[latest->shape], number))
		latest->count++;
	else
		span_begin(spans, number);
}

void
spans_add_alone(struct spans *spans, const struct serial *number, uint8_t state)
{
	span_begin(spans, number);
	spans->latest.alone = true;
	spans->latest.state = state & 3U;
}

struct span_walk
spans_walk(const struct spans *spans)
{
	return (struct span_walk){.spans = spans, .block = spans->first};
}

/* The next one as it is kept, or NULL. */
static const struct kept_span *
kept_next(struct span_walk *walk)
{
	const struct spans *spans = walk->spans;
	const struct block *block;

	if (walk->block && walk->block != spans->last &&
	    walk->at == BLOCK_SPANS) {
		block = pages_see(spans->store->pages, walk->block - 1);
		walk->block = block->next;
		walk->at = 0;
	}
	if (walk->block &&
	    (walk->block != spans->last || walk->at < spans->in_last)) {
		block = pages_see(spans->store->pages, walk->block - 1);
		return &block->span[walk->at++];
	}
	if (walk->over || spans->latest.count == 0)
		return NULL;
	walk->over = true;
	return &spans->latest;
}

bool
span_next(struct span_walk *walk, struct span_used *span)
{
	const struct kept_span *kept = kept_next(walk);

	if (!kept)
		return false;
	*span = (struct span_used){
	    .first = walk->spans->store->shape[kept->shape],
	    .count = kept->count,
	    .alone = kept->alone,
	    .state = kept->state};
	span->first.value = kept->first;
	return true;
}
