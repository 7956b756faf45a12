#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/text.h"
#include "config/tree.h"
#include "config/where.h"

/* One parsing of one file. */
struct parsing {
	struct tree *tree;
	yaml_parser_t yaml;
	yaml_event_t event;
	const char *file;
	size_t source;
	unsigned base_depth;
	unsigned session;
	struct error *error;
	/* What is open, from the file's root to the innermost. */
	struct level {
		struct branch *branch;
		bool has_key;
		struct slice key;
		unsigned key_line;
		bool includes; /* the list of an include: */
		bool included; /* the map had its include: */
	} level[CONFIG_DEPTH_MAX + 1];
	unsigned levels;
	bool ended;
};

void
tree_init(struct tree *tree)
{
	*tree = (struct tree){.nodes = 1};
	tree->last = &tree->first;
	tree->root = arena_alloc(&tree->arena, sizeof(*tree->root));
	tree->root->node.sort = NODE_MAP;
}

void
tree_release(struct tree *tree)
{
	for (struct branch *b = tree->indexed; b; b = b->next_indexed)
		map_free(b->index);
	arena_release(&tree->arena);
}

static int refuse(struct parsing *p, unsigned line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static int
refuse(struct parsing *p, unsigned line, const char *format, ...)
{
	char *message;
	va_list ap;

	va_start(ap, format);
	if (vasprintf(&message, format, ap) < 0)
		memory_exhausted();
	va_end(ap);
	error_set(p->error, HALL_USAGE, "%s:%u: %s", p->file, line, message);
	free(message);
	return -1;
}

static unsigned
event_line(const struct parsing *p)
{
	return (unsigned)p->event.start_mark.line + 1;
}

static struct branch *
branch_new(struct parsing *p, enum node_sort sort, unsigned line)
{
	struct branch *b;

	if (p->tree->nodes >= CONFIG_NODES_MAX) {
		refuse(p, line, tr("more than %d values"), CONFIG_NODES_MAX);
		return NULL;
	}
	p->tree->nodes++;
	b = arena_alloc(&p->tree->arena, sizeof(*b));
	b->node.sort = sort;
	b->node.file = p->file;
	b->node.line = line;
	return b;
}

static void
grow(struct tree *tree, struct branch *b)
{
	size_t size = b->size ? 2 * b->size : 4, n = b->node.children;
	const struct node **child = arena_array(
	    &tree->arena, size, sizeof(*child));
	struct slice *key = arena_array(&tree->arena, size, sizeof(*key));
	unsigned *session = arena_array(&tree->arena, size, sizeof(*session));

	if (n) {
		memcpy(child, b->child, n * sizeof(*child));
		memcpy(key, b->key, n * sizeof(*key));
		memcpy(session, b->session, n * sizeof(*session));
	}
	b->node.child = b->child = child;
	b->node.key = b->key = key;
	b->session = session;
	b->size = size;
}

/* A large map is searched through an index; node_get uses it too. */
static void
index_child(struct tree *tree, struct branch *b, size_t n)
{
	if (!b->index) {
		if (b->node.children <= TREE_INDEX_FROM)
			return;
		b->index = map_new();
		b->node.index = b->index;
		b->next_indexed = tree->indexed;
		tree->indexed = b;
		for (size_t i = 0; i < n; i++)
			*map_put(b->index, b->key[i]) = (void *)(i + 1);
	}
	*map_put(b->index, b->key[n]) = (void *)(n + 1);
}

static void
add_child(struct parsing *p, struct branch *parent, struct slice key,
    struct branch *child)
{
	size_t n = parent->node.children;

	if (n == parent->size)
		grow(p->tree, parent);
	parent->child[n] = &child->node;
	parent->key[n] = key;
	parent->session[n] = p->session;
	parent->node.children = n + 1;
	if (parent->node.sort == NODE_MAP)
		index_child(p->tree, parent, n);
}

/* The number of a key in a map, or -1. */
static ptrdiff_t
find_child(const struct branch *map, struct slice key)
{
	if (map->index)
		return (ptrdiff_t)map_get(map->index, key) - 1;
	for (size_t i = 0; i < map->node.children; i++)
		if (slice_equal(map->key[i], key))
			return (ptrdiff_t)i;
	return -1;
}

/*
 * A map that an earlier file has under the same key is opened again, with
 * *again set; anything else that is there already is an error.
 */
static int
find_double(struct parsing *p, const struct level *level, enum node_sort sort,
    struct branch **again)
{
	ptrdiff_t n = find_child(level->branch, level->key);
	const struct node *old;

	*again = NULL;
	if (n < 0)
		return 0;
	old = level->branch->child[n];
	if (level->branch->session[n] != p->session && sort == NODE_MAP &&
	    old->sort == NODE_MAP) {
		*again = (struct branch *)old;
		level->branch->session[n] = p->session;
		return 0;
	}
	return refuse(p, level->key_line,
	    tr("'%s' is said twice; the first is in %s:%u"), level->key.text,
	    old->file, old->line);
}

static int
add_include(struct parsing *p, struct branch *map, unsigned depth,
    const struct node *name)
{
	struct include *include = arena_alloc(
	    &p->tree->arena, sizeof(*include));

	if (name->text.length == 0)
		return refuse(
		    p, name->line, tr("include: the name of a file is empty"));
	*include = (struct include){map, name, depth, p->source, NULL};
	*p->tree->last = include;
	p->tree->last = &include->next;
	return 0;
}

/* The value of include:, or an item of its list. */
static int
place_include(struct parsing *p, struct level *level, const struct node *value)
{
	struct level *map = level - (level->includes ? 1 : 0);
	unsigned depth = p->base_depth + (unsigned)(map - p->level);

	if (value->sort == NODE_MAP ||
	    (level->includes && value->sort == NODE_LIST))
		return refuse(p, value->line,
		    tr("include: the name of a file is expected"));
	if (!level->includes && map->included)
		return refuse(
		    p, value->line, tr("'%s' is said twice"), "include");
	map->included = true;
	if (value->sort == NODE_LIST)
		return 0;
	return add_include(p, map->branch, depth, value);
}

/*
 * Put a value where it belongs: under the key that waits, into a list, or
 * among the files to include.  For a map, *opened is the one to fill.
 */
static int
place(struct parsing *p, enum node_sort sort, unsigned line, struct slice text,
    struct branch **opened)
{
	struct level *level = &p->level[p->levels - 1];
	bool in_map = level->branch->node.sort == NODE_MAP;
	struct branch *made;

	if (in_map) {
		line = level->key_line;
		if (find_double(p, level, sort, opened) < 0)
			return -1;
		level->has_key = false;
		if (*opened)
			return 0;
	}
	made = *opened = branch_new(p, sort, line);
	if (!made)
		return -1;
	made->node.text = text;
	if (level->includes || (in_map && slice_is(level->key, "include")))
		return place_include(p, level, &made->node);
	add_child(
	    p, level->branch, in_map ? level->key : (struct slice){0}, made);
	return 0;
}

static int
take_key(struct parsing *p, struct level *level)
{
	const yaml_char_t *text = p->event.data.scalar.value;
	size_t length = p->event.data.scalar.length;

	level->key = arena_slice(
	    &p->tree->arena, (struct slice){(const char *)text, length});
	level->key_line = event_line(p);
	level->has_key = true;
	if (length == 0)
		return refuse(p, level->key_line, tr("a key is empty"));
	if (memchr(text, '\0', length))
		return refuse(p, level->key_line, tr("a key holds a NUL"));
	if (slice_is(level->key, "<<"))
		return refuse(p, level->key_line,
		    tr("merge keys ('<<') are not taken; use include:"));
	return 0;
}

static int
take_scalar(struct parsing *p)
{
	const yaml_char_t *text = p->event.data.scalar.value;
	size_t length = p->event.data.scalar.length;
	bool plain = p->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	struct level *level = p->levels ? &p->level[p->levels - 1] : NULL;
	struct branch *made = NULL;

	if (!level) {
		if (plain && length == 0)
			return 0; /* a file of comments alone */
		return refuse(p, event_line(p), tr("a map is expected"));
	}
	if (level->branch->node.sort == NODE_MAP && !level->has_key)
		return take_key(p, level);
	if (plain && length == 0) {
		if (level->branch->node.sort == NODE_LIST)
			return refuse(
			    p, event_line(p), tr("an item of a list is empty"));
		return refuse(p, level->key_line,
		    tr("'%s' has no value: write {}, [] or \"\", or leave "
		       "it out"),
		    level->key.text);
	}
	if (memchr(text, '\0', length))
		return refuse(p, event_line(p), tr("a text holds a NUL"));
	return place(p, NODE_SCALAR, event_line(p),
	    arena_slice(
		&p->tree->arena, (struct slice){(const char *)text, length}),
	    &made);
}

static int
open_level(struct parsing *p, enum node_sort sort)
{
	struct level *parent = p->levels ? &p->level[p->levels - 1] : NULL;
	struct branch *branch = p->level[0].branch;
	bool includes = false;

	if (!parent && sort != NODE_MAP)
		return refuse(p, event_line(p), tr("a map is expected"));
	if (p->base_depth + p->levels >= CONFIG_DEPTH_MAX)
		return refuse(p, event_line(p), tr("more than %d levels"),
		    CONFIG_DEPTH_MAX);
	if (parent) {
		if (parent->branch->node.sort == NODE_MAP && !parent->has_key)
			return refuse(
			    p, event_line(p), tr("a key must be a text"));
		includes = parent->branch->node.sort == NODE_MAP &&
			   slice_is(parent->key, "include");
		if (place(p, sort, event_line(p), (struct slice){0}, &branch) <
		    0)
			return -1;
	}
	p->level[p->levels++] = (struct level){
	    .branch = branch, .includes = includes};
	return 0;
}

/* What YAML offers and a configuration does not need. */
static int
check_event(struct parsing *p)
{
	const yaml_event_t *e = &p->event;
	const void *anchor = NULL, *tag = NULL;

	switch (e->type) {
	case YAML_SCALAR_EVENT:
		anchor = e->data.scalar.anchor;
		tag = e->data.scalar.tag;
		break;
	case YAML_SEQUENCE_START_EVENT:
		anchor = e->data.sequence_start.anchor;
		tag = e->data.sequence_start.tag;
		break;
	case YAML_MAPPING_START_EVENT:
		anchor = e->data.mapping_start.anchor;
		tag = e->data.mapping_start.tag;
		break;
	case YAML_ALIAS_EVENT:
		return refuse(
		    p, event_line(p), tr("aliases (*name) are not taken"));
	default:
		break;
	}
	if (anchor)
		return refuse(
		    p, event_line(p), tr("anchors (&name) are not taken"));
	if (tag)
		return refuse(
		    p, event_line(p), tr("tags (!name) are not taken"));
	return 0;
}

static int
start_document(struct parsing *p)
{
	const yaml_event_t *e = &p->event;

	if (p->ended)
		return refuse(p, event_line(p),
		    tr("a second document; one file holds one"));
	if (e->data.document_start.version_directive ||
	    e->data.document_start.tag_directives.start !=
		e->data.document_start.tag_directives.end)
		return refuse(
		    p, event_line(p), tr("directives (%%) are not taken"));
	return 0;
}

static int
take_event(struct parsing *p)
{
	if (check_event(p) < 0)
		return -1;
	switch (p->event.type) {
	case YAML_DOCUMENT_START_EVENT:
		return start_document(p);
	case YAML_DOCUMENT_END_EVENT:
		p->ended = true;
		return 0;
	case YAML_SCALAR_EVENT:
		return take_scalar(p);
	case YAML_MAPPING_START_EVENT:
		return open_level(p, NODE_MAP);
	case YAML_SEQUENCE_START_EVENT:
		return open_level(p, NODE_LIST);
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT:
		p->levels--;
		return 0;
	default:
		return 0;
	}
}

/* Said before libyaml sees the bytes, for its own words are darker. */
static int
check_bytes(struct parsing *p, struct slice bytes)
{
	ptrdiff_t bad = utf8_invalid_at(bytes);
	const char *tab = memchr(bytes.text, '\t', bytes.length);

	if (bad >= 0)
		return refuse(p, line_of_byte(bytes, (size_t)bad),
		    tr("byte 0x%02x is not UTF-8: save the file as UTF-8"),
		    (unsigned)(unsigned char)bytes.text[bad]);
	if (tab)
		return refuse(p,
		    line_of_byte(bytes, (size_t)(tab - bytes.text)),
		    tr("a tab: indent with blanks; in a text write \"\\t\""));
	return 0;
}

static int
yaml_refused(struct parsing *p, struct slice bytes)
{
	const yaml_parser_t *y = &p->yaml;
	unsigned line = (unsigned)y->problem_mark.line + 1;
	struct fullwidth sign;

	if (y->error == YAML_MEMORY_ERROR)
		memory_exhausted();
	if (y->error == YAML_READER_ERROR)
		line = line_of_byte(bytes, y->problem_offset);
	if (fullwidth_find(bytes, line, &sign))
		return refuse(p, sign.line,
		    tr("the full-width '%s' is no sign of YAML: write '%s', or "
		       "quote the text"),
		    sign.found, sign.meant);
	return refuse(
	    p, line, tr("this is not YAML: %s"), y->problem ? y->problem : "?");
}

static int
parse_events(struct parsing *p, struct slice bytes)
{
	yaml_event_type_t type;
	int result;

	do {
		if (!yaml_parser_parse(&p->yaml, &p->event))
			return yaml_refused(p, bytes);
		type = p->event.type;
		result = take_event(p);
		yaml_event_delete(&p->event);
	} while (result == 0 && type != YAML_STREAM_END_EVENT);
	return result;
}

int
tree_parse(struct tree *tree, struct branch *map, unsigned depth,
    const char *file, size_t source, struct slice bytes, struct error *e)
{
	struct parsing p = {.tree = tree,
	    .file = file,
	    .source = source,
	    .base_depth = depth,
	    .error = e};
	int result;

	if (bytes.length >= 3 && memcmp(bytes.text, "\xef\xbb\xbf", 3) == 0) {
		bytes.text += 3;
		bytes.length -= 3;
	}
	if (bytes.length == 0)
		return 0;
	if (check_bytes(&p, bytes) < 0)
		return -1;
	if (!yaml_parser_initialize(&p.yaml))
		memory_exhausted();
	yaml_parser_set_input_string(
	    &p.yaml, (const unsigned char *)bytes.text, bytes.length);
	yaml_parser_set_encoding(&p.yaml, YAML_UTF8_ENCODING);
	p.session = ++tree->session;
	p.level[0].branch = map;
	if (!map->node.file) {
		map->node.file = file;
		map->node.line = 1;
	}
	result = parse_events(&p, bytes);
	yaml_parser_delete(&p.yaml);
	return result;
}
