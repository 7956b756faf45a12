#include <assert.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/message.h"
#include "base/text.h"
#include "config/shape.h"
#include "config/shape_core.h"
#include "config/shape_scalar.h"

#define SECTIONS_MAX 256

/* A node that waits for its check, and how it is reached. */
struct item {
	const struct item *parent;
	const struct node *node;
	const struct shape *shape; /* NULL: a key that nobody knows */
	struct slice key;          /* empty in a list */
	size_t number;             /* in a list, from 1 */
	bool same; /* stands for its parent, as the one of a list or one */
};

/*
 * Depth first and in the order of the file, with a stack of its own: what
 * is checked is input.
 */
struct walk {
	struct arena arena;
	struct item **waiting;
	size_t count;
	size_t size;
	const struct node *root;
	struct error *error;
};

static const struct shape name_keys[] = {
    {.key = "zh", .type = SHAPE_TEXT},
    {.key = "en", .type = SHAPE_TEXT},
    {.key = NULL},
};

static const struct shape dated_keys[] = {
    {.key = "from", .type = SHAPE_DATE},
    {.key = "to", .type = SHAPE_DATE},
    {.key = NULL},
};

static const char *const sorts[] = {
    [NODE_SCALAR] = N_("a text"),
    [NODE_LIST] = N_("a list"),
    [NODE_MAP] = N_("a map"),
};

/* "staff.S01.from: ", "acting[2].role: "; nothing for the root. */
static const char *
path_of(struct walk *w, const struct item *item)
{
	const struct item *steps[2 * CONFIG_DEPTH_MAX + 4];
	size_t n = 0;
	char *path = arena_text(&w->arena, "%s", "");

	for (; item; item = item->parent)
		if (!item->same && n < sizeof(steps) / sizeof(steps[0]))
			steps[n++] = item;
	while (n-- > 0) {
		if (steps[n]->number)
			path = arena_text(
			    &w->arena, "%s[%zu]", path, steps[n]->number);
		else if (steps[n]->key.length)
			path = arena_text(&w->arena, "%s%s%s", path,
			    *path ? "." : "", steps[n]->key.text);
	}
	return *path ? arena_text(&w->arena, "%s: ", path) : "";
}

static int
wrong_sort(struct walk *w, const struct item *item, enum node_sort expected)
{
	return node_error(item->node, w->error, tr("%s%s is expected, not %s"),
	    path_of(w, item), tr(sorts[expected]), tr(sorts[item->node->sort]));
}

static struct item *
push(struct walk *w, const struct item *parent, const struct node *node,
    const struct shape *shape)
{
	struct item *item = arena_alloc(&w->arena, sizeof(*item));

	if (w->count == w->size) {
		w->size = w->size ? 2 * w->size : 64;
		w->waiting = memory_grow(
		    w->waiting, w->size, sizeof(*w->waiting));
	}
	*item = (struct item){.parent = parent, .node = node, .shape = shape};
	w->waiting[w->count++] = item;
	return item;
}

static const struct shape *
find_shape(const struct shape *keys, struct slice key)
{
	for (; keys && keys->key; keys++)
		if (slice_is(key, keys->key))
			return keys;
	return NULL;
}

/* The keys that a map may have; those of a dated one are two more. */
static const struct shape *
keys_of(const struct shape *shape)
{
	return shape->type == SHAPE_NAME ? name_keys : shape->keys;
}

static int
unknown_key(struct walk *w, const struct item *item)
{
	const struct shape *map = item->parent->shape;
	const char *names[SECTIONS_MAX], *near;
	size_t count = 0;

	for (const struct shape *s = keys_of(map);
	     s && s->key && count < SECTIONS_MAX; s++)
		names[count++] = s->key;
	near = suggest(item->key, names, count);
	if (near)
		return node_error(item->node, w->error,
		    tr("%sunknown key '%s' (did you mean '%s'?)"),
		    path_of(w, item->parent), item->key.text, near);
	return node_error(item->node, w->error, tr("%sunknown key '%s'"),
	    path_of(w, item->parent), item->key.text);
}

