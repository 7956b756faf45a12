#include "base/message.h"
#include "config/shape.h"

/*
 * How files of banks and channels are read, and what is matched with what;
 * hall.yaml(5), "sources" and "reconcile".
 */

static const char *const encodings[] = {
    "utf-8", "gb18030", "gbk", "gb2312", NULL};
static const char *const types[] = {
    "trade", "refund", "fee", "withdrawal", "transfer", "ignore", NULL};
static const char *const outflows[] = {"positive", "negative", NULL};
static const char *const lefts[] = {"payment", "deposit", NULL};
static const char *const rights[] = {"batch", NULL};
static const char *const units[] = {"cd", "wd", NULL};
static const char *const keys[] = {"ref", "ref2", "amount", "account",
    "terminal", "counter", "day", "date", NULL};
static const char *const groups[] = {
    "terminal", "counter", "day", "date", "account", NULL};
static const char *const roundings[] = {
    "half-up", "half-even", "down", "up", NULL};
static const char *const fields[] = {"account", "merchant", "terminal", "hall",
    "time", "date", "settle_date", "type", "direction", "amount", "in", "out",
    "gross", "coupon", "fee", "balance", "currency", "status", "ref", "ref2",
    "party", "text", NULL};

static const struct shape text = {.type = SHAPE_TEXT};
static const struct shape texts = {.type = SHAPE_LIST_OR_ONE, .of = &text};
static const struct shape type = {.type = SHAPE_CHOICE, .choices = types};
static const struct shape field = {.type = SHAPE_CHOICE, .choices = fields};
static const struct shape key = {.type = SHAPE_CHOICE, .choices = keys};
static const struct shape group = {.type = SHAPE_CHOICE, .choices = groups};

static const struct shape map_keys[] = {
    {.key = "account", .type = SHAPE_TEXT},
    {.key = "merchant", .type = SHAPE_TEXT},
    {.key = "terminal", .type = SHAPE_TEXT},
    {.key = "hall", .type = SHAPE_TEXT},
    {.key = "time", .type = SHAPE_TEXT},
    {.key = "date", .type = SHAPE_TEXT},
    {.key = "settle_date", .type = SHAPE_TEXT},
    {.key = "type", .type = SHAPE_TEXT},
    {.key = "direction", .type = SHAPE_TEXT},
    {.key = "amount", .type = SHAPE_TEXT},
    {.key = "in", .type = SHAPE_TEXT},
    {.key = "out", .type = SHAPE_TEXT},
    {.key = "gross", .type = SHAPE_TEXT},
    {.key = "coupon", .type = SHAPE_TEXT},
    {.key = "fee", .type = SHAPE_TEXT},
    {.key = "balance", .type = SHAPE_TEXT},
    {.key = "currency", .type = SHAPE_TEXT},
    {.key = "status", .type = SHAPE_TEXT},
    {.key = "ref", .type = SHAPE_TEXT},
    {.key = "ref2", .type = SHAPE_TEXT},
    {.key = "party", .type = SHAPE_TEXT},
    {.key = "text", .type = SHAPE_TEXT},
    {.key = NULL},
};

static const struct shape status_keys[] = {
    {.key = "counts", .type = SHAPE_LIST_OR_ONE, .of = &text},
    {.key = "failed", .type = SHAPE_LIST_OR_ONE, .of = &text},
    {.key = "ignore", .type = SHAPE_LIST_OR_ONE, .of = &text},
    {.key = NULL},
};

static const struct shape direction_keys[] = {
    {.key = "in", .type = SHAPE_LIST_OR_ONE, .of = &text},
    {.key = "out", .type = SHAPE_LIST_OR_ONE, .of = &text},
    {.key = "ignore", .type = SHAPE_LIST_OR_ONE, .of = &text},
    {.key = NULL},
};

static const struct shape total_keys[] = {
    {.key = "heading", .type = SHAPE_TEXT},
    {.key = "count", .type = SHAPE_TEXT},
    {.key = "amount", .type = SHAPE_TEXT},
    {.key = "fee", .type = SHAPE_TEXT},
    {.key = "sums", .type = SHAPE_MAP_OF, .of = &text},
    {.key = "line", .type = SHAPE_TEXT},
    {.key = "type", .type = SHAPE_CHOICE, .choices = types},
    {.key = "of", .type = SHAPE_TEXT},
    {.key = "optional", .type = SHAPE_YES},
    {.key = NULL},
};

