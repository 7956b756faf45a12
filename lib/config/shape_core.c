#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/message.h"
#include "base/text.h"
#include "base/worktime.h"
#include "config/calendars.h"
#include "config/shape_core.h"
#include "config/value.h"

/* What lasts until further notice. */
#define FOR_EVER INT32_MAX

struct period {
	int32_t from;
	int32_t to;
};

static struct period
period_of(const struct node *map)
{
	return (struct period){
	    node_date(map, "from", DATE_NONE), node_date(map, "to", FOR_EVER)};
}

static bool
meet(struct period a, struct period b)
{
	return a.from <= b.to && b.from <= a.to;
}

static int
check_period(const struct node *map, struct error *e)
{
	struct period p = period_of(map);

	if (p.to < p.from)
		return node_error(node_get(map, "to"), e,
		    tr("to: %s is before from: %s"),
		    node_get(map, "to")->text.text,
		    node_get(map, "from")->text.text);
	return 0;
}

/* Two that follow each other: a missing to: holds until the next begins. */
static int
check_following(const struct node *first, const struct node *second, bool whole,
    struct error *e)
{
	struct period a = period_of(first), b = period_of(second);
	char end[DATE_TEXT_SIZE];

	if (b.from == DATE_NONE)
		return node_error(second, e, tr("'%s' is missing"), "from");
	if (b.from <= a.from)
		return node_error(second, e,
		    tr("from: %s is not after the one before it"),
		    node_get(second, "from")->text.text);
	if (a.to == FOR_EVER)
		return 0;
	date_format(a.to, end);
	if (b.from <= a.to)
		return node_error(second, e,
		    tr("from: %s overlaps with the one before it, which "
		       "lasts to %s"),
		    node_get(second, "from")->text.text, end);
	if (whole && b.from != a.to + 1)
		return node_error(second, e,
		    tr("from: %s leaves a gap after the one before it, "
		       "which lasts to %s"),
		    node_get(second, "from")->text.text, end);
	return 0;
}

int
check_periods(const struct node *node, bool whole, struct error *e)
{
	if (node->sort != NODE_LIST)
		return check_period(node, e);
	for (size_t i = 0; i < node->children; i++) {
		if (check_period(node->child[i], e) < 0)
			return -1;
		if (i > 0 && check_following(node->child[i - 1], node->child[i],
				 whole, e) < 0)
			return -1;
	}
	return 0;
}

static int
check_zone(const struct node *value, const struct node *root, struct error *e)
{
	struct zone zone;
	struct error why = {.text = ""};

	(void)root;
	if (zone_parse(value->text, &zone, &why) < 0)
		return node_error(value, e, "zone: %s", why.text);
	return 0;
}

/* "08:30-12:00" then "12:00-17:30": in order, and each for itself. */
static int
check_hours(const struct node *value, const struct node *root, struct error *e)
{
	int32_t before = -1, from = 0, to = 0;

	(void)root;
	if (value->children > WORKTIME_HOURS_MAX)
		return node_error(value, e,
		    tr("a day has more than %d pieces of hours"),
		    WORKTIME_HOURS_MAX);
	for (size_t i = 0; i < value->children; i++) {
		value_hours(value->child[i]->text, &from, &to);
		if (from < before)
			return node_error(value->child[i], e,
			    tr("'%s' begins before the hours before it end"),
			    value->child[i]->text.text);
		before = to;
	}
	return 0;
}

/* The n-th of a map, or of a list of maps; NULL behind the last. */
static const struct node *
nth_map(const struct node *node, size_t n)
{
	if (node->sort == NODE_LIST)
		return n < node->children ? node->child[n] : NULL;
	return n == 0 ? node : NULL;
}

static int
check_employment(
    const struct node *value, const struct node *root, struct error *e)
{
	(void)root;
	return check_periods(value, false, e);
}

/* A login in force: whose it is. */
struct login {
	struct slice name;
	struct slice staff;
	struct period period;
	const struct node *at;
};

static int
login_compare(const void *a, const void *b)
{
	const struct login *x = a, *y = b;
	int order = slice_compare(x->name, y->name);

	if (order)
		return order;
	return (x->period.from > y->period.from) -
	       (x->period.from < y->period.from);
}

static size_t
collect_logins(const struct node *staff, struct login *logins)
{
	const struct node *map;
	size_t count = 0;

	for (size_t i = 0; i < staff->children; i++)
		for (size_t n = 0; (map = nth_map(staff->child[i], n)); n++) {
			const struct node *login = node_get(map, "login");

			if (login)
				logins[count++] = (struct login){login->text,
				    staff->key[i], period_of(map), login};
		}
	return count;
}

