#include "report/definition_read.h"

#include "base/message.h"
#include "base/text.h"

/* A list, or one value that stands for a list of one. */
size_t
node_items(const struct node *node)
{
	return !node ? 0 : node->sort == NODE_LIST ? node->children : 1;
}

const struct node *
node_item(const struct node *node, size_t n)
{
	return node->sort == NODE_LIST ? node->child[n] : node;
}

const struct slice *
node_texts(struct definition *d, const struct node *node, size_t *count)
{
	struct slice *text = arena_array(
	    &d->arena, node_items(node) + 1, sizeof(*text));

	*count = node_items(node);
	for (size_t i = 0; i < *count; i++)
		text[i] = node_item(node, i)->text;
	return text;
}

static int
read_conditions(struct definition *d, struct query *query,
    const struct node *map, enum condition_op op, struct error *error)
{
	struct error inner;

	for (size_t i = 0; map && i < map->children; i++)
		for (size_t j = 0; j < node_items(map->child[i]); j++) {
			const struct node *value = node_item(map->child[i], j);

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

	for (size_t i = 0; i < node_items(by); i++)
		if (query_by(query, node_item(by, i)->text, &inner) < 0)
			return node_error(
			    node_item(by, i), error, "%s", inner.text);
	return 0;
}

/* {measure: sum:amount, title: …, words: yes}. */
static int
read_measure_map(
    struct measure *measure, const struct node *map, struct error *error)
{
	static const char *const keys[] = {"measure", "title", "words"};

	for (size_t i = 0; i < map->children; i++) {
		const char *near;

		if (slice_is(map->key[i], keys[0]) ||
		    slice_is(map->key[i], keys[1]) ||
		    slice_is(map->key[i], keys[2]))
			continue;
		near = suggest(map->key[i], keys, 3);
		return node_error(map->child[i], error,
		    near ? tr("unknown key '%.*s' (did you mean %s?)")
			 : tr("unknown key '%.*s'%.0s"),
		    SLICE_ARG(map->key[i]), near ? near : "");
	}
	measure->title = node_name(map, "title", "");
	measure->words = node_yes(map, "words", false);
	if (measure->words && measure->type.type != VALUE_MONEY)
		return node_error(
		    map, error, tr("words: only money is said in words"));
	return 0;
}

/* "sum:amount", or a map with more about it. */
static int
read_measures(struct query *query, const struct node *list, struct error *error)
{
	struct error inner;

	for (size_t i = 0; i < node_items(list); i++) {
		const struct node *one = node_item(list, i);
		bool map = one->sort == NODE_MAP;
		struct measure *made;

		if (query_measure(query,
			map ? node_text(one, "measure", "") : one->text, &made,
			&inner) < 0)
			return node_error(one, error, "%s", inner.text);
		if (map && read_measure_map(made, one, error) < 0)
			return -1;
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
	    &d->arena, node_items(list) + 1, sizeof(*key));

	section->order = key;
	section->orders = node_items(list);
	for (size_t i = 0; i < section->orders; i++, key++) {
		key->text = node_item(list, i)->text;
		key->descending = key->text.length && key->text.text[0] == '-';
		if (key->descending) {
			key->text.text++;
			key->text.length--;
		}
		if (must_show(section, node_item(list, i), key->text, error) <
		    0)
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
	section->alert = node_texts(d, list, &section->alerts);
	for (size_t i = 0; i < section->alerts; i++)
		if (slice_is(section->alert[i], "rows"))
			section->alert_rows = true;
		else if (must_show(section, node_item(list, i),
			     section->alert[i], error) < 0)
			return -1;
	return 0;
}

/* Only of what stands above can it be said that it was told. */
static int
read_told_by(struct definition *d, struct section *section,
    const struct node *list, struct error *error)
{
	section->told_by = node_texts(d, list, &section->tellers);
	if (section->tellers && section->form != SECTION_TABLE)
		return node_error(
		    list, error, "%s", tr("told_by wants table:"));
	for (size_t i = 0; i < section->tellers; i++) {
		const struct section *teller = definition_section(
		    d, section->told_by[i]);

		if (!teller || !section_shows(teller, SLICE("record")))
			return node_error(node_item(list, i), error,
			    tr("told_by: no section above is '%.*s' and shows "
			       "the column 'record'"),
			    SLICE_ARG(section->told_by[i]));
	}
	return 0;
}

static int
read_form(struct definition *d, struct section *section,
    const struct node *node, struct error *error)
{
	struct slice faults = node_text(node, "faults", "");

	section->column = node_texts(
	    d, node_get(node, "table"), &section->columns);
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

/* Measures that stand beside those of the previous period. */
static int
read_compare(struct definition *d, struct section *section,
    const struct node *list, struct error *error)
{
	const struct query *query = &section->query;

	section->compare = node_texts(d, list, &section->compares);
	for (size_t i = 0; i < section->compares; i++) {
		bool found = slice_is(section->compare[i], "all");

		for (size_t j = 0; j < query->measures; j++)
			found |= slice_equal(
			    query->measure[j].text, section->compare[i]);
		if (!found)
			return node_error(node_item(list, i), error,
			    tr("'%.*s' is no measure of the section"),
			    SLICE_ARG(section->compare[i]));
	}
	if (section->compares == 0 || d->compare)
		return 0;
	return node_error(
	    list, error, tr("the report has no compare: previous"));
}

static int
read_head(struct definition *d, struct section *section,
    const struct node *node, struct error *error)
{
	int64_t top = node_int(node, "top", 0);
	struct slice days = node_text(node, "days", "own");

	section->name = node_text(node, "name", "");
	section->title = node_name(node, "title", section->name.text);
	section->note = node_name(node, "note", "");
	section->half = slice_is(node_text(node, "layout", ""), "half");
	section->days = slice_is(days, "all")    ? SECTION_ALL
			: slice_is(days, "last") ? SECTION_LAST
						 : SECTION_OWN;
	section->optional = node_yes(node, "optional", false);
	section->with = node_text(node, "with", "");
	section->latest = node_text(node, "latest", "");
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
	return 0;
}

/* A stage that no expects: names would never be needed. */
static int
read_with(const struct definition *d, const struct section *section,
    const struct node *node, struct error *error)
{
	for (size_t i = 0; i < d->expects; i++)
		if (slice_equal(d->expect[i].tool, section->with))
			return 0;
	if (section->with.length == 0)
		return 0;
	return node_error(node_get(node, "with"), error,
	    tr("expects: of the report does not name %.*s"),
	    SLICE_ARG(section->with));
}

static int
read_query(struct definition *d, struct section *section,
    const struct node *node, struct error *error)
{
	struct query *query = &section->query;

	query_init(query, node_text(node, "kind", ""));
	query_init(&section->calm, query->name);
	if (read_conditions(
		d, query, node_get(node, "where"), CONDITION_IS, error) < 0 ||
	    read_conditions(
		d, query, node_get(node, "not"), CONDITION_IS_NOT, error) < 0 ||
	    read_conditions(d, &section->calm, node_get(node, "calm"),
		CONDITION_IS, error) < 0 ||
	    read_dimensions(query, node_get(node, "by"), error) < 0)
		return -1;
	return read_measures(query, node_get(node, "measures"), error);
}

int
section_read(struct definition *d, struct section *section,
    const struct node *node, struct error *error)
{
	if (read_head(d, section, node, error) < 0 ||
	    read_query(d, section, node, error) < 0 ||
	    read_form(d, section, node, error) < 0 ||
	    read_order(d, section, node_get(node, "order"), error) < 0 ||
	    read_chart(section, node, error) < 0 ||
	    read_compare(d, section, node_get(node, "compare"), error) < 0 ||
	    read_with(d, section, node, error) < 0 ||
	    read_told_by(d, section, node_get(node, "told_by"), error) < 0)
		return -1;
	return read_alert(d, section, node_get(node, "alert"), error);
}
