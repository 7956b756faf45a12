#include "config/shape_audit_rules.h"

#include "base/message.h"
#include "base/rate.h"
#include "config/band.h"
#include "config/shape_core.h"
#include "config/value.h"

#define TIMES_MAX 1000
#define DAYS_MAX 1000
#define TIER_MAX 1000000

/* Blanks between names; `common` go with every kind. */
static const char common_keys
    [] = "kind of where staff severity source assumed title note from to off";

/* What a rule of each kind must and may say, besides. */
static const struct rule_keys {
	const char *kind;
	const char *must;
	const char *may;
	const char *with; /* what with: must say, or NULL for no with: */
} rule_keys[] = {
    {"custody", "with", "holder by leave", "match"},
    {"deadline", "", "column by limit since due days calendar with unless",
	"match"},
    {"duplicate", "columns", "per within", NULL},
    {"gap", "column", "per unit first calendar with", "column"},
    {"limit", "", "column per most least most_of least_of", NULL},
    {"need", "columns", "", NULL},
    {"never", "", "", NULL},
    {"order", "with", "column", "match"},
    {"pair", "must", "column columns with", "column match"},
    {"routine", "every", "times between calendar column", NULL},
    {"sample", "column every tiers with", "calendar", "column"},
    {"sum", "column with", "tolerance", "column match"},
    {"window", "between", "column calendar", NULL},
};
#define RULE_KINDS (sizeof(rule_keys) / sizeof(rule_keys[0]))

static const char *const rule_kinds[] = {"custody", "deadline", "duplicate",
    "gap", "limit", "need", "never", "order", "pair", "routine", "sample",
    "sum", "window", NULL};
_Static_assert(sizeof(rule_kinds) / sizeof(rule_kinds[0]) == RULE_KINDS + 1,
    "each kind of rule has its keys");

static bool
has_word(const char *words, struct slice word)
{
	struct slice rest = slice_of(words), one;

	while (slice_cut(&rest, ' ', &one))
		if (one.length && slice_equal(one, word))
			return true;
	return false;
}

static const struct rule_keys *
keys_of_kind(struct slice kind)
{
	for (size_t i = 0; i < RULE_KINDS; i++)
		if (slice_is(kind, rule_keys[i].kind))
			return &rule_keys[i];
	return &rule_keys[0]; /* not reached: the kind is a choice */
}

/* Every word of the list is a key of the map. */
static int
check_present(const struct node *map, const char *words, struct error *e)
{
	struct slice rest = slice_of(words), one;

	while (slice_cut(&rest, ' ', &one))
		if (one.length && !node_get_slice(map, one))
			return node_error(
			    map, e, tr("'%.*s' is missing"), SLICE_ARG(one));
	return 0;
}

static int
check_meaningful(
    const struct node *rule, const struct rule_keys *keys, struct error *e)
{
	for (size_t i = 0; i < rule->children; i++) {
		struct slice key = rule->key[i];

		if (!has_word(common_keys, key) && !has_word(keys->must, key) &&
		    !has_word(keys->may, key))
			return node_error(rule->child[i], e,
			    tr("'%s' means nothing in a rule of the kind "
			       "'%s' (it knows: %s%s%s)"),
			    key.text, keys->kind, keys->must,
			    *keys->must && *keys->may ? " " : "", keys->may);
	}
	return 0;
}

/* How many of these keys are there. */
static unsigned
count_present(const struct node *map, const char *words)
{
	struct slice rest = slice_of(words), one;
	unsigned count = 0;

	while (slice_cut(&rest, ' ', &one))
		count += node_get_slice(map, one) != NULL;
	return count;
}

