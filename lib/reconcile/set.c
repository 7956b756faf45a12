#include "reconcile/set.h"

#include "base/message.h"
#include "record/reader.h"

static const struct {
	const char *name;
	unsigned key;
} key_names[] = {
    {"ref", KEY_REF},
    {"ref2", KEY_REF2},
    {"amount", KEY_AMOUNT},
    {"account", KEY_ACCOUNT},
    {"terminal", KEY_TERMINAL},
    {"counter", KEY_COUNTER},
    {"day", KEY_DAY},
    {"date", KEY_DATE},
};

/* The n-th of a list, or the one that stands alone; NULL behind the last. */
static const struct node *
nth(const struct node *node, size_t n)
{
	if (!node)
		return NULL;
	if (node->sort == NODE_LIST)
		return n < node->children ? node->child[n] : NULL;
	return n == 0 ? node : NULL;
}

static unsigned
keys_of(const struct node *list)
{
	const struct node *node;
	unsigned keys = 0;

	for (size_t i = 0; (node = nth(list, i)); i++)
		for (size_t k = 0; k < sizeof(key_names) / sizeof(key_names[0]);
		     k++)
			if (slice_is(node->text, key_names[k].name))
				keys |= key_names[k].key;
	return keys;
}

/* A column that the kind does not have would match nothing, silently. */
static int
read_side(struct side *side, const struct node *node, struct arena *arena,
    struct error *e)
{
	const struct node *map = node_get(node, "where");
	size_t count = map ? map->children : 0;
	struct where *where = arena_array(arena, count + 1, sizeof(*where));

	side->kind = kind_find(node_text(node, "kind", "statement"));
	side->group = keys_of(node_get(node, "group"));
	for (size_t i = 0; i < count; i++) {
		if (kind_column(side->kind, map->key[i]) < 0)
			return node_error(map->child[i], e,
			    tr("where: '%.*s' is no column of %s"),
			    SLICE_ARG(map->key[i]), kinds[side->kind].name);
		for (int k = 0; k < KIND_COUNT; k++)
			where[i].at[k] = kind_column((enum kind)k, map->key[i]);
		where[i].values = map->child[i];
	}
	side->where = where;
	side->wheres = count;
	return 0;
}

static int
read_window(struct window *window, const struct node *node,
    const struct window *otherwise, const struct config *config,
    struct error *e)
{
	*window = *otherwise;
	if (!node)
		return 0;
	window->before = (int)node_int(node, "before", 0);
	window->after = (int)node_int(node, "after", 0);
	window->calendar = NULL;
	if (!slice_is(node_text(node, "unit", "cd"), "wd"))
		return 0;
	window->calendar = config_calendar(
	    config, node_text(node, "calendar", "bank").text, e);
	return window->calendar ? 0 : -1;
}

static int
read_rules(struct set *set, const struct node *rules,
    const struct config *config, struct error *e)
{
	if (rules->children > SET_RULES_MAX)
		return node_error(
		    rules, e, tr("more than %d rules"), SET_RULES_MAX);
	for (size_t i = 0; i < rules->children; i++) {
		const struct node *node = rules->child[i];
		struct match_rule *rule = &set->rule[set->rules++];

		rule->name = node_text(node, "name", "");
		rule->on = keys_of(node_get(node, "on"));
		if (!(rule->on & KEY_AMOUNT))
			return node_error(node, e,
			    tr("rule %.*s: on: amount must be among the "
			       "keys"),
			    SLICE_ARG(rule->name));
		if (read_window(&rule->window, node_get(node, "window"),
			&set->window, config, e) < 0)
			return -1;
	}
	return 0;
}

static void
read_fee(struct set *set, const struct node *fee)
{
	set->has_fee = fee != NULL;
	set->places = (int)node_int(fee, "places", 6);
	set->fee = node_rate(fee, "rate", (struct rate){0, 1});
	rounding_parse(node_text(fee, "rounding", "half-up"), &set->rounding);
}

static int
read_lefts(struct set *set, const struct node *node, struct arena *arena,
    struct error *e)
{
	size_t count = node->sort == NODE_LIST ? node->children : 1;
	struct side *left = arena_array(arena, count + 1, sizeof(*left));

