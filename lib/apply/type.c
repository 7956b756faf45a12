#include "apply/type.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/message.h"
#include "base/text.h"
#include "config/worktimes.h"
#include "record/kinds.h"

#define CALENDAR_DEFAULT "office"
#define SUGGESTIONS_MAX 512

/*
 * The limits of a complaint and its like: telecom duties of complaints (24
 * hours as the target, then a telephone number and a call back at once),
 * ten promises (contact, answer).
 */
static const struct {
	const char *name;
	enum stage_begin begin;
	event_set by;
	bool soft, if_missed;
} milestones[] = {
    {"target", BEGIN_START, EVENT_BIT(EVENT_FINISH) | EVENT_BIT(EVENT_REJECT),
	true, false},
    {"contact", BEGIN_START,
	EVENT_BIT(EVENT_CALLBACK) | EVENT_BIT(EVENT_REPLY) |
	    EVENT_BIT(EVENT_FINISH) | EVENT_BIT(EVENT_REJECT),
	false, false},
    {"answer", BEGIN_START,
	EVENT_BIT(EVENT_REPLY) | EVENT_BIT(EVENT_FINISH) |
	    EVENT_BIT(EVENT_REJECT),
	false, false},
    {"callback", BEGIN_FINISH, EVENT_BIT(EVENT_CALLBACK), false, true},
};

#define MILESTONES (sizeof(milestones) / sizeof(*milestones))

static const struct {
	const char *name;
	int column;
} needs[] = {
    {"account", CASE_ACCOUNT},
    {"customer", CASE_CUSTOMER},
    {"phone", CASE_PHONE},
    {"channel", CASE_CHANNEL},
    {"ticket", CASE_TICKET},
    {"ref", CASE_REF},
    {"text", CASE_TEXT},
};

/*
 * The green channel is for the weak, for important customers, for urgent
 * supply and for key projects.
 */
const char *const class_names[] = {
    "normal", "green", "weak", "vip", "urgent", "project", NULL};

static size_t
count_names(const char *const *names)
{
	size_t n = 0;

	while (names[n])
		n++;
	return n;
}

bool class_known(struct slice class)
{
	if (class.length == 0)
		return true;
	for (const char *const *n = class_names; *n; n++)
		if (slice_is(class, *n))
			return true;
	return false;
}

bool class_is_green(struct slice class)
{
	return class.length > 0 && !slice_is(class, "normal");
}

const char *class_suggest(struct slice class)
{
	return suggest(class, class_names, count_names(class_names));
}

static const struct node *
section(const struct types *types, const char *name)
{
	return types->config ? node_get(config_root(types->config), name)
			     : NULL;
}

void
types_init(struct types *types, const struct config *config,
    const struct zone *zone, struct arena *arena)
{
	*types = (struct types){
	    .config = config,
	    .arena = arena,
	    .worktimes = map_new(),
	    .made = map_new(),
	    .every_day = calendar_new(0),
	};
	calendar_any_year(types->every_day);
	types->wall = worktime_new(types->every_day, zone, NULL, 0);
}

static void
free_worktime(void *context, struct slice key, void *value)
{
	(void)context;
	(void)key;
	worktime_free(value);
}

void
types_release(struct types *types)
{
	if (!types->made)
		return;
	map_each(types->worktimes, free_worktime, NULL);
	worktime_free(types->wall);
	calendar_free(types->every_day);
	map_free(types->worktimes);
	map_free(types->made);
	*types = (struct types){0};
}

bool
types_configured(const struct types *types)
{
	return section(types, "cases") != NULL;
}

const struct node *
types_node(const struct types *types, struct slice name)
{
	return node_get_slice(section(types, "cases"), name);
}

const char *
types_suggest(const struct types *types, struct slice name)
{
	return node_near(section(types, "cases"), name);
}

const struct node *
types_form(const struct types *types, struct slice code)
{
	return node_get_slice(section(types, "forms"), code);
}

bool
types_has_forms(const struct types *types)
{
	return section(types, "forms") != NULL;
}

const char *
types_suggest_form(const struct types *types, struct slice code)
{
	return node_near(section(types, "forms"), code);
}

/* A limit that needs a calendar has one: the configuration was checked. */
static struct worktime *
worktime_of(struct types *types, struct slice name)
{
	void **place = map_put(types->worktimes, name);

	if (!*place)
		*place = config_worktime(types->config, name.text, NULL);
	return *place ? *place : types->wall;
}

