#include "audit/rule.h"

#include <stdlib.h>

#include "audit/audit_state.h"
#include "base/message.h"
#include "config/worktimes.h"
#include "config/value.h"

/* The column that a kind calls the person by, in this order. */
static const char *const people[] = {"staff", "owner", "by", NULL};

const struct mechanism *const mechanisms[] = {&rule_custody, &rule_deadline,
    &rule_duplicate, &rule_gap, &rule_limit, &rule_need, &rule_never,
    &rule_order, &rule_pair, &rule_routine, &rule_sample, &rule_sum,
    &rule_window, NULL};

static const struct mechanism *
mechanism_of(struct slice name)
{
	size_t n = 0;

	while (mechanisms[n] && !slice_is(name, mechanisms[n]->name))
		n++;
	return mechanisms[n];
}

/* `column:`, or the kind's time where a rule is about times. */
static int
read_main(struct side *side, const struct mechanism *m, enum form form,
    const struct node *map, struct error *e)
{
	const struct node *node = node_get(map, "column");
	int time = kind_column(side->kind, SLICE("time"));

	if (node)
		return side_slot(
		    side, node, form, m->column_shown, &side->main, e);
	if (form != FORM_TIME && form != FORM_DUE)
		return 0;
	if (time < 0)
		return node_error(node_get(map, "of"), e,
		    tr("%s has no time of its own: name a column with column:"),
		    kinds[side->kind].name);
	side->main = side_column(side, time, FORM_TIME);
	return 0;
}

static enum form
main_form(const struct rule *rule)
{
	enum form form = rule->mechanism->column_form;

	return rule->by_day && form == FORM_SERIES ? FORM_DATE : form;
}

/* Who leaves: column:, or the kind's staff. */
static int
read_leaver(struct side *side, const struct node *map, struct error *e)
{
	const struct node *node = node_get(map, "column");
	int staff = kind_column(side->kind, SLICE("staff"));

	if (node)
		return side_slot(side, node, FORM_TEXT, true, &side->main, e);
	if (staff < 0)
		return node_error(node_get(map, "of"), e,
		    tr("%s names nobody: name a column with column:"),
		    kinds[side->kind].name);
	side->main = side_column(side, staff, FORM_TEXT);
	return 0;
}

/* [hall, day], or {of: id} where the other side's column is named first. */
static int
read_match(struct rule *rule, struct slots *ours, struct side *other,
    const struct node *map, struct error *e)
{
	const struct node *match = node_get(map, "match");
	size_t count = !match                       ? 0
		       : match->sort == NODE_SCALAR ? 1
						    : match->children;

	if (count > SIDE_COLUMNS_MAX)
		return node_error(match, e,
		    tr("a rule that looks at more than %d columns of a record"),
		    SIDE_COLUMNS_MAX);
	for (size_t i = 0; i < count; i++) {
		const struct node *own = match->sort == NODE_SCALAR
					     ? match
					     : match->child[i];
		struct node theirs = *own;

		if (own->sort != NODE_SCALAR)
			return node_error(own, e,
			    tr("match: a column, a list of columns or "
			       "{THEIRS: OURS} is expected"));
		if (match->sort == NODE_MAP)
			theirs.text = match->key[i];
		if (side_slot(&rule->subject, own, FORM_TEXT, false,
			&ours->at[i], e) < 0 ||
		    side_slot(other, &theirs, FORM_TEXT, false,
			&other->match.at[i], e) < 0)
			return -1;
	}
	ours->count = other->match.count = count;
	return 0;
}

static int
read_other(struct rule *rule, struct side *other, const char *key, bool *has,
    struct arena *arena, struct error *e)
{
	const struct node *map = node_get(rule->node, key);

	*has = map != NULL;
	if (!map)
		return 0;
	if (side_read(other, map, rule->config, arena, e) < 0)
		return -1;
	if (other == &rule->with)
		return read_main(
		    other, rule->mechanism, main_form(rule), map, e);
	return rule->mechanism == &rule_custody
		   ? read_leaver(other, map, e)
		   : read_match(rule, &rule->unless, other, map, e);
}