	set->lefts = count;
	set->left = left;
	for (size_t i = 0; i < count; i++) {
		if (read_side(&left[i], nth(node, i), arena, e) < 0)
			return -1;
		if (left[i].group != left[0].group)
			return node_error(nth(node, i), e,
			    tr("left: all parts are grouped alike or none "
			       "is"));
	}
	if (count == 0)
		return node_error(node, e, tr("left: at least one"));
	return 0;
}

static int
read_set(struct set *set, const struct node *node, const struct config *config,
    struct arena *arena, struct error *e)
{
	static const struct window none = {0};
	const struct node *right = node_get(node, "right");
	int otherwise;

	set->source = node_text(right, "source", "");
	set->owner = node_text(node, "owner", "");
	if (read_lefts(set, node_get(node, "left"), arena, e) < 0 ||
	    read_side(&set->right, right, arena, e) < 0 ||
	    read_window(
		&set->window, node_get(node, "window"), &none, config, e) < 0 ||
	    read_rules(set, node_get(node, "rules"), config, e) < 0)
		return -1;
	/*
	 * Where the window counts working days the money is on its way for
	 * so long; a channel has a payment at once or not at all.
	 */
	otherwise = set->window.calendar ? set->window.after : 0;
	set->wait = (int)node_int(node, "wait", otherwise);
	read_fee(set, node_get(node, "fee"));
	return 0;
}

static unsigned
keys_of_set(const struct set *set)
{
	unsigned keys = set->left[0].group;

	for (size_t i = 0; i < set->rules; i++)
		keys |= set->rule[i].on;
	return keys;
}

/* A row that two sets took would be counted twice. */
static int
check_sources(const struct sets *sets, const struct node *map, struct error *e)
{
	for (size_t i = 0; i < sets->count; i++)
		for (size_t k = 0; k < i; k++)
			if (sets->set[i].source.length &&
			    sets->set[i].right.wheres == 0 &&
			    slice_equal(
				sets->set[i].source, sets->set[k].source))
				return node_error(map->child[i], e,
				    tr("source '%.*s' is the right side of "
				       "%.*s already; give one set several "
				       "left parts"),
				    SLICE_ARG(sets->set[i].source),
				    SLICE_ARG(sets->set[k].name));
	return 0;
}

int
sets_load(struct sets *sets, const struct config *config, struct arena *arena,
    struct error *e)
{
	const struct node *map = config ? node_get(
					      config_root(config), "reconcile")
					: NULL;

	sets->count = 0;
	sets->keys = 0;
	if (!map)
		return 0;
	if (map->children > SETS_MAX)
		return node_error(map, e, tr("more than %d sets"), SETS_MAX);
	for (size_t i = 0; i < map->children; i++) {
		struct set *set = &sets->set[sets->count++];

		*set = (struct set){.name = map->key[i]};
		if (read_set(set, map->child[i], config, arena, e) < 0)
			return -1;
		sets->keys |= keys_of_set(set);
	}
	return check_sources(sets, map, e);
}

bool
side_takes(const struct side *side, const struct record *r)
{
	bool undoes = r->kind == KIND_VOID || r->kind == KIND_REFUND;

	if (r->kind != side->kind && !(undoes && side->kind == KIND_PAYMENT))
		return false;
	for (size_t i = 0; i < side->wheres; i++) {
		const struct where *w = &side->where[i];
		int at = w->at[r->kind];

		if (at < 0)
			continue;
		if (!node_list_has(w->values, rec_get(r, at)))
			return false;
	}
	return true;
}

bool
set_grouped(const struct set *set)
{
	return set->left[0].group != 0;
}

int
window_add(const struct window *w, int32_t date, int days, int32_t *result,
    struct error *e)
{
	int year = 0;

	*result = date + days;
	if (!w->calendar || days == 0)
		return 0;
	if (calendar_add(w->calendar, date, days, result, &year) == 0)
		return 0;
	return error_set(
	    e, HALL_USAGE, tr("the calendar has no data of the year %d"), year);
}

int
window_dates(const struct window *w, int32_t date, int32_t *from, int32_t *to,
    struct error *e)
{
	if (window_add(w, date, -w->before, from, e) < 0)
		return -1;
	return window_add(w, date, w->after, to, e);
}
