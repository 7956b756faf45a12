#include "audit/condition.h"

#include <stdlib.h>

#include "base/message.h"
#include "base/text.h"
#include "book/role.h"
#include "config/band.h"

/* The operators of hall.yaml. */
static const struct operation {
	const char *name;
	enum test test;
	enum form form;
} operators[] = {
    {"not", TEST_NOT, FORM_TEXT},
    {"has", TEST_HAS, FORM_TEXT},
    {"lacks", TEST_LACKS, FORM_TEXT},
    {"least", TEST_LEAST, FORM_NUMBER},
    {"most", TEST_MOST, FORM_NUMBER},
    {"above", TEST_ABOVE, FORM_NUMBER},
    {"below", TEST_BELOW, FORM_NUMBER},
    {"role", TEST_ROLE, FORM_TEXT},
    {"not_role", TEST_NOT_ROLE, FORM_TEXT},
    {"can", TEST_CAN, FORM_TEXT},
    {"cannot", TEST_CANNOT, FORM_TEXT},
    {"weekday", TEST_WEEKDAY, FORM_DATE},
    {"between", TEST_BETWEEN, FORM_TIME},
    {"outside", TEST_OUTSIDE, FORM_TIME},
};
#define OPERATORS (sizeof(operators) / sizeof(operators[0]))

static const char *const weekdays[] = {
    "", "mon", "tue", "wed", "thu", "fri", "sat", "sun"};

static size_t
values_of(const struct node *node)
{
	return node->sort == NODE_LIST ? node->children : 1;
}

static const struct node *
value_at(const struct node *node, size_t n)
{
	return node->sort == NODE_LIST ? node->child[n] : node;
}

static int
check_texts(const struct node *node, struct error *e)
{
	for (size_t i = 0; i < values_of(node); i++)
		if (value_at(node, i)->sort != NODE_SCALAR)
			return node_error(value_at(node, i), e,
			    tr("where: a value, a list of values or an "
			       "operator such as {not: VALUE} is expected"));
	return 0;
}

/* Misspelt, it would never be met, and the rule pass in silence. */
static int
check_event(const struct side *side, const struct node *node, struct error *e)
{
	const char *const *events = kinds[side->kind].events;
	const char *near;
	size_t count = 0;

	while (events && events[count])
		count++;
	if (count == 0 || node->text.length == 0)
		return 0;
	for (size_t i = 0; i < count; i++)
		if (slice_is(node->text, events[i]))
			return 0;
	near = suggest(node->text, events, count);
	if (near)
		return node_error(node, e,
		    tr("%s has no event '%s' (did you mean '%s'?)"),
		    kinds[side->kind].name, node->text.text, near);
	return node_error(node, e, tr("%s has no event '%s'"),
	    kinds[side->kind].name, node->text.text);
}

static int
check_topic(const struct side *side, const struct node *node, struct error *e)
{
	const struct node *topics = node_path(
	    config_root(side->config), "audit.topics");
	const char *near;

	if (!topics || topics->children == 0 || node->text.length == 0 ||
	    node_get_slice(topics, node->text))
		return 0;
	near = node_near(topics, node->text);
	if (near)
		return node_error(node, e,
		    tr("audit.topics names no topic '%s' (did you mean "
		       "'%s'?)"),
		    node->text.text, near);
	return node_error(
	    node, e, tr("audit.topics names no topic '%s'"), node->text.text);
}

static int
check_words(const struct side *side, int column, const struct node *node,
    struct error *e)
{
	int (*check)(
	    const struct side *, const struct node *, struct error *) = NULL;
	const char *name = kinds[side->kind].columns[column];

	if (strcmp(name, "event") == 0)
		check = check_event;
	else if (side->kind == KIND_LOG && strcmp(name, "topic") == 0)
		check = check_topic;
	for (size_t i = 0; check && i < values_of(node); i++)
		if (check(side, value_at(node, i), e) < 0)
			return -1;
	return 0;
}

static int
read_number(struct condition *c, const struct node *node, struct error *e)
{
	bool duration;

	if (node->sort == NODE_SCALAR &&
	    quantity_of_rule(node->text, &c->number, &duration) == 0)
		return 0;
	return node_error(node, e,
	    tr("'%s' is neither a number (180, 100.00) nor a duration (3m)"),
	    node->sort == NODE_SCALAR ? node->text.text : "");
}