static const struct shape total = {.type = SHAPE_MAP, .keys = total_keys};

static const struct shape expect_keys[] = {
    {.key = "next_day", .type = SHAPE_CLOCK, .required = true},
    {.key = "calendar", .type = SHAPE_ID, .refers_to = "calendars"},
    {.key = NULL},
};

/* A total is either a line with a pattern or a heading of its own. */
static int
check_totals(const struct node *value, const struct node *root, struct error *e)
{
	(void)root;
	for (size_t i = 0; i < value->children; i++) {
		const struct node *t = value->sort == NODE_LIST
					   ? value->child[i]
					   : value;
		bool line = node_get(t, "line") != NULL;

		if (line == (node_get(t, "count") || node_get(t, "heading")))
			return node_error(t, e,
			    tr("totals: say either line, or heading or "
			       "count"));
		if (value->sort != NODE_LIST)
			break;
	}
	return 0;
}

static const struct shape source_keys[] = {
    {.key = "name", .type = SHAPE_NAME},
    {.key = "encoding", .type = SHAPE_CHOICE, .choices = encodings},
    {.key = "separator", .type = SHAPE_TEXT},
    {.key = "quoted", .type = SHAPE_YES},
    {.key = "strip", .type = SHAPE_TEXT},
    {.key = "comment", .type = SHAPE_LIST_OR_ONE, .of = &text},
    {.key = "absent", .type = SHAPE_LIST_OR_ONE, .of = &text},
    {.key = "header", .type = SHAPE_LIST_OF, .of = &text},
    {.key = "map", .type = SHAPE_MAP, .keys = map_keys, .required = true},
    {.key = "refund", .type = SHAPE_MAP, .keys = map_keys},
    {.key = "types", .type = SHAPE_MAP_OF, .of = &type},
    {.key = "status", .type = SHAPE_MAP, .keys = status_keys},
    {.key = "direction", .type = SHAPE_MAP, .keys = direction_keys},
    {.key = "negate", .type = SHAPE_LIST_OR_ONE, .of = &field},
    {.key = "outflow", .type = SHAPE_CHOICE, .choices = outflows},
    {.key = "ignore", .type = SHAPE_MAP_OF, .of = &texts},
    {.key = "times", .type = SHAPE_LIST_OR_ONE, .of = &text},
    {.key = "set", .type = SHAPE_MAP, .keys = map_keys},
    {.key = "end", .type = SHAPE_TEXT},
    {.key = "totals",
	.type = SHAPE_LIST_OR_ONE,
	.of = &total,
	.check = check_totals},
    {.key = "expect_by", .type = SHAPE_MAP, .keys = expect_keys},
    {.key = NULL},
};

/* Which column says how much, and when. */
static int
check_source(const struct node *value, const struct node *root, struct error *e)
{
	const struct node *map = node_get(value, "map");
	bool amount = node_get(map, "amount") != NULL;
	bool in = node_get(map, "in") != NULL;
	bool out = node_get(map, "out") != NULL;

	(void)root;
	if (in != out || amount == in)
		return node_error(
		    map, e, tr("map either amount, or both in and out"));
	if (!node_get(map, "time") && !node_get(map, "date"))
		return node_error(map, e, tr("map time or date"));
	if (node_get(value, "types") && !node_get(map, "type"))
		return node_error(node_get(value, "types"), e,
		    tr("types need a column: map type"));
	return 0;
}

static const struct shape source = {
    .type = SHAPE_MAP, .keys = source_keys, .check = check_source};

static const struct shape left_keys[] = {
    {.key = "kind", .type = SHAPE_CHOICE, .choices = lefts, .required = true},
    {.key = "where", .type = SHAPE_MAP_OF, .of = &texts},
    {.key = "group", .type = SHAPE_LIST_OR_ONE, .of = &group},
    {.key = NULL},
};

