#include "report/definition.h"

#include <stdlib.h>

#include "base/message.h"
#include "base/text.h"
#include "report/definition_read.h"
#include "report/shipped.h"

/* What the report says, else the one that it is like. */
struct source {
	const struct node *own;
	const struct node *base; /* or NULL */
};

static const struct node *
said(const struct source *source, const char *key)
{
	const struct node *node = node_get(source->own, key);

	return node ? node : node_get(source->base, key);
}

static void
read_signatures(struct definition *d, const struct node *list)
{
	struct slice *name = arena_array(
	    &d->arena, node_items(list) + 1, sizeof(*name));

	for (size_t i = 0; i < node_items(list); i++)
		name[i] = node_name(node_item(list, i), "name", "");
	d->signature = name;
	d->signatures = node_items(list);
}

static void
read_expects(struct definition *d, const struct node *map)
{
	size_t count = map ? map->children : 0;
	struct expectation *e = arena_array(&d->arena, count + 1, sizeof(*e));

	for (size_t i = 0; i < count; i++)
		e[i] = (struct expectation){map->key[i], map->child[i]->text};
	d->expect = e;
	d->expects = count;
}

static void
read_unit(struct definition *d, const struct node *node)
{
	d->unit = PERIOD_DAY;
	for (size_t i = 0; node && period_units[i]; i++)
		if (slice_is(node->text, period_units[i]))
			d->unit = (enum period_unit)i;
}

static int
read_sections(
    struct definition *d, const struct node *list, struct error *error)
{
	if (node_items(list) > DEFINITION_SECTIONS_MAX)
		return node_error(list, error, tr("more than %d sections"),
		    DEFINITION_SECTIONS_MAX);
	d->section = arena_array(
	    &d->arena, node_items(list) + 1, sizeof(*d->section));
	for (size_t i = 0; i < node_items(list); i++) {
		if (section_read(d, &d->section[i], node_item(list, i), error) <
		    0)
			return -1;
		d->sections++;
	}
	return 0;
}

static int
read_definition(
    struct definition *d, const struct source *source, struct error *error)
{
	const struct node *compare = said(source, "compare");
	const struct node *open_day = said(source, "open_day");

	if (!kind_name_valid(d->name))
		return node_error(source->own, error,
		    tr("'%.*s' is no name of a report (small letters, digits "
		       "and '-')"),
		    SLICE_ARG(d->name));
	if (!said(source, "sections"))
		return node_error(source->own, error,
		    tr("a report wants sections:, or like: one that has them"));
	d->title = node_name(source->own, "title", d->name.text);
	d->need = node_texts(d, said(source, "needs"), &d->needs);
	d->compare = compare && slice_is(compare->text, "previous");
	d->open_day = node_yes(open_day == node_get(source->own, "open_day")
				   ? source->own
				   : source->base,
	    "open_day", false);
	read_unit(d, said(source, "period"));
	read_expects(d, said(source, "expects"));
	read_signatures(d, said(source, "signatures"));
	return read_sections(d, said(source, "sections"), error);
}

bool
definition_expects(
    const struct definition *d, const struct config *config, struct slice tool)
{
	for (size_t i = 0; config && i < d->expects; i++)
		if (slice_equal(d->expect[i].tool, tool)) {
			const struct node *node = node_path(
			    config_root(config), d->expect[i].path.text);

			return node && node->children > 0;
		}
	return false;
}

static const struct node *
reports_of(const struct config *config)
{
	return config ? node_get(config_root(config), "reports") : NULL;
}

static int
no_report(const struct config *config, struct slice name, struct error *error)
{
	struct arena arena = {0};
	size_t count;
	struct definition_entry *entry = definition_list(
	    config, &arena, &count);
	const char **names = arena_array(&arena, count + 1, sizeof(*names));
	const char *near;

	for (size_t i = 0; i < count; i++)
		names[i] = entry[i].name.text;
	near = suggest(name, names, count);
	error_set(error, HALL_USAGE,
	    near ? tr("no report '%.*s' (did you mean %s?)")
		 : tr("no report '%.*s'; 'hall-report list' names them%.0s"),
	    SLICE_ARG(name), near ? near : "");
	arena_release(&arena);
	return -1;
}

static const struct node *
find_definition(const struct config *config, struct slice name,
    struct config **file, struct error *error)
{
	const struct node *node = node_get_slice(reports_of(config), name);

	if (node)
		return node;
	*file = shipped_load(name, error);
	if (*file)
		return config_root(*file);
	if (!error->text[0])
		no_report(config, name, error);
	return NULL;
}

/* The report that it is like; nothing stands behind that one. */
static int
find_base(struct definition *d, const struct config *config,
    struct source *source, struct error *error)
{
	const struct node *like = node_get(source->own, "like");

	source->base = NULL;
	if (!like)
		return 0;
	source->base = find_definition(config, like->text, &d->base, error);
	if (!source->base)
		return -1;
	if (!node_get(source->base, "like"))
		return 0;
	return node_error(like, error,
	    tr("like: '%.*s' is itself like another report"),
	    SLICE_ARG(like->text));
}

struct definition *
definition_load(
    const struct config *config, struct slice name, struct error *error)
{
	struct definition *d = memory_new(sizeof(*d));
	struct source source;

	d->name = arena_slice(&d->arena, name);
	source.own = find_definition(config, d->name, &d->file, error);
	if (source.own && find_base(d, config, &source, error) == 0 &&
	    read_definition(d, &source, error) == 0)
		return d;
	definition_free(d);
	return NULL;
}

void
definition_free(struct definition *d)
{
	if (!d)
		return;
	config_free(d->file);
	config_free(d->base);
	arena_release(&d->arena);
	free(d);
}

const struct section *
definition_section(const struct definition *d, struct slice name)
{
	for (size_t i = 0; i < d->sections; i++)
		if (slice_equal(d->section[i].name, name))
			return &d->section[i];
	return NULL;
}

static int
compare_entries(const void *a, const void *b)
{
	return slice_compare(((const struct definition_entry *)a)->name,
	    ((const struct definition_entry *)b)->name);
}

struct definition_entry *
definition_list(const struct config *config, struct arena *arena, size_t *count)
{
	const struct node *own = reports_of(config);
	size_t shipped, owned = own ? own->children : 0;
	const struct shipped_report *report = shipped_list(arena, &shipped);
	struct definition_entry *list = arena_array(
	    arena, shipped + owned + 1, sizeof(*list));

	*count = 0;
	for (size_t i = 0; i < owned; i++)
		list[(*count)++] = (struct definition_entry){own->key[i],
		    node_name(own->child[i], "title", own->key[i].text),
		    own->child[i]->file};
	for (size_t i = 0; i < shipped; i++)
		if (!node_get_slice(own, report[i].name))
			list[(*count)++] = (struct definition_entry){
			    report[i].name, report[i].title, report[i].file};
	qsort(list, *count, sizeof(*list), compare_entries);
	return list;
}