/*
 * The login is how the tools know who acts: two people with one at the same
 * time would both be neither.  Sorted, only neighbours can meet, as long as
 * the one that lasts longest is kept.
 */
static int
check_logins(const struct node *value, const struct node *root, struct error *e)
{
	size_t count = 0, longest = 0;
	struct login *logins;
	int result = 0;

	(void)root;
	for (size_t i = 0; i < value->children; i++)
		count += value->child[i]->children + 1;
	logins = memory_array(count, sizeof(*logins));
	count = collect_logins(value, logins);
	qsort(logins, count, sizeof(*logins), login_compare);
	for (size_t i = 1; i < count && result == 0; i++) {
		const struct login *a = &logins[longest], *b = &logins[i];

		if (slice_equal(a->name, b->name) &&
		    meet(a->period, b->period) &&
		    !slice_equal(a->staff, b->staff)) {
			const struct login *late = a->at->line > b->at->line
						       ? a
						       : b;
			const struct login *early = late == a ? b : a;

			result = node_error(late->at, e,
			    tr("staff.%s.login: '%s' is the login of %s at "
			       "the same time"),
			    late->staff.text, late->name.text,
			    early->staff.text);
		}
		if (!slice_equal(a->name, b->name) ||
		    b->period.to >= a->period.to)
			longest = i;
	}
	free(logins);
	return result;
}

/* A capability of the role that another one of these roles must not meet. */
static const struct node *
forbidden(const struct node *holder, const struct node *judge)
{
	const struct node *can = node_get(holder, "can");
	const struct node *never = node_get(judge, "never_with");

	for (size_t i = 0; never && i < never->children; i++)
		if (node_list_has(can, never->child[i]->text))
			return never->child[i];
	return NULL;
}

static int
check_role(const struct node *value, const struct node *root, struct error *e)
{
	const struct node *bad = forbidden(value, value);

	(void)root;
	if (bad)
		return node_error(bad, e,
		    tr("never_with: '%s' is one of the role's own"),
		    bad->text.text);
	return 0;
}

static bool
some_role_can(const struct node *roles, struct slice capability)
{
	for (size_t i = 0; i < roles->children; i++)
		if (node_list_has(node_get(roles->child[i], "can"), capability))
			return true;
	return false;
}

/*
 * A misspelt capability in can: is found at the first refusal; in
 * never_with: it would silently allow what it should forbid.
 */
static int
check_capability(
    const struct node *at, const struct node *roles, struct error *e)
{
	const char **names;
	const char *near;
	size_t count = 0;

	if (some_role_can(roles, at->text))
		return 0;
	for (size_t i = 0; i < roles->children; i++)
		count += node_get(roles->child[i], "can")->children;
	names = memory_array(count + 1, sizeof(*names));
	count = 0;
	for (size_t i = 0; i < roles->children; i++) {
		const struct node *can = node_get(roles->child[i], "can");

		for (size_t c = 0; c < can->children; c++)
			names[count++] = can->child[c]->text.text;
	}
	near = suggest(at->text, names, count);
	free(names);
	if (near)
		return node_error(at, e,
		    tr("never_with: no role can '%s' (did you mean '%s'?)"),
		    at->text.text, near);
	return node_error(
	    at, e, tr("never_with: no role can '%s'"), at->text.text);
}

static int
check_roles(const struct node *value, const struct node *root, struct error *e)
{
	(void)root;
	for (size_t i = 0; i < value->children; i++) {
		const struct node *never = node_get(
		    value->child[i], "never_with");

		for (size_t n = 0; never && n < never->children; n++)
			if (check_capability(never->child[n], value, e) < 0)
				return -1;
	}
	return 0;
}

/* Who stands in for somebody has both roles: they must go together. */
static int
check_acting(const struct node *value, const struct node *root, struct error *e)
{
	const struct node *staff = node_path(root, "staff");
	const struct node *roles = node_path(root, "roles");
	const struct node *second = node_get_slice(
	    roles, node_text(value, "role", NULL));
	const struct node *person = node_get_slice(
	    staff, node_text(value, "staff", NULL));
	const struct node *own;

	if (check_periods(value, false, e) < 0)
		return -1;
	for (size_t n = 0; person && (own = nth_map(person, n)); n++) {
		const struct node *first = node_get_slice(
		    roles, node_text(own, "role", NULL));
		const struct node *bad = forbidden(first, second);

		if (!bad)
			bad = forbidden(second, first);
		if (bad && meet(period_of(own), period_of(value)))
			return node_error(value, e,
			    tr("acting: the role '%s' forbids '%s', which "
			       "the other role of %s can"),
			    node_text(value, "role", NULL).text, bad->text.text,
			    node_text(value, "staff", NULL).text);
	}
	return 0;
}