static const struct shape left = {.type = SHAPE_MAP, .keys = left_keys};

static const struct shape right_keys[] = {
    {.key = "source", .type = SHAPE_ID, .refers_to = "sources"},
    {.key = "kind", .type = SHAPE_CHOICE, .choices = rights},
    {.key = "where", .type = SHAPE_MAP_OF, .of = &texts},
    {.key = NULL},
};

static const struct shape window_keys[] = {
    {.key = "before", .type = SHAPE_INT},
    {.key = "after", .type = SHAPE_INT},
    {.key = "unit", .type = SHAPE_CHOICE, .choices = units},
    {.key = "calendar", .type = SHAPE_ID, .refers_to = "calendars"},
    {.key = NULL},
};

static const struct shape rule_keys[] = {
    {.key = "name", .type = SHAPE_ID, .required = true},
    {.key = "on", .type = SHAPE_LIST_OR_ONE, .of = &key, .required = true},
    {.key = "window", .type = SHAPE_MAP, .keys = window_keys},
    {.key = NULL},
};

static const struct shape rule = {.type = SHAPE_MAP, .keys = rule_keys};

static const struct shape fee_keys[] = {
    {.key = "rate", .type = SHAPE_RATE, .required = true},
    {.key = "rounding", .type = SHAPE_CHOICE, .choices = roundings},
    {.key = "places", .type = SHAPE_INT},
    {.key = NULL},
};

static int
check_window(const struct node *window, struct error *e)
{
	static const char *const ends[] = {"before", "after"};

	for (size_t i = 0; i < 2; i++) {
		int64_t days = node_int(window, ends[i], 0);

		if (days < 0 || days > 366)
			return node_error(node_get(window, ends[i]), e,
			    tr("window: %s is from 0 to 366 days"), ends[i]);
	}
	if (node_get(window, "calendar") &&
	    !slice_is(node_text(window, "unit", "cd"), "wd"))
		return node_error(node_get(window, "calendar"), e,
		    tr("window: a calendar needs unit: wd"));
	return 0;
}

static int
check_set(const struct node *set, const struct node *root, struct error *e)
{
	const struct node *right_side = node_get(set, "right");
	const struct node *rules = node_get(set, "rules");
	const struct node *fee = node_get(set, "fee");
	int64_t wait = node_int(set, "wait", 0);
	int64_t places = node_int(fee, "places", 6);

	(void)root;
	if (!node_get(right_side, "source") == !node_get(right_side, "kind"))
		return node_error(
		    right_side, e, tr("right: say either source or kind"));
	if (rules->children == 0)
		return node_error(rules, e, tr("rules: at least one"));
	if (check_window(node_get(set, "window"), e) < 0)
		return -1;
	for (size_t i = 0; i < rules->children; i++)
		if (check_window(node_get(rules->child[i], "window"), e) < 0)
			return -1;
	if (wait < 0 || wait > 366)
		return node_error(
		    node_get(set, "wait"), e, tr("wait: from 0 to 366 days"));
	if (places < 0 || places > 6)
		return node_error(
		    node_get(fee, "places"), e, tr("places: from 0 to 6"));
	return 0;
}

static const struct shape set_keys[] = {
    {.key = "name", .type = SHAPE_NAME},
    {.key = "left", .type = SHAPE_LIST_OR_ONE, .of = &left, .required = true},
    {.key = "right", .type = SHAPE_MAP, .keys = right_keys, .required = true},
    {.key = "window", .type = SHAPE_MAP, .keys = window_keys},
    {.key = "wait", .type = SHAPE_INT},
    {.key = "rules", .type = SHAPE_LIST_OF, .of = &rule, .required = true},
    {.key = "fee", .type = SHAPE_MAP, .keys = fee_keys},
    {.key = "owner", .type = SHAPE_ID},
    {.key = NULL},
};

static const struct shape set = {
    .type = SHAPE_MAP, .keys = set_keys, .check = check_set};

const struct shape shape_reconcile[] = {
    {.key = "sources", .type = SHAPE_MAP_OF, .of = &source},
    {.key = "reconcile", .type = SHAPE_MAP_OF, .of = &set},
    {.key = NULL},
};