static int
check_limit(const struct node *rule, struct error *e)
{
	bool column = node_get(rule, "column"), per = node_get(rule, "per");
	bool of = node_get(rule, "most_of") || node_get(rule, "least_of");

	if (count_present(rule, "most least most_of least_of") == 0)
		return node_error(rule, e,
		    tr("a limit wants most:, least:, most_of: or least_of:"));
	if (!column && (!per || of))
		return node_error(rule, e, tr("'%s' is missing"), "column");
	if (per && of)
		return node_error(rule, e,
		    tr("most_of: and least_of: compare within a record, so "
		       "per: means nothing"));
	return 0;
}

static int
check_deadline(const struct node *rule, struct error *e)
{
	const struct node *unless = node_get(rule, "unless");
	unsigned ways = count_present(rule, "by limit due");

	if (ways != 1)
		return node_error(rule, e,
		    tr("a deadline wants one of by:, limit: and due:"));
	if (node_get(rule, "limit") && !node_get(rule, "with") &&
	    !node_get(rule, "since"))
		return node_error(rule, e,
		    tr("limit: wants with:, which says what must be done, or "
		       "since:"));
	if (node_get(rule, "since") &&
	    (!node_get(rule, "limit") || node_get(rule, "with")))
		return node_error(node_get(rule, "since"), e,
		    tr("since: goes with limit: and without with:"));
	if (unless && !node_get(rule, "with"))
		return node_error(unless, e, tr("unless: wants with:"));
	if (unless && check_present(unless, "match", e) < 0)
		return -1;
	if (node_get(rule, "days") && !node_get(rule, "by"))
		return node_error(
		    node_get(rule, "days"), e, tr("days: wants by:"));
	return 0;
}

static int
check_pair(const struct node *rule, struct error *e)
{
	const struct node *columns = node_get(rule, "columns");

	if (node_get(rule, "with")) {
		if (columns || !node_get(rule, "column"))
			return node_error(rule, e,
			    tr("a pair of two records wants column: in both"));
		return 0;
	}
	if (node_get(rule, "column") || !columns ||
	    columns->sort != NODE_LIST || columns->children < 2)
		return node_error(rule, e,
		    tr("a pair within a record wants columns: with two or "
		       "more, a pair of two records wants with:"));
	return 0;
}

static int
check_number(const struct node *rule, const char *key, long long least,
    long long most, struct error *e)
{
	const struct node *node = node_get(rule, key);
	long long number = least;

	if (!node)
		return 0;
	if (slice_int(node->text, &number) < 0 || number < least ||
	    number > most)
		return node_error(node, e,
		    tr("%s: '%s' is no number from %lld to %lld"), key,
		    node->text.text, least, most);
	return 0;
}

static int
check_rule(const struct node *rule, const struct node *root, struct error *e)
{
	struct slice kind = node_text(rule, "kind", "");
	const struct rule_keys *keys = keys_of_kind(kind);
	const struct node *with = node_get(rule, "with");

	(void)root;
	if (check_meaningful(rule, keys, e) < 0 ||
	    check_present(rule, keys->must, e) < 0 ||
	    (with && check_present(with, keys->with, e) < 0) ||
	    check_number(rule, "times", 1, TIMES_MAX, e) < 0 ||
	    check_number(rule, "days", 0, DAYS_MAX, e) < 0 ||
	    check_number(rule, "first", 0, INT64_MAX, e) < 0)
		return -1;
	if (slice_is(kind, "limit"))
		return check_limit(rule, e);
	if (slice_is(kind, "deadline"))
		return check_deadline(rule, e);
	if (slice_is(kind, "pair"))
		return check_pair(rule, e);
	return 0;
}

/* A rule may be one map, or several, each of its time. */
static int
check_rules(const struct node *value, const struct node *root, struct error *e)
{
	(void)root;
	return check_periods(value, false, e);
}

static int
check_amount(const struct node *value, const struct node *root, struct error *e)
{
	int64_t number;

	(void)root;
	if (decimal_parse(value->text, &number) == 0 ||
	    value_seconds(value->text, &number) == 0)
		return 0;
	return node_error(value, e,
	    tr("'%s' is neither a number (180, 100.00) nor a duration (3m)"),
	    value->text.text);
}

