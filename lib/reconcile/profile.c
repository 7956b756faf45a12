#include "reconcile/profile.h"

#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "reconcile/stamp.h"

const struct field_info field_info[FIELDS] = {
    [FIELD_ACCOUNT] = {"account", STATEMENT_ACCOUNT},
    [FIELD_MERCHANT] = {"merchant", STATEMENT_MERCHANT},
    [FIELD_TERMINAL] = {"terminal", STATEMENT_TERMINAL},
    [FIELD_HALL] = {"hall", STATEMENT_HALL},
    [FIELD_TIME] = {"time", STATEMENT_TIME},
    [FIELD_DATE] = {"date", STATEMENT_DATE},
    [FIELD_SETTLE_DATE] = {"settle_date", STATEMENT_SETTLE_DATE},
    [FIELD_TYPE] = {"type", STATEMENT_TYPE},
    [FIELD_DIRECTION] = {"direction", STATEMENT_DIRECTION},
    [FIELD_AMOUNT] = {"amount", STATEMENT_AMOUNT},
    [FIELD_IN] = {"in", -1},
    [FIELD_OUT] = {"out", -1},
    [FIELD_GROSS] = {"gross", STATEMENT_GROSS},
    [FIELD_COUPON] = {"coupon", STATEMENT_COUPON},
    [FIELD_FEE] = {"fee", STATEMENT_FEE},
    [FIELD_BALANCE] = {"balance", STATEMENT_BALANCE},
    [FIELD_CURRENCY] = {"currency", STATEMENT_CURRENCY},
    [FIELD_STATUS] = {"status", STATEMENT_STATUS},
    [FIELD_REF] = {"ref", STATEMENT_REF},
    [FIELD_REF2] = {"ref2", STATEMENT_REF2},
    [FIELD_PARTY] = {"party", STATEMENT_PARTY},
    [FIELD_TEXT] = {"text", STATEMENT_TEXT},
};

bool
names_has(const struct names *names, struct slice cell)
{
	for (size_t i = 0; i < names->count; i++)
		if (slice_equal(names->name[i], cell))
			return true;
	return false;
}

bool
words_has(const struct words *words, struct slice cell)
{
	for (size_t i = 0; i < words->count; i++)
		if (slice_equal(words->word[i], cell))
			return true;
	return false;
}

struct names
names_parse(struct slice text, struct arena *arena)
{
	struct names names = {.text = text};
	struct slice rest = text, part, *name;
	size_t count = 1;

	if (text.length == 0)
		return names;
	if (text.text[text.length - 1] == '?') {
		names.optional = true;
		rest.length--;
	}
	for (size_t i = 0; i < rest.length; i++)
		count += rest.text[i] == '|';
	name = arena_array(arena, count, sizeof(*name));
	while (slice_cut(&rest, '|', &part))
		name[names.count++] = slice_trim(part);
	names.name = name;
	return names;
}

/* The texts of a list, or of a single scalar. */
static struct words
words_of(const struct node *node, struct arena *arena)
{
	struct words words = {0};
	struct slice *word;

	if (!node)
		return words;
	if (node->sort == NODE_SCALAR) {
		word = arena_alloc(arena, sizeof(*word));
		*word = node->text;
		return (struct words){word, 1};
	}
	word = arena_array(arena, node->children + 1, sizeof(*word));
	for (size_t i = 0; i < node->children; i++)
		word[i] = node->child[i]->text;
	return (struct words){word, node->children};
}

static enum field
field_find(struct slice key)
{
	enum field f = 0;

	while (f < FIELDS && !slice_is(key, field_info[f].key))
		f++;
	return f;
}

/* map: and refund: say which column is which. */
static void
read_map(
    const struct node *map, struct names names[FIELDS], struct arena *arena)
{
	for (size_t i = 0; map && i < map->children; i++) {
		enum field f = field_find(map->key[i]);

		if (f < FIELDS)
			names[f] = names_parse(map->child[i]->text, arena);
	}
}

/* Without header: the heading is the line that holds all of map:. */
static void
read_header(struct profile *p, struct arena *arena)
{
	const struct node *list = node_get(p->node, "header");
	struct names *header;
	size_t n = 0;

	if (list && list->sort == NODE_LIST && list->children > 0) {
		header = arena_array(
		    arena, list->children + 1, sizeof(*header));
		for (; n < list->children; n++)
			header[n] = names_parse(list->child[n]->text, arena);
	} else {
		header = arena_array(arena, FIELDS, sizeof(*header));
		for (enum field f = 0; f < FIELDS; f++)
			if (p->map[f].count && !p->map[f].optional)
				header[n++] = p->map[f];
	}
	p->header = header;
	p->headers = n;
}

static void
read_types(struct profile *p, struct arena *arena)
{
	const struct node *map = node_get(p->node, "types");
	struct type_word *type;

	if (!map)
		return;
	type = arena_array(arena, map->children + 1, sizeof(*type));
	for (size_t i = 0; i < map->children; i++) {
		type[i].word = map->key[i];
		type[i].type = map->child[i]->text;
	}
	p->type = type;
	p->types = map->children;
}

static void
read_words(struct profile *p, struct arena *arena)
{
	const struct node *status = node_get(p->node, "status");
	const struct node *direction = node_get(p->node, "direction");
	const struct node *negate = node_get(p->node, "negate");
	const struct node *set = node_get(p->node, "set");

	p->comment = words_of(node_get(p->node, "comment"), arena);
	p->absent = words_of(node_get(p->node, "absent"), arena);
	p->times = words_of(node_get(p->node, "times"), arena);
	p->counts = words_of(node_get(status, "counts"), arena);
	p->failed = words_of(node_get(status, "failed"), arena);
	p->ignored = words_of(node_get(status, "ignore"), arena);
	p->in = words_of(node_get(direction, "in"), arena);
	p->out = words_of(node_get(direction, "out"), arena);
	p->neutral = words_of(node_get(direction, "ignore"), arena);
	for (enum field f = 0; f < FIELDS; f++) {
		p->negate[f] = node_list_has(
		    negate, slice_of(field_info[f].key));
		p->set[f] = node_text(set, field_info[f].key, "");
	}
}