static bool
read_limit(const struct node *map, const char *key, struct limit *limit)
{
	struct slice text = node_text(map, key, NULL);

	return text.text && limit_parse(text, limit) == 0;
}

static bool
in_force(const struct node *map, int32_t date)
{
	return node_date(map, "from", INT32_MIN) <= date &&
	       date <= node_date(map, "to", INT32_MAX);
}

/* "7wd", a map with limit:, or a list of such maps with dates. */
static bool
read_dated_limit(const struct node *map, const char *key, int32_t date,
    struct limit *limit, bool *assumed)
{
	const struct node *node = node_get(map, key), *found = NULL;

	if (!node || node->sort == NODE_SCALAR)
		return read_limit(map, key, limit);
	if (node->sort == NODE_MAP && in_force(node, date))
		found = node;
	/* One without to: holds until the next begins: the last one wins. */
	for (size_t i = 0; node->sort == NODE_LIST && i < node->children; i++)
		if (in_force(node->child[i], date))
			found = node->child[i];
	*assumed = node_yes(found, "assumed", *assumed);
	return read_limit(found, "limit", limit);
}

static event_set
read_events(const struct node *node)
{
	event_set set = 0;

	if (!node)
		return 0;
	if (node->sort == NODE_SCALAR)
		return EVENT_BIT(event_find(node->text));
	for (size_t i = 0; i < node->children; i++)
		set |= EVENT_BIT(event_find(node->child[i]->text));
	return set;
}

static void
read_stage(struct types *types, const struct type *type,
    const struct node *node, struct stage *stage)
{
	bool after = slice_is(node_text(node, "after", ""), "finish");

	*stage = (struct stage){
	    .name = node_text(node, "name", ""),
	    .owner = node_text(node, "owner", ""),
	    .node = node,
	    .worktime = type->worktime,
	    .begin = after ? BEGIN_FINISH : BEGIN_PREVIOUS,
	    .by = read_events(node_get(node, "by")),
	    .optional = node_yes(node, "optional", false),
	    .idle = !node_yes(node, "counts", true),
	    .assumed = node_yes(node, "assumed", type->assumed),
	};
	if (node_get(node, "calendar"))
		stage->worktime = worktime_of(
		    types, node_text(node, "calendar", ""));
	stage->has_limit = read_limit(node, "limit", &stage->limit);
	stage->has_green = read_limit(node, "green", &stage->green);
}

static void
read_milestones(struct type *type, int32_t date)
{
	const struct node *limits = node_get(type->node, "limit");

	for (size_t i = 0; i < MILESTONES; i++) {
		struct stage *stage = &type->stage[type->stages];

		if (!node_get(limits, milestones[i].name))
			continue;
		*stage = (struct stage){
		    .name = slice_of(milestones[i].name),
		    .worktime = type->worktime,
		    .begin = milestones[i].begin,
		    .by = milestones[i].by,
		    .milestone = true,
		    .soft = milestones[i].soft,
		    .if_missed = milestones[i].if_missed,
		    .assumed = type->assumed,
		};
		stage->has_limit = read_dated_limit(limits, milestones[i].name,
		    date, &stage->limit, &stage->assumed);
		type->stages += stage->has_limit;
	}
}

static void
read_stages(struct types *types, struct type *type, int32_t date)
{
	const struct node *list = node_get(type->node, "stages");
	size_t count = list ? list->children : 0;

	type->stage = arena_array(
	    types->arena, count + MILESTONES + 1, sizeof(*type->stage));
	for (size_t i = 0; i < count; i++)
		if (in_force(list->child[i], date))
			read_stage(types, type, list->child[i],
			    &type->stage[type->stages++]);
	type->steps = type->stages;
	while (type->first_after < type->steps &&
	       type->stage[type->first_after].begin != BEGIN_FINISH)
		type->first_after++;
	read_milestones(type, date);
}

static void
read_forms(struct types *types, struct type *type)
{
	const struct node *list = node_get(type->node, "forms");
	size_t count = list ? list->children : 0;

	type->form = arena_array(types->arena, count + 1, sizeof(*type->form));
	for (size_t i = 0; i < count; i++) {
		const struct node *node = list->child[i];
		struct form_need *form = &type->form[type->forms++];

		if (node->sort == NODE_SCALAR) {
			*form = (struct form_need){
			    node->text, type->stages, false};
			continue;
		}
		form->code = node_text(node, "form", "");
		form->optional = node_yes(node, "optional", false);
		form->stage = type_stage(type, node_text(node, "stage", ""));
	}
}