static int
read_weekdays(struct condition *c, const struct node *node, struct error *e)
{
	for (size_t i = 0; i < values_of(node); i++) {
		struct slice text = value_at(node, i)->text;
		unsigned day = 1;

		while (day <= 7 && !slice_is(text, weekdays[day]))
			day++;
		if (day > 7)
			return node_error(value_at(node, i), e,
			    tr("'%s' is no day of the week: mon tue wed thu "
			       "fri sat sun"),
			    text.text);
		c->weekdays |= 1u << day;
	}
	return 0;
}

static bool
condition_clocks(const struct condition *c)
{
	return c->test == TEST_BETWEEN || c->test == TEST_OUTSIDE;
}

/* "open..12:00", both ends in. */
static int
read_band(struct side *side, struct condition *c, const struct node *node,
    struct error *e)
{
	struct band band;

	if (node->sort != NODE_SCALAR || band_parse(node->text, &band) < 0)
		return node_error(node, e,
		    tr("'%s' is no piece of a day; write 08:30..12:00 or "
		       "open-30m..open-15m"),
		    node->sort == NODE_SCALAR ? node->text.text : "");
	if (mark_second(band.from, side->config, &c->first) < 0 ||
	    mark_second(band.to, side->config, &c->last) < 0)
		side->asks_hours = true;
	return 0;
}

static bool
some_role_can(const struct node *roles, struct slice capability)
{
	for (size_t i = 0; roles && i < roles->children; i++)
		if (node_list_has(node_get(roles->child[i], "can"), capability))
			return true;
	return false;
}

/* A role that the hall does not have: the rule cannot be judged here. */
static void
note_people(struct side *side, const struct condition *c)
{
	const struct node *roles = node_get(config_root(side->config), "roles");
	bool role = c->test == TEST_ROLE || c->test == TEST_NOT_ROLE;

	side->asks_staff = true;
	for (size_t i = 0; i < c->values; i++)
		if (role ? !node_get_slice(roles, c->value[i])
			 : !some_role_can(roles, c->value[i]))
			side->nobody = c->value[i];
}

static int
read_one(struct side *side, int column, enum test test, enum form form,
    const struct node *node, struct arena *arena, struct error *e)
{
	struct condition *c = &side->condition[side->conditions];
	struct slice *value;

	*c = (struct condition){.test = test};
	if (check_texts(node, e) < 0)
		return -1;
	if ((test == TEST_IS || test == TEST_NOT) &&
	    check_words(side, column, node, e) < 0)
		return -1;
	if (condition_counts(c) && read_number(c, node, e) < 0)
		return -1;
	if (test == TEST_WEEKDAY && read_weekdays(c, node, e) < 0)
		return -1;
	if (condition_clocks(c) && read_band(side, c, node, e) < 0)
		return -1;
	c->slot = side_column(side, column, form);
	if (c->slot == NO_SLOT)
		return node_error(node, e,
		    tr("a rule that looks at more than %d columns of a record"),
		    SIDE_COLUMNS_MAX);
	c->values = values_of(node);
	value = arena_array(arena, c->values + 1, sizeof(*value));
	for (size_t i = 0; i < c->values; i++)
		value[i] = value_at(node, i)->text;
	c->value = value;
	if (test == TEST_ROLE || test == TEST_NOT_ROLE || test == TEST_CAN ||
	    test == TEST_CANNOT)
		note_people(side, c);
	side->conditions++;
	return 0;
}

static const struct operation *
find_operator(struct slice name, const struct node *node, struct error *e)
{
	const char *names[OPERATORS], *near;

	for (size_t i = 0; i < OPERATORS; i++) {
		if (slice_is(name, operators[i].name))
			return &operators[i];
		names[i] = operators[i].name;
	}
	near = suggest(name, names, OPERATORS);
	if (near)
		node_error(node, e,
		    tr("where: there is no operator '%s' (did you mean "
		       "'%s'?)"),
		    name.text, near);
	else
		node_error(node, e,
		    tr("where: there is no operator '%s': not has lacks least "
		       "most above below role not_role can cannot weekday "
		       "between "
		       "outside"),
		    name.text);
	return NULL;
}