/* What is left out, unless a misspelt key tells more. */
static int
check_missing(struct walk *w, const struct item *item, bool all_known)
{
	const struct shape *s = keys_of(item->shape);

	for (; s && s->key; s++)
		if (s->required && all_known && !node_get(item->node, s->key))
			return node_error(item->node, w->error,
			    tr("%s'%s' is missing"), path_of(w, item), s->key);
	return 0;
}

static int
push_map(struct walk *w, const struct item *item)
{
	const struct node *node = item->node;
	const struct shape *keys = keys_of(item->shape);
	bool all_known = true;

	if (node->sort != NODE_MAP)
		return wrong_sort(w, item, NODE_MAP);
	for (size_t i = node->children; i-- > 0;) {
		const struct shape *s = find_shape(keys, node->key[i]);

		if (!s && item->shape->type == SHAPE_DATED)
			s = find_shape(dated_keys, node->key[i]);
		all_known = all_known && s;
		push(w, item, node->child[i], s)->key = node->key[i];
	}
	return check_missing(w, item, all_known);
}

static int
push_map_of(struct walk *w, const struct item *item)
{
	const struct node *node = item->node;

	if (node->sort != NODE_MAP)
		return wrong_sort(w, item, NODE_MAP);
	for (size_t i = node->children; i-- > 0;) {
		if (item->shape->type == SHAPE_BY_ID &&
		    !scalar_valid(SHAPE_ID, node->key[i]))
			return node_error(node->child[i], w->error,
			    tr("%s'%s' is not %s"), path_of(w, item),
			    node->key[i].text, tr(scalar_what(SHAPE_ID)));
		push(w, item, node->child[i], item->shape->of)
		    ->key = node->key[i];
	}
	return 0;
}

static void
push_items(struct walk *w, const struct item *item, const struct shape *shape)
{
	for (size_t i = item->node->children; i-- > 0;)
		push(w, item, item->node->child[i], shape)->number = i + 1;
}

static int
push_list(struct walk *w, const struct item *item)
{
	if (item->node->sort == NODE_LIST)
		push_items(w, item, item->shape->of);
	else if (item->shape->type == SHAPE_LIST_OF)
		return wrong_sort(w, item, NODE_LIST);
	else
		push(w, item, item->node, item->shape->of)->same = true;
	return 0;
}

/* The maps of a dated list have the same shape, but are no lists. */
static int
push_dated(struct walk *w, const struct item *item)
{
	bool inside = item->parent && item->parent->shape == item->shape;

	if (item->node->sort != NODE_LIST || inside)
		return push_map(w, item);
	push_items(w, item, item->shape);
	return 0;
}

static int
check_choice(struct walk *w, const struct item *item)
{
	const char *const *choices = item->shape->choices;
	struct slice text = item->node->text;
	struct buffer list = {0};
	const char *near;
	size_t n = 0;

	for (; choices[n]; n++) {
		if (slice_is(text, choices[n])) {
			buffer_release(&list);
			return 0;
		}
		buffer_format(&list, "%s%s", n ? ", " : "", choices[n]);
	}
	near = suggest(text, choices, n);
	if (near)
		node_error(item->node, w->error,
		    tr("%s'%s' is none of %s (did you mean '%s'?)"),
		    path_of(w, item), text.text, list.text, near);
	else
		node_error(item->node, w->error, tr("%s'%s' is none of %s"),
		    path_of(w, item), text.text, list.text);
	buffer_release(&list);
	return -1;
}

static int
check_scalar(struct walk *w, const struct item *item)
{
	const struct shape *shape = item->shape;

	if (item->node->sort != NODE_SCALAR)
		return wrong_sort(w, item, NODE_SCALAR);
	if (shape->type == SHAPE_CHOICE)
		return check_choice(w, item);
	if (scalar_valid(shape->type, item->node->text))
		return 0;
	return node_error(item->node, w->error, tr("%s'%s' is not %s"),
	    path_of(w, item), item->node->text.text,
	    tr(scalar_what(shape->type)));
}