static void
read_bound(const struct node *map, const char *key, struct bound *bound)
{
	const struct node *node = node_get(map, key);

	if (node &&
	    quantity_of_rule(node->text, &bound->number, &bound->duration) == 0)
		bound->given = true;
}

/* A column that is named by a key of its own; NO_SLOT without it. */
static int
read_slot(struct rule *rule, const char *key, enum form form, bool shown,
    size_t *slot, struct error *e)
{
	const struct node *node = node_get(rule->node, key);

	*slot = NO_SLOT;
	return node ? side_slot(&rule->subject, node, form, shown, slot, e) : 0;
}

static int
read_people(struct rule *rule, struct error *e)
{
	struct side *side = &rule->subject;

	if (read_slot(rule, "staff", FORM_TEXT, true, &rule->staff, e) < 0 ||
	    read_slot(rule, "holder", FORM_TEXT, true, &rule->holder, e) < 0)
		return -1;
	for (size_t i = 0; people[i] && rule->staff == NO_SLOT; i++)
		rule->staff = side_extra(side, people[i]);
	rule->amount = side_extra(side, "amount");
	rule->own_why = side_extra(side, "why");
	return 0;
}

static void
read_every(struct rule *rule)
{
	static const char *const words[] = {"day", "mon", "tue", "wed", "thu",
	    "fri", "sat", "sun", "week", "month", "quarter", "half", "year"};
	const struct node *every = node_get(rule->node, "every");

	for (unsigned i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (node_list_has(every, slice_of(words[i])))
			rule->every |= 1u << i;
	rule->times = node_int(rule->node, "times", 1);
}

static void
unready(
    struct rule *rule, const char *code, const char *name, const char *value)
{
	rule->unready = code;
	rule->unready_name = name;
	rule->unready_value = value;
}

static void
add_hours(struct rule *rule)
{
	const struct node *open = node_path(
	    config_root(rule->config), "hall.open");
	int32_t from = 0, to = 0;

	if (!open || open->children == 0)
		unready(rule, "not_run_hours", NULL, NULL);
	for (size_t i = 0;
	     open && i < open->children && rule->bands < RULE_BANDS_MAX; i++) {
		value_hours(open->child[i]->text, &from, &to);
		rule->between[rule->bands++] = (struct band){
		    {MARK_MIDNIGHT, from}, {MARK_MIDNIGHT, to}};
	}
}

/* Marks become seconds of the day, so that nobody asks again. */
static void
settle(struct rule *rule, struct mark *mark)
{
	int32_t second;

	if (mark_second(*mark, rule->config, &second) < 0)
		unready(rule, "not_run_hours", NULL, NULL);
	else
		*mark = (struct mark){MARK_MIDNIGHT, second};
}

static int
read_bands(struct rule *rule, struct error *e)
{
	const struct node *list = node_get(rule->node, "between");
	size_t count = !list ? 0 : list->sort == NODE_LIST ? list->children : 1;

	if (count > RULE_BANDS_MAX)
		return node_error(list, e, tr("more than %d pieces of a day"),
		    RULE_BANDS_MAX);
	for (size_t i = 0; i < count; i++) {
		const struct node *one = list->sort == NODE_LIST
					     ? list->child[i]
					     : list;
		struct band *band = &rule->between[rule->bands];

		if (slice_is(one->text, "hours")) {
			add_hours(rule);
			continue;
		}
		if (rule->bands == RULE_BANDS_MAX ||
		    band_parse(one->text, band) < 0)
			continue;
		settle(rule, &band->from);
		settle(rule, &band->to);
		rule->bands++;
	}
	return 0;
}

/* Of which calendar, and in which unit a limit is. */
static int
read_times(struct rule *rule, struct error *e)
{
	const struct node *map = rule->node;
	struct slice calendar = node_text(map, "calendar", "");
	struct slice limit = node_text(map, "limit", "");
	const struct node *by = node_get(map, "by");

	rule->has_limit = limit.length && limit_parse(limit, &rule->limit) == 0;
	rule->has_by = by && mark_parse(by->text, &rule->by) == 0;
	if (rule->has_by)
		settle(rule, &rule->by);
	rule->days = (int32_t)node_int(map, "days", 0);
	/* A hall's duties are due on the days on which it works. */
	if (rule->every && !calendar.length &&
	    node_path(config_root(rule->config), "calendars.hall"))
		calendar = SLICE("hall");
	if (calendar.length) {
		rule->calendar = config_calendar(
		    rule->config, calendar.text, e);
		if (!rule->calendar)
			return -1;
	}
	if (!rule->has_limit)
		return 0;
	if (!calendar.length && limit_in_working_time(rule->limit))
		return node_error(node_get(map, "limit"), e,
		    tr("a limit in working time wants calendar:"));
	if (calendar.length &&
	    !(rule->worktime = config_worktime(rule->config, calendar.text, e)))
		return -1;
	return 0;
}

static int
read_numbers(struct rule *rule, struct error *e)
{
	const struct node *map = rule->node;

	read_bound(map, "most", &rule->most);
	read_bound(map, "least", &rule->least);
	read_bound(map, "tolerance", &rule->tolerance);
	tiers_read(&rule->tiers, node_get(map, "tiers"));
	rule->by_day = slice_is(node_text(map, "unit", ""), "day");
	rule->has_first = node_get(map, "first") != NULL;
	rule->first = node_int(map, "first", 0);
	rule->has_within = node_get(map, "within") != NULL;
	rule->within_seconds = node_seconds(map, "within", 0);
	rule->must_differ = slice_is(node_text(map, "must", ""), "differ");
	if (read_slot(rule, "most_of", FORM_NUMBER, true, &rule->most_of, e) <
		0 ||
	    read_slot(rule, "least_of", FORM_NUMBER, true, &rule->least_of, e) <
		0)
		return -1;
	if (read_slot(rule, "since", FORM_TIME, true, &rule->since, e) < 0)
		return -1;
	return read_slot(rule, "due", FORM_DUE, true, &rule->due, e);
}

/* The columns of `per:` by the same names in the other side. */
static int
read_per(struct rule *rule, struct error *e)
{
	const struct node *per = node_get(rule->node, "per");

	if (side_slots(&rule->subject, per, false, &rule->per, e) < 0)
		return -1;
	return rule->has_with
		   ? side_slots(&rule->with, per, false, &rule->with_per, e)
		   : 0;
}

static void
note_people(struct rule *rule, const struct side *side)
{
	const struct node *root = config_root(rule->config);

	if (side->asks_hours)
		unready(rule, "not_run_hours", NULL, NULL);
	if (!side->asks_staff)
		return;
	if (!node_get(root, "staff"))
		unready(rule, "not_run_staff", NULL, NULL);
	else if (side->nobody.length)
		unready(rule, "not_run_role", "role", side->nobody.text);
}

static int
read_sides(struct rule *rule, struct arena *arena, struct error *e)
{
	const struct mechanism *m = rule->mechanism;
	bool shown = m == &rule_pair;

	rule->by_day = slice_is(node_text(rule->node, "unit", ""), "day");
	if (side_read(&rule->subject, rule->node, rule->config, arena, e) < 0 ||
	    read_main(&rule->subject, m, main_form(rule), rule->node, e) < 0 ||
	    side_slots(&rule->subject, node_get(rule->node, "columns"), shown,
		&rule->columns, e) < 0 ||
	    read_other(rule, &rule->with, "with", &rule->has_with, arena, e) <
		0 ||
	    read_other(rule, &rule->besides,
		m == &rule_custody ? "leave" : "unless", &rule->has_besides,
		arena, e) < 0)
		return -1;
	if (rule->has_with &&
	    read_match(rule, &rule->subject.match, &rule->with,
		node_get(rule->node, "with"), e) < 0)
		return -1;
	return read_per(rule, e);
}

static int
read_rule(struct rule *rule, struct arena *arena, struct error *e)
{
	const struct node *map = rule->node;

	rule->mechanism = mechanism_of(node_text(map, "kind", ""));
	rule->from = node_date(map, "from", INT32_MIN);
	rule->to = node_date(map, "to", INT32_MAX);
	rule->severity = node_text(map, "severity", "major");
	rule->source = node_text(map, "source", "");
	read_every(rule);
	if (read_sides(rule, arena, e) < 0 || read_people(rule, e) < 0 ||
	    read_numbers(rule, e) < 0 || read_bands(rule, e) < 0 ||
	    read_times(rule, e) < 0)
		return -1;
	if (rule->subject.columns >= SIDE_COLUMNS_MAX ||
	    rule->with.columns >= SIDE_COLUMNS_MAX ||
	    rule->besides.columns >= SIDE_COLUMNS_MAX)
		return node_error(map, e,
		    tr("a rule that looks at more than %d columns of a record"),
		    SIDE_COLUMNS_MAX);
	rule->with.keeps = (rule->every & EVERY_SPANS) != 0;
	rule->subject.keeps = rule->with.keeps ||
			      (rule->mechanism == &rule_deadline &&
				  rule->has_with);
	note_people(rule, &rule->subject);
	note_people(rule, &rule->with);
	note_people(rule, &rule->besides);
	return 0;
}

/* One of several that says no to: holds until the next begins. */
static void
end_before(struct rule *rule, const struct node *next)
{
	if (!node_get(rule->node, "to"))
		rule->to = node_date(next, "from", INT32_MAX) - 1;
}

static size_t
count_rules(const struct node *rules)
{
	size_t count = 0;

	for (size_t i = 0; rules && i < rules->children; i++)
		count += rules->child[i]->sort == NODE_LIST
			     ? rules->child[i]->children
			     : 1;
	return count;
}

int
rules_read(const struct config *config, struct arena *arena, struct rule **list,
    size_t *count, struct error *e)
{
	const struct node *rules = config ? node_path(config_root(config),
						"audit.rules")
					  : NULL;

	*list = arena_array(arena, count_rules(rules) + 1, sizeof(**list));
	*count = 0;
	for (size_t i = 0; rules && i < rules->children; i++) {
		const struct node *value = rules->child[i];
		bool many = value->sort == NODE_LIST;

		for (size_t n = 0; n < (many ? value->children : 1); n++) {
			struct rule *rule = *list + *count;

			*rule = (struct rule){.name = rules->key[i],
			    .config = config,
			    .node = many ? value->child[n] : value};
			if (node_yes(rule->node, "off", false))
				continue;
			++*count;
			if (read_rule(rule, arena, e) < 0)
				return -1;
			if (many && n + 1 < value->children)
				end_before(rule, value->child[n + 1]);
		}
	}
	return 0;
}

static void
release_side(struct side *side)
{
	free(side->item);
	side->item = NULL;
}

void
rules_release(struct rule *rule, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		release_side(&rule[i].subject);
		release_side(&rule[i].with);
		release_side(&rule[i].besides);
		worktime_free(rule[i].worktime);
	}
}

/* What has no day is judged by every rule. */
bool
rule_in_force(const struct rule *rule, int32_t day)
{
	return day == DATE_NONE || (rule->from <= day && day <= rule->to);
}

bool
rule_in_bands(const struct rule *rule, const struct item *item)
{
	struct moment moment = {item->utc_seconds, item->offset_seconds};
	int32_t second = moment_second_of_day(moment);

	for (size_t i = 0; i < rule->bands; i++)
		if (rule->between[i].from.seconds <= second &&
		    second <= rule->between[i].to.seconds)
			return true;
	return false;
}

int
rule_no_data(const struct rule *rule, int year, struct error *e)
{
	const struct node *at = node_get(rule->node, "calendar");

	return node_error(at ? at : rule->node, e,
	    tr("the calendar has no data of the year %d"), year);
}

int
rule_worked(const struct rule *rule, int32_t day, struct error *e)
{
	int year, worked = 1;

	if (rule->calendar)
		worked = calendar_is_worked(rule->calendar, day, &year);
	if (worked < 0)
		return rule_no_data(rule, year, e);
	return worked;
}