static const struct shape id_shape = {.type = SHAPE_ID};
static const struct shape hours_shape = {.type = SHAPE_HOURS};
static const struct shape dates_shape = {.type = SHAPE_DATES};

static const struct shape hall_keys[] = {
    {.key = "id", .type = SHAPE_ID, .required = true},
    {.key = "name", .type = SHAPE_NAME},
    {.key = "utility", .type = SHAPE_ID},
    {.key = "open",
	.type = SHAPE_LIST_OF,
	.of = &hours_shape,
	.check = check_hours},
    {.key = NULL},
};

static const char *const rest_days[] = {
    "none", "mon", "tue", "wed", "thu", "fri", "sat", "sun", NULL};
static const struct shape rest_day = {
    .type = SHAPE_CHOICE, .choices = rest_days};
static const struct shape holiday = {
    .type = SHAPE_LIST_OR_ONE, .of = &dates_shape};

static const struct shape year_keys[] = {
    {.key = "source", .type = SHAPE_TEXT},
    {.key = "holidays", .type = SHAPE_MAP_OF, .of = &holiday},
    {.key = "workdays", .type = SHAPE_LIST_OR_ONE, .of = &dates_shape},
    {.key = NULL},
};
static const struct shape year = {.type = SHAPE_MAP, .keys = year_keys};

static const char *const after_hours[] = {"next-day", "same-day", NULL};
static const struct shape calendar_keys[] = {
    {.key = "country", .type = SHAPE_ID},
    {.key = "weekly_rest", .type = SHAPE_LIST_OR_ONE, .of = &rest_day},
    {.key = "hours",
	.type = SHAPE_LIST_OF,
	.of = &hours_shape,
	.check = check_hours},
    {.key = "after_hours", .type = SHAPE_CHOICE, .choices = after_hours},
    {.key = "years", .type = SHAPE_MAP_OF, .of = &year},
    {.key = NULL},
};
static const struct shape calendar = {
    .type = SHAPE_MAP, .keys = calendar_keys, .check = calendars_check};

static const struct shape person_keys[] = {
    {.key = "name", .type = SHAPE_NAME, .required = true},
    {.key = "login", .type = SHAPE_ID},
    {.key = "role", .type = SHAPE_ID, .required = true, .refers_to = "roles"},
    {.key = "post", .type = SHAPE_ID, .refers_to = "counters"},
    {.key = "from", .type = SHAPE_DATE},
    {.key = "to", .type = SHAPE_DATE},
    {.key = NULL},
};
static const struct shape person = {.type = SHAPE_MAP, .keys = person_keys};
static const struct shape member = {
    .type = SHAPE_LIST_OR_ONE, .of = &person, .check = check_employment};

static const struct shape acting_keys[] = {
    {.key = "staff", .type = SHAPE_ID, .required = true, .refers_to = "staff"},
    {.key = "role", .type = SHAPE_ID, .required = true, .refers_to = "roles"},
    {.key = "from", .type = SHAPE_DATE, .required = true},
    {.key = "to", .type = SHAPE_DATE, .required = true},
    {.key = NULL},
};
static const struct shape acting = {
    .type = SHAPE_MAP, .keys = acting_keys, .check = check_acting};

static const struct shape role_keys[] = {
    {.key = "name", .type = SHAPE_NAME},
    {.key = "can", .type = SHAPE_LIST_OF, .required = true, .of = &id_shape},
    {.key = "never_with", .type = SHAPE_LIST_OF, .of = &id_shape},
    {.key = NULL},
};
static const struct shape role = {
    .type = SHAPE_MAP, .keys = role_keys, .check = check_role};

static const char *const languages[] = {"en", "zh", NULL};
static const char *const shares[] = {"group", "none", NULL};

const struct shape shape_core[] = {
    {.key = "language", .type = SHAPE_CHOICE, .choices = languages},
    {.key = "zone", .type = SHAPE_TEXT, .check = check_zone},
    {.key = "share", .type = SHAPE_CHOICE, .choices = shares},
    {.key = "hall", .type = SHAPE_MAP, .keys = hall_keys},
    {.key = "calendars", .type = SHAPE_BY_ID, .of = &calendar},
    {.key = "staff", .type = SHAPE_BY_ID, .of = &member, .check = check_logins},
    {.key = "acting", .type = SHAPE_LIST_OF, .of = &acting},
    {.key = "roles", .type = SHAPE_BY_ID, .of = &role, .check = check_roles},
    {.key = NULL},
};