/* First round: is it of the shape; what it holds waits its turn. */
static int
check_type(struct walk *w, const struct item *item)
{
	if (!item->shape)
		return unknown_key(w, item);
	switch (item->shape->type) {
	case SHAPE_ANY:
		return 0;
	case SHAPE_NAME:
		if (item->node->sort == NODE_SCALAR)
			return 0;
		return push_map(w, item);
	case SHAPE_MAP:
		return push_map(w, item);
	case SHAPE_MAP_OF:
	case SHAPE_BY_ID:
		return push_map_of(w, item);
	case SHAPE_LIST_OF:
	case SHAPE_LIST_OR_ONE:
		return push_list(w, item);
	case SHAPE_DATED:
		return push_dated(w, item);
	default:
		return check_scalar(w, item);
	}
}

static int
unknown_reference(struct walk *w, const struct item *item,
    const struct node *at, struct slice name)
{
	const char *section = item->shape->refers_to;
	const struct node *known = node_path(w->root, section);
	size_t count = known ? known->children : 0;
	const char **names = arena_array(&w->arena, count + 1, sizeof(*names));
	const char *near;

	for (size_t i = 0; i < count; i++)
		names[i] = known->key[i].text;
	near = suggest(name, names, count);
	if (near)
		return node_error(at, w->error,
		    tr("%s'%s' is not among %s (did you mean '%s'?)"),
		    path_of(w, item), name.text, section, near);
	return node_error(at, w->error, tr("%s'%s' is not among %s"),
	    path_of(w, item), name.text, section);
}

/* What must be defined: the text, the items of a list, a map's keys. */
static int
check_references(struct walk *w, const struct item *item)
{
	const struct node *node = item->node;
	const struct node *known = node_path(w->root, item->shape->refers_to);

	if (node->sort == NODE_SCALAR) {
		if (!node_get_slice(known, node->text))
			return unknown_reference(w, item, node, node->text);
		return 0;
	}
	for (size_t i = 0; i < node->children; i++) {
		struct slice name = node->sort == NODE_MAP
					? node->key[i]
					: node->child[i]->text;

		if (name.text && !node_get_slice(known, name))
			return unknown_reference(w, item, node->child[i], name);
	}
	return 0;
}

/* Second round, over a tree that is known to be of its shape. */
static int
check_meaning(struct walk *w, const struct item *item)
{
	const struct shape *shape = item->shape;

	if (check_type(w, item) < 0)
		return -1;
	if (shape->refers_to && check_references(w, item) < 0)
		return -1;
	if (shape->type == SHAPE_DATED &&
	    check_periods(item->node, true, w->error) < 0)
		return -1;
	return shape->check ? shape->check(item->node, w->root, w->error) : 0;
}

static int
walk_all(struct walk *w, const struct shape *top, const struct node *node,
    int (*visit)(struct walk *, const struct item *))
{
	int result = 0;

	w->count = 0;
	push(w, NULL, node, top);
	while (w->count > 0 && result == 0)
		result = visit(w, w->waiting[--w->count]);
	return result;
}

int
shape_check_table(const struct node *node, const struct shape *keys,
    const struct node *root, struct error *e)
{
	const struct shape top = {.type = SHAPE_MAP, .keys = keys};
	struct walk w = {.root = root, .error = e};
	int result = walk_all(&w, &top, node, check_type);

	if (result == 0)
		result = walk_all(&w, &top, node, check_meaning);
	free(w.waiting);
	arena_release(&w.arena);
	return result;
}

static size_t
add_sections(struct shape *all, size_t n, const struct shape *room)
{
	for (; room->key; room++) {
		assert(n + 1 < SECTIONS_MAX);
		all[n++] = *room;
	}
	return n;
}

int
shape_check(const struct node *root, struct error *e)
{
	static const struct shape *const rooms[] = {shape_core, shape_ticket,
	    shape_apply, shape_pay, shape_reconcile, shape_report, shape_audit};
	struct shape all[SECTIONS_MAX] = {{.key = NULL}};
	size_t n = 0;

	for (size_t i = 0; i < sizeof(rooms) / sizeof(rooms[0]); i++)
		n = add_sections(all, n, rooms[i]);
	return shape_check_table(root, all, root, e);
}
