#include "report/definition.h"

#include <stdlib.h>

#include "base/message.h"
#include "base/text.h"
#include "report/shipped.h"

/* A list, or one value that stands for a list of one. */
static size_t
items(const struct node *node)
{
	return !node ? 0 : node->sort == NODE_LIST ? node->children : 1;
}

static const struct node *
item(const struct node *node, size_t n)
{
	return node->sort == NODE_LIST ? node->child[n] : node;
}

static const struct slice *
texts(struct definition *d, const struct node *node, size_t *count)
{
	struct slice *text = arena_array(
	    &d->arena, items(node) + 1, sizeof(*text));

	*count = items(node);
	for (size_t i = 0; i < *count; i++)
		text[i] = item(node, i)->text;
	return text;
}

static int
read_conditions(struct definition *d, struct query *query,
    const struct node *map, enum condition_op op, struct error *error)
{
	struct error inner;

	for (size_t i = 0; map && i < map->children; i++)
		for (size_t j = 0; j < items(map->child[i]); j++) {
			const struct node *value = item(map->child[i], j);

			if (query_condition(query, map->key[i], op, value->text,
				&d->arena, &inner) < 0)
				return node_error(
				    value, error, "%s", inner.text);
		}
	return 0;
}

static int
read_dimensions(struct query *query, const struct node *by, struct error *error)
{
	struct error inner;

	for (size_t i = 0; i < items(by); i++)
		if (query_by(query, item(by, i)->text, &inner) < 0)
			return node_error(item(by, i), error, "%s", inner.text);
	return 0;
}

/* "sum:amount", or {measure: sum:amount, title: …}. */
static int
read_measures(struct query *query, const struct node *list, struct error *error)
{
	struct error inner;

	for (size_t i = 0; i < items(list); i++) {
		const struct node *one = item(list, i);
		struct measure *made;
		struct slice text = one->sort == NODE_MAP
					? node_text(one, "measure", "")
					: one->text;

		if (query_measure(query, text, &made, &inner) < 0)
			return node_error(one, error, "%s", inner.text);
		if (one->sort == NODE_MAP)
			made->title = node_name(one, "title", "");
	}
	return 0;
}

/* What a section can be sorted by, or have marked: what it shows. */
static bool
section_shows(const struct section *section, struct slice text)
{
	const struct query *query = &section->query;

	for (size_t i = 0; i < section->columns; i++)
		if (slice_equal(section->column[i], text))
			return true;
	for (size_t i = 0; i < query->dimensions; i++)
		if (slice_equal(query->by[i].text, text))
			return true;
	for (size_t i = 0; i < query->measures; i++)
		if (slice_equal(query->measure[i].text, text))
			return true;
	return false;
}

static int
must_show(const struct section *section, const struct node *node,
    struct slice text, struct error *error)
{
	if (section_shows(section, text))
		return 0;
	return node_error(node, error, tr("the section does not show '%.*s'"),
	    SLICE_ARG(text));
}

static int
read_order(struct definition *d, struct section *section,
    const struct node *list, struct error *error)
{
	struct order_key *key = arena_array(
	    &d->arena, items(list) + 1, sizeof(*key));

	section->order = key;
	section->orders = items(list);
	for (size_t i = 0; i < section->orders; i++, key++) {
		key->text = item(list, i)->text;
		key->descending = key->text.length && key->text.text[0] == '-';
		if (key->descending) {
			key->text.text++;
			key->text.length--;
		}
		if (must_show(section, item(list, i), key->text, error) < 0)
			return -1;
	}
	return 0;
}

static int
read_chart(
    struct section *section, const struct node *node, struct error *error)
{
	static const char *const names[] = {"none", "bar", "column", "line"};
	struct slice text = node_text(node, "chart", "none");
	const struct query *query = &section->query;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (slice_is(text, names[i]))
			section->chart = (enum section_chart)i;
	if (section->chart == CHART_NONE)
		return 0;
	if (section->form != SECTION_FIGURES || query->dimensions == 0)
		return node_error(node_get(node, "chart"), error,
		    tr("a chart wants by: and measures:"));
	section->of = query->measure[query->measures - 1].text;
	section->of = node_text(node, "of", section->of.text);
	for (size_t i = 0; i < query->measures; i++)
		if (slice_equal(query->measure[i].text, section->of))
			return 0;
	return node_error(node_get(node, "of"), error,
	    tr("'%.*s' is no measure of the section"), SLICE_ARG(section->of));
}

static int
read_alert(struct definition *d, struct section *section,
    const struct node *list, struct error *error)
{
	section->alert = texts(d, list, &section->alerts);
	for (size_t i = 0; i < section->alerts; i++)
		if (slice_is(section->alert[i], "rows"))
			section->alert_rows = true;
		else if (must_show(section, item(list, i), section->alert[i],
			     error) < 0)
			return -1;
	return 0;
}