static void
read_needs(struct types *types, struct type *type)
{
	const struct node *list = node_get(type->node, "needs");
	size_t count = list ? list->children : 0;

	type->need = arena_array(types->arena, count + 1, sizeof(*type->need));
	for (size_t i = 0; i < count; i++)
		for (size_t n = 0; n < sizeof(needs) / sizeof(*needs); n++)
			if (slice_is(list->child[i]->text, needs[n].name))
				type->need[type->needs++] = (struct need){
				    slice_of(needs[n].name), needs[n].column};
}

static struct type *
read_type(struct types *types, struct slice name, const struct node *node,
    int32_t date)
{
	struct type *type = arena_alloc(types->arena, sizeof(*type));
	struct slice calendar = node_text(node, "calendar", CALENDAR_DEFAULT);

	type->name = arena_slice(types->arena, name);
	type->node = node;
	type->worktime = worktime_of(types, calendar);
	type->assumed = node_yes(node, "assumed", false);
	type->open_accepts = slice_is(
	    node_text(node, "acceptance", ""), "open");
	type->same_day = node_get(node, "entry") != NULL;
	type->forbids = read_events(node_get(node, "forbids"));
	type->total_assumed = type->green_assumed = type->assumed;
	type->has_total = read_dated_limit(
	    node, "total", date, &type->total, &type->total_assumed);
	type->has_green = read_dated_limit(
	    node, "green", date, &type->green, &type->green_assumed);
	read_stages(types, type, date);
	read_forms(types, type);
	read_needs(types, type);
	return type;
}

/* Something in it has dates of its own. */
static bool
is_dated(const struct node *type)
{
	static const char *const lists[] = {"stages", "total", "green"};
	const struct node *limits = node_get(type, "limit");
	bool dated = false;

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		const struct node *list = node_get(type, lists[i]);

		dated = dated || node_get(list, "from") || node_get(list, "to");
		for (size_t n = 0; list && n < list->children; n++)
			dated = dated || node_get(list->child[n], "from") ||
				node_get(list->child[n], "to");
	}
	for (size_t i = 0; limits && i < limits->children; i++)
		dated = dated || limits->child[i]->sort != NODE_SCALAR;
	return dated;
}

/* A type in which something changes is made for each date. */
const struct type *
types_get(struct types *types, struct slice name, int32_t date)
{
	const struct node *all = types_node(types, name);
	const struct node *node = all ? node_in_force(all, date) : NULL;
	char key[48];
	int length;
	void **place;

	if (!node)
		return NULL;
	length = snprintf(key, sizeof(key), "%p %d", (const void *)node,
	    is_dated(node) ? (int)date : 0);
	place = map_put(types->made, (struct slice){key, (size_t)length});
	if (!*place)
		*place = read_type(types, name, node, date);
	return *place;
}

size_t
type_stage(const struct type *type, struct slice name)
{
	size_t n = 0;

	while (n < type->stages && !slice_equal(type->stage[n].name, name))
		n++;
	return n;
}

const char *
type_suggest_stage(const struct type *type, size_t count, struct slice name)
{
	const char *names[SUGGESTIONS_MAX];
	size_t n = 0;

	for (size_t i = 0; i < count && n < SUGGESTIONS_MAX; i++)
		names[n++] = type->stage[i].name.text;
	return suggest(name, names, n);
}

bool
stage_limit(const struct stage *stage, bool green, struct limit *limit)
{
	*limit = green && stage->has_green ? stage->green : stage->limit;
	return stage->has_limit || (green && stage->has_green);
}

bool
type_limit(const struct type *type, bool green, struct limit *limit)
{
	*limit = green && type->has_green ? type->green : type->total;
	return type->has_total || (green && type->has_green);
}

const struct stage *
type_answer(const struct type *type)
{
	if (type->has_total)
		return NULL;
	for (size_t n = type->steps; n < type->stages; n++)
		if (slice_is(type->stage[n].name, "answer"))
			return &type->stage[n];
	return NULL;
}

struct slice
type_title(const struct type *type)
{
	return node_name(type->node, "name", type->name.text);
}

struct slice
stage_title(const struct stage *stage)
{
	if (stage->node)
		return node_name(stage->node, "title", stage->name.text);
	return slice_of(word("milestone", stage->name));
}