/* How far a tier goes; 0 for the last, which is for all above. */
static int
check_tier(const struct node *tier, bool last, long long before, long long *to,
    struct error *e)
{
	const struct rate none = {0, 1};
	struct rate rate = node_rate(tier, "rate", none);

	if (shape_check_number(tier, "to", 1, TIER_MAX, e) < 0)
		return -1;
	*to = node_int(tier, "to", 0);
	if (rate.num <= 0 || rate.num > rate.den)
		return node_error(tier, e,
		    tr("rate: a rate above 0%% and at most 100%% is expected"));
	if (last && *to)
		return node_error(tier, e,
		    tr("tiers: the last one is for all above, without to:"));
	if (!last && !*to)
		return node_error(tier, e,
		    tr("tiers: each but the last says to: which number"));
	if (!last && *to <= before)
		return node_error(tier, e,
		    tr("to: %lld is not above %lld of the tier before it"), *to,
		    before);
	return 0;
}

static int
check_tiers(const struct node *value, const struct node *root, struct error *e)
{
	bool list = value->sort == NODE_LIST;
	size_t count = list ? value->children : 1;
	long long to = 0, before = 0;

	(void)root;
	if (count == 0 || count > RULE_TIERS_MAX)
		return node_error(value, e, tr("tiers: 1 to %d are expected"),
		    RULE_TIERS_MAX);
	for (size_t i = 0; i < count; i++, before = to)
		if (check_tier(list ? value->child[i] : value, i + 1 == count,
			before, &to, e) < 0)
			return -1;
	return 0;
}

static int
check_mark(const struct node *value, const struct node *root, struct error *e)
{
	struct mark mark;

	(void)root;
	if (mark_parse(value->text, &mark) == 0)
		return 0;
	return node_error(value, e,
	    tr("'%s' is no time of the day; write 12:00, open+1h or close-30m"),
	    value->text.text);
}

/* The bands of a list, or one alone. */
static int
check_bands(const struct node *value, const struct node *root, struct error *e)
{
	size_t count = value->sort == NODE_LIST ? value->children : 1;
	struct band band;

	(void)root;
	for (size_t i = 0; i < count; i++) {
		const struct node *one = value->sort == NODE_LIST
					     ? value->child[i]
					     : value;

		if (slice_is(one->text, "hours") ||
		    band_parse(one->text, &band) == 0)
			continue;
		return node_error(one, e,
		    tr("'%s' is no piece of a day; write 08:30..12:00, "
		       "open-30m..open-15m, or hours"),
		    one->text.text);
	}
	return 0;
}

static const struct shape id_shape = {.type = SHAPE_ID};
static const struct shape text_shape = {.type = SHAPE_TEXT};
static const struct shape any_shape = {.type = SHAPE_ANY};

static const char *const severities[] = {"minor", "major", "critical", NULL};
static const char *const musts[] = {"differ", "same", NULL};
static const char *const units[] = {"number", "day", NULL};
static const char *const periods[] = {"day", "week", "month", "quarter", "half",
    "year", "mon", "tue", "wed", "thu", "fri", "sat", "sun", NULL};
static const struct shape period = {.type = SHAPE_CHOICE, .choices = periods};

static const struct shape tier_keys[] = {
    {.key = "to", .type = SHAPE_INT},
    {.key = "rate", .type = SHAPE_RATE, .required = true},
    {.key = NULL},
};
static const struct shape tier = {.type = SHAPE_MAP, .keys = tier_keys};

/* The other records that a rule looks at. */
static const struct shape side_keys[] = {
    {.key = "of", .type = SHAPE_ID, .required = true},
    {.key = "where", .type = SHAPE_MAP_OF, .of = &any_shape},
    {.key = "column", .type = SHAPE_ID},
    {.key = "match", .type = SHAPE_ANY},
    {.key = NULL},
};