static void
read_leaves(struct profile *p, struct arena *arena)
{
	const struct node *map = node_get(p->node, "ignore");
	struct leave_out *leave;

	if (!map)
		return;
	leave = arena_array(arena, map->children + 1, sizeof(*leave));
	for (size_t i = 0; i < map->children; i++) {
		leave[i].column = names_parse(map->key[i], arena);
		leave[i].words = words_of(map->child[i], arena);
	}
	p->leave = leave;
	p->leaves = map->children;
}

static void
read_sums(struct total *t, const struct profile *p, struct arena *arena)
{
	static const struct {
		const char *key;
		enum field field;
	} ours[] = {{"amount", FIELD_AMOUNT}, {"fee", FIELD_FEE}};
	const struct node *sums = node_get(t->node, "sums");
	size_t children = sums ? sums->children : 0;
	struct total_sum *sum = arena_array(arena, children + 2, sizeof(*sum));

	for (size_t i = 0; i < 2; i++) {
		struct slice name = node_text(t->node, ours[i].key, "");

		if (name.length == 0)
			continue;
		sum[t->sums].column = p->map[ours[i].field];
		sum[t->sums++].name = names_parse(name, arena);
	}
	for (size_t i = 0; i < children; i++) {
		sum[t->sums].column = names_parse(sums->key[i], arena);
		sum[t->sums++].name = names_parse(sums->child[i]->text, arena);
	}
	t->sum = sum;
}

static void
read_total(struct total *t, const struct node *node, const struct profile *p,
    struct arena *arena)
{
	struct slice count = node_text(node, "count", "");

	t->node = node;
	t->line = node_text(node, "line", "");
	/* The heading of the totals begins with the name of the count. */
	t->heading = node_text(node, "heading", "");
	if (t->heading.length == 0 && t->line.length == 0)
		t->heading = count;
	t->count = names_parse(count, arena);
	t->type = node_text(node, "type", "");
	t->optional = node_yes(node, "optional", false);
	t->of = names_parse(node_text(node, "of", ""), arena);
	if (t->of.count == 0)
		t->of = p->map[FIELD_AMOUNT];
	read_sums(t, p, arena);
}

static void
read_totals(struct profile *p, struct arena *arena)
{
	const struct node *node = node_get(p->node, "totals");
	size_t count = !node ? 0 : node->sort == NODE_LIST ? node->children : 1;
	struct total *total = arena_array(arena, count + 1, sizeof(*total));

	for (size_t i = 0; i < count; i++)
		read_total(&total[i],
		    node->sort == NODE_LIST ? node->child[i] : node, p, arena);
	p->total = total;
	p->totals = count;
}

/* What the shapes of hall.yaml cannot say. */
static int
profile_check(const struct profile *p, struct error *e)
{
	for (size_t i = 0; i < p->times.count; i++)
		if (!stamp_format_valid(p->times.word[i]))
			return node_error(node_get(p->node, "times"), e,
			    tr("'%.*s' is not a format of dates or times "
			       "(YYYY MM DD hh mm ss)"),
			    SLICE_ARG(p->times.word[i]));
	for (size_t i = 0; i < p->totals; i++)
		for (size_t k = 0; k < p->total[i].sums; k++)
			if (p->total[i].sum[k].column.count == 0)
				return node_error(p->total[i].node, e,
				    tr("a total of a column that map does "
				       "not name"));
	return 0;
}

static int
not_found(const struct node *sources, struct slice name, struct error *e)
{
	const char *known[64];
	size_t count = 0;
	const char *near;

	for (size_t i = 0; sources && i < sources->children && count < 64; i++)
		known[count++] = sources->key[i].text;
	near = suggest(name, known, count);
	if (near)
		return error_set(e, HALL_USAGE,
		    tr("source '%.*s' is not configured "
		       "(did you mean '%s'?)"),
		    SLICE_ARG(name), near);
	return error_set(e, HALL_USAGE,
	    tr("source '%.*s' is not configured: hall.yaml has no such name "
	       "under sources"),
	    SLICE_ARG(name));
}

int
profile_load(struct profile *p, const struct config *config, struct slice name,
    struct arena *arena, struct error *e)
{
	const struct node *root = config ? config_root(config) : NULL;
	const struct node *sources = node_get(root, "sources");
	struct slice separator;

	*p = (struct profile){.name = arena_slice(arena, name)};
	p->node = node_get_slice(sources, name);
	if (!p->node)
		return not_found(sources, name, e);
	encoding_parse(node_text(p->node, "encoding", "utf-8"), &p->encoding);
	separator = node_text(p->node, "separator", ",");
	p->separator = slice_is(separator, "tab") ? SLICE("\t") : separator;
	p->quoted = node_yes(p->node, "quoted", true);
	p->strip = node_text(p->node, "strip", "");
	p->end = node_text(p->node, "end", "");
	p->outflow_negative = slice_is(
	    node_text(p->node, "outflow", ""), "negative");
	p->zone = config_zone(config);
	p->hall = node_text(node_get(root, "hall"), "id", "");
	read_map(node_get(p->node, "map"), p->map, arena);
	read_map(node_get(p->node, "refund"), p->refund, arena);
	read_header(p, arena);
	read_types(p, arena);
	read_words(p, arena);
	read_leaves(p, arena);
	read_totals(p, arena);
	return profile_check(p, e);
}
