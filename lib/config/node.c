#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/map.h"
#include "base/money.h"
#include "base/text.h"
#include "config/config.h"
#include "config/value.h"

const struct node *
node_get_slice(const struct node *node, struct slice key)
{
	if (!node || node->sort != NODE_MAP)
		return NULL;
	if (node->index) {
		size_t n = (size_t)(uintptr_t)map_get(node->index, key);

		return n ? node->child[n - 1] : NULL;
	}
	for (size_t i = 0; i < node->children; i++)
		if (slice_equal(node->key[i], key))
			return node->child[i];
	return NULL;
}

const struct node *
node_get(const struct node *node, const char *key)
{
	return node_get_slice(node, slice_of(key));
}

const struct node *
node_path(const struct node *node, const char *path)
{
	struct slice rest = slice_of(path), key;

	while (node && slice_cut(&rest, '.', &key))
		node = node_get_slice(node, key);
	return node;
}

const char *
node_near(const struct node *map, struct slice typed)
{
	size_t count = map ? map->children : 0;
	const char **names = memory_array(count + 1, sizeof(*names));
	const char *near;

	for (size_t i = 0; i < count; i++)
		names[i] = map->key[i].text;
	near = suggest(typed, names, count);
	free(names);
	return near;
}

void
node_keys(const struct node *map, struct buffer *out)
{
	for (size_t i = 0; map && i < map->children; i++)
		buffer_format(
		    out, "%s%.*s", i ? ", " : "", SLICE_ARG(map->key[i]));
	if (!map || map->children == 0)
		buffer_char(out, '-');
}

/* The text under a key, or an empty slice without text. */
static struct slice
scalar(const struct node *node, const char *key)
{
	const struct node *child = node_get(node, key);

	if (!child || child->sort != NODE_SCALAR)
		return (struct slice){NULL, 0};
	return child->text;
}

struct slice
node_text(const struct node *node, const char *key, const char *otherwise)
{
	struct slice text = scalar(node, key);

	return text.text ? text : slice_of(otherwise);
}

int64_t
node_int(const struct node *node, const char *key, int64_t otherwise)
{
	long long value = otherwise;

	slice_int(scalar(node, key), &value);
	return value;
}

int64_t
node_money(const struct node *node, const char *key, int64_t otherwise_fen)
{
	int64_t fen = otherwise_fen;

	money_parse_loose(scalar(node, key), &fen);
	return fen;
}

bool
node_yes(const struct node *node, const char *key, bool otherwise)
{
	bool yes = otherwise;

	value_yes(scalar(node, key), &yes);
	return yes;
}

int32_t
node_date(const struct node *node, const char *key, int32_t otherwise)
{
	int32_t date = otherwise;

	date_parse(scalar(node, key), &date);
	return date;
}

int32_t
node_clock(const struct node *node, const char *key, int32_t otherwise)
{
	int32_t seconds = otherwise;

	clock_parse(scalar(node, key), &seconds);
	return seconds;
}

struct rate
node_rate(const struct node *node, const char *key, struct rate otherwise)
{
	struct rate rate = otherwise;

	rate_parse(scalar(node, key), &rate);
	return rate;
}

int64_t
node_seconds(const struct node *node, const char *key, int64_t otherwise)
{
	int64_t seconds = otherwise;

	value_seconds(scalar(node, key), &seconds);
	return seconds;
}

struct slice
node_name(const struct node *node, const char *key, const char *otherwise)
{
	static const char *const order[][2] = {
	    [LANGUAGE_EN] = {"en", "zh"},
	    [LANGUAGE_ZH] = {"zh", "en"},
	};
	const struct node *child = node_get(node, key);
	const char *const *language = order[language_get()];

	if (child && child->sort == NODE_SCALAR)
		return child->text;
	return node_text(node_get(child, language[0]) ? child : NULL,
	    language[0], node_text(child, language[1], otherwise).text);
}

bool
node_list_has(const struct node *list, struct slice text)
{
	if (!list)
		return false;
	if (list->sort == NODE_SCALAR)
		return slice_equal(list->text, text);
	if (list->sort != NODE_LIST)
		return false;
	for (size_t i = 0; i < list->children; i++)
		if (list->child[i]->sort == NODE_SCALAR &&
		    slice_equal(list->child[i]->text, text))
			return true;
	return false;
}

static bool
in_force(const struct node *map, int32_t date)
{
	int32_t from = node_date(map, "from", DATE_NONE);
	int32_t to = node_date(map, "to", INT32_MAX);

	return date >= from && date <= to;
}

const struct node *
node_in_force(const struct node *node, int32_t date)
{
	const struct node *found = NULL;

	if (!node || node->sort != NODE_LIST)
		return node && in_force(node, date) ? node : NULL;
	/* One without to: holds until the next begins: the last one wins. */
	for (size_t i = 0; i < node->children; i++)
		if (in_force(node->child[i], date))
			found = node->child[i];
	return found;
}

int
node_error(const struct node *node, struct error *e, const char *format, ...)
{
	char *text;
	va_list ap;

	va_start(ap, format);
	if (vasprintf(&text, format, ap) < 0)
		memory_exhausted();
	va_end(ap);
	if (node->file)
		error_set(
		    e, HALL_USAGE, "%s:%u: %s", node->file, node->line, text);
	else
		error_set(e, HALL_USAGE, "%s", text);
	free(text);
	return -1;
}