static const struct shape rule_map_keys[] = {
    {.key = "kind",
	.type = SHAPE_CHOICE,
	.required = true,
	.choices = rule_kinds},
    {.key = "of", .type = SHAPE_ID, .required = true},
    {.key = "where", .type = SHAPE_MAP_OF, .of = &any_shape},
    {.key = "with", .type = SHAPE_MAP, .keys = side_keys},
    {.key = "leave", .type = SHAPE_MAP, .keys = side_keys},
    {.key = "unless", .type = SHAPE_MAP, .keys = side_keys},
    {.key = "per", .type = SHAPE_LIST_OR_ONE, .of = &id_shape},
    {.key = "columns", .type = SHAPE_LIST_OR_ONE, .of = &id_shape},
    {.key = "column", .type = SHAPE_ID},
    {.key = "must", .type = SHAPE_CHOICE, .choices = musts},
    {.key = "most", .type = SHAPE_TEXT, .check = check_amount},
    {.key = "least", .type = SHAPE_TEXT, .check = check_amount},
    {.key = "most_of", .type = SHAPE_ID},
    {.key = "least_of", .type = SHAPE_ID},
    {.key = "tolerance", .type = SHAPE_TEXT, .check = check_amount},
    {.key = "unit", .type = SHAPE_CHOICE, .choices = units},
    {.key = "first", .type = SHAPE_INT},
    {.key = "within", .type = SHAPE_SECONDS},
    {.key = "calendar", .type = SHAPE_ID, .refers_to = "calendars"},
    {.key = "by", .type = SHAPE_TEXT, .check = check_mark},
    {.key = "days", .type = SHAPE_INT},
    {.key = "limit", .type = SHAPE_LIMIT},
    {.key = "since", .type = SHAPE_ID},
    {.key = "due", .type = SHAPE_ID},
    {.key = "every", .type = SHAPE_LIST_OR_ONE, .of = &period},
    {.key = "times", .type = SHAPE_INT},
    {.key = "tiers",
	.type = SHAPE_LIST_OR_ONE,
	.of = &tier,
	.check = check_tiers},
    {.key = "between",
	.type = SHAPE_LIST_OR_ONE,
	.of = &text_shape,
	.check = check_bands},
    {.key = "holder", .type = SHAPE_ID},
    {.key = "staff", .type = SHAPE_ID},
    {.key = "severity", .type = SHAPE_CHOICE, .choices = severities},
    {.key = "source", .type = SHAPE_TEXT},
    {.key = "assumed", .type = SHAPE_YES},
    {.key = "title", .type = SHAPE_NAME},
    {.key = "note", .type = SHAPE_NAME},
    {.key = "from", .type = SHAPE_DATE},
    {.key = "to", .type = SHAPE_DATE},
    {.key = "off", .type = SHAPE_YES},
    {.key = NULL},
};
static const struct shape rule_map = {
    .type = SHAPE_MAP, .keys = rule_map_keys, .check = check_rule};
const struct shape shape_audit_rule = {
    .type = SHAPE_LIST_OR_ONE, .of = &rule_map, .check = check_rules};

static const char *const log_columns[] = {
    "subject", "value", "of", "result", "due", "text", NULL};
static const struct shape log_column = {
    .type = SHAPE_CHOICE, .choices = log_columns};
static const struct shape topic_keys[] = {
    {.key = "title", .type = SHAPE_NAME},
    {.key = "needs", .type = SHAPE_LIST_OR_ONE, .of = &log_column},
    {.key = "results", .type = SHAPE_LIST_OR_ONE, .of = &id_shape},
    {.key = "can", .type = SHAPE_ID},
    {.key = "source", .type = SHAPE_TEXT},
    {.key = NULL},
};
const struct shape shape_audit_topic = {.type = SHAPE_MAP, .keys = topic_keys};