static int
read_form(struct definition *d, struct section *section,
    const struct node *node, struct error *error)
{
	struct slice faults = node_text(node, "faults", "");

	section->column = texts(d, node_get(node, "table"), &section->columns);
	section->form = faults.length      ? SECTION_FAULTS
			: section->columns ? SECTION_TABLE
					   : SECTION_FIGURES;
	section->mended = slice_is(faults, "mended");
	if (section->form == SECTION_FAULTS)
		query_init(&section->query, SLICE("fault"));
	else if (section->query.name.length == 0)
		return node_error(
		    node, error, tr("a section wants kind: or faults:"));
	if (section->columns > DEFINITION_COLUMNS_MAX)
		return node_error(node, error, tr("more than %d columns"),
		    DEFINITION_COLUMNS_MAX);
	if (section->form == SECTION_FIGURES && section->query.measures == 0)
		return node_error(
		    node, error, tr("a section wants measures: or table:"));
	return 0;
}

static int
read_section(struct definition *d, struct section *section,
    const struct node *node, struct error *error)
{
	int64_t top = node_int(node, "top", 0);

	section->name = node_text(node, "name", "");
	section->title = node_name(node, "title", section->name.text);
	section->note = node_name(node, "note", "");
	section->half = slice_is(node_text(node, "layout", ""), "half");
	section->all_days = slice_is(node_text(node, "days", ""), "all");
	section->optional = node_yes(node, "optional", false);
	if (!kind_name_valid(section->name))
		return node_error(node, error,
		    tr("name: '%.*s' is no name (small letters, digits and "
		       "'-')"),
		    SLICE_ARG(section->name));
	if (definition_section(d, section->name))
		return node_error(node, error,
		    tr("the section '%.*s' stands there twice"),
		    SLICE_ARG(section->name));
	if (top < 0 || top > DEFINITION_TOP_MAX)
		return node_error(node, error, tr("top: a number from 0 to %d"),
		    DEFINITION_TOP_MAX);
	section->top = (size_t)top;
	query_init(&section->query, node_text(node, "kind", ""));
	query_init(&section->calm, section->query.name);
	if (read_conditions(d, &section->query, node_get(node, "where"),
		CONDITION_IS, error) < 0 ||
	    read_conditions(d, &section->query, node_get(node, "not"),
		CONDITION_IS_NOT, error) < 0 ||
	    read_conditions(d, &section->calm, node_get(node, "calm"),
		CONDITION_IS, error) < 0 ||
	    read_dimensions(&section->query, node_get(node, "by"), error) < 0 ||
	    read_measures(&section->query, node_get(node, "measures"), error) <
		0 ||
	    read_form(d, section, node, error) < 0 ||
	    read_order(d, section, node_get(node, "order"), error) < 0 ||
	    read_chart(section, node, error) < 0)
		return -1;
	return read_alert(d, section, node_get(node, "alert"), error);
}

static int
read_definition(
    struct definition *d, const struct node *node, struct error *error)
{
	const struct node *list = node_get(node, "sections");
	const struct node *signatures = node_get(node, "signatures");

	if (!kind_name_valid(d->name))
		return node_error(node, error,
		    tr("'%.*s' is no name of a report (small letters, digits "
		       "and '-')"),
		    SLICE_ARG(d->name));
	d->title = node_name(node, "title", d->name.text);
	d->need = texts(d, node_get(node, "needs"), &d->needs);
	if (signatures) {
		struct slice *name = arena_array(
		    &d->arena, items(signatures) + 1, sizeof(*name));

		for (size_t i = 0; i < items(signatures); i++)
			name[i] = node_name(item(signatures, i), "name", "");
		d->signature = name;
		d->signatures = items(signatures);
	}
	if (items(list) > DEFINITION_SECTIONS_MAX)
		return node_error(list, error, tr("more than %d sections"),
		    DEFINITION_SECTIONS_MAX);
	d->section = arena_array(
	    &d->arena, items(list) + 1, sizeof(*d->section));
	for (size_t i = 0; i < items(list); i++) {
		if (read_section(d, &d->section[i], item(list, i), error) < 0)
			return -1;
		d->sections++;
	}
	return 0;
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
find_definition(
    struct definition *d, const struct config *config, struct error *error)
{
	const struct node *node = node_get_slice(reports_of(config), d->name);

	if (node)
		return node;
	d->file = shipped_load(d->name, error);
	if (d->file)
		return config_root(d->file);
	if (!error->text[0])
		no_report(config, d->name, error);
	return NULL;
}

struct definition *
definition_load(
    const struct config *config, struct slice name, struct error *error)
{
	struct definition *d = memory_new(sizeof(*d));
	const struct node *node;

	d->name = arena_slice(&d->arena, name);
	node = find_definition(d, config, error);
	if (node && read_definition(d, node, error) == 0)
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