int
condition_read(struct side *side, struct slice name, const struct node *value,
    struct arena *arena, struct error *e)
{
	size_t more = value->sort == NODE_MAP ? value->children : 1;
	struct condition *grown = arena_array(
	    arena, side->conditions + more, sizeof(*grown));
	const struct operation *found;
	int column = side_find(side, value, name, e);

	if (column < 0)
		return -1;
	if (side->conditions > 0)
		memcpy(
		    grown, side->condition, side->conditions * sizeof(*grown));
	side->condition = grown;
	if (value->sort != NODE_MAP)
		return read_one(
		    side, column, TEST_IS, FORM_TEXT, value, arena, e);
	for (size_t i = 0; i < value->children; i++) {
		found = find_operator(value->key[i], value->child[i], e);
		if (!found || read_one(side, column, found->test, found->form,
				  value->child[i], arena, e) < 0)
			return -1;
	}
	return 0;
}

bool
condition_counts(const struct condition *c)
{
	return c->test == TEST_LEAST || c->test == TEST_MOST ||
	       c->test == TEST_ABOVE || c->test == TEST_BELOW;
}

static bool
is_one(const struct condition *c, struct slice cell)
{
	for (size_t i = 0; i < c->values; i++)
		if (slice_equal(cell, c->value[i]))
			return true;
	return false;
}

/* A why may hold several, a blank between; each begins with its code. */
static bool
has_code(const struct condition *c, struct slice whys)
{
	struct slice why, code;

	while (slice_cut(&whys, ' ', &why))
		if (slice_cut(&why, ':', &code) && is_one(c, code))
			return true;
	return false;
}

static bool
person_fits(
    const struct side *side, const struct condition *c, const struct item *item)
{
	struct slice staff = item->value[c->slot];
	bool role = c->test == TEST_ROLE || c->test == TEST_NOT_ROLE;

	for (size_t i = 0; i < c->values; i++)
		if (role
			? role_held(side->config, staff, c->value[i], item->day)
			: role_can(side->config, staff, c->value[i], item->day))
			return true;
	return false;
}

static bool
number_fits(const struct condition *c, struct slice cell)
{
	int128 number;

	if (quantity_parse(cell, &number) < 0)
		return false;
	switch (c->test) {
	case TEST_LEAST:
		return number >= c->number;
	case TEST_MOST:
		return number <= c->number;
	case TEST_ABOVE:
		return number > c->number;
	default:
		return number < c->number;
	}
}

static bool
weekday_fits(const struct condition *c, struct slice cell)
{
	int32_t date;

	if (cell.length > DATE_TEXT_SIZE - 1)
		cell.length = DATE_TEXT_SIZE - 1;
	return date_parse(cell, &date) == 0 &&
	       (c->weekdays >> date_weekday(date) & 1);
}

static bool
clock_fits(const struct condition *c, struct slice cell)
{
	struct moment moment;
	int32_t second;

	if (moment_parse(cell, &moment) < 0)
		return false;
	second = moment_second_of_day(moment);
	return (c->first <= second && second <= c->last) ==
	       (c->test == TEST_BETWEEN);
}

bool
condition_met(
    const struct side *side, const struct condition *c, const struct item *item)
{
	struct slice cell = item->value[c->slot];

	switch (c->test) {
	case TEST_IS:
		return is_one(c, cell);
	case TEST_NOT:
		return !is_one(c, cell);
	case TEST_HAS:
		return has_code(c, cell);
	case TEST_LACKS:
		return !has_code(c, cell);
	case TEST_ROLE:
	case TEST_CAN:
		return person_fits(side, c, item);
	case TEST_NOT_ROLE:
	case TEST_CANNOT:
		return !person_fits(side, c, item);
	case TEST_WEEKDAY:
		return weekday_fits(c, cell);
	case TEST_BETWEEN:
	case TEST_OUTSIDE:
		return clock_fits(c, cell);
	default:
		return number_fits(c, cell);
	}
}
